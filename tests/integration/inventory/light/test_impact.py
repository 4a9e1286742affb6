"""What a cut does, from stored hops: by hand, against re-traced light, and in constant queries."""

import random
from typing import Any

import pytest
from django.contrib.gis.geos import MultiPolygon, Polygon
from django.db import connection
from django.test.utils import CaptureQueriesContext

from inventory.models import Closure, RiskGroup, RiskGroupMember, RouteNode, Structure
from inventory.models.places import Site
from inventory.plant.verdicts import Impact
from inventory.queries.impact import (
    Cut,
    affected,
    circuits_down_by,
    explain_by_plant,
    impact,
    verdicts,
)
from inventory.queries.trace import trace
from tests import factories
from tests.integration.inventory.light.small_plant import SmallPlant

pytestmark = pytest.mark.django_db


@pytest.fixture
def ring() -> SmallPlant:
    """
    Store a ring with a drop: k1 is protected, k2 not, k3's path is not joined, k4 runs to Q.

    P ===c1=== Q ===c2=== S ===d=== X
    |                     |
    +===c3=== T ===c4=====+
    """
    plant = SmallPlant()
    for name, walk in (("c1", "PQ"), ("c2", "QS"), ("c3", "PT"), ("c4", "TS"), ("d", "SX")):
        plant.cable(name, walk, fibres=4)
    for number in (1, 2):
        plant.join(("c1", number, "Q"), ("c2", number, "Q"))
    plant.join(("c3", 1, "T"), ("c4", 1, "T"))
    plant.join(("c2", 2, "S"), ("d", 2, "S"))
    plant.path("k1", ("c1", 1, "P"), ("c2", 1, "S"))
    plant.path("k1", ("c3", 1, "P"), ("c4", 1, "S"), leg="protect")
    plant.path("k2", ("c1", 2, "P"), ("d", 2, "X"))
    plant.path("k3", ("c1", 3, "P"), ("c2", 3, "S"))
    plant.path("k4", ("c1", 4, "P"), ("c1", 4, "Q"))
    return plant


def _by_cid(plant: SmallPlant, found: dict[int, Impact]) -> dict[str, str]:
    names = {circuit.pk: name for name, circuit in plant.circuits.items()}
    return {names[pk]: verdict.value for pk, verdict in found.items()}


def _verdicts(plant: SmallPlant, *cuts: Cut) -> dict[str, str]:
    return _by_cid(plant, verdicts(cuts))


def _said(k1: str, k2: str, k4: str) -> dict[str, str]:
    return {"k1": k1, "k2": k2, "k3": "incomplete", "k4": k4}


def test_a_segment_hits_what_lies_in_it_at_any_chainage(ring: SmallPlant) -> None:
    segment = ring.segments["PQ"].pk

    for chainage_m in (None, 0, 999):
        cut = Cut(segment_id=segment, chainage_m=chainage_m)
        assert _verdicts(ring, cut) == _said("unprotected", "down", "down")
    assert _verdicts(ring, Cut(segment_id=ring.segments["TS"].pk)) == _said(
        "unprotected", "unaffected", "unaffected"
    )


def test_a_node_hits_what_ends_there(ring: SmallPlant) -> None:
    assert _verdicts(ring, Cut(node_id=ring.nodes["S"].pk)) == _said("down", "down", "unaffected")
    assert _verdicts(ring, Cut(node_id=ring.nodes["T"].pk)) == _said(
        "unprotected", "unaffected", "unaffected"
    )


def test_a_node_hits_what_only_passes_it() -> None:
    """
    A ====c1===(B)=== C     nothing ends at B
    """
    plant = SmallPlant()
    plant.cable("c1", "ABC")
    plant.path("k1", ("c1", 1, "A"), ("c1", 1, "C"))

    assert _verdicts(plant, Cut(node_id=plant.nodes["B"].pk)) == {"k1": "down"}


def test_a_cut_hits_only_the_piece_of_a_cut_strand_that_is_used() -> None:
    """
    A ====c1=== B ===c1=== C     fibre 1 is cut at B, light runs from A to B only
    """
    plant = SmallPlant()
    plant.cable("c1", "ABC")
    plant.cut("c1", 1, "B")
    plant.path("k1", ("c1", 1, "A"), plant.end(("c1", 1, "A")) ^ 1)

    assert _verdicts(plant, Cut(segment_id=plant.segments["AB"].pk)) == {"k1": "down"}
    assert _verdicts(plant, Cut(segment_id=plant.segments["BC"].pk)) == {"k1": "unaffected"}
    assert _verdicts(plant, Cut(node_id=plant.nodes["B"].pk)) == {"k1": "down"}
    assert _verdicts(plant, Cut(node_id=plant.nodes["C"].pk)) == {"k1": "unaffected"}


