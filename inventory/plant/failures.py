"""
Single points of failure: what takes a circuit down all by itself.

An element takes a circuit down if every path of it that runs meets the element. So a circuit's
points of failure are what its running paths have in common, and one pass over the hops finds
all of them, without cutting anything in trial. Cables that lie in one trench count as one,
because it is the trench that they have in common; a risk group counts where every path has some
member of it, though it be another one on each.

        PoP ---s1--- B ---s2--- C     points of failure: s1, PoP, B, C,
                     |          |     and the bridge that carries both s2 and s4
                     +-s3- D -s4+
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from inventory.plant.verdicts import CircuitPaths, LightPath

#: Element to the risk groups it belongs to.
Groups = Mapping[int, Collection[int]]


class Kind(StrEnum):
    """What kind of element fails."""

    SEGMENT = "segment"
    NODE = "node"
    GROUP = "group"


@dataclass(frozen=True, slots=True)
class Failures:
    """Each element whose cut takes circuits down, with how many."""

    segments: dict[int, int]
    nodes: dict[int, int]
    groups: dict[int, int]


@dataclass(frozen=True, slots=True)
class FailurePoint:
    """An element whose cut takes these circuits down, and what they weigh together."""

    kind: Kind
    element_id: int
    circuits: frozenset[int]
    weight: float


def single_points(
    circuits: Iterable[CircuitPaths],
    *,
    groups_of_segment: Groups | None = None,
    groups_of_node: Groups | None = None,
    groups_of_cable: Groups | None = None,
) -> Failures:
    """
    Return what takes at least one circuit down by itself, with how many circuits.

    A circuit whose working path does not run is incomplete: nothing takes it down.
    """
    group_ids = _group_reader(groups_of_segment or {}, groups_of_node or {}, groups_of_cable or {})
    segments, nodes, groups = Counter[int](), Counter[int](), Counter[int]()
    for circuit in circuits:
        segments.update(_in_all(circuit, lambda path: path.segments))
        nodes.update(_in_all(circuit, lambda path: path.nodes))
        groups.update(_in_all(circuit, group_ids))
    return Failures(segments=dict(segments), nodes=dict(nodes), groups=dict(groups))


def ranked(
    circuits: Iterable[CircuitPaths],
    *,
    weights: Mapping[int, float],
    groups_of_segment: Groups | None = None,
    groups_of_node: Groups | None = None,
    groups_of_cable: Groups | None = None,
) -> list[FailurePoint]:
    """
    Return the single points of failure, those first whose circuits weigh most together.

    `weights` says what a circuit weighs: 1 if it serves a school, say, or its pupils. A circuit
    without an entry weighs nothing, but still counts as taken down. Equals are ordered by the
    number of circuits, then kind, then id.
    """
    group_ids = _group_reader(groups_of_segment or {}, groups_of_node or {}, groups_of_cable or {})
    down: defaultdict[tuple[Kind, int], set[int]] = defaultdict(set)
    readers: dict[Kind, Callable[[LightPath], frozenset[int]]] = {
        Kind.SEGMENT: lambda path: path.segments,
        Kind.NODE: lambda path: path.nodes,
        Kind.GROUP: group_ids,
    }
    for circuit in circuits:
        for kind, elements in readers.items():
            for element_id in _in_all(circuit, elements):
                down[kind, element_id].add(circuit.circuit_id)
    points = [
        FailurePoint(kind, element_id, frozenset(taken), sum(weights.get(one, 0) for one in taken))
        for (kind, element_id), taken in down.items()
    ]
    return sorted(
        points, key=lambda one: (-one.weight, -len(one.circuits), one.kind, one.element_id)
    )


def _in_all(
    circuit: CircuitPaths, elements: Callable[[LightPath], frozenset[int]]
) -> frozenset[int]:
    """Return the elements that every running path of the circuit has; none if none runs."""
    paths = circuit.running
    if not paths:
        return frozenset()
    return frozenset.intersection(*map(elements, paths))


def _group_reader(
    of_segment: Groups, of_node: Groups, of_cable: Groups
) -> Callable[[LightPath], frozenset[int]]:
    """Return the function that says which risk groups a path depends on."""

    def group_ids(path: LightPath) -> frozenset[int]:
        return frozenset(
            group
            for elements, of_element in (
                (path.segments, of_segment),
                (path.nodes, of_node),
                (path.cables, of_cable),
            )
            for element in elements
            for group in of_element.get(element, ())
        )

    return group_ids
