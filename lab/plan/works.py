"""
The whole work of the demo's plant as values: cables, windows, panels, joints, paths, slack.

Light of a working path from the head, and of the protect path the other way round:

    head                            home                            site
    [port]--splice==ring==splice--...==ring==splice==distribution==splice==drop==splice--[port]

At the head every fibre in use lies on a port of the ODF; in other PoPs only what ends there does,
and is patched on to the drop, the rest is spliced through.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from random import Random

from lab.plan import ground as ways
from lab.plan.glass import JointWork, Passage, PortEnd, StrandEnd, along, through_port
from lab.plan.ground import Arc, Feed, Ground, Route, Span
from lab.plan.strands import (
    TUBE,
    Allocation,
    Window,
    allocate,
    n_fibres_of,
)

#: Fibres of a drop that are spliced to ports; the others stay in reserve.
N_TERMINATED = 4
#: What is left coiled up at a closure, in metres.
SLACK_M = (10, 15, 20, 25, 30)


class Leg(StrEnum):
    """A path of a circuit."""

    WORKING = "working"
    PROTECT = "protect"


@dataclass(frozen=True, slots=True)
class CableWork:
    """A cable to be laid along a route, and where its tubes are opened."""

    route: Route
    n_fibres: int
    windows: tuple[Window, ...]

    @property
    def code(self) -> str:
        """Its name."""
        return f"K-{self.route.code}"


@dataclass(frozen=True, slots=True)
class PanelWork:
    """A panel to be set up."""

    name: str
    node: int
    n_ports: int


@dataclass(frozen=True, slots=True)
class SlackWork:
    """Metres of a route's cable to be coiled up at a node."""

    route: str
    node: int
    length_m: int


@dataclass(frozen=True, slots=True)
class PathWork:
    """A path to be lit: between which ports, over which glass."""

    circuit_id: int
    leg: Leg
    passages: tuple[Passage, ...]
    length_m: float

    @property
    def a(self) -> PortEnd:
        """The port at the head."""
        return _port(self.passages[0].entered)

    @property
    def z(self) -> PortEnd:
        """The port at the site."""
        return _port(self.passages[-1].left)

    @property
    def joints(self) -> tuple[JointWork, ...]:
        """What must be joined for it."""
        return tuple(JointWork(one.left, other.entered) for one, other in pairwise(self.passages))


@dataclass(frozen=True, slots=True)
class Works:
    """All that is to be done."""

    cables: tuple[CableWork, ...]
    panels: tuple[PanelWork, ...]
    joints: tuple[JointWork, ...]
    slack: tuple[SlackWork, ...]
    paths: tuple[PathWork, ...]

    def spliced_at(self) -> dict[int, list[JointWork]]:
        """Return the splices that need a tray, by node."""
        found: defaultdict[int, list[JointWork]] = defaultdict(list)
        for joint in self.joints:
            if joint.needs_tray:
                found[joint.node].append(joint)
        return dict(found)


def plan(ground: Ground, *, seed: int) -> Works:
    """
    Return the plant for a city; the seed decides only how much slack lies where.

    Raises:
        LookupError: there is no ring through the head, or a door does not hang on it.
        ValueError: a cable would need more fibres than it can have.
    """
    arcs = ways.ring_of(ground)
    feeds = ways.feeds_of(ground, arcs)
    planner = _Planner(ground, arcs, feeds, allocate(feeds, arcs))
    paths = tuple(planner.paths())
    cables = tuple(planner.cables())
    joints = [joint for path in paths for joint in path.joints]
    joints += _unused(joints, planner.spare_splices())
    return Works(
        cables=cables,
        panels=tuple(planner.panels()),
        joints=tuple(joints),
        slack=tuple(_slack(cables, Random(seed))),  # noqa: S311 - a demo's coils, no secret
        paths=paths,
    )


def _unused(taken: Iterable[JointWork], spare: Iterable[JointWork]) -> Iterator[JointWork]:
    """Yield the spare joints whose ends no light uses."""
    used = {end for joint in taken for end in (joint.a, joint.z)}
    return (joint for joint in spare if joint.a not in used and joint.z not in used)


def _slack(cables: Iterable[CableWork], chance: Random) -> Iterator[SlackWork]:
    """Yield a coil for each place where a cable is opened on its way: else nobody could lift it."""
    for cable in cables:
        for window in cable.windows:
            yield SlackWork(cable.route.code, window.node, chance.choice(SLACK_M))


def _port(end: object) -> PortEnd:
    if not isinstance(end, PortEnd):
        raise TypeError(f"a path begins and ends at a port, not at {end}")
    return end


