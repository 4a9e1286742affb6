"""
Which fibres a connection gets, and which tubes must be opened for that.

On the ring every connection has one number on all arcs (its channel): they are spliced through
the PoPs one to one. On the arc where it leaves, it has a fibre of a tube that is cut there, one
side for the way clockwise, the other for the way back. Tubes are cut whole, so every place of
branching has tubes of its own.

            tube 1 ───────────────────────────────────  channels, uncut from PoP to PoP
    PoP     tube 9 ──────┐  ┌─────────────────────────  PoP
            tube 10 ─────┼──┼─────────────┐  ┌────────
                         └──┘ home        └──┘ home
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from lab.plan.ground import Arc, Feed, Route

TUBE = 12
#: Fibres of a ring cable, of the two kinds of distribution cable, and of a drop.
RING_FIBRES, DISTRIBUTION_FIBRES, DROP_FIBRES = 288, (96, 144), 12
#: A distribution cable is chosen so large that at first no more than this share of it is used.
USED_SHARE = 0.15


@dataclass(frozen=True, slots=True)
class Window:
    """Tubes of a cable that are cut at a node on its way."""

    node: int
    tubes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Allocation:
    """Who has which fibre, by circuit and route, and where cables are cut for it."""

    channel: Mapping[int, int]
    #: On the arc where the circuit leaves the ring.
    local: Mapping[int, int]
    #: On distribution and drops: of the working path, of the protect path.
    spur: Mapping[tuple[str, int], tuple[int, int]]
    windows: Mapping[str, tuple[Window, ...]]
    #: Fibres that a distribution cable needs.
    needed: Mapping[str, int]


def allocate(feeds: Sequence[Feed], arcs: Iterable[Arc]) -> Allocation:
    """
    Return who gets which fibre.

    Raises:
        ValueError: a cable has too few.
    """
    channel = {feed.circuit_id: number for number, feed in enumerate(feeds, start=1)}
    local: dict[int, int] = {}
    windows: dict[str, tuple[Window, ...]] = {}
    for arc in arcs:
        code = arc.route.code
        groups = [
            (node, [one for one in feeds if one.home == node and one.arc == code])
            for node in arc.route.nodes[1:-1]
        ]
        numbers, cuts = _by_tubes(groups, first=_rounded(len(feeds)) + 1, n_each=1)
        local |= {circuit: pair[0] for circuit, pair in numbers.items()}
        windows[code] = cuts
        _refuse_beyond(RING_FIBRES, numbers, arc.route)
    spur: dict[tuple[str, int], tuple[int, int]] = {
        (feed.drop.code, feed.circuit_id): (1, 2) for feed in feeds
    }
    needed = {}
    for route in _trunks(feeds):
        groups = [(node, _leaving(feeds, route, node)) for node in route.nodes[1:]]
        numbers, cuts = _by_tubes(groups, first=1, n_each=2)
        spur |= {(route.code, circuit): pair for circuit, pair in numbers.items()}
        windows[route.code] = tuple(cut for cut in cuts if cut.node != route.nodes[-1])
        needed[route.code] = max(pair[1] for pair in numbers.values())
        _refuse_beyond(DISTRIBUTION_FIBRES[-1], numbers, route)
    return Allocation(channel, local, spur, windows, needed)


def n_fibres_of(route: Route, needed: Mapping[str, int]) -> int:
    """Return how many fibres the route's cable has."""
    if route.role == "ring":
        return RING_FIBRES
    if route.role == "drop":
        return DROP_FIBRES
    wanted = needed.get(route.code, 0)
    roomy = (size for size in DISTRIBUTION_FIBRES if wanted <= size * USED_SHARE)
    return next(roomy, DISTRIBUTION_FIBRES[-1])


def _trunks(feeds: Iterable[Feed]) -> list[Route]:
    """Return the distribution routes that are used."""
    found = {span.route.code: span.route for feed in feeds for span in feed.spans[:-1]}
    return [found[code] for code in sorted(found)]


def _leaving(feeds: Iterable[Feed], route: Route, node: int) -> list[Feed]:
    """Return the feeds that leave the route at the node."""
    return [
        feed
        for feed in feeds
        if any(span.route.code == route.code and span.to_node == node for span in feed.spans)
    ]


def _by_tubes(
    groups: Iterable[tuple[int, Sequence[Feed]]], *, first: int, n_each: int
) -> tuple[dict[int, tuple[int, int]], tuple[Window, ...]]:
    """Give each group fibres of tubes of its own; with one fibre each, both numbers are it."""
    numbers, windows, free = dict[int, tuple[int, int]](), list[Window](), first
    for node, feeds in groups:
        if not feeds:
            continue
        for place, feed in enumerate(feeds):
            number = free + place * n_each
            numbers[feed.circuit_id] = number, number + n_each - 1
        after = free + _rounded(len(feeds) * n_each)
        windows.append(Window(node, tuple(range(free // TUBE + 1, (after - 1) // TUBE + 1))))
        free = after
    return numbers, tuple(windows)


def _rounded(n_fibres: int) -> int:
    """Return the fibres of so many whole tubes as are needed."""
    return -(-n_fibres // TUBE) * TUBE


def _refuse_beyond(n_fibres: int, numbers: Mapping[int, tuple[int, int]], route: Route) -> None:
    most = max((pair[1] for pair in numbers.values()), default=0)
    if most > n_fibres:
        raise ValueError(f"{route.code} would need {most} fibres, more than {n_fibres}")
