"""Who goes dark, and what explains it, on drawn topologies and against a slow model."""

from collections.abc import Iterable

from hypothesis import given
from hypothesis import strategies as st

from inventory.plant.reach import Explanation, Way, dark, explain, reachable, way_to

HEAD = 1


def ways(drawing: str) -> list[Way]:
    """Read '1-2 2-3' as segments 12 and 23: a segment's id is the two digits of its nodes."""
    return [
        Way(segment_id=int(a + z), a_node=int(a), z_node=int(z))
        for a, z in (pair.split("-") for pair in drawing.split())
    ]


#: Each node is the door of the circuit a hundred above it.
def doors_at(*nodes: int) -> dict[int, list[int]]:
    return {100 + node: [node] for node in nodes}


RING = ways("1-2 2-3 3-4 1-4")


def test_a_single_cut_of_a_ring_silences_nobody() -> None:
    """
    1 -x- 2
    |     |
    4 --- 3
    """
    for way in RING:
        lost = dark(RING, heads=[HEAD], doors=doors_at(2, 3, 4), cut={way.segment_id})

        assert lost == frozenset()


def test_two_cuts_of_a_ring_silence_the_arc_between() -> None:
    """
    1 -x- 2
    |     |
    4 -x- 3
    """
    lost = dark(RING, heads=[HEAD], doors=doors_at(2, 3, 4), cut={12, 34})

    assert lost == {102, 103}


def test_a_cut_of_a_branch_silences_all_behind_and_nobody_before() -> None:
    """
    1 --- 2 -x- 3 --- 4
          |     |
          5     6
    """
    branch = ways("1-2 2-3 3-4 2-5 3-6")

    lost = dark(branch, heads=[HEAD], doors=doors_at(2, 4, 5, 6), cut={23})

    assert lost == {104, 106}


def test_a_parallel_segment_protects() -> None:
    """
    1 ===x=== 2     two segments, one cut
    """
    twins = [Way(1, 1, 2), Way(2, 1, 2)]

    assert dark(twins, heads=[HEAD], doors=doors_at(2), cut={1}) == frozenset()
    assert dark(twins, heads=[HEAD], doors=doors_at(2), cut={1, 2}) == {102}
    assert explain(twins, heads=[HEAD], doors={5: [2], 6: [2]}, down={5, 6}) == []


def test_a_circuit_with_two_doors_is_lit_by_either() -> None:
    """
    1 -x- 2 (door)
     +--- 3 (door)
    """
    two_ways = ways("1-2 1-3")

    assert dark(two_ways, heads=[HEAD], doors={7: [2, 3]}, cut={12}) == frozenset()
    assert dark(two_ways, heads=[HEAD], doors={7: [2, 3]}, cut={12, 13}) == {7}


def test_who_was_never_connected_goes_not_dark() -> None:
    """
    1 -x- 2     3 --- 4
    """
    islands = ways("1-2 3-4")

    assert dark(islands, heads=[HEAD], doors={7: [4], 8: [], 9: [2]}, cut={12}) == {9}


def test_without_a_head_nothing_is_reached() -> None:
    assert reachable(RING, heads=[]) == frozenset()


def test_the_way_is_named_in_order_from_the_head() -> None:
    """
    1 --- 2 --- 3
           +
            5 --- 6
    """
    tree = ways("1-2 2-3 2-5 5-6")

    assert way_to(tree, heads=[HEAD], nodes=[6]) == [12, 25, 56]
    assert way_to(tree, heads=[HEAD], nodes=[6, 3]) == [12, 23]
    assert way_to(tree, heads=[HEAD], nodes=[HEAD]) == []
    assert way_to(tree, heads=[HEAD], nodes=[9]) == []


def test_a_branch_explains_all_behind_it_best_first() -> None:
    """
    1 --- 2 --- 3 --- 4     3, 4, 5 are down
                 +
                  5
    """
    tree = ways("1-2 2-3 3-4 3-5")

    found = explain(tree, heads=[HEAD], doors=doors_at(3, 4, 5), down={103, 104, 105})

    assert [one.segment_id for one in found] == [23, 12]
    assert found[0] == Explanation(23, frozenset({103, 104, 105}), n_nodes=3)


