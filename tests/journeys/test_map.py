"""Find out on the map what is broken and where; in the lab, break it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from accounts.roles import Role
from inventory.models import Circuit, Corridor, RouteNode, RouteSegment, Site
from lab.models import LabFault
from monitoring.models import Incident, State, Target, Vantage
from tests import factories

SignIn = Callable[[User], None]


@dataclass(frozen=True, slots=True)
class WideCity:
    """A city so wide that each of its sites stands alone on the map."""

    branch: RouteSegment
    targets: dict[str, Target]


@pytest.fixture
def wide(db: None) -> WideCity:  # noqa: ARG001 - asks for the database
    """
    Store a PoP, a stretch of ring, and a branch from it with two schools that work.

        PoP --ring-- K2 --branch-- K4 -- near
                                    |
                                   far
    """
    factories.make_area()
    factories.make_region(geom=factories.square(west=7.05, south=51.5, east=7.15, north=51.6))
    head = factories.make_site(
        kind=Site.Kind.POP, name="PoP Mitte", geom=factories.place(-3000, -3000)
    )
    pop = factories.make_node(site=head, kind=RouteNode.Kind.POP)
    k2 = factories.make_node(geom=factories.place(-2000, 0))
    k4 = factories.make_node(geom=factories.place(2000, 1500))
    ring = factories.make_segment(pop, k2, code="ring")
    branch = factories.make_segment(k2, k4, code="branch")
    factories.make_route([ring], role="ring")
    factories.make_route([branch], role="distribution")
    Corridor.objects.create(code="x", geom=ring.geom)
    vantage = factories.make_vantage(site=head)
    targets = {}
    for name, place in {"near": (3500, 0), "far": (3000, 5000)}.items():
        site = factories.make_site(name=name, geom=factories.place(*place))
        drop = factories.make_segment(k4, factories.make_node(site=site))
        factories.make_route([drop], role="drop")
        targets[name] = works(factories.make_circuit(site=site), vantage)
    return WideCity(branch, targets)


def works(circuit: Circuit, vantage: Vantage) -> Target:
    """Store that a circuit works since two hours and was seen just now."""
    now = timezone.now()
    target = factories.make_target(circuit)
    factories.make_interval(
        target,
        vantage,
        started_at=now - timedelta(hours=2),
        observed_until=now + timedelta(hours=1),
    )
    factories.make_round(target, vantage, scheduled_at=now, rtts_us=[1200] * 3)
    return target


def break_circuit(target: Target) -> None:
    """Store that a circuit has just gone down."""
    now = timezone.now()
    interval = target.intervals.get(ended_at=None)
    interval.ended_at = interval.observed_until = now
    interval.save()
    factories.make_interval(
        target,
        interval.vantage,
        state=State.DOWN,
        started_at=now,
        observed_until=now + timedelta(hours=1),
    )
    factories.make_outage(target.circuit, started_at=now)


@pytest.fixture
def open_map(
    page: Page, live_server: LiveServer, sign_in: SignIn
) -> Iterator[Callable[[User], Page]]:
    """Return a function that opens the map as a person and waits until it stands."""

    def open_as(user: User) -> Page:
        sign_in(user)
        page.goto(f"{live_server.url}/map/")
        expect(page.locator("[data-as-of]")).not_to_be_empty()
        return page

    yield open_as
    page.close()


def test_an_outage_appears_by_itself_on_map_and_table(
    wide: WideCity, open_map: Callable[[User], Page]
) -> None:
    page = open_map(factories.make_user())
    expect(page.locator(".site.state-down")).to_have_count(0)

    break_circuit(wide.targets["near"])

    expect(page.get_by_role("button", name="near: Ausgefallen")).to_be_visible(timeout=12_000)
    expect(page.locator("#map-status")).to_have_text("near: Ausgefallen")
    expect(page.locator(".site.is-new")).to_have_count(0)
    expect(page.locator("[data-count=down]")).to_have_text("1")
    page.locator("#table summary").click()
    expect(page.locator("tr[data-state=down] [data-cell=state]")).to_have_text("Ausgefallen")


def test_a_wider_outage_is_drawn_where_it_lies(
    wide: WideCity, open_map: Callable[[User], Page]
) -> None:
    incident = Incident.objects.create(started_at=timezone.now(), segment=wide.branch)
    for name in ("near", "far"):
        break_circuit(wide.targets[name])
        wide.targets[name].circuit.outages.update(incident=incident)

    page = open_map(factories.make_user())

    expect(page.locator("path.is-incident")).to_have_count(1)
    expect(page.locator(".incident-label")).to_contain_text("2 Anschlüsse")
    expect(page.get_by_role("button", name="far: Größere Störung")).to_be_visible()


@pytest.mark.usefixtures("wide")
def test_search_finds_a_school_and_enter_opens_its_card(open_map: Callable[[User], Page]) -> None:
    page = open_map(factories.make_user())

    page.get_by_label("Suche").fill("FAR")
    expect(page.locator("[data-found]")).to_have_text("1 von 3 Standorten")
    page.keyboard.press("Enter")

    card = page.locator("#card")
    expect(card.get_by_role("heading", name="far")).to_be_focused()
    expect(card).to_contain_text("In Betrieb")
    expect(card).to_contain_text("1,2\N{NARROW NO-BREAK SPACE}ms")
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()
    expect(page.get_by_label("Suche")).to_be_focused()


@pytest.mark.usefixtures("wide")
def test_the_map_is_worked_by_keyboard(open_map: Callable[[User], Page]) -> None:
    page = open_map(factories.make_user())
    marker = page.get_by_role("button", name="near: In Betrieb")

    marker.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#card").get_by_role("heading", name="near")).to_be_focused()
    page.get_by_role("button", name="Schließen").press("Enter")

    expect(page.get_by_role("button", name="near: In Betrieb")).to_be_focused()


@pytest.mark.usefixtures("wide")
def test_skip_link_leads_to_the_table(open_map: Callable[[User], Page]) -> None:
    page = open_map(factories.make_user())

    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Zur Tabelle springen")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    expect(page.locator("tr[data-site]").first).to_be_visible()


@pytest.mark.usefixtures("wide")
def test_legend_hides_and_shows(open_map: Callable[[User], Page]) -> None:
    page = open_map(factories.make_user())
    markers = page.locator(".leaflet-marker-icon .site")
    expect(markers).to_have_count(3)

    page.get_by_role("checkbox", name="PoPs").uncheck()
    expect(markers).to_have_count(2)
    page.get_by_role("checkbox", name="Glasfasertrassen").uncheck()

    expect(page.locator("path.route.route-ring.leaflet-interactive")).to_have_count(0)
    expect(page.locator("path.route-touch")).to_have_count(0)


def test_engineer_cuts_a_route_on_the_map_and_mends_it(
    wide: WideCity, open_map: Callable[[User], Page]
) -> None:
    page = open_map(factories.make_user())
    expect(page.locator("#lab")).to_be_visible()
    box = page.locator("#map path.route-distribution").bounding_box()
    assert box is not None

    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    card = page.locator("#card")
    expect(card.get_by_role("heading", name="Trasse branch")).to_be_visible()
    card.get_by_role("button", name="Hier trennen").click()

    expect(page.locator("[data-faults] li")).to_have_count(1)
    expect(page.locator(".lab-mark")).to_be_visible()
    fault = LabFault.objects.get()
    length_m = wide.branch.length_m
    assert fault.segment == wide.branch
    assert fault.chainage_m == pytest.approx(length_m / 2, rel=0.1)
    page.locator("[data-faults]").get_by_role("button", name="Reparieren").click()
    expect(page.locator("[data-no-faults]")).to_be_visible()
    fault.refresh_from_db()
    assert fault.ended_at is not None


@pytest.mark.usefixtures("wide")
def test_management_sees_states_but_neither_routes_nor_lab(
    open_map: Callable[[User], Page],
) -> None:
    page = open_map(factories.make_user(Role.MANAGEMENT))

    expect(page.locator(".leaflet-marker-icon .site")).to_have_count(2)
    expect(page.locator("path.route")).to_have_count(0)
    expect(page.locator("#lab")).to_have_count(0)


def test_without_javascript_the_table_says_it_all(
    wide: WideCity,
    live_server: LiveServer,
    page: Page,
    sign_in: SignIn,
) -> None:
    sign_in(factories.make_user())
    break_circuit(wide.targets["near"])
    context = page.context.browser.new_context(  # type: ignore[union-attr]  # there is a browser
        java_script_enabled=False, storage_state=page.context.storage_state()
    )
    plain = context.new_page()

    plain.goto(f"{live_server.url}/map/?state=down&kind=school")

    expect(plain.locator(".map-noscript")).to_be_visible()
    expect(plain.locator("tr[data-site]:visible")).to_have_count(1)
    expect(plain.locator("tr[data-site]:visible")).to_contain_text("near")
    context.close()


@pytest.mark.usefixtures("wide")
def test_a_silent_server_is_admitted(open_map: Callable[[User], Page]) -> None:
    page = open_map(factories.make_user())

    page.route("**/map/state.json", lambda route: route.abort())

    expect(page.locator("#map-status")).to_contain_text(
        "Der Server antwortet nicht", timeout=12_000
    )


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_the_map_has_no_barrier(
    wide: WideCity,
    page: Page,
    open_map: Callable[[User], Page],
    axe: Callable[[Page], None],
    scheme: str,
    width: int,
) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.set_viewport_size({"width": width, "height": 800})
    break_circuit(wide.targets["near"])
    open_map(factories.make_user())

    axe(page)
    if width < 900:
        page.locator(".legend > summary").click()
    page.locator("#table summary").click()
    page.get_by_role("button", name="far: In Betrieb").press("Enter")
    expect(page.locator("#card h2")).to_be_visible()
    axe(page)

    assert page.evaluate("document.documentElement.scrollWidth") <= width
