"""
Resilience: what takes schools off the net all by itself, and what a site has of second ways.

Read from stored hops and segments. Cables in one trench count as one, for the trench is what
fails; so do things of one risk group.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import combinations

from inventory.models import (
    Circuit,
    CircuitPath,
    RiskGroup,
    RouteNode,
    RouteSegment,
    School,
)
from inventory.plant.diversity import Segment, UndecidedError, diverse_pair
from inventory.plant.failures import FailurePoint as Point
from inventory.plant.failures import Kind, ranked
from inventory.queries.paths import LIMIT_S, USABLE, usable_segments
from inventory.queries.served import n_pupils_of, schools_of
from inventory.queries.stored import risk_groups, stored_circuits

#: The nodes of the site, and those of all PoPs, each as if they were one.
_HERE, _POPS = -1, -2
#: More entries than a building has; beyond, only the first count.
_MAX_ENTRIES = 12


@dataclass(frozen=True, slots=True)
class FailurePoint:
    """A segment, node or risk group whose failure alone takes these circuits down."""

    #: "segment", "node" or "group".
    kind: str
    element_id: int
    label: str
    circuits: frozenset[int]
    #: Ids of the schools served by them.
    schools: frozenset[int]
    #: Pupils of these schools, where known.
    n_pupils: int | None

    @property
    def n_circuits(self) -> int:
        """How many circuits it takes down."""
        return len(self.circuits)

    @property
    def n_schools(self) -> int:
        """How many schools it takes off the net."""
        return len(self.schools)


def failure_points() -> list[FailurePoint]:
    """
    Return every single point of failure, that which cuts off most schools first. 7 queries.

    Equals are ordered by circuits, then kind, then id.
    """
    groups = risk_groups()
    circuits = stored_circuits()
    rows = Circuit.objects.select_related("school", "site").prefetch_related("site__schools")
    served_by = {
        circuit.pk: schools_of(circuit)
        for circuit in rows.filter(pk__in=[one.circuit_id for one in circuits])
    }
    points = ranked(
        circuits,
        weights={circuit_id: len(schools) for circuit_id, schools in served_by.items()},
        groups_of_segment=groups.of_segment,
        groups_of_node=groups.of_node,
        groups_of_cable=groups.of_cable,
    )
    labels = _labels(points)
    found = []
    for point in points:
        schools = set[School]().union(*(served_by[one] for one in point.circuits))
        found.append(
            FailurePoint(
                kind=point.kind.value,
                element_id=point.element_id,
                label=labels[point.kind, point.element_id],
                circuits=point.circuits,
                schools=frozenset(school.pk for school in schools),
                n_pupils=n_pupils_of(schools),
            )
        )
    # A school with two circuits weighs twice above, but is cut off once; sorting is stable.
    return sorted(found, key=lambda one: -one.n_schools)


@dataclass(frozen=True, slots=True)
class SiteResilience:
    """What a site has of entries and second ways."""

    n_entries: int
    #: The most entries of which no two are in one risk group.
    n_independent_entries: int
    #: Two ways lead from the site to PoPs that share no segment and no risk group; None if that
    #: was not decided in time, or the site has no node, or there is no PoP elsewhere.
    has_second_way: bool | None
    has_pops: bool
    #: Metres that two ways must share; None where no way leads or it is not known.
    shared_m: float | None
    #: How many of its circuits have a working path that runs, and how many a protect path too.
    n_circuits: int
    n_protected: int


def site_resilience(site_id: int, *, limit_s: float = LIMIT_S) -> SiteResilience:
    """
    Return how well a site would survive; at most 7 queries.

    `limit_s` bounds each of up to three searches for a second way.
    """
    nodes = RouteNode.objects.filter(site=site_id)
    here = set(nodes.values_list("pk", flat=True))
    pops = RouteNode.objects.filter(kind=RouteNode.Kind.POP).exclude(site=site_id)
    heads = set(pops.values_list("pk", flat=True)) - here
    running = Circuit.objects.filter(
        site=site_id, paths__leg=CircuitPath.Leg.WORKING, paths__is_running=True
    )
    # A second filter: another row of `paths` than the one above.
    protected = running.filter(paths__leg=CircuitPath.Leg.PROTECT, paths__is_running=True)
    n_entries, n_independent = _entries(here)
    has_second_way, shared_m = _second_way(here, heads, limit_s=limit_s)
    return SiteResilience(
        n_entries=n_entries,
        n_independent_entries=n_independent,
        has_second_way=has_second_way,
        has_pops=bool(heads),
        shared_m=shared_m,
        n_circuits=running.count(),
        n_protected=protected.count(),
    )


def _labels(points: Iterable[Point]) -> dict[tuple[Kind, int], str]:
    ids: defaultdict[Kind, list[int]] = defaultdict(list)
    for point in points:
        ids[point.kind].append(point.element_id)
    segments = RouteSegment.objects.filter(pk__in=ids[Kind.SEGMENT]).values_list("pk", "code")
    nodes = RouteNode.objects.filter(pk__in=ids[Kind.NODE]).values_list("pk", "code")
    groups = RiskGroup.objects.filter(pk__in=ids[Kind.GROUP]).values_list("pk", "name")
    return {
        (kind, pk): label
        for kind, rows in ((Kind.SEGMENT, segments), (Kind.NODE, nodes), (Kind.GROUP, groups))
        for pk, label in rows
    }


def _entries(here: Collection[int]) -> tuple[int, int]:
    """Return how many nodes of the site a way leads to, and how many of these are independent."""
    if not here:
        return 0, 0
    segments: defaultdict[int, list[int]] = defaultdict(list)
    usable = RouteSegment.objects.filter(status__in=USABLE)
    into = usable.filter(a_node__in=here) | usable.filter(z_node__in=here)
    for pk, *nodes in into.values_list("pk", "a_node_id", "z_node_id"):
        # A way between two entries of the site leads in at neither.
        if not set(nodes) <= set(here):
            for node in set(nodes) & set(here):
                segments[node].append(pk)
    groups = risk_groups()
    risks = [
        set(groups.of_node.get(node, ()))
        # What all ways into the entry have in common.
        | set.intersection(*(set(groups.of_segment.get(pk, ())) for pk in leading))
        for node, leading in sorted(segments.items())
    ][:_MAX_ENTRIES]
    return len(segments), _most_apart(risks)


def _most_apart(risks: list[set[int]]) -> int:
    """Return the greatest number of sets of which no two meet."""
    for n in range(len(risks), 1, -1):
        for chosen in combinations(risks, n):
            if all(one.isdisjoint(other) for one, other in combinations(chosen, 2)):
                return n
    return min(len(risks), 1)


def _second_way(
    here: set[int], heads: set[int], *, limit_s: float
) -> tuple[bool | None, float | None]:
    """Return whether two diverse ways lead to PoPs, and the metres that two ways must share."""
    if not here or not heads:
        return None, None
    merged = [
        Segment(one.segment_id, a_node, z_node, one.length_m, one.groups)
        for one in usable_segments(not_at=here | heads)
        if (a_node := _as_one(one.a_node, here, heads))
        != (z_node := _as_one(one.z_node, here, heads))
    ]
    try:
        pair = diverse_pair(merged, from_node=_HERE, to_node=_POPS, limit_s=limit_s)
    except UndecidedError:
        return None, None
    return pair.feasible, pair.shared_m


def _as_one(node: int, here: Collection[int], heads: Collection[int]) -> int:
    if node in here:
        return _HERE
    return _POPS if node in heads else node