def test_several_cuts_count_together(ring: SmallPlant) -> None:
    cuts = [Cut(segment_id=ring.segments["PQ"].pk), Cut(segment_id=ring.segments["TS"].pk)]

    assert _verdicts(ring, *cuts) == _said("down", "down", "down")


def test_what_stands_at_a_node_is_cut_with_it(ring: SmallPlant) -> None:
    node = ring.nodes["S"]
    structure = Structure.objects.create(code="KS", kind="manhole", node=node)
    closure = Closure.objects.create(code="M", node=node, max_trays=4)
    RouteNode.objects.filter(pk=node.pk).update(kind="entry", site=ring.circuits["k1"].site)

    for cut in (
        Cut(structure_id=structure.pk),
        Cut(closure_id=closure.pk),
        Cut(site_id=ring.circuits["k1"].site_id),
    ):
        assert _verdicts(ring, cut) == _said("down", "down", "unaffected")
    assert _verdicts(ring, Cut(cable_id=ring.cables["c2"].pk)) == _said(
        "unprotected", "down", "unaffected"
    )


def test_a_polygon_cuts_segments_that_it_meets_and_nodes_within(ring: SmallPlant) -> None:
    x, y = ring.nodes["X"].geom.coords
    box = MultiPolygon(Polygon.from_bbox((x - 1e-5, y - 1e-5, x + 1e-5, y + 1e-5)), srid=4326)

    assert _verdicts(ring, Cut(polygon=box)) == _said("unaffected", "down", "unaffected")


def test_ports_and_splitters_fail_with_their_node() -> None:
    plant = SmallPlant()
    plant.cable("c1", "AB")
    back, front = plant.port("ODF", "A")
    plant.join(back, ("c1", 1, "A"))
    plant.path("k1", front, ("c1", 1, "B"))
    plant.path("k2", ("c1", 2, "A"), ("c1", 2, "B"))

    assert set(affected([Cut(node_id=plant.nodes["A"].pk)])) == {
        plant.circuits["k1"].pk,
        plant.circuits["k2"].pk,
    }


@pytest.mark.parametrize(
    "said", [{}, {"segment_id": 1, "node_id": 2}, {"node_id": 1, "chainage_m": 2}]
)
def test_a_cut_is_of_one_thing(said: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"cut|chainage"):
        Cut(**said)


def test_whom_it_leaves_is_counted_with_its_denominator(ring: SmallPlant) -> None:
    school = factories.make_school(site=ring.circuits["k2"].site, n_pupils=300)
    factories.make_school(site=ring.circuits["k4"].site)
    factories.make_school(site=ring.circuits["k1"].site, n_pupils=500)
    Site.objects.filter(circuits=ring.circuits["k4"]).update(kind="business_park")

    answer = impact([Cut(segment_id=ring.segments["PQ"].pk)])

    assert [one.circuit.cid for one in answer.circuits] == ["k2", "k4", "k1", "k3"]
    assert [one.circuit.cid for one in answer.down] == ["k2", "k4"]
    assert [one.circuit.cid for one in answer.unprotected] == ["k1"]
    assert (answer.n_sites, answer.n_sites_of) == (2, 4)
    assert (answer.n_schools, answer.n_schools_of) == (2, 3)
    assert (answer.n_pupils, answer.n_pupils_of) == (school.n_pupils, 800)
    assert answer.n_schools_without_pupils == 1
    assert (answer.n_parks, answer.n_parks_of) == (1, 1)


def test_pupils_are_unknown_where_no_school_tells(ring: SmallPlant) -> None:
    factories.make_school(site=ring.circuits["k2"].site)

    answer = impact([Cut(segment_id=ring.segments["SX"].pk)])

    assert answer.n_pupils is None
    assert impact([Cut(segment_id=ring.segments["TS"].pk)]).n_pupils == 0


