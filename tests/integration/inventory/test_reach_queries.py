"""Who has a way to a PoP at all, in the small city of `conftest`."""

from pytest_django import DjangoAssertNumQueries

from inventory.models import Circuit, FibreRoute
from inventory.models.places import PlantStatus
from inventory.queries import connected_circuits
from tests import factories
from tests.conftest import City


def connected(city: City) -> set[str]:
    found = connected_circuits()
    return {name for name, circuit in city.circuits.items() if circuit.pk in found}


def test_everybody_is_connected(city: City) -> None:
    assert connected(city) == {"ring", "near", "far"}


def test_only_segments_of_active_routes_are_ways(city: City) -> None:
    FibreRoute.objects.filter(role=FibreRoute.Role.DISTRIBUTION).update(status=PlantStatus.PLANNED)
    factories.make_segment(city.nodes["K3"], city.nodes["K5"], code="of no route")

    assert connected(city) == {"ring"}


def test_who_has_no_place_or_is_planned_is_not_connected(city: City) -> None:
    unplaced = factories.make_circuit(site=factories.make_site(geom=None))
    Circuit.objects.filter(cid="near").update(status=Circuit.Status.PLANNED)

    assert unplaced.pk not in connected_circuits()
    assert connected(city) == {"ring", "far"}


def test_it_takes_three_queries(
    city: City,  # noqa: ARG001 - stands in the city
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    with django_assert_num_queries(3):
        connected_circuits()
