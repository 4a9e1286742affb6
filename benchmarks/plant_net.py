"""
A synthetic plant of any size, the same for the same seed, as rows for COPY; used by `plant.py`.

A grid of streets, 100 m apart. Cables of 144 strands over one to six segments, in chains of 20:
where one ends the next begins. At each of their joints 144 fibres are spliced, a tenth of them
not to the fibre of the same number; in every second chain the last two tubes are left unspliced,
so that there is dark glass to search. Light of one circuit runs over each of the first 24 strands
of a chain's first cable, through all 20 cables.
"""

import math
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from random import Random

N_STRANDS = 144
N_IN_TUBE = 12
N_IN_CHAIN = 20
N_LIT = 24
#: Fibres that are spliced in a chain with dark glass.
N_SPLICED_IN_PART = 120
#: Degrees of 100 m, east and north, in the middle of Germany.
STEP_EAST, STEP_NORTH = 0.001445, 0.0009
WEST, SOUTH = 7.0, 51.3

CABLE = (
    "id, code, kind, status, length_source, owner, comments, is_demo, a_node_id, z_node_id, type_id"
)
HOP = "path_id, sequence, entered_end_id, strand_section_id, cable_id, from_position, to_position"
#: A table's columns, and the lines of its rows as COPY reads them.
Rows = tuple[str, str, Iterable[str]]


@dataclass(frozen=True, slots=True)
class Laid:
    """A cable: its nodes in order, by number in the grid."""

    nodes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Net:
    """A plant of so many cables; a multiple of 20."""

    side: int
    cables: tuple[Laid, ...]
    #: Cable by number to the strand (0..143) of the next that each of its strands is spliced to.
    splices: dict[int, tuple[int, ...]]

    @property
    def n_chains(self) -> int:
        """How many chains there are."""
        return len(self.cables) // N_IN_CHAIN

    def lit(self, chain: int, strand: int) -> Iterator[tuple[int, int]]:
        """Yield the cables and strands that light passes from a strand of a chain's first one."""
        first = chain * N_IN_CHAIN
        for cable in range(first, first + N_IN_CHAIN):
            yield cable, strand
            if cable + 1 < first + N_IN_CHAIN:
                strand = self.splices[cable][strand]


