"""Routes drawn on a map: snapped, split, taken over, never at the cost of a circuit."""

from collections.abc import Iterator

import pytest
from django.contrib.gis.geos import LineString, Point
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils.translation import override

from inventory.models import FibreRoute, RouteNode, RouteSegment
from inventory.models.places import PlantStatus
from inventory.operations.ways import (
    RouteDetails,
    draw_route,
    move_node,
    redraw_route,
    retire_route,
    update_route,
)
from inventory.queries import connected_circuits
from tests import factories
from tests.conftest import City

pytestmark = pytest.mark.django_db

DROP = RouteDetails(code="DR-1", role=FibreRoute.Role.DROP, name="Hausanschluss")


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with override("en"):
        yield


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


def along(*east_north: tuple[float, float]) -> LineString:
    return LineString([factories.place(*one).coords for one in east_north], srid=4326)


def walk(route: FibreRoute) -> list[str]:
    """Return the nodes that a route passes, as its walk is stored."""
    assert_sound()
    steps = list(
        route.walk.select_related("segment__a_node", "segment__z_node").order_by("sequence")
    )
    names = []
    for step in steps:
        ends = [step.segment.a_node.code, step.segment.z_node.code]
        names.append(ends[::-1] if step.is_reversed else ends)
    return [names[0][0], *(end for _start, end in names)] if names else []


def assert_sound() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def test_ends_snap_to_nodes(street: tuple[RouteNode, RouteNode]) -> None:
    """
    o- - - - - -o      drawn 4 m beside A and B
    """
    route = draw_route(details=DROP, line=along((3, 3), (500, 20), (1003, -2)))

    assert walk(route) == ["A", "B"]
    (segment,) = RouteSegment.objects.all()
    assert segment.geom.coords[0] == street[0].geom.coords
    assert segment.geom.coords[-1] == street[1].geom.coords
    assert segment.geom.num_points == 3
    assert segment.length_m == pytest.approx(1000, rel=0.02)


@pytest.mark.usefixtures("street")
def test_an_end_in_the_open_becomes_a_node() -> None:
    route = draw_route(details=DROP, line=along((0, 0), (0, 300)))

    assert walk(route) == ["A", RouteNode.objects.latest("pk").code]
    assert RouteNode.objects.count() == 3


@pytest.mark.usefixtures("street")
def test_a_corner_at_a_node_splits_the_drawn_line() -> None:
    """
    A --- M --- B      drawn as one line over M
    """
    factories.make_node(code="M", geom=factories.place(500, 100))

    route = draw_route(details=DROP, line=along((0, 0), (250, 60), (502, 101), (1000, 0)))

    assert walk(route) == ["A", "M", "B"]
    assert [one.geom.num_points for one in RouteSegment.objects.order_by("pk")] == [3, 2]


def test_a_line_that_only_passes_a_node_is_not_split(
    street: tuple[RouteNode, RouteNode],
) -> None:
    factories.make_node(code="M", geom=factories.place(500, 0))

    assert walk(draw_route(details=DROP, line=along((0, 0), (1000, 0)))) == ["A", "B"]
    assert RouteSegment.objects.get().a_node == street[0]


def test_a_trench_that_lies_there_is_taken_in_either_direction(
    street: tuple[RouteNode, RouteNode],
) -> None:
    trench = factories.make_segment(*street)

    route = draw_route(details=DROP, line=along((1000, 2), (500, 3), (0, 2)))

    (step,) = route.walk.all()
    assert (step.segment, step.is_reversed) == (trench, True)
    trench_before = trench.geom.coords
    trench.refresh_from_db()
    assert trench.geom.coords == trench_before


def test_another_way_between_the_same_nodes_is_a_segment_of_its_own(
    street: tuple[RouteNode, RouteNode],
) -> None:
    factories.make_segment(*street)

    draw_route(details=DROP, line=along((0, 0), (500, 200), (1000, 0)))

    assert RouteSegment.objects.count() == 2


def test_an_end_on_a_trench_splits_it_and_every_route_over_it(
    street: tuple[RouteNode, RouteNode],
) -> None:
    """
          (300, 200)
              |
    A ------- x --------- B        two routes over A-B, one walks it backwards and goes on to C
    """
    a, b = street
    c = factories.make_node(code="C", geom=factories.place(0, -500))
    trench = factories.make_segment(a, b, surveyed_length_m=1100)
    forward = factories.make_route([trench])
    backward = factories.make_route([trench, factories.make_segment(a, c)])

    drop = draw_route(details=DROP, line=along((300, 5), (300, 200)))

    x = walk(drop)[0]
    assert walk(forward) == ["A", x, "B"]
    assert walk(backward) == ["B", x, "A", "C"]
    trench.refresh_from_db()
    rest = RouteSegment.objects.get(a_node__code=x, z_node=b)
    assert trench.surveyed_length_m == pytest.approx(330, rel=0.001)
    assert rest.surveyed_length_m == pytest.approx(770, rel=0.001)
    assert trench.geom.coords[-1] == rest.geom.coords[0]


@pytest.mark.usefixtures("street")
def test_both_ends_may_split_the_same_trench() -> None:
    draw_route(details=DROP, line=along((0, 0), (1000, 0)))
    loop = RouteDetails(code="LOOP", role=FibreRoute.Role.DISTRIBUTION)

    detour = draw_route(details=loop, line=along((300, 0), (500, 200), (700, 0)))

    route = FibreRoute.objects.get(code="DR-1")
    x, y = walk(detour)
    assert walk(route) == ["A", x, y, "B"]


