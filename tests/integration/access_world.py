"""Two schools, two contacts, one person of each other role, and one thing of every kind."""

from dataclasses import dataclass

from accounts.models import User
from accounts.roles import Role
from inventory.models import RouteNode
from monitoring.models import Outage
from tests import factories, plant_factories
from tests.conftest import City

#: Columns of docs/access.md, in order; None is nobody.
ASKERS: dict[str, Role | None] = {
    "anonymous": None,
    "contact A": Role.CONTACT,
    "contact B": Role.CONTACT,
    "management": Role.MANAGEMENT,
    "engineer": Role.ENGINEER,
    "auditor": Role.AUDITOR,
    "administrator": Role.ADMINISTRATOR,
}


@dataclass(frozen=True, slots=True)
class World:
    """Who asks, their tokens, and what stands in the braces of an example."""

    people: dict[str, User | None]
    tokens: dict[str, str]
    names: dict[str, str]


def make_world(city: City) -> World:
    """Store it: school A is the city's "near", school B its "far"."""
    people = {
        name: factories.make_user(role, password="!", username=name.replace(" ", "-"))
        if role is not None
        else None
        for name, role in ASKERS.items()
    }
    tokens = {name: factories.make_token(person)[1] for name, person in people.items() if person}
    names: dict[str, str] = {}
    for letter, key in (("a", "near"), ("b", "far")):
        names |= _school(city, key, letter, contact=people[f"contact {letter.upper()}"])
    names |= _plant(city) | _others()
    return World(people=people, tokens=tokens, names=names)


def _school(city: City, key: str, letter: str, *, contact: User | None) -> dict[str, str]:
    circuit = city.circuits[key]
    assert circuit.site is not None
    assert contact is not None
    factories.make_school(site=circuit.site)
    factories.make_site_assignment(contact, circuit.site)
    target = factories.make_target(circuit, iperf_port=5201)
    factories.make_interval(target, city.vantage)
    incident = factories.make_incident(segment=city.segments["b1"])
    outage: Outage = factories.make_outage(circuit, incident=incident)
    work = factories.make_maintenance([circuit], title=f"Umbau {letter}")
    return {
        f"site_{letter}": circuit.site.slug,
        f"site_{letter}_id": str(circuit.site.pk),
        f"circuit_{letter}": str(circuit.pk),
        "provider": str(circuit.provider_id),
        "circuit_type": str(circuit.type_id),
        f"outage_{letter}": str(outage.pk),
        f"incident_{letter}": str(incident.pk),
        f"work_{letter}": str(work.pk),
    }


def _plant(city: City) -> dict[str, str]:
    route = city.segments["b1"].route_places.get().route
    node = RouteNode.objects.get(code="K4")
    cable = plant_factories.make_cable([city.segments["b1"]])
    return {
        "pop": city.head.slug,
        "pop_id": str(city.head.pk),
        "segment": str(city.segments["b1"].pk),
        "route": str(route.pk),
        "node": str(node.pk),
        "cable": str(cable.pk),
        "reservation": str(plant_factories.make_reservation(cable).pk),
        "closure": str(plant_factories.make_closure(node).pk),
        "panel": str(plant_factories.make_panel(node).pk),
        "duct": str(plant_factories.make_duct([city.segments["b1"]]).pk),
    }


def _others() -> dict[str, str]:
    somebody = factories.make_user(Role.MANAGEMENT, password="!", email="s@example.invalid")
    region = factories.make_region()
    return {"person": str(somebody.pk), "region": str(region.pk), "month": "2026-06"}
