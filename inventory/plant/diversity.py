"""
Two truly diverse ways between two nodes, or the proof that there are none and what they share.

Diverse means: along segments that share none and no risk group; nodes may be shared. Cable-disjoint
is not enough: two cables often lie in one trench, and two trenches on one bridge. The definition
is the conformance table's: tests/golden/plant.md.

        A --s1-- B --s2-- D     s2 and s4 cross one bridge: the two ways share no segment
        +--s3--- C --s4---+     (0 m) but a risk group, so they are not diverse
"""

from collections.abc import Sequence
from dataclasses import dataclass

from inventory.plant.disjoint import Segment, Way, shortest_pair
from inventory.plant.risk_disjoint import (
    Question,
    UndecidedError,
    fewest_shared_groups,
    shortest_with,
)
from inventory.plant.search import Edge, bridges, cheapest_path

__all__ = ["DiversePair", "Segment", "UndecidedError", "diverse_pair"]


@dataclass(frozen=True, slots=True)
class DiversePair:
    """
    The answer to "two ways from here to there".

    Feasible: the two diverse ways, shortest together, the shorter one first. Otherwise the ways
    are those that share the fewest metres, of them the fewest risk groups, of them the shortest
    together; without any way at all there are none, and nothing that they could share.
    """

    feasible: bool
    ways: tuple[Way, Way] | None
    #: Both ways together; None unless feasible.
    length_m: float | None
    #: Metres of segments that two ways share at least; None where no way leads.
    shared_m: float | None
    shared_segments: frozenset[int] = frozenset()
    #: Risk groups that both of `ways` touch, those of shared segments among them.
    shared_groups: frozenset[int] = frozenset()


def diverse_pair(
    segments: Sequence[Segment], *, from_node: int, to_node: int, limit_s: float | None = None
) -> DiversePair:
    """
    Return the two diverse ways, shortest together, or the proof that none exist.

    Exact: it never answers with "none found". At 1,000 segments with risk groups in the way it
    takes about a second; `limit_s` bounds each of its up to three searches.

    Raises:
        UndecidedError: the limit was reached before an answer was proven.
    """
    inner = _without_dead_ends(segments, from_node, to_node)
    edges = [Edge(one.segment_id, one.a_node, one.z_node, one.length_m) for one in inner]
    single = cheapest_path(edges, from_node=from_node, to_node=to_node)
    if single is None:
        return DiversePair(False, None, None, None)
    # By Menger's theorem two ways meet in the bridges between the ends, and need meet nowhere else.
    must = bridges(edges).intersection(single.edges)
    pair = shortest_pair(inner, from_node=from_node, to_node=to_node, both_on=must)
    if pair is None:
        raise AssertionError("two ways part wherever no bridge joins them")
    by_id = {one.segment_id: one for one in inner}
    unavoidable = _groups(must, by_id)
    # The pair without regard to risk groups is shortest of all; if it shares none, none is shorter.
    if _shared_groups(pair, by_id) - unavoidable:
        question = Question(inner, from_node, to_node, both_on=must, limit_s=limit_s)
        pair = _least_shared(question)
    return _answer(pair, by_id)


def _least_shared(question: Question) -> tuple[Way, Way]:
    """Return the ways that share the fewest risk groups, of them the shortest."""
    found = shortest_with(question, n_shared=0)
    if found is None:
        found = shortest_with(question, n_shared=fewest_shared_groups(question))
    if found is None:
        raise AssertionError("the fewest groups were just shared by two ways")
    return found


def _answer(pair: tuple[Way, Way], by_id: dict[int, Segment]) -> DiversePair:
    shared_segments = frozenset(pair[0]).intersection(pair[1])
    shared_groups = _shared_groups(pair, by_id)
    feasible = not shared_segments and not shared_groups
    length_m = sum(by_id[segment_id].length_m for way in pair for segment_id in way)
    return DiversePair(
        feasible=feasible,
        ways=pair,
        length_m=length_m if feasible else None,
        shared_m=sum(by_id[segment_id].length_m for segment_id in shared_segments),
        shared_segments=shared_segments,
        shared_groups=shared_groups,
    )


def _shared_groups(pair: tuple[Way, Way], by_id: dict[int, Segment]) -> frozenset[int]:
    return _groups(pair[0], by_id) & _groups(pair[1], by_id)


def _groups(segment_ids: frozenset[int] | Way, by_id: dict[int, Segment]) -> frozenset[int]:
    return frozenset[int]().union(*(by_id[segment_id].groups for segment_id in segment_ids))


def _without_dead_ends(segments: Sequence[Segment], from_node: int, to_node: int) -> list[Segment]:
    """Return the segments without those behind which nothing goes on: drops, mostly."""
    at_node: dict[int, set[int]] = {from_node: set(), to_node: set()}
    for place, one in enumerate(segments):
        at_node.setdefault(one.a_node, set()).add(place)
        at_node.setdefault(one.z_node, set()).add(place)
    dropped = set[int]()
    waiting = list(at_node)
    while waiting:
        node = waiting.pop()
        if node in (from_node, to_node) or len(at_node[node]) != 1:
            continue
        place = at_node[node].pop()
        dropped.add(place)
        one = segments[place]
        other = one.z_node if one.a_node == node else one.a_node
        at_node[other].discard(place)
        waiting.append(other)
    return [one for place, one in enumerate(segments) if place not in dropped]
