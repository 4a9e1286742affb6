"""Management: find out what each school's connection was worth in a month."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from accounts.roles import Role
from tests.conftest import City
from tests.factories import make_user
from tests.integration.reports.conftest import Spring, store_spring

pytestmark = pytest.mark.django_db(transaction=True)

MAY_PAGE = "/reports/2026-05/"


@pytest.fixture
def spring(city: City, sign_in: Callable[[User], None]) -> Spring:
    """Store the month, and let management sign in."""
    sign_in(make_user(Role.MANAGEMENT))
    return store_spring(city)


@pytest.mark.usefixtures("spring")
@pytest.mark.parametrize(
    ("address", "width", "scheme"),
    [
        (MAY_PAGE, 1280, "light"),
        (MAY_PAGE, 1280, "dark"),
        (MAY_PAGE, 390, "light"),
        ("/reports/2026-13/", 390, "dark"),
    ],
)
def test_the_report_has_no_barrier(
    page: Page,
    live_server: LiveServer,
    axe: Callable[[Page], None],
    address: str,
    width: int,
    scheme: str,
) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.set_viewport_size({"width": width, "height": 800})

    page.goto(live_server.url + address)

    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.usefixtures("spring")
def test_from_the_missed_promise_to_its_row(page: Page, live_server: LiveServer) -> None:
    page.goto(live_server.url + MAY_PAGE)

    missed = page.get_by_role("region", name="Zusage verfehlt")
    missed.get_by_role("link", name="Schlechte Schule").click()

    row = page.get_by_role("row", name="Schlechte Schule")
    expect(row).to_be_in_viewport()
    expect(row).to_contain_text("verfehlt")


@pytest.mark.usefixtures("spring")
def test_narrowing_ordering_and_turning_the_month(page: Page, live_server: LiveServer) -> None:
    page.goto(live_server.url + MAY_PAGE)

    page.get_by_label("Art").select_option(label="Schulen")
    page.get_by_label("Stadtteil").select_option(label="Buer")
    page.get_by_role("button", name="Anzeigen").click()
    page.get_by_role("link", name="Ausfall (s)").click()
    page.get_by_role("link", name="Ausfall (s)").click()

    rows = page.get_by_role("table").locator("tbody tr")
    expect(rows).to_have_count(3)
    expect(rows.first).to_contain_text("Schlechte Schule")

    page.get_by_role("link", name="April 2026").click()

    expect(page.get_by_role("heading", level=1)).to_contain_text("April 2026")
    expect(rows).to_have_count(3)


@pytest.mark.usefixtures("spring")
def test_the_file_is_handed_out(page: Page, live_server: LiveServer) -> None:
    page.goto(live_server.url + MAY_PAGE)

    with page.expect_download() as download:
        page.get_by_role("link", name="Als CSV herunterladen").click()

    assert download.value.suggested_filename == "lichtweg-verfuegbarkeit-2026-05.csv"
