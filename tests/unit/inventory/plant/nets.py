"""Small nets of segments, and two ways in them found by trying all pairs of ways there are."""

from collections.abc import Iterator, Sequence
from itertools import combinations_with_replacement
from random import Random
from typing import NamedTuple

from inventory.plant.disjoint import Segment, Way


class Best(NamedTuple):
    """What two ways share at least, by what counts first, and how long they are together."""

    shared_m: float
    n_groups: int
    length_m: float


def segment(segment_id: int, ends: tuple[int, int], length_m: float, *groups: int) -> Segment:
    return Segment(segment_id, ends[0], ends[1], length_m, frozenset(groups))


def random_net(seed: int, *, n_nodes: int, n_segments: int, n_groups: int) -> list[Segment]:
    """Return segments by chance, parallel ones among them, with groups of two or three of them."""
    chance = Random(seed)  # noqa: S311 - a repeatable choice, no secret
    groups = [
        (100 + number, chance.sample(range(n_segments), chance.randint(2, 3)))
        for number in range(chance.randint(0, n_groups))
    ]
    return [
        segment(
            number,
            (ends[0], ends[1]),
            chance.randint(1, 40) * 50,
            *(group for group, members in groups if number in members),
        )
        for number in range(n_segments)
        for ends in [chance.sample(range(n_nodes), 2)]
    ]


def all_ways(segments: Sequence[Segment], from_node: int, to_node: int) -> list[Way]:
    """Return every way that passes no node twice."""
    return list(_onward(segments, from_node, to_node, ()))


def best_pair(segments: Sequence[Segment], from_node: int, to_node: int) -> Best | None:
    """Return the best of all pairs of ways; a way may be paired with itself."""
    by_id = {one.segment_id: one for one in segments}
    pairs = combinations_with_replacement(all_ways(segments, from_node, to_node), 2)
    return min((weighed(by_id, pair) for pair in pairs), default=None)


def weighed(by_id: dict[int, Segment], pair: tuple[Way, Way]) -> Best:
    """Return what two ways share, and their length."""
    one, other = (frozenset().union(*(by_id[each].groups for each in way)) for way in pair)
    return Best(
        shared_m=sum(by_id[each].length_m for each in set(pair[0]) & set(pair[1])),
        n_groups=len(one & other),
        length_m=sum(by_id[each].length_m for way in pair for each in way),
    )


def is_way(segments: Sequence[Segment], way: Way, from_node: int, to_node: int) -> bool:
    """Say whether the segments lead from node to node, one after another, none twice."""
    by_id = {one.segment_id: one for one in segments}
    here, nodes = from_node, {from_node}
    for each in way:
        ends = {by_id[each].a_node, by_id[each].z_node}
        if here not in ends:
            return False
        here = next(iter(ends - {here}))
        if here in nodes:
            return False
        nodes.add(here)
    return here == to_node


def _onward(
    segments: Sequence[Segment], here: int, to_node: int, passed: tuple[int, ...]
) -> Iterator[Way]:
    if here == to_node:
        yield ()
        return
    for one in segments:
        if here in (one.a_node, one.z_node):
            there = one.z_node if one.a_node == here else one.a_node
            if there not in (here, *passed):
                for rest in _onward(segments, there, to_node, (*passed, here)):
                    yield (one.segment_id, *rest)
