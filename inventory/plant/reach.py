"""
What hangs on what: the routes as a graph, who goes dark when segments are cut, and which single
segment would explain who is down.

Values only. A *head* is a node where the light comes from (the PoP where the vantage stands), a
*door* a node through which a circuit enters its site. A circuit is lit while one of its doors
is connected to a head; where it goes on the way is not asked, so a ring protects by itself.

        head ---r1--- o ---b1--- o ---d1--- door     r1, r2, r3 form a ring: any one of them may
          |           |                              be cut and nobody goes dark. Behind b1 there
          +--r3-- o --r2                             is no second way: its cut takes the door.
"""

from collections import deque
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

#: Node to the segments that meet there, each with the node at its other end.
Neighbours = dict[int, list[tuple[int, int]]]
#: Circuit to the nodes through which it enters its site.
Doors = Mapping[int, Collection[int]]

#: What all heads hang on; the ids of nodes and segments are positive.
_LIGHT = 0


@dataclass(frozen=True, slots=True)
class Way:
    """A segment that light may take, in both directions; several may join the same two nodes."""

    segment_id: int
    a_node: int
    z_node: int


@dataclass(frozen=True, slots=True)
class Explanation:
    """A segment whose cut would darken exactly `circuits`, all of which are down."""

    segment_id: int
    circuits: frozenset[int]
    #: How many nodes would lose the light: how much plant the cut takes.
    n_nodes: int


def reachable(
    ways: Iterable[Way], *, heads: Iterable[int], cut: Collection[int] = frozenset()
) -> frozenset[int]:
    """Return the nodes that the light of the heads reaches when the segments `cut` are cut."""
    return frozenset(_came_from(_neighbours(ways, cut=cut), heads))


def dark(
    ways: Collection[Way], *, heads: Collection[int], doors: Doors, cut: Collection[int]
) -> frozenset[int]:
    """
    Return the circuits that lose their last door by the cut.

    A circuit that no head reaches even without the cut (or that has no door at all) is not among
    them: the cut takes nothing from it.

        head --x-- o ---- door 1        1 is dark
          |
          +------- o ---- door 2        2 is lit

                   o ---- door 3        3 was never connected
    """
    before = reachable(ways, heads=heads)
    after = reachable(ways, heads=heads, cut=cut)
    return frozenset(
        circuit
        for circuit, nodes in doors.items()
        if not before.isdisjoint(nodes) and after.isdisjoint(nodes)
    )


def way_to(ways: Iterable[Way], *, heads: Iterable[int], nodes: Collection[int]) -> list[int]:
    """
    Return the segments from a head to the nearest of the nodes, counted in segments, in order.

    Empty if none of them is reached, or one is a head itself.
    """
    came_from = _came_from(_neighbours(ways), heads)
    here = next((node for node in came_from if node in nodes), None)
    walk: list[int] = []
    while here is not None and (step := came_from[here]) is not None:
        segment_id, here = step
        walk.append(segment_id)
    return walk[::-1]


def explain(
    ways: Iterable[Way], *, heads: Iterable[int], doors: Doors, down: Collection[int]
) -> list[Explanation]:
    """
    Return the single segments whose cut explains circuits that are down, the best first.

    A segment explains if at least two circuits would go dark by its cut and all that would are
    down: one that still works acquits it, and a protected segment darkens nobody. First comes
    what explains most, then what takes the least plant with it, then the lower segment id.
    Leave circuits of which nothing is known out of `doors`: they neither accuse nor acquit.

        head ---b1--- o ---b2--- o ---- door 1 (down)
                      |          |
                 door 3 (up)     +----- door 2 (down)      b2 explains both, 3 acquits b1
    """
    met_as, bridges = _bridges(_neighbours(ways), heads)
    entered = {
        circuit: numbers
        for circuit, nodes in doors.items()
        if (numbers := [met_as[node] for node in nodes if node in met_as])
    }
    found = []
    for segment_id, first, last in bridges:
        behind = {
            circuit
            for circuit, numbers in entered.items()
            if first <= min(numbers) and max(numbers) <= last
        }
        if len(behind) > 1 and behind.issubset(down):
            found.append(Explanation(segment_id, frozenset(behind), n_nodes=last - first + 1))
    return sorted(found, key=lambda one: (-len(one.circuits), one.n_nodes, one.segment_id))


def _neighbours(ways: Iterable[Way], *, cut: Collection[int] = frozenset()) -> Neighbours:
    neighbours: Neighbours = {}
    for way in ways:
        if way.segment_id not in cut:
            neighbours.setdefault(way.a_node, []).append((way.segment_id, way.z_node))
            neighbours.setdefault(way.z_node, []).append((way.segment_id, way.a_node))
    return neighbours


def _came_from(neighbours: Neighbours, heads: Iterable[int]) -> dict[int, tuple[int, int] | None]:
    """Return each lit node, nearest first, with the segment and node it was lit from."""
    came_from: dict[int, tuple[int, int] | None] = dict.fromkeys(heads)
    waiting = deque(came_from)
    while waiting:
        node = waiting.popleft()
        for segment_id, other in neighbours.get(node, ()):
            if other not in came_from:
                came_from[other] = segment_id, node
                waiting.append(other)
    return came_from


def _bridges(
    neighbours: Neighbours, heads: Iterable[int]
) -> tuple[dict[int, int], list[tuple[int, int, int]]]:
    """
    Return the number under which a walk in depth met each node, and the bridges that it found.

    A bridge is a segment without which what lies behind it is lost: (segment, first, last), where
    the nodes numbered first to last lie behind. Tarjan's low-link, without recursion: a branch may
    be longer than Python's stack.
    """
    sources = frozenset(heads)
    met_as: dict[int, int] = {}
    #: The lowest number that a way around leads back to; 0 is the light itself.
    lowest = {_LIGHT: 0}
    bridges = []
    walk: list[tuple[int, int, Iterator[tuple[int, int]]]] = [
        (_LIGHT, _LIGHT, iter([(_LIGHT, head) for head in sorted(sources)]))
    ]
    while walk:
        node, arrived_by, others = walk[-1]
        for segment_id, other in others:
            if other not in met_as:
                met_as[other] = len(met_as) + 1
                lowest[other] = 0 if other in sources else met_as[other]
                walk.append((other, segment_id, iter(neighbours.get(other, ()))))
                break
            # By segment, not by node: a parallel segment is a second way.
            if segment_id != arrived_by:
                lowest[node] = min(lowest[node], met_as[other])
        else:
            walk.pop()
            if walk:
                before = walk[-1][0]
                lowest[before] = min(lowest[before], lowest[node])
                if lowest[node] == met_as[node]:
                    bridges.append((arrived_by, met_as[node], len(met_as)))
    return met_as, bridges