def make_net(n_cables: int, *, seed: int = 1) -> Net:
    """Return the net of a seed."""
    chance = Random(seed)  # noqa: S311 - no secrets, but the same again
    side = max(10, round(math.sqrt(n_cables) * 0.63))
    cables: list[Laid] = []
    splices: dict[int, tuple[int, ...]] = {}
    for chain in range(n_cables // N_IN_CHAIN):
        here = chance.randrange(side * side)
        for place in range(N_IN_CHAIN):
            nodes = _walk(chance, side, here)
            here = nodes[-1]
            if place + 1 < N_IN_CHAIN:
                n_spliced = N_STRANDS if chain % 2 == 0 else N_SPLICED_IN_PART
                splices[len(cables)] = _spliced(chance, n_spliced)
            cables.append(Laid(nodes))
    return Net(side, tuple(cables), splices)


def _walk(chance: Random, side: int, here: int) -> tuple[int, ...]:
    """Return the nodes of one to six segments, always away from where it began."""
    north, east = divmod(here, side)
    up = 1 if north < 6 else -1 if north >= side - 6 else chance.choice((1, -1))
    right = 1 if east < 6 else -1 if east >= side - 6 else chance.choice((1, -1))
    nodes = [here]
    for _ in range(chance.randint(1, 6)):
        if chance.random() < 0.5:
            north = min(max(north + up, 0), side - 1)
        else:
            east = min(max(east + right, 0), side - 1)
        if nodes[-1] != north * side + east:
            nodes.append(north * side + east)
    return tuple(nodes)


def _spliced(chance: Random, n: int) -> tuple[int, ...]:
    """Return the strands that 0..n - 1 are spliced to: a tenth of them change places."""
    order = list(range(n))
    moved = chance.sample(order, n // 10)
    for one, other in zip(moved, moved[1:] + moved[:1], strict=True):
        order[one] = other
    return tuple(order)


def segments_of(side: int) -> dict[tuple[int, int], int]:
    """Return pair of neighbours, the lower first, to the id of the segment between them."""
    pairs = [
        (node, node + step)
        for node in range(side * side)
        for step in (1, side)
        if (node % side < side - 1 if step == 1 else node < side * (side - 1))
    ]
    return {pair: number for number, pair in enumerate(pairs, start=1)}


def glass_of(cable: int, strand: int) -> int:
    """Return the id of a strand, and of its only section, both counted from 0."""
    return cable * N_STRANDS + strand + 1


def rows_of(net: Net, *, type_id: int, first_circuit: int) -> Iterator[Rows]:
    """Yield all tables; node ids are numbers in the grid + 1."""
    yield from _ways(net)
    yield from _cables(net, type_id)
    yield from _joints(net)
    yield from _light(net, first_circuit)


def _place(side: int, node: int) -> str:
    north, east = divmod(node, side)
    return f"{WEST + east * STEP_EAST:.6f} {SOUTH + north * STEP_NORTH:.6f}"


def _ways(net: Net) -> Iterator[Rows]:
    side = net.side
    yield (
        "routenode",
        "id, code, kind, geom, is_demo",
        (
            f"{node + 1}\tN{node}\tjunction\tSRID=4326;POINT({_place(side, node)})\tf"
            for node in range(side * side)
        ),
    )
    yield (
        "routesegment",
        "id, code, geom, construction, status, source, is_demo, a_node_id, z_node_id",
        (
            f"{number}\tS{number}\tSRID=4326;LINESTRING({_place(side, a)},{_place(side, z)})"
            f"\ttrench\tactive\t\tf\t{a + 1}\t{z + 1}"
            for (a, z), number in segments_of(side).items()
        ),
    )


def _cables(net: Net, type_id: int) -> Iterator[Rows]:
    cables = list(enumerate(net.cables))
    segments = segments_of(net.side)
    n_tubes = N_STRANDS // N_IN_TUBE
    yield (
        "cable",
        CABLE,
        (
            f"{at + 1}\tK{at}\tcable\tactive\tgis\t\t\tf\t{one.nodes[0] + 1}\t{one.nodes[-1] + 1}"
            f"\t{type_id}"
            for at, one in cables
        ),
    )
    yield (
        "cablesection",
        "position, is_reversed, cable_id, segment_id",
        (
            f"{position}\t{'t' if here > there else 'f'}\t{at + 1}"
            f"\t{segments[min(here, there), max(here, there)]}"
            for at, one in cables
            for position, (here, there) in enumerate(pairwise(one.nodes), start=1)
        ),
    )
    yield (
        "tube",
        "id, number, cable_id",
        (
            f"{at * n_tubes + tube + 1}\t{tube + 1}\t{at + 1}"
            for at, _ in cables
            for tube in range(n_tubes)
        ),
    )
    lit = {
        glass_of(cable, strand)
        for chain in range(net.n_chains)
        for first in range(N_LIT)
        for cable, strand in net.lit(chain, first)
    }
    yield (
        "strand",
        "id, number, place, status, lessee, cable_id, tube_id",
        (
            f"{(glass := glass_of(at, strand))}\t{strand + 1}\t{strand % N_IN_TUBE + 1}"
            f"\t{'lit' if glass in lit else 'dark'}\t\t{at + 1}"
            f"\t{at * n_tubes + strand // N_IN_TUBE + 1}"
            for at, _ in cables
            for strand in range(N_STRANDS)
        ),
    )
    yield (
        "strandsection",
        "id, from_position, to_position, strand_id",
        (
            f"{glass}\t0\t{len(one.nodes) - 1}\t{glass}"
            for at, one in cables
            for glass in range(glass_of(at, 0), glass_of(at + 1, 0))
        ),
    )
    yield (
        "opticalend",
        "id, node_id, strand_section_id",
        (
            f"{2 * glass}\t{one.nodes[0] + 1}\t{glass}\n"
            f"{2 * glass + 1}\t{one.nodes[-1] + 1}\t{glass}"
            for at, one in cables
            for glass in range(glass_of(at, 0), glass_of(at + 1, 0))
        ),
    )


def _joints(net: Net) -> Iterator[Rows]:
    def each(line: Callable[[int, int, int, int], str]) -> Iterator[str]:
        number = 0
        for cable, order in net.splices.items():
            node = net.cables[cable].nodes[-1] + 1
            for strand, onward in enumerate(order):
                number += 1
                a_end, z_end = 2 * glass_of(cable, strand) + 1, 2 * glass_of(cable + 1, onward)
                yield line(number, node, a_end, z_end)

    yield (
        "joint",
        "id, kind, made_by, node_id",
        each(lambda number, node, _a, _z: f"{number}\tfusion\t\t{node}"),
    )
    yield (
        "mate",
        "end_id, mate_id, node_id, joint_id",
        each(
            lambda number, node, a, z: f"{a}\t{z}\t{node}\t{number}\n{z}\t{a}\t{node}\t{number}",
        ),
    )


def _light(net: Net, first_circuit: int) -> Iterator[Rows]:
    paths = [(chain, first) for chain in range(net.n_chains) for first in range(N_LIT)]

    def ends(chain: int, first: int) -> str:
        *_, (cable, strand) = net.lit(chain, first)
        return f"{2 * glass_of(chain * N_IN_CHAIN, first)}\t{2 * glass_of(cable, strand) + 1}"

    yield (
        "circuitpath",
        "id, leg, is_running, circuit_id, a_end_id, z_end_id",
        (
            f"{at + 1}\tworking\tt\t{first_circuit + at}\t{ends(*path)}"
            for at, path in enumerate(paths)
        ),
    )
    yield (
        "circuithop",
        HOP,
        (
            f"{at + 1}\t{sequence}\t{2 * glass_of(cable, strand)}\t{glass_of(cable, strand)}"
            f"\t{cable + 1}\t0\t{len(net.cables[cable].nodes) - 1}"
            for at, path in enumerate(paths)
            for sequence, (cable, strand) in enumerate(net.lit(*path), start=1)
        ),
    )
