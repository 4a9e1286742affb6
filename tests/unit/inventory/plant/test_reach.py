"""How far light could go, on drawn topologies and against a slow model."""

from hypothesis import given
from hypothesis import strategies as st

from inventory.plant.reach import Way, reachable

HEAD = 1


def ways(drawing: str) -> list[Way]:
    """Read '1-2 2-3' as segments 12 and 23: a segment's id is the two digits of its nodes."""
    return [
        Way(segment_id=int(a + z), a_node=int(a), z_node=int(z))
        for a, z in (pair.split("-") for pair in drawing.split())
    ]


def test_a_single_cut_of_a_ring_leaves_all_reached() -> None:
    """
    1 -x- 2
    |     |
    4 --- 3
    """
    ring = ways("1-2 2-3 3-4 1-4")

    assert all(reachable(ring, heads=[HEAD], cut={way.segment_id}) == {1, 2, 3, 4} for way in ring)
    assert reachable(ring, heads=[HEAD], cut={12, 34}) == {1, 4}


def test_behind_a_cut_branch_nothing_is_reached() -> None:
    """
    1 --- 2 -x- 3 --- 4
    """
    assert reachable(ways("1-2 2-3 3-4"), heads=[HEAD], cut={23}) == {1, 2}


def test_parallel_segments_are_two_ways() -> None:
    both = [Way(1, 1, 2), Way(2, 2, 1)]

    assert reachable(both, heads=[HEAD], cut={1}) == {1, 2}
    assert reachable(both, heads=[HEAD], cut={1, 2}) == {1}


def test_without_a_head_nothing_is_reached() -> None:
    assert reachable(ways("1-2"), heads=[]) == frozenset()


@given(
    st.lists(st.tuples(st.integers(1, 8), st.integers(1, 8)), max_size=14),
    st.sets(st.integers(1, 8), max_size=3),
    st.sets(st.integers(0, 13), max_size=4),
)
def test_it_agrees_with_spreading_until_nothing_changes(
    pairs: list[tuple[int, int]], heads: set[int], cut: set[int]
) -> None:
    found = reachable(
        (Way(number, a, z) for number, (a, z) in enumerate(pairs)), heads=heads, cut=cut
    )

    lit, n_before = set(heads), -1
    while len(lit) > n_before:
        n_before = len(lit)
        for number, (a, z) in enumerate(pairs):
            if number not in cut and (a in lit or z in lit):
                lit |= {a, z}
    assert found == lit