@pytest.mark.parametrize(
    ("line", "field", "words"),
    [
        (along((0, 0), (0, 0)), "geom", "two different points"),
        (along((0, 0), (5, 3)), "geom", "begins and ends at node A"),
        (along((0, 0), (500, 500), (500, 0), (0, 500)), "geom", "crosses or touches itself"),
        (along((0, 0), (500, 300), (0, 0)), "geom", "crosses or touches itself"),
        (along((0, 0), (40_000, 0)), "geom", "outside the city"),
        (LineString((51.55, 7.09), (51.56, 7.09), srid=4326), "geom", "swapped"),
        (LineString((368257, 5709843), (368357, 5709843), srid=25832), "geom", "EPSG:25832"),
    ],
    ids=["no length", "one node", "bow", "there and back", "outside", "swapped", "metres"],
)
@pytest.mark.usefixtures("street")
def test_a_line_that_cannot_be_is_refused_and_leaves_nothing(
    line: LineString, field: str, words: str
) -> None:
    with pytest.raises(ValidationError) as refusal:
        draw_route(details=DROP, line=line)

    assert words in refusal.value.message_dict[field][0]
    assert RouteNode.objects.count() == 2
    assert not FibreRoute.objects.exists()
    assert not RouteSegment.objects.exists()


@pytest.mark.usefixtures("street")
def test_a_code_is_given_once() -> None:
    draw_route(details=DROP, line=along((0, 0), (1000, 0)))

    with pytest.raises(ValidationError) as refusal:
        draw_route(details=DROP, line=along((0, 0), (1000, 0)))

    assert set(refusal.value.message_dict) == {"code"}


@pytest.mark.usefixtures("street")
def test_redrawing_bends_the_route_s_own_segment() -> None:
    route = draw_route(details=DROP, line=along((0, 0), (1000, 0)))
    before = RouteSegment.objects.get()

    redraw_route(route_id=route.pk, line=along((1000, 0), (500, 4), (0, 0)))

    after = RouteSegment.objects.get()
    assert after.pk == before.pk
    assert after.geom.num_points == 3
    assert walk(route) == ["B", "A"]


def test_redrawing_leaves_the_shared_trench_where_it_is(
    street: tuple[RouteNode, RouteNode],
) -> None:
    trench = factories.make_segment(*street)
    other = factories.make_route([trench])
    route = draw_route(details=DROP, line=along((0, 0), (1000, 0)))

    redraw_route(route_id=route.pk, line=along((0, 0), (500, 200), (1000, 0)))

    assert other.walk.get().segment == trench
    assert route.walk.get().segment != trench
    trench.refresh_from_db()
    assert trench.status == PlantStatus.ACTIVE


@pytest.mark.usefixtures("street")
def test_what_no_route_walks_any_more_is_retired() -> None:
    route = draw_route(details=DROP, line=along((0, 0), (1000, 0)))
    left = RouteSegment.objects.get()

    redraw_route(route_id=route.pk, line=along((0, 0), (0, 800)))

    left.refresh_from_db()
    assert left.status == PlantStatus.RETIRED
    assert walk(route)[0] == "A"


def test_a_redrawn_route_may_not_leave_a_circuit_in_the_dark(city: City) -> None:
    """
    K5 ---f1--- far      f1 led elsewhere would cut off "far"
    """
    route = FibreRoute.objects.get(walk__segment=city.segments["f1"])
    before = connected_circuits()

    with pytest.raises(ValidationError, match="would cut off 1 connection that is in use: far"):
        redraw_route(route_id=route.pk, line=along((-4000, -4000), (-4500, -4000)))

    assert connected_circuits() == before


def test_a_route_under_live_circuits_is_neither_retired_nor_planned(city: City) -> None:
    route = FibreRoute.objects.get(role=FibreRoute.Role.DISTRIBUTION)
    planned = RouteDetails(code=route.code, role=route.role, status=PlantStatus.PLANNED)

    with pytest.raises(ValidationError, match=r"2 connections .* far, near"):
        retire_route(route_id=route.pk)
    with pytest.raises(ValidationError, match="2 connections"):
        update_route(route_id=route.pk, details=planned)

    route.refresh_from_db()
    assert route.status == PlantStatus.ACTIVE
    city.segments["b1"].refresh_from_db()
    assert city.segments["b1"].status == PlantStatus.ACTIVE


def test_a_route_that_carries_nobody_is_retired_with_its_segments(city: City) -> None:
    spare = draw_route(
        details=DROP, line=LineString(city.nodes["K6"].geom, factories.place(-900, -900), srid=4326)
    )

    retired = retire_route(route_id=spare.pk)

    assert retired.status == PlantStatus.RETIRED
    assert [one.segment.status for one in spare.walk.all()] == [PlantStatus.RETIRED]


def test_a_node_moves_with_the_ends_of_its_segments(city: City) -> None:
    point = factories.place(123, 456)

    move_node(node_id=city.nodes["K2"].pk, point=point)

    assert_sound()
    assert all(
        point.coords in segment.geom.coords
        for segment in RouteSegment.objects.filter(code__in=["r1", "r2", "b1"])
    )


def test_a_node_does_not_leave_the_city(city: City) -> None:
    with pytest.raises(ValidationError) as refusal:
        move_node(node_id=city.nodes["K2"].pk, point=Point(51.55, 7.09, srid=4326))

    assert "swapped" in refusal.value.message_dict["geom"][0]


def test_a_node_moved_onto_its_neighbour_is_refused(city: City) -> None:
    with pytest.raises(ValidationError) as refusal:
        move_node(node_id=city.nodes["K2"].pk, point=city.nodes["K3"].geom)

    assert "two different points" in refusal.value.message_dict["geom"][0]
