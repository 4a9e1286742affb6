"""Single points of failure ranked by schools, and how well a site would survive."""

import pytest

from inventory.models import RiskGroup, RiskGroupMember, RouteNode
from inventory.queries.impact import Cut, circuits_down_by
from inventory.queries.resilience import failure_points, site_resilience
from tests import factories
from tests.integration.inventory.light.small_plant import SmallPlant

pytestmark = pytest.mark.django_db


@pytest.fixture
def plant() -> SmallPlant:
    """
    Store a PoP with two schools behind one trench, two cables in it, and one school elsewhere.

    P ===c1, c2=== B ===d1=== X     k1 to X by c1, k2 to B by c2
    |
    +====c3======= C                k3
    """
    plant = SmallPlant()
    for name, walk in (("c1", "PB"), ("c2", "PB"), ("d1", "BX"), ("c3", "PC")):
        plant.cable(name, walk)
    plant.join(("c1", 1, "B"), ("d1", 1, "B"))
    plant.path("k1", ("c1", 1, "P"), ("d1", 1, "X"))
    plant.path("k2", ("c2", 1, "P"), ("c2", 1, "B"))
    plant.path("k3", ("c3", 1, "P"), ("c3", 1, "C"))
    for cid in ("k1", "k2", "k3"):
        factories.make_school(site=plant.circuits[cid].site, n_pupils=100)
    return plant


def _told(kind: str) -> list[tuple[str, int]]:
    return [(one.label, one.n_schools) for one in failure_points() if one.kind == kind]


def test_two_cables_in_one_trench_are_one_point_of_failure(plant: SmallPlant) -> None:
    assert _told("segment") == [("PB", 2), ("BX", 1), ("PC", 1)]
    assert _told("node")[:2] == [("P", 3), ("B", 2)]
    first = failure_points()[0]
    assert (first.label, first.n_circuits, first.n_pupils) == ("P", 3, 300)
    assert first.circuits == {circuit.pk for circuit in plant.circuits.values()}


def test_a_point_of_failure_takes_down_what_its_cut_does(plant: SmallPlant) -> None:
    for point in failure_points():
        cut = (
            Cut(segment_id=point.element_id)
            if point.kind == "segment"
            else Cut(node_id=point.element_id)
        )
        assert circuits_down_by([cut]) == point.circuits, point.label
    assert plant.circuits


def test_a_risk_group_of_segments_and_cables_is_one_point(plant: SmallPlant) -> None:
    bridge = RiskGroup.objects.create(name="Kanalbrücke", kind="bridge")
    RiskGroupMember.objects.create(group=bridge, cable=plant.cables["c1"])
    RiskGroupMember.objects.create(group=bridge, segment=plant.segments["PC"])

    assert _told("group") == [("Kanalbrücke", 2)]


def test_a_protected_circuit_fails_only_by_what_both_paths_share(plant: SmallPlant) -> None:
    plant.cable("e1", "PX")
    plant.path("k1", ("e1", 1, "P"), ("e1", 1, "X"), leg="protect")

    assert _told("segment") == [("PB", 1), ("PC", 1)]
    assert ("B", 1) in _told("node")


def test_two_circuits_of_a_school_count_it_once(plant: SmallPlant) -> None:
    circuit = plant.circuits["k3"]
    plant.circuits["k4"] = factories.make_circuit(cid="k4", site=circuit.site)
    plant.path("k4", ("c3", 2, "P"), ("c3", 2, "C"))

    assert _told("segment")[0] == ("PB", 2)
    assert dict(_told("segment"))["PC"] == 1


# --- a site --------------------------------------------------------------------------------------
def _enter(plant: SmallPlant, cid: str, *names: str) -> int:
    """Let nodes be entries of the circuit's site, and P a PoP; return the site."""
    site = plant.circuits[cid].site
    assert site is not None
    RouteNode.objects.filter(code__in=names).update(kind="entry", site=site)
    pop = factories.make_site(kind="pop")
    RouteNode.objects.filter(code="P").update(kind="pop", site=pop)
    return site.pk


def test_a_site_at_the_end_of_a_branch_has_one_entry_and_no_second_way(plant: SmallPlant) -> None:
    found = site_resilience(_enter(plant, "k1", "X"))

    assert (found.n_entries, found.n_independent_entries) == (1, 1)
    assert (found.has_second_way, found.shared_m) == (False, 2000)
    assert (found.n_circuits, found.n_protected) == (1, 0)


def test_a_site_on_a_ring_has_a_second_way(plant: SmallPlant) -> None:
    plant.segment("C", "X")

    found = site_resilience(_enter(plant, "k1", "X"))

    assert (found.has_second_way, found.shared_m) == (True, 0)
    assert found.n_independent_entries == 1


def test_two_entries_are_independent_unless_they_share_a_risk(plant: SmallPlant) -> None:
    plant.segment("C", "Y")
    site = _enter(plant, "k1", "X", "Y")
    assert site_resilience(site).n_independent_entries == 2
    assert site_resilience(site).has_second_way

    entry = RiskGroup.objects.create(name="Keller", kind="entry")
    RiskGroupMember.objects.create(group=entry, node=plant.nodes["X"])
    RiskGroupMember.objects.create(group=entry, segment=plant.segments["CY"])

    found = site_resilience(site)
    assert (found.n_entries, found.n_independent_entries) == (2, 1)


def test_a_protected_circuit_is_counted(plant: SmallPlant) -> None:
    plant.cable("e1", "PX")
    plant.path("k1", ("e1", 1, "P"), ("e1", 1, "X"), leg="protect")

    found = site_resilience(_enter(plant, "k1", "X"))

    assert (found.n_circuits, found.n_protected) == (1, 1)


def test_of_a_site_without_a_node_nothing_is_known() -> None:
    found = site_resilience(factories.make_site().pk)

    assert (found.n_entries, found.has_second_way, found.shared_m) == (0, None, None)
