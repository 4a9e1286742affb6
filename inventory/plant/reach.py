"""
What is reached from where: the routes as a graph, and how far the light of its heads could go.

Values only. Where a circuit's light *does* run, its stored paths say (`inventory.queries.impact`);
this says whether there is a way at all, for edits and for what is built from tables.

        head ---r1--- o ---b1--- o ---d1--- o
          |           |
          +--r3-- o --r2         o     not reached
"""

from collections import deque
from collections.abc import Collection, Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Way:
    """A segment that light may take, in both directions; several may join the same two nodes."""

    segment_id: int
    a_node: int
    z_node: int


def reachable(
    ways: Iterable[Way], *, heads: Iterable[int], cut: Collection[int] = frozenset()
) -> frozenset[int]:
    """Return the nodes that the light of the heads reaches when the segments `cut` are cut."""
    neighbours: dict[int, list[int]] = {}
    for way in ways:
        if way.segment_id not in cut:
            neighbours.setdefault(way.a_node, []).append(way.z_node)
            neighbours.setdefault(way.z_node, []).append(way.a_node)
    reached = set(heads)
    waiting = deque(reached)
    while waiting:
        for other in neighbours.get(waiting.popleft(), ()):
            if other not in reached:
                reached.add(other)
                waiting.append(other)
    return frozenset(reached)
