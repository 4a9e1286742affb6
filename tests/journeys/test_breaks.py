"""Ask on the map what a dig breaks, look at a light path, and find a site by its address."""

import re
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.db import transaction
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from inventory.models import Circuit, CircuitPath, RouteNode, RouteSegment, Site, Structure
from tests import factories
from tests import plant_factories as plant
from tests.catalogue_factories import make_cable_type

SignIn = Callable[[User], None]


@dataclass(frozen=True, slots=True)
class WidePlant:
    """A plant so wide that its parts can be hit on the map."""

    segments: dict[str, RouteSegment]
    circuits: dict[str, Circuit]
    node: RouteNode


def make_plant() -> WidePlant:
    """Store the plant of the fixture `wide`."""
    factories.make_area()
    factories.make_region(geom=factories.square(west=7.05, south=51.5, east=7.15, north=51.6))
    head = factories.make_site(kind=Site.Kind.POP, name="PoP", geom=factories.place(-3000, 0))
    pop = factories.make_node(site=head, kind=RouteNode.Kind.POP, code="PoP-1")
    k4 = factories.make_node(geom=factories.place(1500, 0), code="K4")
    bend = factories.make_node(geom=factories.place(-500, -3500), code="K5")
    sites = {
        name: factories.make_site(name=name, geom=factories.place(*place))
        for name, place in {"near": (3500, 1500), "far": (2500, -2500)}.items()
    }
    doors = {name: factories.make_node(site=site, code=name) for name, site in sites.items()}
    ends = {
        "north": (pop, k4),
        "s1": (pop, bend),
        "s2": (bend, k4),
        "near": (k4, doors["near"]),
        "far": (k4, doors["far"]),
    }
    segments = {code: factories.make_segment(a, z, code=code) for code, (a, z) in ends.items()}
    for code, segment in segments.items():
        factories.make_route([segment], role="drop" if code in doors else "ring")
    kind = make_cable_type()
    cables = {
        code: plant.make_cable([segments[one] for one in way], type=kind, code=code, from_node=a)
        for code, (way, a) in {
            "C-north": (("north",), pop),
            "C-south": (("s1", "s2"), pop),
            "C-near": (("near",), k4),
            "C-far": (("far",), k4),
        }.items()
    }
    plant.make_closure(k4, code="M-K4")
    plant.make_structure(k4, code="NVt-K4", kind=Structure.Kind.CABINET)
    circuits = {name: factories.make_circuit(cid=f"L-{name}", site=sites[name]) for name in sites}
    for name, leg, trunk, number, door in (
        ("near", CircuitPath.Leg.WORKING, "C-north", 1, 1),
        ("near", CircuitPath.Leg.PROTECT, "C-south", 1, 2),
        ("far", CircuitPath.Leg.WORKING, "C-north", 2, 1),
    ):
        drop = cables[f"C-{name}"]
        plant.make_joint(plant.end_of(cables[trunk], number, k4), plant.end_of(drop, door, k4))
        plant.make_circuit_path(
            circuits[name],
            leg=leg,
            a_end=plant.end_of(cables[trunk], number, pop),
            z_end=plant.end_of(drop, door, doors[name]),
        )
    return WidePlant(segments, circuits, k4)


@pytest.fixture
def wide(db: None) -> WidePlant:  # noqa: ARG001 - asks for the database
    """
    Store two ways from a PoP to a closure, and two schools behind it.

        PoP --north-- K4 --near-- near     near: working over north, protect over south
         +---south----+                  far: over north alone
                      +--far-- far
    """
    # What the rows must be together is checked at the end of a transaction.
    with transaction.atomic():
        return make_plant()


@pytest.fixture
def open_page(page: Page, live_server: LiveServer, sign_in: SignIn) -> Callable[[str], Page]:
    """Return a function that opens an address as an engineer."""
    sign_in(factories.make_user())

    def open_it(path: str) -> Page:
        page.goto(f"{live_server.url}{path}")
        return page

    return open_it


def ready(page: Page) -> None:
    expect(page.locator("#map[data-ready]")).to_be_attached()


def test_a_click_on_a_route_asks_and_the_address_keeps_it(
    wide: WidePlant, open_page: Callable[[str], Page]
) -> None:
    page = open_page("/map/breaks/")
    ready(page)
    box = page.locator("#map path.route").nth(0).bounding_box()
    assert box is not None

    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)

    answer = page.locator("#answer")
    expect(answer.get_by_role("heading", level=2)).to_have_text(
        "Ein Schnitt hier nimmt 1 Anschluss außer Betrieb, 1 verliert den Ersatzweg."
    )
    expect(page.get_by_role("combobox", name="Trasse")).to_have_value("north")
    metres = float(page.get_by_label(re.compile("Meter")).input_value())
    assert metres == pytest.approx(wide.segments["north"].length_m / 2, rel=0.05)
    expect(page.get_by_role("button", name="far: fällt aus")).to_be_visible()
    expect(page.get_by_role("button", name="near: verliert den Ersatzweg")).to_be_visible()
    expect(page.locator("path.is-cut")).to_have_count(1)
    expect(page.locator(".cut-mark")).to_be_visible()

    page.reload()
    ready(page)
    expect(answer.get_by_role("heading", level=2)).to_contain_text("1 Anschluss außer Betrieb")
    expect(page.locator(".cut-mark")).to_be_visible()


