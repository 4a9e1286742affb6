"""Traces follow joints and splitters, guess nothing, end in rings, and add up what they pass."""

import pghistory
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from inventory.models import CableTypeAttenuation, SlackLoop
from inventory.queries.trace import End, NoSuchEndError, Trace, through, trace, trace_geometry
from tests.integration.inventory.light.small_plant import SmallPlant, make_type

pytestmark = pytest.mark.django_db


@pytest.fixture
def plant(db: None) -> SmallPlant:  # noqa: ARG001 - asks for the database
    return SmallPlant()


def _labels(light: Trace) -> list[str]:
    return [hop.label for hop in light.hops]


def test_light_ends_where_nothing_is_joined(plant: SmallPlant) -> None:
    """
    A ===c1=== B ===c2=== C     fibre 1 is joined to fibre 2, the others to nothing
    """
    plant.cable("c1", "AB")
    plant.cable("c2", "BC")
    plant.join(("c1", 1, "B"), ("c2", 2, "B"))

    joined, alone = trace(plant.end(("c1", 1, "A"))), trace(plant.end(("c1", 2, "A")))

    assert (_labels(joined), joined.end) == (["c1#1", "c2#2"], End.OPEN)
    assert (_labels(alone), alone.end) == (["c1#2"], End.OPEN)
    assert (joined.length_m, alone.length_m) == (2000, 1000)
    first, second = joined.hops
    assert [first.from_node_code, first.to_node_code, second.to_node_code] == ["A", "B", "C"]
    assert (first.joint_kind, second.joint_kind) == (None, "fusion")


def test_a_trace_is_the_reverse_of_that_from_its_end(plant: SmallPlant) -> None:
    plant.cable("c1", "AB")
    plant.cable("c2", "CB")
    plant.join(("c1", 1, "B"), ("c2", 1, "B"))

    there = trace(plant.end(("c1", 1, "A")))
    back = trace(there.last_ends[0])

    assert back.ends == there.ends[::-1]
    assert back.loss_db == pytest.approx(there.loss_db)


def test_a_closed_ring_ends(plant: SmallPlant) -> None:
    """
    A ===c1=== B
    |          |
    +====c2====+
    """
    plant.cable("c1", "AB")
    plant.cable("c2", "BCA")
    plant.join(("c1", 1, "B"), ("c2", 1, "B"))
    plant.join(("c1", 1, "A"), ("c2", 1, "A"))

    ring = trace(plant.end(("c1", 1, "A")))

    assert (_labels(ring), ring.end) == (["c1#1", "c2#1"], End.LOOP)
    assert through(plant.end(("c2", 1, "B"))).end is End.LOOP


@pytest.fixture
def tree(plant: SmallPlant) -> SmallPlant:
    r"""
    Join a splitter.

    A ===c1=== B <1:2>== c2 ==> C
                    +=== c3 ==> D
    """
    for name, walk in (("c1", "AB"), ("c2", "BC"), ("c3", "BD")):
        plant.cable(name, walk)
    into, first, second = plant.splitter("s", "B")
    plant.join(("c1", 1, "B"), into)
    plant.join(first, ("c2", 1, "B"))
    plant.join(second, ("c3", 1, "B"), loss_db=0.25)
    return plant


def test_a_splitter_sends_light_from_its_input_to_each_output(tree: SmallPlant) -> None:
    light = trace(tree.end(("c1", 1, "A")))

    assert _labels(light) == ["c1#1", "s/0", "s/1", "c2#1", "s/2", "c3#1"]
    assert [hop.parent for hop in light.hops] == [None, 0, 1, 2, 1, 4]
    assert light.end is End.TREE
    assert set(light.last_ends) == {tree.end(("c2", 1, "C")), tree.end(("c3", 1, "D"))}
    assert light.length_m == 3000
    assert light.optical_length_m == 2000
    assert [hop.running_m for hop in light.hops] == [1000, 1000, 1000, 2000, 1000, 2000]
    # 2 km at 0.35 dB, three joints (one measured), half of the light and the excess of one step.
    assert light.loss_db == pytest.approx(0.7 + 0.1 + 0.25 + 3.0103 + 0.8, abs=1e-4)


def test_a_splitter_sends_no_light_from_output_to_output(tree: SmallPlant) -> None:
    light = trace(tree.end(("c2", 1, "C")))

    assert (_labels(light), light.end) == (["c2#1", "s/1", "s/0", "c1#1"], End.OPEN)


def test_a_tree_is_shown_from_its_head(tree: SmallPlant) -> None:
    assert _labels(through(tree.end(("c1", 1, "B"))))[0] == "c1#1"
    assert _labels(through(tree.end(("c1", 1, "A"))))[0] == "c1#1"


