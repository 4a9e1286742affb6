"""Dark paths, diverse ways, what two paths share, and what light loses against its transceivers."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from inventory.models import (
    CircuitPath,
    RiskGroup,
    RiskGroupMember,
    RouteSegment,
    Strand,
    TransceiverType,
)
from inventory.queries.paths import dark_path, diverse_ways, light_of, shared_risk
from tests.integration.inventory.light.small_plant import SmallPlant, make_type

pytestmark = pytest.mark.django_db


@pytest.fixture
def plant(db: None) -> SmallPlant:  # noqa: ARG001 - asks for the database
    return SmallPlant()


@pytest.fixture
def ring(plant: SmallPlant) -> SmallPlant:
    """
    Store two ways from P to S, the upper one shorter, with 4 and 8 fibres.

    P ===c1=== Q ===c2=== S
    |                     |
    +===c3=== T ===c4=====+   (2000 m each)
    """
    for a, z in ("PT", "TS"):
        plant.segment(a, z, length_m=2000)
    for name, walk, fibres in (("c1", "PQ", 4), ("c2", "QS", 4), ("c3", "PT", 8), ("c4", "ST", 8)):
        plant.cable(name, walk, fibres=fibres)
    return plant


def _way(plant: SmallPlant, a: str, z: str, n: int) -> list[str] | None:
    found = dark_path(from_node_id=plant.nodes[a].pk, to_node_id=plant.nodes[z].pk, n_strands=n)
    return None if found is None else [leg.cable_code for leg in found.legs]


def test_the_shortest_way_with_enough_free_strands_is_found(ring: SmallPlant) -> None:
    assert _way(ring, "P", "S", 4) == ["c1", "c2"]
    assert _way(ring, "P", "S", 5) == ["c3", "c4"]
    assert _way(ring, "P", "S", 9) is None
    assert _way(ring, "P", "P", 1) == []


def test_lit_reserved_and_joined_strands_are_not_free(ring: SmallPlant) -> None:
    Strand.objects.filter(cable__code="c1", number=1).update(status="reserved")
    ring.path("k1", ("c1", 2, "P"), ("c1", 2, "Q"))
    ring.join(("c2", 1, "Q"), ("c1", 3, "Q"))

    assert _way(ring, "P", "S", 2) == ["c3", "c4"]
    assert _way(ring, "P", "S", 1) == ["c1", "c2"]


def test_the_ends_to_join_make_the_path_run(ring: SmallPlant) -> None:
    found = dark_path(from_node_id=ring.nodes["P"].pk, to_node_id=ring.nodes["S"].pk, n_strands=5)

    assert found is not None
    assert found.length_m == 4000
    # c4 is walked backwards, from T to S.
    assert found.loss_db == pytest.approx(4 * 0.35 + 0.1)
    assert found.legs[1].strand_numbers == (1, 2, 3, 4, 5)
    assert [(leg.from_node_code, leg.to_node_code) for leg in found.legs] == [
        ("P", "T"),
        ("T", "S"),
    ]
    for a_end, z_end in found.joints:
        ring.join(a_end, z_end)
    for a_end, z_end in zip(found.a_ends, found.z_ends, strict=True):
        assert ring.path(f"k{a_end}", a_end, z_end).is_running


def test_pieces_of_a_cut_cable_count_by_themselves(plant: SmallPlant) -> None:
    plant.cable("c1", "ABC")
    plant.cut("c1", 1, "B")

    assert _way(plant, "A", "B", 1) == ["c1"]
    assert _way(plant, "A", "B", 2) is None
    found = dark_path(from_node_id=plant.nodes["B"].pk, to_node_id=plant.nodes["C"].pk)
    assert found is not None
    assert (found.length_m, found.joints) == (1000, ())


def test_dark_path_asks_few_queries(ring: SmallPlant) -> None:
    with CaptureQueriesContext(connection) as asked:
        _way(ring, "P", "S", 2)

    # The graph, the strands of each piece of the way, and what there is to say of them.
    assert len(asked) == 4


def test_diverse_ways_are_named_with_their_segments(ring: SmallPlant) -> None:
    found = diverse_ways(from_node_id=ring.nodes["P"].pk, to_node_id=ring.nodes["S"].pk)

    assert (found.pair.feasible, found.pair.length_m) == (True, 6000)
    assert [[one.code for one in way] for way in found.ways] == [["PQ", "QS"], ["PT", "TS"]]


def test_a_bridge_on_both_ways_is_shared(ring: SmallPlant) -> None:
    bridge = RiskGroup.objects.create(name="Kanalbrücke", kind="bridge")
    for code in ("QS", "TS"):
        RiskGroupMember.objects.create(group=bridge, segment=ring.segments[code])

    found = diverse_ways(from_node_id=ring.nodes["P"].pk, to_node_id=ring.nodes["S"].pk)

    assert (found.pair.feasible, found.pair.shared_m) == (False, 0)
    assert [group.name for group in found.shared_groups] == ["Kanalbrücke"]


def test_nodes_of_a_group_count_but_not_the_ends_and_not_power(ring: SmallPlant) -> None:
    power = RiskGroup.objects.create(name="Strom", kind="pop_power")
    flood = RiskGroup.objects.create(name="Hochwasser")
    for name in "PQT":
        RiskGroupMember.objects.create(group=power, node=ring.nodes[name])
    for name in "PS":
        RiskGroupMember.objects.create(group=flood, node=ring.nodes[name])
    asked = {"from_node_id": ring.nodes["P"].pk, "to_node_id": ring.nodes["S"].pk}
    assert diverse_ways(**asked).pair.feasible

    for name in "QT":
        RiskGroupMember.objects.create(group=flood, node=ring.nodes[name])

    assert not diverse_ways(**asked).pair.feasible


def test_a_retired_segment_leads_nowhere(plant: SmallPlant) -> None:
    plant.segment("A", "B")
    RouteSegment.objects.update(status="retired")

    found = diverse_ways(from_node_id=plant.nodes["A"].pk, to_node_id=plant.nodes["B"].pk)

    assert (found.pair.feasible, found.pair.shared_m, found.ways) == (False, None, ())


def test_what_working_and_protect_share_is_told_in_metres(ring: SmallPlant) -> None:
    """
    P ===c1=== Q === ... S ===d1, d2=== X     both drops lie in one trench
    """
    for name in ("d1", "d2"):
        ring.cable(name, "SX")
    ring.join(("c1", 1, "Q"), ("c2", 1, "Q"))
    ring.join(("c2", 1, "S"), ("d1", 1, "S"))
    ring.join(("c3", 1, "T"), ("c4", 1, "T"))
    ring.join(("c4", 1, "S"), ("d2", 1, "S"))
    ring.path("k1", ("c1", 1, "P"), ("d1", 1, "X"))
    assert shared_risk(ring.circuits["k1"].pk) is None
    ring.path("k1", ("c3", 1, "P"), ("d2", 1, "X"), leg="protect")
    bridge = RiskGroup.objects.create(name="Kanalbrücke", kind="bridge")
    RiskGroupMember.objects.create(group=bridge, cable=ring.cables["c1"])
    RiskGroupMember.objects.create(group=bridge, segment=ring.segments["PT"])

    found = shared_risk(ring.circuits["k1"].pk)

    assert found is not None
    assert ([one.code for one in found.segments], found.shared_m) == (["SX"], 1000)
    assert [group.name for group in found.groups] == ["Kanalbrücke"]
    assert {node.code for node in found.nodes} == {"P", "S", "X"}
    assert not found.is_diverse


# --- loss against transceivers -------------------------------------------------------------------
def _optics(**more: float) -> TransceiverType:
    said = {"wavelength_nm": 1310, "tx_min_dbm": -8.2, "rx_min_dbm": -14.4} | more
    return TransceiverType.objects.create(name="Probe", slug="probe", **said)


def _path(plant: SmallPlant, optics: TransceiverType) -> CircuitPath:
    plant.cable("c1", "AB", type_=make_type(2))
    plant.path("k1", ("c1", 1, "A"), ("c1", 1, "B"), optics_id=optics.pk)
    return CircuitPath.objects.select_related("optics").get()


def test_a_path_is_judged_by_its_transceivers(plant: SmallPlant) -> None:
    plant.segment("A", "B", length_m=10_000)

    light = light_of(_path(plant, _optics()))

    assert light.verdict is not None
    assert light.trace.loss_db == pytest.approx(3.5)
    assert (light.verdict.margin_db, light.verdict.is_within) == (2.7, True)


def test_too_long_a_path_is_beyond_the_budget(plant: SmallPlant) -> None:
    plant.segment("A", "B", length_m=20_000)

    light = light_of(_path(plant, _optics()))

    assert light.verdict is not None
    assert (light.verdict.margin_db, light.verdict.is_within) == (-0.8, False)


def test_nothing_is_judged_without_transceivers_or_light(plant: SmallPlant) -> None:
    path = _path(plant, _optics(wavelength_nm=1271))
    assert light_of(path).verdict is None
    path.optics = None
    assert light_of(path).verdict is None

    plant.cable("c2", "BC")
    plant.join(("c1", 1, "B"), ("c2", 1, "B"))
    assert light_of(CircuitPath.objects.get()).verdict is None
