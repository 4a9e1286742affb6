"""A splicer's errand through the plant's pages; axe finds nothing, nothing scrolls sideways."""

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from tests import factories
from tests.integration.pages.fibre.small_plant import SmallPlant, make_small_plant

SignIn = Callable[[User], None]
Axe = Callable[[Page], None]

LOOKS = [
    {"viewport": {"width": 1280, "height": 800}, "color_scheme": "light", "locale": "de-DE"},
    {"viewport": {"width": 390, "height": 844}, "color_scheme": "dark", "locale": "en-GB"},
]


@pytest.fixture
def plant(db: None) -> SmallPlant:  # noqa: ARG001 - asks for the database
    # Rows that only fit together, such as a type and its tubes, are checked when it ends.
    with transaction.atomic():
        return make_small_plant()


def test_splicer_finds_the_tray_of_a_fibre(
    page: Page,
    live_server: LiveServer,
    plant: SmallPlant,  # noqa: ARG001 - stands there
    sign_in: SignIn,
) -> None:
    sign_in(factories.make_user())

    page.goto(f"{live_server.url}/plant/")
    page.get_by_label("Suche").fill("HK-1")
    page.get_by_role("button", name="Anzeigen").click()
    page.get_by_role("link", name="HK-1", exact=True).click()
    first = page.get_by_role("row").filter(has_text="L-1").first
    expect(first).to_contain_text("rot")
    first.get_by_role("link", name="M-1").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Muffe M-1")
    expect(page.get_by_role("img", name="Verbindungen auf Kassette 1")).to_be_visible()
    page.get_by_role("link", name="L-1").click()
    expect(page.get_by_text("Das Licht läuft durch, von Ende zu Ende.")).to_be_visible()


@pytest.mark.parametrize("look", LOOKS, ids=["desk-light-german", "phone-dark-english"])
def test_no_page_of_the_plant_has_a_barrier(
    browser: Browser, live_server: LiveServer, plant: SmallPlant, axe: Axe, look: dict[str, Any]
) -> None:
    client = Client()
    client.force_login(factories.make_user())
    context = browser.new_context(**look)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}]
    )
    heard: list[str] = []
    context.on("console", lambda said: heard.append(said.text) if said.type == "error" else None)
    page = context.new_page()

    for place in (
        "/plant/",
        "/plant/?q=1",
        "/plant/cables/",
        f"/plant/cables/{plant.main.pk}/",
        f"/plant/closures/{plant.closure.pk}/",
        f"/plant/panels/{plant.panel.pk}/",
        f"/plant/ducts/{plant.duct.pk}/",
        f"/plant/nodes/{plant.nodes['middle'].pk}/",
        f"/circuits/{plant.circuit.pk}/",
    ):
        page.goto(f"{live_server.url}{place}")
        axe(page)
        wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
        assert not wide, place

    assert heard == []
    context.close()
