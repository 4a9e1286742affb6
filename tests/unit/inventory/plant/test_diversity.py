"""
Diverse pairs: drawn traps, the conformance table, and all pairs of ways tried.

Random nets with risk groups are in tests/integration/inventory/plant_search: SciPy takes its time.
"""

from typing import Any

import pytest

from inventory.plant.disjoint import shortest_pair
from inventory.plant.diversity import DiversePair, Segment, diverse_pair
from inventory.plant.guess import Net, good_pair
from inventory.plant.search import Edge, cheapest_path
from tests.unit.inventory.plant.glass import GOLDEN, Glass, questions
from tests.unit.inventory.plant.nets import best_pair, is_way, random_net, segment, weighed

BRIDGE = 50

TRAP = [
    segment(1, (1, 2), 1),
    segment(2, (2, 3), 1),
    segment(3, (3, 4), 1),
    segment(4, (1, 3), 5),
    segment(5, (2, 4), 5),
]


def test_the_trap_is_passed_around_the_shortest_way() -> None:
    """
    1 -1- 2 -1- 3 -1- 4      1-2-3-4 is shortest, and no second way is left without it;
    1 ----5---- 3            1-2-4 and 1-3-4 are the pair
          2 ----5---- 4
    """
    edges = [Edge(one.segment_id, one.a_node, one.z_node, one.length_m) for one in TRAP]
    shortest = cheapest_path(edges, from_node=1, to_node=4)
    assert shortest is not None
    rest = [edge for edge in edges if edge.edge_id not in shortest.edges]
    assert cheapest_path(rest, from_node=1, to_node=4) is None

    found = diverse_pair(TRAP, from_node=1, to_node=4)

    assert found == DiversePair(True, ((1, 5), (4, 3)), 12, 0)


def test_a_risk_group_may_be_the_trap() -> None:
    """
    1 -1- 2 -1- 5      the shortest pair is above and in the middle, over one bridge: the middle
    1 -2- 3 -2- 5      has to give way to the longest
    1 -9- 4 -9- 5
    """
    net = [
        segment(1, (1, 2), 1),
        segment(2, (2, 5), 1, BRIDGE),
        segment(3, (1, 3), 2),
        segment(4, (3, 5), 2, BRIDGE),
        segment(5, (1, 4), 9),
        segment(6, (4, 5), 9),
    ]

    assert diverse_pair(net, from_node=1, to_node=5) == DiversePair(True, ((1, 2), (5, 6)), 20, 0)


def test_a_guess_is_a_pair_that_shares_nothing() -> None:
    n_found = 0
    for seed in range(100):
        net = random_net(seed, n_nodes=6, n_segments=14, n_groups=3)

        found = good_pair(Net(net, from_node=0, to_node=5))

        if found is not None:
            assert all(is_way(net, way, 0, 5) for way in found), seed
            assert weighed({one.segment_id: one for one in net}, found)[:2] == (0, 0), seed
            n_found += 1

    assert n_found > 50


def test_two_trenches_over_one_bridge_are_not_diverse() -> None:
    """
    1 --10-- 2 --11-- 4      11 and 13 on one bridge
    1 --12-- 3 --13-- 4
    """
    net = [
        segment(10, (1, 2), 100),
        segment(11, (2, 4), 100, BRIDGE),
        segment(12, (1, 3), 200),
        segment(13, (3, 4), 200, BRIDGE),
    ]

    found = diverse_pair(net, from_node=1, to_node=4)

    assert found == DiversePair(
        False, ((10, 11), (12, 13)), None, 0, shared_groups=frozenset({BRIDGE})
    )


