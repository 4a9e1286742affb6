"""
Two truly diverse ways between two nodes, or the proof that there are none and what they share.

Diverse means: along segments that share none and no risk group; nodes may be shared. Cable-disjoint
is not enough: two cables often lie in one trench, and two trenches on one bridge. The definition
is the conformance table's: tests/golden/plant.md.

        A --s1-- B --s2-- D     s2 and s4 cross one bridge: the two ways share no segment
        +--s3--- C --s4---+     (0 m) but a risk group, so they are not diverse
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import inf

from inventory.plant.disjoint import Segment, Way, shortest_pair
from inventory.plant.guess import Net, good_pair
from inventory.plant.risk_disjoint import UndecidedError, fewest_shared_groups, shortest_with
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
    #: False if the limit was reached after it was proven that no two ways are diverse: then the
    #: metres are the fewest still, but other ways may share fewer groups or be shorter.
    is_fewest_groups: bool = True


def diverse_pair(
    segments: Sequence[Segment], *, from_node: int, to_node: int, limit_s: float | None = None
) -> DiversePair:
    """
    Return the two diverse ways, shortest together, or the proof that none exist.

    Exact: it never answers with "none found". At 1,000 segments with risk groups in the way it
    takes about a second; `limit_s` bounds each of its up to three searches.

    Raises:
        UndecidedError: the limit was reached before it was proven whether two ways are diverse.
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
    net = Net(inner, from_node=from_node, to_node=to_node, both_on=must)
    # The pair without regard to risk groups is shortest of all; if it shares none, none is shorter.
    if not net.shared_groups(pair) - net.unavoidable:
        return _answer(pair, net)
    diverse = _diverse(net, limit_s)
    if diverse is not None:
        return _answer(diverse, net)
    try:
        return _answer(_least_shared(net, limit_s), net)
    except UndecidedError:
        # That none are diverse is proven, and so are the shared metres; only the groups are not.
        return replace(_answer(pair, net), is_fewest_groups=False)


def _diverse(net: Net, limit_s: float | None) -> tuple[Way, Way] | None:
    """Return the shortest two ways that share nothing avoidable; None proves that none exist."""
    good = good_pair(net)
    at_most_m = inf if good is None else net.pair_m(good)
    return shortest_with(net, n_shared=0, at_most_m=at_most_m, limit_s=limit_s)


def _least_shared(net: Net, limit_s: float | None) -> tuple[Way, Way]:
    """Return the ways that share the fewest risk groups, of them the shortest."""
    few = fewest_shared_groups(net, limit_s=limit_s)
    met_in = net.shared_groups(few) - net.unavoidable
    # Those ways may be long. With the same groups forgiven there may be much shorter ones.
    good = min(good_pair(net.forgiving(met_in)) or few, few, key=net.pair_m)
    found = shortest_with(net, n_shared=len(met_in), at_most_m=net.pair_m(good), limit_s=limit_s)
    if found is None:
        raise AssertionError("two ways that share so few groups were just found")
    return found


def _answer(pair: tuple[Way, Way], net: Net) -> DiversePair:
    shared_segments = frozenset(pair[0]).intersection(pair[1])
    shared_groups = net.shared_groups(pair)
    feasible = not shared_segments and not shared_groups
    return DiversePair(
        feasible=feasible,
        ways=pair,
        length_m=net.pair_m(pair) if feasible else None,
        shared_m=net.length_m(shared_segments),
        shared_segments=shared_segments,
        shared_groups=shared_groups,
    )


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
