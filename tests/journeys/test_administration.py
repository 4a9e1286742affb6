"""Place a site on the administration's map: no base map, no inline script, no foreign host."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from accounts.roles import Role
from inventory.models import Site
from tests import factories

SignIn = Callable[[User], None]


@pytest.fixture
def site(sign_in: SignIn) -> Site:
    factories.make_area()
    sign_in(factories.make_user(Role.ADMINISTRATOR, is_staff=True, is_superuser=True))
    return factories.make_site(geom=None)


def test_a_site_is_placed_by_a_click(page: Page, live_server: LiveServer, site: Site) -> None:
    page.goto(f"{live_server.url}/admin/inventory/site/{site.pk}/change/")
    field = page.locator("#id_geom-map")

    field.locator(".leaflet-draw-draw-marker").click()
    box = field.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(field.locator(".leaflet-marker-icon").first).to_be_visible()
    page.locator("[name=_save]").click()

    expect(page.locator(".messagelist .success")).to_be_visible()
    site.refresh_from_db()
    assert site.geom is not None
    west, south, east, north = factories.AREA_BOX
    assert west < site.geom.x < east
    assert south < site.geom.y < north


def test_the_city_s_outline_is_the_ground(page: Page, live_server: LiveServer, site: Site) -> None:
    page.goto(f"{live_server.url}/admin/inventory/site/{site.pk}/change/")

    expect(page.locator("#id_geom-map svg path")).to_have_count(1)
    expect(page.locator("#id_area-map .leaflet-draw-draw-polygon")).to_be_visible()