def test_where_all_ways_meet_the_shared_metres_are_told() -> None:
    """
    1 ==10,11== 2 --12-- 3 ==13,14== 4
    """
    net = [
        segment(10, (1, 2), 100),
        segment(11, (1, 2), 150),
        segment(12, (2, 3), 400, BRIDGE),
        segment(13, (3, 4), 100),
        segment(14, (3, 4), 120),
    ]

    found = diverse_pair(net, from_node=1, to_node=4)

    assert found == DiversePair(
        False,
        ((10, 12, 13), (11, 12, 14)),
        None,
        400,
        shared_segments=frozenset({12}),
        shared_groups=frozenset({BRIDGE}),
    )


def test_two_ways_that_must_meet_still_avoid_what_they_can() -> None:
    """
    1 --1-- 2 ==2,3,4== 3      1 cannot be avoided; 2 and 3 lie on one bridge, 4 does not
    """
    net = [
        segment(1, (1, 2), 10),
        segment(2, (2, 3), 10, BRIDGE),
        segment(3, (2, 3), 10, BRIDGE),
        segment(4, (2, 3), 90),
    ]

    found = diverse_pair(net, from_node=1, to_node=3)

    assert found.shared_m == 10
    assert found.shared_groups == frozenset()
    assert found.ways == ((1, 2), (1, 4))


def test_where_no_way_leads_nothing_is_shared() -> None:
    net = [segment(1, (1, 2), 10), segment(2, (3, 4), 10)]

    assert diverse_pair(net, from_node=1, to_node=4) == DiversePair(False, None, None, None)
    assert diverse_pair(net, from_node=1, to_node=99) == DiversePair(False, None, None, None)


def test_two_ways_to_where_one_is_share_nothing() -> None:
    assert diverse_pair(TRAP, from_node=1, to_node=1) == DiversePair(True, ((), ()), 0, 0)


def test_a_circle_that_costs_nothing_is_in_no_way() -> None:
    """
    1 --- 2 --- 3 twice, and at 2 a circle of three segments without length
    """
    net = [
        *(segment(number, (1, 2), 10, BRIDGE) for number in (1, 2)),
        segment(3, (1, 2), 20),
        *(segment(number, (2, 3), 10) for number in (4, 5)),
        segment(6, (2, 7), 0),
        segment(7, (7, 8), 0),
        segment(8, (8, 2), 0),
    ]

    found = diverse_pair(net, from_node=1, to_node=3)

    assert found.feasible
    assert found.ways is not None
    assert {len(way) for way in found.ways} == {2}


@pytest.mark.parametrize("case", GOLDEN, ids=[case["id"] for case in GOLDEN])
def test_pairs_are_those_of_the_conformance_table(case: dict[str, Any]) -> None:
    glass = Glass(case)
    nodes = glass.numbers("nodes")
    for query in questions(case, "diverse"):
        found = diverse_pair(
            _segments(glass), from_node=nodes[query["from"]], to_node=nodes[query["to"]]
        )

        assert case["expected"][query["id"]] == {
            "feasible": found.feasible,
            "length_m": found.length_m,
            "shared_m": found.shared_m,
        }


def _segments(glass: Glass) -> list[Segment]:
    nodes = glass.numbers("nodes")
    return [
        segment(
            glass.numbers("segments")[row["id"]],
            (nodes[row["a"]], nodes[row["z"]]),
            row["length_m"],
            *(n for n, one in enumerate(glass.case["risk_groups"]) if row["id"] in one["segments"]),
        )
        for row in glass.case["segments"]
    ]


def test_500_random_nets_without_risk_groups_have_the_pairs_of_trial() -> None:
    n_pairs = 0
    for seed in range(500):
        net = random_net(seed, n_nodes=6, n_segments=9, n_groups=0)

        found = shortest_pair(net, from_node=0, to_node=5)

        best = best_pair(net, 0, 5)
        if found is None:
            assert best is None or best.shared_m, seed
            continue
        assert all(is_way(net, way, 0, 5) for way in found), seed
        assert weighed({one.segment_id: one for one in net}, found) == best, seed
        n_pairs += 1

    assert n_pairs > 150