@pytest.mark.usefixtures("wide")
def test_a_drawn_area_asks(open_page: Callable[[str], Page]) -> None:
    page = open_page("/map/breaks/")
    ready(page)
    far = page.get_by_role("button", name="far: keine Auswirkung bekannt").bounding_box()
    assert far is not None
    x, y = far["x"] + far["width"] / 2, far["y"] + far["height"] / 2

    page.get_by_role("button", name="Fläche zeichnen").click()
    corners = [(-40, -40), (40, -40), (40, 40), (-40, 40), (-40, -40)]
    for east, south in corners:
        page.mouse.click(x + east, y + south)

    answer = page.locator("#answer")
    expect(answer.get_by_role("heading", level=2)).to_have_text(
        "Ein Schnitt hier nimmt 1 Anschluss außer Betrieb."
    )
    expect(answer).to_contain_text("Die gezeichnete Fläche")
    expect(answer).to_contain_text("C-far")
    assert "area=" in page.url


@pytest.mark.usefixtures("wide")
def test_the_form_is_enough_without_a_mouse(open_page: Callable[[str], Page]) -> None:
    page = open_page("/map/breaks/")
    ready(page)

    page.get_by_role("combobox", name="Trasse").fill("s1")
    page.keyboard.press("Enter")

    heading = page.locator("#answer").get_by_role("heading", level=2)
    expect(heading).to_have_text(
        "Ein Schnitt hier nimmt nichts außer Betrieb, 1 verliert den Ersatzweg."
    )
    expect(heading).to_be_focused()
    page.get_by_role("combobox", name="Trasse").fill("nirgends")
    page.keyboard.press("Enter")
    expect(page.locator("#answer [role=alert]")).to_contain_text("Es gibt keine Trasse nirgends.")


@pytest.mark.usefixtures("wide")
def test_without_javascript_the_form_and_its_answer_stand(
    open_page: Callable[[str], Page], live_server: LiveServer
) -> None:
    page = open_page("/map/breaks/")
    context = page.context.browser.new_context(  # type: ignore[union-attr]  # there is a browser
        java_script_enabled=False, storage_state=page.context.storage_state(), locale="de-DE"
    )
    plain = context.new_page()

    plain.goto(f"{live_server.url}/map/breaks/")
    plain.get_by_role("combobox", name="Trasse").fill("north")
    plain.get_by_role("button", name="Was fällt aus?").click()

    expect(plain.locator("#answer h2")).to_contain_text("1 Anschluss außer Betrieb")
    expect(plain.locator(".map-noscript")).to_be_visible()
    context.close()


def test_both_ways_of_a_circuit_are_drawn_apart(
    wide: WidePlant, open_page: Callable[[str], Page]
) -> None:
    page = open_page(f"/map/#path={wide.circuits['near'].pk}")

    expect(page.locator("#map path.drawn-working")).to_have_count(1)
    expect(page.locator("#map path.drawn-protect")).to_have_count(1)
    expect(page.locator(".drawn-label").filter(has_text="Ersatzweg")).to_be_visible()
    card = page.locator("#card")
    expect(card.get_by_role("heading", name="Lichtweg: near")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#map path.drawn")).to_have_count(0)
    assert "#path" not in page.url


def test_the_address_of_a_site_chooses_it(
    wide: WidePlant, open_page: Callable[[str], Page]
) -> None:
    site = wide.circuits["far"].site
    assert site is not None

    page = open_page(f"/sites/{site.slug}/")
    page.get_by_role("link", name="Auf der Karte").click()

    expect(page.locator("#card").get_by_role("heading", name="far")).to_be_focused()
    expect(page.locator("tr.is-chosen")).to_have_attribute("data-site", str(site.pk))
    page.evaluate(f"location.hash = 'segment={wide.segments['s1'].pk}'")
    expect(page.locator("#card").get_by_role("heading", name="Trasse s1")).to_be_visible()


def test_closures_and_cabinets_appear_from_near(
    wide: WidePlant, open_page: Callable[[str], Page]
) -> None:
    page = open_page("/map/")
    expect(page.locator(".leaflet-marker-icon .point")).to_have_count(0)

    page.evaluate(f"location.hash = 'node={wide.node.pk}'")

    expect(page.locator(".leaflet-marker-icon .point")).to_have_count(2)
    page.get_by_role("button", name="Muffe M-K4").press("Enter")
    card = page.locator("#card")
    expect(card.get_by_role("heading", name="Trassenpunkt K4")).to_be_visible()
    expect(card).to_contain_text("C-north")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_nothing_here_has_a_barrier(
    wide: WidePlant,
    page: Page,
    open_page: Callable[[str], Page],
    axe: Callable[[Page], None],
    scheme: str,
    width: int,
) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.set_viewport_size({"width": width, "height": 800})

    open_page("/map/breaks/?segment=north&chainage=100")
    ready(page)
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    open_page("/map/breaks/?segment=nirgends")
    ready(page)
    axe(page)
    open_page(f"/map/#path={wide.circuits['near'].pk}")
    expect(page.locator("#card h2")).to_be_visible()
    axe(page)
    page.evaluate(f"location.hash = 'node={wide.node.pk}'")
    expect(page.locator("#card").get_by_role("heading", name="Trassenpunkt K4")).to_be_visible()
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_points_of_failure_lead_to_what_breaks(
    wide: WidePlant,
    page: Page,
    open_page: Callable[[str], Page],
    axe: Callable[[Page], None],
    scheme: str,
    width: int,
) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.set_viewport_size({"width": width, "height": 800})
    for name in ("near", "far"):
        factories.make_school(site=wide.circuits[name].site, name=f"Schule {name}")
    Circuit.objects.update(purpose=Circuit.Purpose.SCHOOL)

    open_page("/reports/failure-points/")

    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.get_by_role("link", name="Was fällt bei north aus?").click()
    expect(page.locator("#answer h2")).to_contain_text("1 Anschluss außer Betrieb")
