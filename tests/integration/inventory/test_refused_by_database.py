"""What the database itself refuses and records, whoever writes: the ORM, in bulk, or plain SQL."""

from collections.abc import Callable

import pytest
from django.contrib.gis.geos import LineString, Point
from django.db import IntegrityError, connection, transaction
from psycopg import errors

from inventory.models import (
    FibreRouteSegment,
    OperatorArea,
    RouteNode,
    School,
    Site,
)
from inventory.operations.refusals import in_plain_words
from tests import factories
from tests.conftest import City

pytestmark = pytest.mark.django_db

NAN, INF = float("nan"), float("inf")
IMPOSSIBLE = {
    "NaN": (NAN, NAN, "site_geom_sound"),
    "NaN latitude": (7.1, NAN, "site_geom_sound"),
    "infinite": (INF, 51.5, "site_geom_sound"),
    "negative infinite": (7.1, -INF, "site_geom_sound"),
    "500/500": (500, 500, "site_geom_sound"),
    "swapped": (51.55, 7.09, "inside_operator_area"),
    "outside": (8.5, 51.55, "inside_operator_area"),
}
CASES = pytest.mark.parametrize(("x", "y", "constraint"), IMPOSSIBLE.values(), ids=IMPOSSIBLE)


@pytest.fixture
def site() -> Site:
    factories.make_area()
    return factories.make_site()


def run(sql: str, *values: str | float) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, list(values))


def refused(write: Callable[[], object]) -> str:
    """Return the name of the constraint that refuses a write; deferred ones too."""

    def write_and_check() -> None:
        with transaction.atomic():
            write()
            run("SET CONSTRAINTS ALL IMMEDIATE")

    with pytest.raises(IntegrityError) as refusal:
        write_and_check()
    run("SET CONSTRAINTS ALL DEFERRED")
    cause = refusal.value.__cause__
    assert isinstance(cause, errors.IntegrityError)
    return cause.diag.constraint_name or ""


@CASES
def test_plain_sql_stores_no_place_that_cannot_be(
    site: Site, x: float, y: float, constraint: str
) -> None:
    sql = "UPDATE inventory_site SET geom = ST_SetSRID(ST_MakePoint(%s, %s), 4326) WHERE id = %s"

    assert refused(lambda: run(sql, x, y, site.pk)) == constraint


@CASES
def test_the_orm_stores_none_alone_or_in_bulk(
    site: Site, x: float, y: float, constraint: str
) -> None:
    place = Point(x, y, srid=4326)

    def save() -> None:
        site.geom = place
        site.save()

    def bulk() -> None:
        Site.objects.bulk_create([Site(kind="school", name="x", slug="x", geom=place)])

    assert refused(save) == constraint
    assert refused(bulk) == constraint
    assert refused(lambda: Site.objects.update(geom=place)) == constraint


def test_an_empty_place_is_refused(site: Site) -> None:
    sql = "UPDATE inventory_site SET geom = ST_GeomFromText('POINT EMPTY', 4326)"

    assert refused(lambda: run(sql)) == "site_geom_sound"
    assert site.pk


def test_a_line_that_hides_nan_between_sound_ends_is_refused(city: City) -> None:
    """The box of a line can hide a NaN; its validity does not."""
    first, last = city.nodes["K4"].geom, city.nodes["K5"].geom
    text = f"LINESTRING({first.x} {first.y}, nan nan, {last.x} {last.y})"
    sql = "UPDATE inventory_routesegment SET geom = ST_GeomFromText(%s, 4326) WHERE id = %s"

    assert refused(lambda: run(sql, text, city.segments["b2"].pk)) == "routesegment_geom_sound"


