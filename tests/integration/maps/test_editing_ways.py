"""The editing pages of routes and nodes: what snaps, what is stored, what is refused."""

import pytest
from django.test import Client

from inventory.models import FibreRoute, RouteNode, RouteSegment
from inventory.models.places import PlantStatus
from tests import factories
from tests.conftest import City
from tests.integration.maps.editor import errors, filled, save

pytestmark = pytest.mark.django_db


# --- routes ---------------------------------------------------------------------------------------
@pytest.fixture
def street() -> tuple[RouteNode, RouteNode]:
    """
    A (0 m) --- B (1000 m), no segment between them yet
    """
    factories.make_area()
    return (
        factories.make_node(code="A", geom=factories.place(0, 0)),
        factories.make_node(code="B", geom=factories.place(1000, 0)),
    )


def along(*east_north: tuple[float, float]) -> str:
    places = [factories.place(*one) for one in east_north]
    return "\n".join(f"{place.x:.6f} {place.y:.6f}" for place in places)


def test_a_route_is_drawn_and_its_ends_snap(
    engineer: Client, street: tuple[RouteNode, RouteNode]
) -> None:
    answer = save(
        engineer, "/edit/routes/new/", code="DR-1", role="drop", geom=along((3, 3), (1003, -2))
    )

    route = FibreRoute.objects.get(code="DR-1")
    assert answer["Location"] == f"/edit/routes/{route.pk}/"
    segment = route.segments.get()
    assert (segment.a_node, segment.z_node) == street


@pytest.mark.usefixtures("street")
def test_the_check_says_to_which_node_it_snaps_and_stores_nothing(engineer: Client) -> None:
    sent = filled(engineer, "/edit/routes/new/", code="X", geom=along((3, 3), (500, 300)))

    page = engineer.post("/edit/routes/new/", {**sent, "check": "1"})
    part = engineer.post("/edit/routes/new/path/", sent)

    for answer in (page, part):
        text = answer.content.decode()
        assert "at node <strong>A</strong>" in text
        assert "at a <strong>new node</strong>, where it was drawn" in text
    assert FibreRoute.objects.count() == RouteSegment.objects.count() == 0
    assert RouteNode.objects.count() == 2


def test_the_check_names_the_segment_that_it_divides(
    engineer: Client, street: tuple[RouteNode, RouteNode]
) -> None:
    factories.make_segment(*street, code="T-9")

    part = engineer.post("/edit/routes/new/path/", {"geom": along((500, 400), (500, 2))})

    assert "on segment T-9, which is divided there" in part.content.decode()
    assert RouteSegment.objects.count() == 1


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("", "required"),
        ("7.09 51.55", "at least two different points"),
        ("7.09 51.55\n7.09 51.55", "at least two different points"),
        ("7.09 51.55\n9.0 51.55", "outside the city"),
        ("51.55 7.09\n51.56 7.09", "swapped"),
        ("7.09 51.55\n7.10 51.56\n7.10 51.55\n7.09 51.56", "crosses or touches itself"),
        ("7.09 51.55\nfoo", "Line 2"),
        ('{"type": "LineString", "coordinates": [[1e999, 51], [7, 51]]}', "not GeoJSON"),
    ],
)
@pytest.mark.usefixtures("street")
def test_lines_that_are_none_are_refused(engineer: Client, line: str, words: str) -> None:
    answer = save(engineer, "/edit/routes/new/", code="DR-1", role="drop", geom=line)

    assert words in errors(answer, "geom")
    assert not FibreRoute.objects.exists()
    if line.strip():
        part = engineer.post("/edit/routes/new/path/", {"geom": line}).content.decode()
        assert "This could not be stored" in part
        assert words in part


def test_a_route_is_redrawn_and_untouched_corners_stay(
    engineer: Client, street: tuple[RouteNode, RouteNode]
) -> None:
    a_node, _z_node = street
    segment = factories.make_segment(*street)
    route = factories.make_route([segment], code="R-1")
    url = f"/edit/routes/{route.pk}/"
    first, last = filled(engineer, url)["geom"].splitlines()

    answer = save(engineer, url, geom="\n".join([first, along((500, 200)), last]))

    assert answer.status_code == 302
    segment.refresh_from_db()
    assert segment.geom.num_points == 3
    assert segment.geom.coords[0] == a_node.geom.coords


def test_a_route_under_a_live_circuit_cannot_be_retired(engineer: Client, city: City) -> None:
    route = FibreRoute.objects.get(segments=city.segments["b1"])
    url = f"/edit/routes/{route.pk}/retire/"

    page = engineer.get(url).content.decode()

    assert "This would cut off 2 connections that are in use: far, near." in page
    assert engineer.post(url).status_code == 409
    route.refresh_from_db()
    assert route.status == PlantStatus.ACTIVE


def test_a_status_that_takes_the_light_is_refused(engineer: Client, city: City) -> None:
    route = FibreRoute.objects.get(segments=city.segments["b1"])

    answer = save(engineer, f"/edit/routes/{route.pk}/", status="planned", name="Neu")

    assert "This would cut off 2 connections" in errors(answer, "__all__")
    route.refresh_from_db()
    assert (route.status, route.name) == (PlantStatus.ACTIVE, "")


def test_a_route_without_use_is_retired(
    engineer: Client, street: tuple[RouteNode, RouteNode]
) -> None:
    route = factories.make_route([factories.make_segment(*street)])

    assert engineer.post(f"/edit/routes/{route.pk}/retire/").status_code == 302

    route.refresh_from_db()
    assert route.status == PlantStatus.RETIRED


# --- nodes ----------------------------------------------------------------------------------------
def test_a_node_moves_with_the_ends_of_its_segments(
    engineer: Client, street: tuple[RouteNode, RouteNode]
) -> None:
    segment = factories.make_segment(*street)

    answer = save(
        engineer, f"/edit/nodes/{street[1].pk}/", geom_lon="7.100000", geom_lat="51.551000"
    )

    assert answer.status_code == 302
    segment.refresh_from_db()
    assert segment.geom.coords[-1] == (7.1, 51.551)


def test_a_node_outside_the_city_is_refused(
    engineer: Client, street: tuple[RouteNode, RouteNode]
) -> None:
    answer = save(engineer, f"/edit/nodes/{street[1].pk}/", geom_lon="9")

    assert "outside the city" in errors(answer, "geom")
    assert RouteNode.objects.get(pk=street[1].pk).geom == street[1].geom


def test_nodes_to_snap_to(engineer: Client, street: tuple[RouteNode, RouteNode]) -> None:
    (first, _second) = engineer.get("/edit/nodes.json").json()["nodes"]

    assert first == [street[0].pk, "A", "", 7.09, 51.55]
