"""
What the demo's plant is planned on: a ring of routes, distribution that hangs on it, drops.

Values only. Every connection has one feed: where it leaves the ring, and over which routes it
goes from there to its door.

    head ===arc=== PoP ===arc=== PoP          an arc is a ring route, walked clockwise or not
      |                 |         |
      |               home      home          where a feed leaves the ring: on an arc or in a PoP
      |                 |         |
      +======arc====== PoP       drop
                        |
                   distribution --- drop --- door
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True)
class Route:
    """A route: the nodes that it passes and the segments between them, with their metres."""

    code: str
    role: str
    nodes: tuple[int, ...]
    segments: tuple[int, ...]
    lengths_m: tuple[float, ...]

    def __post_init__(self) -> None:
        if not len(self.nodes) - 1 == len(self.segments) == len(self.lengths_m) > 0:
            raise ValueError(f"{self.code} does not lead from node to node over its segments")
        if len(set(self.nodes)) < len(self.nodes):
            raise ValueError(f"{self.code} passes a node twice: no cable may")

    @cached_property
    def position_of(self) -> Mapping[int, int]:
        """Node to its position in the walk, 0 to n."""
        return {node: position for position, node in enumerate(self.nodes)}

    def metres(self, one: int, other: int) -> float:
        """Return the metres of way between two of its nodes."""
        first, last = sorted((self.position_of[one], self.position_of[other]))
        return sum(self.lengths_m[first:last])


@dataclass(frozen=True, slots=True)
class Door:
    """A connection and the node through which it enters its site."""

    circuit_id: int
    node: int


@dataclass(frozen=True, slots=True)
class Ground:
    """All that is there: `doors` and `routes` in an order that decides who gets which fibre."""

    head: int
    pops: frozenset[int]
    #: Node to its code, after which things are named.
    codes: Mapping[int, str]
    routes: tuple[Route, ...]
    doors: tuple[Door, ...]


@dataclass(frozen=True, slots=True)
class Arc:
    """A ring route as the ring is walked, clockwise, from `entry` to `exit`."""

    route: Route
    entry: int
    exit: int


@dataclass(frozen=True, slots=True)
class Span:
    """A part of a route, from node to node."""

    route: Route
    from_node: int
    to_node: int


@dataclass(frozen=True, slots=True)
class Feed:
    """How a connection hangs on the ring: where it leaves it, and its way from there on."""

    circuit_id: int
    home: int
    #: The ring route that it leaves between two PoPs; none if it leaves in a PoP.
    arc: str | None
    spans: tuple[Span, ...]

    @property
    def drop(self) -> Route:
        """The last route, which enters the site."""
        return self.spans[-1].route


def ring_of(ground: Ground) -> tuple[Arc, ...]:
    """
    Return the arcs from the head round and back to it; the first is the one earliest in order.

    Raises:
        LookupError: the ring routes do not close a ring through the head.
    """
    left = [route for route in ground.routes if route.role == "ring"]
    here, arcs = ground.head, list[Arc]()
    while left:
        found = next((one for one in left if here in (one.nodes[0], one.nodes[-1])), None)
        if found is None:
            break
        left.remove(found)
        there = found.nodes[-1] if here == found.nodes[0] else found.nodes[0]
        arcs.append(Arc(found, here, there))
        here = there
    if left or not arcs or here != ground.head:
        raise LookupError("the ring routes do not close a ring through the head")
    return tuple(arcs)


def feeds_of(ground: Ground, arcs: Sequence[Arc]) -> tuple[Feed, ...]:
    """
    Return the feed of every door, in their order.

    Raises:
        LookupError: a door has no drop, or nothing leads from it to the ring.
    """
    homes = _homes(arcs)
    feeder = {
        node: route
        for route in ground.routes
        if route.role == "distribution"
        for node in route.nodes[1:]
        if node not in homes
    }
    drops = defaultdict(list)
    for route in ground.routes:
        if route.role == "drop":
            drops[route.nodes[-1]].append(route)
    feeds = []
    for door in ground.doors:
        if not drops[door.node]:
            raise LookupError(f"no drop leads to {ground.codes[door.node]}")
        # Two connections of one site have a drop each: first come, first served.
        drop = drops[door.node].pop(0)
        feeds.append(_feed(door, drop, feeder, homes, ground))
    return tuple(feeds)


def _homes(arcs: Sequence[Arc]) -> dict[int, str | None]:
    """Return each node on the ring with the route that is left there: the first; none in a PoP."""
    homes: dict[int, str | None] = {}
    for arc in arcs:
        homes.update(dict.fromkeys((arc.entry, arc.exit)))
    for arc in arcs:
        for node in arc.route.nodes:
            homes.setdefault(node, arc.route.code)
    return homes


def _feed(
    door: Door,
    drop: Route,
    feeder: Mapping[int, Route],
    homes: Mapping[int, str | None],
    ground: Ground,
) -> Feed:
    spans = [Span(drop, drop.nodes[0], drop.nodes[-1])]
    here = drop.nodes[0]
    while here not in homes:
        route = feeder.get(here)
        if route is None or len(spans) > len(feeder) + 1:
            raise LookupError(f"nothing leads from {ground.codes[here]} to the ring")
        spans.append(Span(route, route.nodes[0], here))
        here = route.nodes[0]
    return Feed(door.circuit_id, here, homes[here], tuple(reversed(spans)))


def walked_from(arcs: tuple[Arc, ...], *, clockwise: bool) -> tuple[Arc, ...]:
    """Return the ring as walked from the head in one direction."""
    if clockwise:
        return arcs
    return tuple(Arc(arc.route, arc.exit, arc.entry) for arc in reversed(arcs))


def way_to(walked: tuple[Arc, ...], feed: Feed) -> tuple[Span, ...]:
    """Return the way along the walked ring from the head to the feed; empty at the head."""
    spans = []
    for arc in walked:
        if feed.home == arc.entry:
            break
        leaves = feed.home if feed.arc == arc.route.code else arc.exit
        spans.append(Span(arc.route, arc.entry, leaves))
        if leaves == feed.home:
            break
    return tuple(spans)


def metres(spans: Iterable[Span]) -> float:
    """Return the metres of a way."""
    return sum(span.route.metres(span.from_node, span.to_node) for span in spans)
