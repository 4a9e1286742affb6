"""Risk groups made from the plant."""

import pytest

from inventory.models import RiskGroup, RouteNode, RouteSegment, Site
from inventory.operations.risks import make_risk_groups
from tests import factories
from tests.plant_factories import make_risk_group

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> dict[str, RouteSegment]:
    """
    Two pipes over one bridge, a third elsewhere; a PoP of two nodes; a school's entry

        A --b1-- B --b2-- C          P1, P2: PoP          E --indoor-- F
                     D ----b3---- G  (500 m off)
    """
    factories.make_area()
    pop = factories.make_site(kind=Site.Kind.POP, name="PoP Mitte")
    for code in ("P1", "P2"):
        factories.make_node(code=code, site=pop, kind=RouteNode.Kind.POP)
    school = factories.make_site(name="Gesamtschule")
    nodes = {
        code: factories.make_node(code=code, geom=factories.place(east, north))
        for code, east, north in (
            ("A", 0, 0), ("B", 100, 0), ("C", 200, 0), ("D", 0, 500), ("G", 100, 500), ("F", 0, 900)
        )
    }  # fmt: skip
    nodes["E"] = factories.make_node(code="E", site=school, geom=factories.place(20, 900))
    return {
        code: factories.make_segment(nodes[a], nodes[z], code=code, construction=construction)
        for code, a, z, construction in (
            ("b1", "A", "B", "pipe_bridge"),
            ("b2", "B", "C", "pipe_bridge"),
            ("b3", "D", "G", "pipe_bridge"),
            ("in", "E", "F", "indoor"),
        )
    }


def groups() -> dict[str, set[str]]:
    return {
        group.kind + " " + group.name: {
            str(member.segment or member.node) for member in group.members.all()
        }
        for group in RiskGroup.objects.all()
    }


@pytest.mark.usefixtures("town")
def test_bridges_entries_and_power_are_groups() -> None:
    assert make_risk_groups() == 4

    found = {(kind.partition(" ")[0], *sorted(members)) for kind, members in groups().items()}
    assert found == {
        ("bridge", "b1", "b2"),
        ("bridge", "b3"),
        ("entry", "E", "in"),
        ("pop_power", "P1", "P2"),
    }


def test_made_again_they_follow_the_plant(town: dict[str, RouteSegment]) -> None:
    by_hand = make_risk_group(name="Kreuzung", segments=[town["b1"]])
    make_risk_groups()
    once = groups()

    make_risk_groups()

    assert groups() == once
    RouteSegment.objects.filter(code__in=("b1", "b3")).update(construction="trench")
    assert make_risk_groups() == 3
    kinds = sorted(RiskGroup.objects.values_list("kind", flat=True))
    assert kinds == ["bridge", "entry", "manual", "pop_power"]
    assert by_hand.members.count() == 1
