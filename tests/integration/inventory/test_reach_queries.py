"""The plant, asked through the database: the small city of `conftest`."""

from pytest_django import DjangoAssertNumQueries

from inventory.models import Circuit, FibreRoute
from inventory.models.places import PlantStatus
from inventory.queries import circuits_dark_by, likely_segments, route_graph, segments_on_way
from tests import factories
from tests.conftest import City


def names(city: City, circuit_ids: frozenset[int]) -> set[str]:
    return {name for name, circuit in city.circuits.items() if circuit.pk in circuit_ids}


def dark(city: City, *codes: str) -> set[str]:
    cut = [city.segments[code].pk for code in codes]
    return names(city, circuits_dark_by(cut, head_site_id=city.head.pk))


def test_everybody_is_connected(city: City) -> None:
    assert route_graph(head_site_id=city.head.pk).unconnected() == frozenset()


def test_a_cut_darkens_what_lies_behind(city: City) -> None:
    assert dark(city, "r2") == set()
    assert dark(city, "r2", "r3") == {"ring"}
    assert dark(city, "b1") == {"near", "far"}
    assert dark(city, "f1") == {"far"}


def test_only_segments_of_active_routes_carry_light(city: City) -> None:
    FibreRoute.objects.filter(role=FibreRoute.Role.DISTRIBUTION).update(status=PlantStatus.PLANNED)

    assert names(city, route_graph(head_site_id=city.head.pk).unconnected()) == {"near", "far"}
    assert dark(city, "b1") == set()


def test_a_segment_without_a_route_is_no_way(city: City) -> None:
    factories.make_segment(city.nodes["K3"], city.nodes["K5"], code="planned shortcut")

    assert dark(city, "b1") == {"near", "far"}


def test_a_circuit_without_a_place_is_never_dark(city: City) -> None:
    unplaced = factories.make_circuit(site=factories.make_site(geom=None))

    graph = route_graph(head_site_id=city.head.pk)

    assert unplaced.pk not in graph.doors
    assert unplaced.pk not in graph.dark_by([one.pk for one in city.segments.values()])


def test_a_planned_circuit_acquits_nobody(city: City) -> None:
    factories.make_circuit(site=city.circuits["near"].site, status=Circuit.Status.PLANNED)
    down = [city.circuits[name].pk for name in ("near", "far")]

    found = likely_segments(down, head_site_id=city.head.pk)

    assert [one.segment_id for one in found] == [city.segments["b1"].pk]


def test_the_unseen_neither_accuse_nor_acquit(city: City) -> None:
    shared = factories.make_circuit(cid="neighbour", site=city.circuits["far"].site)
    down = {city.circuits["far"].pk, shared.pk}
    unseen = {city.circuits["near"].pk}

    strict = likely_segments(down, head_site_id=city.head.pk)
    lenient = likely_segments(down, head_site_id=city.head.pk, unseen_circuit_ids=unseen)

    pks = {code: segment.pk for code, segment in city.segments.items()}
    assert [one.segment_id for one in strict] == [pks["f1"], pks["b2"]]
    assert [one.segment_id for one in lenient] == [pks["f1"], pks["b2"], pks["b1"]]


def test_the_way_ends_with_the_drop(city: City) -> None:
    way = segments_on_way(city.circuits["far"], head_site_id=city.head.pk)

    assert way == [city.segments[code].pk for code in ("r1", "b1", "b2", "f1")]


def test_the_graph_takes_three_queries(
    city: City, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(3):
        likely_segments([], head_site_id=city.head.pk)