@pytest.mark.parametrize("n_circuits", [1, 8])
def test_impact_asks_the_same_queries_for_one_and_for_many(n_circuits: int) -> None:
    plant = SmallPlant()
    plant.cable("c1", "AB", fibres=8)
    for number in range(1, n_circuits + 1):
        plant.path(f"k{number}", ("c1", number, "A"), ("c1", number, "B"))
        factories.make_school(site=plant.circuits[f"k{number}"].site)
    cuts = [Cut(segment_id=plant.segments["AB"].pk)]

    with CaptureQueriesContext(connection) as asked:
        assert len(circuits_down_by(cuts)) == n_circuits
    assert len(asked) == 1
    with CaptureQueriesContext(connection) as asked:
        assert len(impact(cuts).down) == n_circuits
    assert len(asked) == 4


def test_the_stored_answer_is_that_of_traced_light() -> None:
    """Brute force: cut each element of random plants, ask each circuit's traced glass."""
    chance = random.Random(20261123)  # noqa: S311 - a seeded plant
    for round_ in range(4):
        plant = _random_plant(chance, round_)
        for code, segment in plant.segments.items():
            down = {plant.circuits[cid].pk for cid in _down_by_hand(plant, segment.pk)}
            assert circuits_down_by([Cut(segment_id=segment.pk)]) == down, code


def _random_plant(chance: random.Random, round_: int) -> SmallPlant:
    plant = SmallPlant()
    letters = [chr(0x100 + 8 * round_ + at) for at in range(6)]
    for at in range(9):
        walk = "".join(chance.sample(letters, chance.randint(2, 4)))
        plant.cable(f"c{round_}-{at}", walk)
    free = plant.ends()
    for end in sorted(free):
        others = [z for z in free if z not in {end, end ^ 1} and free[z] == free.get(end)]
        if others and chance.random() < 0.7:
            other = chance.choice(sorted(others))
            plant.join(end, other)
            del free[end], free[other]
    for at, end in enumerate(sorted(free)):
        last = trace(end).last_ends[0]
        if end < last and at % 2:
            plant.path(f"k{round_}-{at}", end, last)
    return plant


def _down_by_hand(plant: SmallPlant, segment_id: int) -> set[str]:
    hit = set()
    for cid, circuit in plant.circuits.items():
        path = circuit.paths.get()
        cables = {hop.cable_id for hop in trace(path.a_end_id).hops}
        if any(
            step.segment_id == segment_id
            for cable in plant.cables.values()
            if cable.pk in cables
            for step in cable.walk.all()
        ):
            hit.add(cid)
    return hit


# --- what explains who is down -------------------------------------------------------------------
def _explained(
    plant: SmallPlant, *cids: str, unseen: tuple[str, ...] = ()
) -> list[tuple[str, str]]:
    found = explain_by_plant(
        [plant.circuits[cid].pk for cid in cids],
        unseen_circuit_ids=[plant.circuits[cid].pk for cid in unseen],
    )
    return [(one.kind, one.label) for one in found]


def test_the_segment_that_all_who_are_down_share_explains(ring: SmallPlant) -> None:
    found = _explained(ring, "k2", "k4")

    assert found[0] == ("segment", "PQ")
    assert ("cable", "c1") in found
    assert _explained(ring, "k2") == []


def test_who_still_works_acquits_unless_unseen() -> None:
    """
    A ===c1=== B ===c2=== C     k1, k2 to C, k3 to B
    """
    plant = SmallPlant()
    plant.cable("c1", "AB", fibres=3)
    plant.cable("c2", "BC", fibres=3)
    for number in (1, 2):
        plant.join(("c1", number, "B"), ("c2", number, "B"))
        plant.path(f"k{number}", ("c1", number, "A"), ("c2", number, "C"))
    plant.path("k3", ("c1", 3, "A"), ("c1", 3, "B"))

    assert _explained(plant, "k1", "k2")[0] == ("segment", "BC")
    assert ("segment", "AB") not in _explained(plant, "k1", "k2")
    assert ("segment", "AB") in _explained(plant, "k1", "k2", unseen=("k3",))


def test_a_risk_group_explains_two_drops_at_once() -> None:
    """
    A ===c1=== B
    |
    +====c2=== C     both trenches cross one bridge
    """
    plant = SmallPlant()
    for cid, name, walk in (("k1", "c1", "AB"), ("k2", "c2", "AC"), ("k3", "c3", "AD")):
        plant.cable(name, walk)
        plant.path(cid, (name, 1, "A"), (name, 1, walk[-1]))
    bridge = RiskGroup.objects.create(name="Kanalbrücke", kind="bridge")
    for code in ("AB", "AC"):
        RiskGroupMember.objects.create(group=bridge, segment=plant.segments[code])

    assert _explained(plant, "k1", "k2") == [("group", "Kanalbrücke")]