@dataclass(frozen=True, slots=True)
class _Planner:
    ground: Ground
    arcs: tuple[Arc, ...]
    feeds: tuple[Feed, ...]
    given: Allocation

    def cables(self) -> Iterator[CableWork]:
        for route in self.ground.routes:
            yield CableWork(
                route,
                n_fibres_of(route, self.given.needed),
                self.given.windows.get(route.code, ()),
            )

    def paths(self) -> Iterator[PathWork]:
        for feed in self.feeds:
            directions = [
                ways.way_to(ways.walked_from(self.arcs, clockwise=clockwise), feed)
                for clockwise in (True, False)
            ]
            directions.sort(key=ways.metres)
            for leg, ring in zip(Leg, directions, strict=True):
                if ring or leg is Leg.WORKING:
                    length_m = ways.metres((*ring, *feed.spans))
                    yield PathWork(feed.circuit_id, leg, self._light(feed, ring, leg), length_m)

    def _light(self, feed: Feed, ring: tuple[Span, ...], leg: Leg) -> tuple[Passage, ...]:
        passages = []
        side = 0 if leg is Leg.WORKING else 1
        if ring:
            numbers = [self._ring_number(feed, span) for span in ring]
            panel = self._ring_panel(self.ground.head, ring[0].route)
            passages.append(through_port(panel, numbers[0], self.ground.head, from_front=True))
            passages += [along(span, number) for span, number in zip(ring, numbers, strict=True)]
        if feed.home in self.ground.pops and len(feed.spans) == 1:
            passages += self._patched(feed, ring, side)
        passages += [
            along(span, self.given.spur[span.route.code, feed.circuit_id][side])
            for span in feed.spans
        ]
        door = feed.spans[-1].to_node
        number = self._offset(feed.drop) + 1 + side
        passages.append(through_port(self._door_panel(door), number, door, from_front=False))
        return tuple(passages)

    def _ring_number(self, feed: Feed, span: Span) -> int:
        leaves_here = span.route.code == feed.arc
        return (self.given.local if leaves_here else self.given.channel)[feed.circuit_id]

    def _patched(self, feed: Feed, ring: tuple[Span, ...], side: int) -> Iterator[Passage]:
        """Yield the light over a PoP's panels: from the ring's (not in the head) to the drops'."""
        if ring:
            here = [one.circuit_id for one in self._ending_in(feed.home)]
            yield through_port(
                self._ring_panel(feed.home, ring[-1].route),
                here.index(feed.circuit_id) + 1,
                feed.home,
                from_front=False,
            )
        number = self._offset(feed.drop, at_door=False) + 1 + side
        yield through_port(self._drop_panel(feed.home), number, feed.home, from_front=True)

    def _ending_in(self, pop: int) -> list[Feed]:
        return [one for one in self.feeds if one.home == pop and len(one.spans) == 1]

    def panels(self) -> Iterator[PanelWork]:
        for arc in self.arcs:
            for node in (arc.entry, arc.exit):
                if node == self.ground.head:
                    n_ports = self._n_head_ports(arc)
                else:
                    n_ports = max(1, -(-len(self._ending_in(node)) // TUBE)) * TUBE
                yield PanelWork(self._ring_panel(node, arc.route), node, n_ports)
        for node in sorted(self.ground.pops):
            if n_drops := len(self._ending_in(node)):
                yield PanelWork(self._drop_panel(node), node, n_drops * N_TERMINATED)
        doors: defaultdict[int, int] = defaultdict(int)
        for feed in self.feeds:
            doors[feed.drop.nodes[-1]] += N_TERMINATED
        for node, n_ports in doors.items():
            yield PanelWork(self._door_panel(node), node, n_ports)

    def _n_head_ports(self, arc: Arc) -> int:
        numbers = [
            *self.given.channel.values(),
            *(
                self.given.local[feed.circuit_id]
                for feed in self.feeds
                if feed.arc == arc.route.code
            ),
        ]
        return max(1, -(-max(numbers, default=0) // TUBE)) * TUBE

    def spare_splices(self) -> Iterator[JointWork]:
        """Yield the splices between drops and ports, and between the ring and the head's ports."""
        for arc in self.arcs:
            for node in (arc.entry, arc.exit):
                if node == self.ground.head:
                    panel = self._ring_panel(node, arc.route)
                    yield from _spliced(panel, arc.route, node, range(self._n_head_ports(arc)))
        for feed in self.feeds:
            drop, door = feed.drop, feed.drop.nodes[-1]
            fibres = range(N_TERMINATED)
            yield from _spliced(
                self._door_panel(door), drop, door, fibres, offset=self._offset(drop)
            )
            if feed in self._ending_in(feed.home) and feed.home in self.ground.pops:
                offset = self._offset(drop, at_door=False)
                yield from _spliced(
                    self._drop_panel(feed.home), drop, feed.home, fibres, offset=offset
                )

    def _offset(self, drop: Route, *, at_door: bool = True) -> int:
        """Return how many ports of the panel where the drop ends belong to drops before it."""
        place = -1 if at_door else 0
        beside = [
            one.drop.code
            for one in self.feeds
            if one.drop.nodes[place] == drop.nodes[place] and (at_door or len(one.spans) == 1)
        ]
        return beside.index(drop.code) * N_TERMINATED

    def _ring_panel(self, node: int, route: Route) -> str:
        return f"ODF-{self.ground.codes[node]}-{route.code}"

    def _drop_panel(self, node: int) -> str:
        return f"ODF-{self.ground.codes[node]}-HA"

    def _door_panel(self, node: int) -> str:
        return f"AP-{self.ground.codes[node]}"


def _spliced(
    panel: str, route: Route, node: int, fibres: Iterable[int], *, offset: int = 0
) -> Iterator[JointWork]:
    leads_on = node == route.nodes[0]
    for fibre in fibres:
        yield JointWork(
            PortEnd(panel, offset + fibre + 1, node, is_front=False),
            StrandEnd(route.code, fibre + 1, node, leads_on),
        )
