"""Anybody: find the way about the frame that stands around every page."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from tests.factories import make_area, make_user
from tests.journeys.conftest import Ear

MISSING = "/there-is-no-such-page/"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_the_frame_has_no_barrier(
    page: Page,
    live_server: LiveServer,
    axe: Callable[[Page], None],
    sign_in: Callable[[User], None],
    scheme: str,
    width: int,
) -> None:
    make_area()
    sign_in(make_user())
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.set_viewport_size({"width": width, "height": 800})

    page.goto(live_server.url + MISSING)

    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_theme_and_language_change_without_a_script(page: Page, live_server: LiveServer) -> None:
    page.goto(live_server.url + MISSING)
    expect(page.locator("html")).to_have_attribute("lang", "de")

    page.get_by_role("button", name="English").click()
    page.locator("summary").first.click()
    page.get_by_role("button", name="Dark").click()

    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")


def test_first_key_leads_past_the_frame(page: Page, live_server: LiveServer) -> None:
    page.goto(live_server.url + MISSING)

    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    expect(page.locator("#main")).to_be_focused()


def test_the_ear_hears_a_foreign_host(page: Page, live_server: LiveServer, ear: Ear) -> None:
    # Nothing is sent: .invalid is nowhere, and the policy refuses the picture.
    page.goto(live_server.url + MISSING)
    page.evaluate("document.body.append(Object.assign(new Image(), {src: 'http://a.invalid/x'}))")
    page.wait_for_timeout(100)

    heard = [*ear.foreign, *ear.complaints]
    assert any("a.invalid" in what for what in heard)
    ear.foreign.clear()
    ear.complaints.clear()