def test_one_that_works_acquits_every_segment_before_it() -> None:
    """
    1 --- 2 --- 3 --- 4
          |      |
          6       5         6 works
    """
    tree = ways("1-2 2-3 3-4 3-5 2-6")

    found = explain(tree, heads=[HEAD], doors=doors_at(4, 5, 6), down={104, 105})

    assert [one.segment_id for one in found] == [23]


def test_one_of_which_nothing_is_known_acquits_nobody() -> None:
    tree = ways("1-2 2-3 3-4 3-5 2-6")

    found = explain(tree, heads=[HEAD], doors=doors_at(4, 5), down={104, 105})

    assert [one.segment_id for one in found] == [23, 12]


def test_a_ring_segment_is_never_accused() -> None:
    """
    1 --- 2          2 and 3 are down, 4 works: no single cut does that
    |     |
    4 --- 3
    """
    assert explain(RING, heads=[HEAD], doors=doors_at(2, 3, 4), down={102, 103}) == []


def test_a_single_line_down_is_no_common_cause() -> None:
    assert explain(ways("1-2"), heads=[HEAD], doors=doors_at(2), down={102}) == []


def test_what_lies_between_two_heads_is_protected() -> None:
    """
    1 --- 2 --- 3     light from 1 and from 3
    """
    line = ways("1-2 2-3")

    assert explain(line, heads=[1, 3], doors={5: [2], 6: [2]}, down={5, 6}) == []


def test_a_branch_longer_than_pythons_stack_is_walked() -> None:
    chain = [Way(segment_id=n, a_node=n, z_node=n + 1) for n in range(1, 5000)]

    found = explain(chain, heads=[1], doors={1: [5000], 2: [4999]}, down={1, 2})

    assert len(found) == 4998


NODES = st.integers(1, 8)
GRAPHS = st.lists(st.tuples(NODES, NODES), max_size=14).map(
    lambda pairs: [Way(number, a, z) for number, (a, z) in enumerate(pairs, start=1)]
)


def slowly_reachable(graph: Iterable[Way], heads: set[int], cut: set[int]) -> set[int]:
    """Light every neighbour of a lit node until nothing changes."""
    lit = set(heads)
    while True:
        more = {
            node
            for way in graph
            if way.segment_id not in cut and ({way.a_node, way.z_node} & lit)
            for node in (way.a_node, way.z_node)
        }
        if more <= lit:
            return lit
        lit |= more


def slowly_dark(
    graph: list[Way], heads: set[int], doors: dict[int, list[int]], cut: set[int]
) -> set[int]:
    before, after = slowly_reachable(graph, heads, set()), slowly_reachable(graph, heads, cut)
    return {one for one, nodes in doors.items() if before & set(nodes) and not after & set(nodes)}


@given(
    graph=GRAPHS,
    heads=st.sets(NODES, max_size=2),
    doors=st.dictionaries(st.integers(1, 6), st.lists(NODES, max_size=2), max_size=6),
    down=st.sets(st.integers(1, 6)),
    cut=st.sets(st.integers(1, 14), max_size=3),
)
def test_reach_agrees_with_a_slow_model(
    graph: list[Way],
    heads: set[int],
    doors: dict[int, list[int]],
    down: set[int],
    cut: set[int],
) -> None:
    expected = set()
    for way in graph:
        behind = slowly_dark(graph, heads, doors, {way.segment_id})
        lost = slowly_reachable(graph, heads, set()) - slowly_reachable(
            graph, heads, {way.segment_id}
        )
        if len(behind) > 1 and behind <= down:
            expected.add(Explanation(way.segment_id, frozenset(behind), len(lost)))

    found = explain(graph, heads=heads, doors=doors, down=down)

    assert set(found) == expected
    assert len(found) == len(expected)
    assert [len(one.circuits) for one in found] == sorted(
        (len(one.circuits) for one in found), reverse=True
    )
    assert reachable(graph, heads=heads, cut=cut) == slowly_reachable(graph, heads, cut)
    assert dark(graph, heads=heads, doors=doors, cut=cut) == slowly_dark(graph, heads, doors, cut)
