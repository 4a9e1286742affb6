"""Change the plant on the map: move a school, draw a route, be refused and lose nothing."""

from collections.abc import Callable

import pytest
from playwright.sync_api import FloatRect, Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from inventory.models import FibreRoute, RouteNode, RouteSegment, Site
from tests import factories

SignIn = Callable[[User], None]
Open = Callable[[str], Page]


@pytest.fixture
def school(db: None) -> Site:  # noqa: ARG001 - asks for the database
    """
    Store a school with its entry, and two nodes in the west of it.

        A    B        school
    """
    factories.make_area()
    factories.make_node(code="A", geom=factories.place(-4000, 0))
    factories.make_node(code="B", geom=factories.place(-1000, 1000))
    school = factories.make_site(name="Gesamtschule", geom=factories.place(3000, 0))
    factories.make_node(code="E", site=school)
    return school


@pytest.fixture
def open_page(page: Page, live_server: LiveServer, sign_in: SignIn) -> Open:
    """Return a function that opens an editing page as an engineer, and waits for its map."""

    def open_at(address: str) -> Page:
        sign_in(factories.make_user())
        page.goto(f"{live_server.url}/edit/{address}")
        page.locator("#edit-map[data-ready]").wait_for()
        return page

    return open_at


def middle(place: Locator) -> tuple[float, float]:
    box: FloatRect | None = place.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def node_on(page: Page, code: str) -> tuple[float, float]:
    """Return where a node is drawn: the nodes are drawn in the order of their keys."""
    codes = list(RouteNode.objects.order_by("pk").values_list("code", flat=True))
    return middle(page.locator("path.edit-node").nth(codes.index(code)))


def draw(page: Page, *places: tuple[float, float]) -> None:
    page.get_by_role("button", name="Verlauf neu zeichnen").click()
    for x, y in places:
        page.mouse.move(x, y, steps=4)
        page.mouse.click(x, y)
    page.mouse.click(*places[-1])


def test_engineer_moves_a_school(school: Site, open_page: Open) -> None:
    page = open_page(f"sites/{school.pk}/")
    x, y = middle(page.locator(".edit-marker"))

    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 60, y - 40, steps=5)
    page.mouse.up()
    page.get_by_role("button", name="Speichern", exact=True).click()

    expect(page.get_by_role("status").first).to_contain_text("Gesamtschule ist gespeichert.")
    moved = Site.objects.get(pk=school.pk).geom
    assert moved is not None
    assert school.geom is not None
    assert moved.x > school.geom.x
    assert moved.y > school.geom.y
    assert RouteNode.objects.get(code="E").geom == moved


def test_the_marker_goes_by_keyboard(school: Site, open_page: Open) -> None:
    page = open_page(f"sites/{school.pk}/")
    longitude = page.get_by_label("Länge", exact=True)
    before = float(longitude.input_value())

    page.get_by_role("button", name="Ort: ziehen oder").press("ArrowRight")

    assert float(longitude.input_value()) > before


@pytest.mark.usefixtures("school")
def test_engineer_draws_a_route_that_snaps(open_page: Open) -> None:
    page = open_page("routes/new/")
    (ax, ay), (bx, by) = node_on(page, "A"), node_on(page, "B")

    draw(page, (ax + 7, ay + 6), (bx - 6, by - 7))

    path = page.locator("[data-edit-path]")
    expect(path).to_contain_text("am Trassenpunkt A, 0,0")
    expect(path).to_contain_text("am Trassenpunkt B, 0,0")
    page.get_by_label("Kürzel").fill("R-1")
    page.get_by_role("button", name="Speichern", exact=True).click()
    expect(page.get_by_role("status").first).to_contain_text("R-1 ist gespeichert.")
    segment = FibreRoute.objects.get(code="R-1").segments.get()
    assert (segment.a_node.code, segment.z_node.code) == ("A", "B")
    assert RouteNode.objects.count() == 3


@pytest.mark.usefixtures("school")
def test_a_line_outside_the_city_is_refused_and_kept(open_page: Open) -> None:
    page = open_page("routes/new/")
    line = "7.090000 51.550000\n9.000000 51.550000"

    page.get_by_label("Kürzel").fill("R-2")
    page.get_by_label("Verlauf", exact=True).fill(line)
    expect(page.locator("[data-edit-path] .notice")).to_be_visible()
    page.get_by_role("button", name="Speichern", exact=True).click()
    page.locator("#edit-map[data-ready]").wait_for()

    expect(page.locator("#id_geom_error")).to_be_visible()
    expect(page.get_by_label("Verlauf", exact=True)).to_have_value(line)
    expect(page.get_by_label("Kürzel")).to_have_value("R-2")
    expect(page.locator("path.edit-drawn")).to_have_count(1)
    assert not RouteSegment.objects.exists()


@pytest.mark.usefixtures("school")
def test_a_park_is_outlined(open_page: Open) -> None:
    page = open_page("sites/new/?kind=business_park")
    x, y = middle(page.locator("#edit-map"))

    page.get_by_role("button", name="Fläche zeichnen").click()
    for corner in ((x, y), (x + 80, y), (x + 80, y + 60), (x, y)):
        page.mouse.move(*corner, steps=4)
        page.mouse.click(*corner)
    page.get_by_label("Name").fill("Park am Kanal")
    page.get_by_role("button", name="Speichern", exact=True).click()

    expect(page.get_by_role("status").first).to_contain_text("Park am Kanal ist gespeichert.")
    area = Site.objects.get(name="Park am Kanal").area
    assert area is not None
    assert area.num_points == 4


def test_nothing_bars_the_way(
    school: Site, open_page: Open, axe: Callable[[Page], None], live_server: LiveServer
) -> None:
    nodes = [RouteNode.objects.get(code=code) for code in "AB"]
    route = factories.make_route([factories.make_segment(*nodes)])

    for address in (
        f"sites/{school.pk}/",
        "sites/new/?kind=business_park",
        f"routes/{route.pk}/",
        f"nodes/{nodes[0].pk}/",
    ):
        page = open_page(address)
        axe(page)
    page.goto(f"{live_server.url}/edit/routes/new/")
    page.get_by_role("button", name="Speichern", exact=True).click()
    expect(page.get_by_role("alert")).to_be_visible()
    axe(page)
    for address in ("", "?what=nodes&q=xyz", f"routes/{route.pk}/retire/"):
        page.goto(f"{live_server.url}/edit/{address}")
        axe(page)


def test_without_javascript_everything_can_be_typed(
    school: Site, page: Page, live_server: LiveServer, sign_in: SignIn
) -> None:
    sign_in(factories.make_user())
    context = page.context.browser.new_context(  # type: ignore[union-attr]  # there is a browser
        java_script_enabled=False, locale="de-DE", storage_state=page.context.storage_state()
    )
    plain = context.new_page()

    plain.goto(f"{live_server.url}/edit/sites/{school.pk}/")
    plain.get_by_label("Länge", exact=True).fill("7,1")
    plain.get_by_role("button", name="Speichern", exact=True).click()

    expect(plain.get_by_role("status").first).to_contain_text("ist gespeichert.")
    moved = Site.objects.get(pk=school.pk).geom
    assert moved is not None
    assert moved.x == 7.1
    context.close()