@pytest.mark.parametrize(
    ("middle", "constraint"),
    [
        ([], "routesegment_length_positive"),
        ([(7.1, 51.55), (7.1, 51.56), (7.09, 51.55), (7.11, 51.56)], "routesegment_geom_simple"),
    ],
    ids=["no length", "crosses itself"],
)
def test_a_segment_that_is_no_way_is_refused(
    city: City, middle: list[tuple[float, float]], constraint: str
) -> None:
    a_node, z_node = city.nodes["K2"], city.nodes["K3"]
    ends = [a_node.geom.coords, (z_node if middle else a_node).geom.coords]
    line = LineString([ends[0], *middle, ends[1]], srid=4326)

    refusal = refused(lambda: factories.make_segment(a_node, z_node, geom=line))

    # A line of two equal points is not valid either; which check speaks first is PostgreSQL's.
    assert refusal in {constraint, "routesegment_geom_sound", "routesegment_geom_simple"}


def test_a_segment_that_ends_off_its_node_is_refused_at_commit(city: City) -> None:
    """
    K2 --- K3      the line ends 1 m beside K3: more than 0.05 m
    """
    a_node, z_node = city.nodes["K2"], city.nodes["K3"]
    beside = (z_node.geom.x, z_node.geom.y + 1 / 111_300)
    line = LineString(a_node.geom.coords, beside, srid=4326)

    def move_node_alone() -> None:
        RouteNode.objects.filter(pk=a_node.pk).update(geom=factories.place(999, 999))

    assert (
        refused(lambda: factories.make_segment(a_node, z_node, geom=line))
        == "routesegment_ends_at_nodes"
    )
    assert refused(move_node_alone) == "routesegment_ends_at_nodes"


def test_a_segment_joins_two_different_nodes(city: City) -> None:
    node = city.nodes["K2"]
    line = LineString(node.geom.coords, factories.place(9, 9).coords, srid=4326)

    assert refused(lambda: factories.make_segment(node, node, geom=line)) == (
        "routesegment_two_nodes"
    )


def test_a_walk_that_breaks_is_refused_at_commit(city: City) -> None:
    """
    K1 --r1-- K2    K4 --b2-- K5      r1 and then b2: nothing joins K2 to K4
    """

    def leap() -> None:
        factories.make_route([city.segments["r1"], city.segments["b2"]])

    def turn_around() -> None:
        FibreRouteSegment.objects.filter(segment=city.segments["b1"]).update(is_reversed=True)

    assert refused(leap) == "fibreroute_walk_contiguous"
    assert refused(turn_around) == "fibreroute_walk_contiguous"


def test_plant_under_a_route_cannot_be_deleted_by_sql(city: City) -> None:
    pk = city.segments["b1"].pk

    assert refused(lambda: run("DELETE FROM inventory_routesegment WHERE id = %s", pk))


def test_there_is_one_city(site: Site) -> None:
    assert refused(lambda: factories.make_area(name="Zweite")) == "operatorarea_only_one"
    assert site.pk


def test_an_operating_school_has_no_day_of_closing(site: Site) -> None:
    school = factories.make_school(site=site)

    assert refused(lambda: School.objects.update(closed_date="2020-01-01")) == (
        "school_closed_date_only_if_closed"
    )
    assert school.pk


def test_without_a_city_nothing_lies_outside() -> None:
    assert factories.make_site(geom=Point(51.55, 7.09, srid=4326)).pk


def test_near_the_edge_the_tolerance_decides(site: Site) -> None:
    west, south, _east, _north = factories.AREA_BOX
    area = OperatorArea.objects.get()

    beside = Point(west - 400 / 69_200, south + 0.05, srid=4326)
    Site.objects.filter(pk=site.pk).update(geom=beside)

    OperatorArea.objects.filter(pk=area.pk).update(tolerance_m=300)
    assert refused(lambda: Site.objects.filter(pk=site.pk).update(geom=beside)) == (
        "inside_operator_area"
    )


def test_an_error_that_is_not_a_person_s_stays_an_error(site: Site) -> None:
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        run("UPDATE inventory_site SET name = NULL WHERE id = %s", site.pk)

    assert in_plain_words(refusal.value) is None
