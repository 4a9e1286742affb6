"""
Two ways that share no segment, as short as possible together: Suurballe's algorithm.

The shortest way need not be one of them. In this trap it takes m, and without its segments no
second way is left; the best pair goes around m on both sides:

             +-------- B --------+          1 + m + 1 is shortest, and blocks both others;
             1         |         5          A-B-D and A-C-D together cost 12
        A ---+         m         +--- D
             5         |         1
             +-------- C --------+
"""

from collections import deque
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import count


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of way between two nodes, with the risk groups that it belongs to."""

    segment_id: int
    a_node: int
    z_node: int
    length_m: float
    groups: frozenset[int] = frozenset()

    def __post_init__(self) -> None:
        if self.length_m < 0:
            raise ValueError("no segment has a negative length")


#: Ids of segments, in order from one end to the other.
Way = tuple[int, ...]
#: A segment used from the first node to the second: (place of the segment, from, to).
Arc = tuple[int, int, int]


def shortest_pair(
    segments: Sequence[Segment],
    *,
    from_node: int,
    to_node: int,
    both_on: Collection[int] = (),
) -> tuple[Way, Way] | None:
    """
    Return the two ways, shortest together, that share no segment; the shorter one first.

    Both may run on the segments `both_on`. None if there are no two such ways.
    """
    # A segment that both may use is two segments.
    doubled = [*segments, *(one for one in segments if one.segment_id in both_on)]
    costs, came_by = _cheapest(doubled, from_node, to_node, flow={}, potential={})
    if to_node not in costs:
        return None
    first = _walked(came_by, from_node, to_node)
    # No node counts as farther than the end: the search did not look beyond.
    farthest = costs[to_node]
    potential = {node: min(cost, farthest) for node, cost in costs.items()}
    flow = {place: here for place, here, _ in first}
    costs, came_by = _cheapest(doubled, from_node, to_node, flow=flow, potential=potential)
    if to_node not in costs:
        return None
    arcs = set(first)
    for place, here, there in _walked(came_by, from_node, to_node):
        # A segment used once in each direction is used by neither.
        if (place, there, here) in arcs:
            arcs.remove((place, there, here))
        else:
            arcs.add((place, here, there))
    return _as_ways(doubled, arcs, from_node, to_node)


def decoded(arcs: Iterable[Arc], from_node: int, to_node: int) -> list[Arc]:
    """
    Return a way along the arcs, with the fewest of them; arcs that turn in circles are left over.

    Raises:
        ValueError: the arcs lead nowhere.
    """
    leaving: dict[int, list[Arc]] = {}
    for arc in sorted(arcs):
        leaving.setdefault(arc[1], []).append(arc)
    came_by: dict[int, Arc | None] = {from_node: None}
    waiting = deque([from_node])
    while waiting:
        for arc in leaving.get(waiting.popleft(), ()):
            if arc[2] not in came_by:
                came_by[arc[2]] = arc
                waiting.append(arc[2])
    if to_node not in came_by:
        raise ValueError(f"no way from {from_node} to {to_node} along the arcs")
    return _walked(came_by, from_node, to_node)


def in_order(segments: Sequence[Segment], ways: Iterable[list[Arc]]) -> tuple[Way, Way]:
    """Return two ways by the ids of their segments, the shorter one first."""
    one, other = sorted(
        (
            sum(segments[place].length_m for place, _, _ in way),
            tuple(segments[place].segment_id for place, _, _ in way),
        )
        for way in ways
    )
    return one[1], other[1]


def _as_ways(
    segments: Sequence[Segment], arcs: set[Arc], from_node: int, to_node: int
) -> tuple[Way, Way]:
    first = decoded(arcs, from_node, to_node)
    second = decoded(arcs.difference(first), from_node, to_node)
    return in_order(segments, (first, second))


def _cheapest(
    segments: Sequence[Segment],
    from_node: int,
    to_node: int,
    *,
    flow: dict[int, int],
    potential: dict[int, float],
) -> tuple[dict[int, float], dict[int, Arc | None]]:
    """
    Return the settled costs up to the end, and by which arc each node was reached.

    `flow` says from which node a segment is used already: it may be taken back only, which
    refunds its length. The potential (costs of the search without flow) makes even those costs
    positive, so that Dijkstra's search holds.
    """
    leaving = _leaving(segments, flow)
    farthest = potential.get(to_node, 0.0)
    costs: dict[int, float] = {}
    came_by: dict[int, Arc | None] = {}
    order = count()
    waiting: list[tuple[float, int, int, Arc | None]] = [(0.0, next(order), from_node, None)]
    while waiting:
        cost, _, here, arc = heappop(waiting)
        if here in costs:
            continue
        costs[here], came_by[here] = cost, arc
        if here == to_node:
            break
        base = cost + potential.get(here, farthest)
        for place, there, length_m in leaving.get(here, ()):
            if there not in costs:
                reduced = base + length_m - potential.get(there, farthest)
                heappush(waiting, (reduced, next(order), there, (place, here, there)))
    return costs, came_by


def _leaving(
    segments: Sequence[Segment], flow: dict[int, int]
) -> dict[int, list[tuple[int, int, float]]]:
    """Return node to what leaves it: (place of the segment, node, length or refund)."""
    leaving: dict[int, list[tuple[int, int, float]]] = {}
    for place, one in enumerate(segments):
        for here, there in ((one.a_node, one.z_node), (one.z_node, one.a_node)):
            used_from = flow.get(place)
            if used_from is None:
                leaving.setdefault(here, []).append((place, there, one.length_m))
            elif used_from == there:
                leaving.setdefault(here, []).append((place, there, -one.length_m))
    return leaving


def _walked(came_by: dict[int, Arc | None], from_node: int, to_node: int) -> list[Arc]:
    walk: list[Arc] = []
    here = to_node
    while here != from_node and (arc := came_by[here]) is not None:
        walk.append(arc)
        here = arc[1]
    return walk[::-1]