def test_through_joins_both_directions(plant: SmallPlant) -> None:
    """
    A ===c1=== B ===c2=== C ===c3=== D
    """
    for name, walk in (("c1", "AB"), ("c2", "BC"), ("c3", "CD")):
        plant.cable(name, walk)
    plant.join(("c1", 1, "B"), ("c2", 1, "B"))
    plant.join(("c2", 1, "C"), ("c3", 1, "C"))

    assert _labels(through(plant.end(("c2", 1, "B")))) == ["c3#1", "c2#1", "c1#1"][::-1]
    assert _labels(through(plant.end(("c2", 1, "C")))) == ["c3#1", "c2#1", "c1#1"]


def test_glass_is_longer_than_sheath_and_slack_counts(plant: SmallPlant) -> None:
    cable = plant.cable("c1", "ABC", type_=make_type(2, helix_ratio=0.01))
    SlackLoop.objects.create(cable=cable, node=plant.node("B"), length_m=20)
    SlackLoop.objects.create(
        cable=cable, segment=plant.segment("B", "C"), chainage_m=1, length_m=30
    )

    (hop,) = trace(plant.end(("c1", 1, "A"))).hops

    assert hop.length_m == 2050
    assert hop.optical_m == pytest.approx(2070.5)
    assert hop.loss_db == pytest.approx(2.0705 * 0.35)


def test_a_measured_sheath_is_shared_by_the_sections_of_a_cut_strand(plant: SmallPlant) -> None:
    cable = plant.cable("c1", "ABC", sheath_m=2100)
    SlackLoop.objects.create(cable=cable, node=plant.node("B"), length_m=50)
    end_at_b = plant.cut("c1", 1, "B")

    first, second = trace(plant.end(("c1", 1, "A"))), trace(end_at_b)

    assert first.length_m == pytest.approx(2100 * 1050 / 2050)
    assert second.length_m == pytest.approx(2100 * 1000 / 2050)


def test_the_types_own_attenuation_counts_and_colours_begin_again(plant: SmallPlant) -> None:
    type_ = make_type(3)
    CableTypeAttenuation.objects.create(type=type_, wavelength_nm=1550, db_per_km=0.19)
    plant.cable("c1", "AB", type_=type_)

    (hop,) = trace(plant.end(("c1", 3, "A")), wavelength_nm=1550).hops

    assert hop.loss_db == pytest.approx(0.19)
    with translation.override("en"):
        assert str(hop.fibre_colour) == "rot, 1 ring"
    assert (str(hop.tube_colour), hop.tube_number) == ("rot", 1)


def test_an_end_that_is_not_there_is_said() -> None:
    with pytest.raises(NoSuchEndError):
        trace(10**12)


def test_a_port_is_a_hop_without_loss(plant: SmallPlant) -> None:
    plant.cable("c1", "AB")
    back, front = plant.port("ODF", "A")
    plant.join(front ^ 1, ("c1", 1, "A"), loss_db=0.4)

    light = trace(front)

    assert back == front ^ 1
    assert _labels(light) == ["ODF/1", "c1#1"]
    assert light.loss_db == pytest.approx(0.4 + 0.35)
    assert [hop.kind for hop in light.hops] == ["port", "strand"]


def test_the_geometry_follows_the_light(plant: SmallPlant) -> None:
    plant.cable("c1", "CBA")
    plant.cable("c2", "CD")
    plant.join(("c1", 1, "C"), ("c2", 1, "C"))

    drawn = trace_geometry(trace(plant.end(("c1", 1, "A"))))

    assert drawn is not None
    ends = [(line[0], line[-1]) for line in drawn["coordinates"]]
    places = {name: [round(xy, 7) for xy in plant.node(name).geom.coords] for name in "ABCD"}
    assert ends == [(places[a], places[z]) for a, z in ("AB", "BC", "CD")]
    assert trace_geometry(Trace((), End.OPEN)) is None


@pytest.mark.parametrize("n_cables", [1, 6])
def test_a_trace_asks_two_queries_however_long(plant: SmallPlant, n_cables: int) -> None:
    nodes = "ABCDEFG"
    for at in range(n_cables):
        plant.cable(f"c{at}", nodes[at : at + 2])
        if at:
            plant.join((f"c{at - 1}", 1, nodes[at]), (f"c{at}", 1, nodes[at]))

    with CaptureQueriesContext(connection) as asked:
        light = trace(plant.end(("c0", 1, "A")))

    assert len(light.hops) == n_cables
    assert len(asked) == 2


def test_a_trace_is_asked_within_an_audited_request_too(plant: SmallPlant) -> None:
    plant.cable("c1", "AB")

    with pghistory.context(user="somebody"):
        assert len(trace(plant.end(("c1", 1, "A"))).hops) == 1
