"""
What a cut does to circuits, from where their light runs.

Values only: a *light path* is known by the elements it runs over. A segment hits the cables that
lie in it, a node those that end at it or pass it, a cable itself; the caller puts all of them
into the path. The definition is the conformance table's: tests/golden/plant.md.

        PoP ---s1--- B ---s2--- C     working        a cut of s1 or B is `down`,
                     |          |                    a cut of s2, s3 or D `unprotected`
                     +-s3- D -s4+     protect
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum


class Impact(StrEnum):
    """What a cut does to a circuit."""

    #: Every path that runs is hit.
    DOWN = "down"
    #: One path is hit, the other carries; or the other is the one that is lost.
    UNPROTECTED = "unprotected"
    #: No path that runs is hit.
    UNAFFECTED = "unaffected"
    #: The working path does not run from end to end in the plant, so nothing can be said.
    INCOMPLETE = "incomplete"


@dataclass(frozen=True, slots=True)
class LightPath:
    """A path of light as stored; `runs` if it leads from its first end to its last."""

    runs: bool
    segments: frozenset[int] = frozenset()
    #: Nodes at which its cables end, and those they pass.
    nodes: frozenset[int] = frozenset()
    cables: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class CircuitPaths:
    """A circuit with its working path and, where it has one, its protect path."""

    circuit_id: int
    working: LightPath
    protect: LightPath | None = None

    @property
    def running(self) -> tuple[LightPath, ...]:
        """The paths whose light a cut can take; none while the working path is incomplete."""
        return _running(self.working, self.protect)


def impact_of(
    *, working: LightPath, protect: LightPath | None, is_hit: Callable[[LightPath], bool]
) -> Impact:
    """
    Return what a cut does to a circuit of which `is_hit` knows the paths that it hits.

    A protect path that does not run protects from nothing: it does not count.
    """
    running = _running(working, protect)
    if not running:
        return Impact.INCOMPLETE
    n_hit = sum(map(is_hit, running))
    if not n_hit:
        return Impact.UNAFFECTED
    return Impact.DOWN if n_hit == len(running) else Impact.UNPROTECTED


def impacts(
    circuits: Iterable[CircuitPaths],
    *,
    segments: Collection[int] = (),
    nodes: Collection[int] = (),
    cables: Collection[int] = (),
) -> dict[int, Impact]:
    """Return what one cut, through all the elements named, does to each circuit."""
    cut_segments, cut_nodes, cut_cables = frozenset(segments), frozenset(nodes), frozenset(cables)

    def is_hit(path: LightPath) -> bool:
        return not (
            path.segments.isdisjoint(cut_segments)
            and path.nodes.isdisjoint(cut_nodes)
            and path.cables.isdisjoint(cut_cables)
        )

    return {
        one.circuit_id: impact_of(working=one.working, protect=one.protect, is_hit=is_hit)
        for one in circuits
    }


def _running(working: LightPath, protect: LightPath | None) -> tuple[LightPath, ...]:
    if not working.runs:
        return ()
    if protect is None or not protect.runs:
        return (working,)
    return working, protect
