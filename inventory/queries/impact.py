"""
What a cut does: to each circuit, and to whom it serves. Read from stored hops, never traced.

        PoP ---s1--- B ---s2--- C     working       a cut of s1 or B: down; of s2, s3 or D:
                     |          |                   unprotected; of another segment: unaffected
                     +-s3- D -s4+     protect

A cut within a segment hits every cable that lies in it, at whatever chainage; a node hits the
glass that ends at it or passes it, and what stands there. Verdicts: `inventory.plant.verdicts`,
tests/golden/plant.md. However large the plant, the number of queries stays.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import LiteralString

from django.contrib.gis.geos import GEOSGeometry
from django.db import connection

from inventory.models import (
    Circuit,
    Closure,
    RouteNode,
    RouteSegment,
    Site,
    Structure,
)
from inventory.plant.verdicts import Impact, LightPath, impact_of
from inventory.queries.explain import Explanation, explain_by_plant
from inventory.queries.prepared import Prepared
from inventory.queries.served import n_pupils_of, schools_served

# The nodes that a hop's glass passes are those at positions from_position to to_position of its
# cable's walk; position p is where section p arrives, p - 1 where it came from.
_HIT: LiteralString = """
    SELECT hop.path_id
      FROM inventory_cablesection walk
      JOIN inventory_circuithop hop ON hop.cable_id = walk.cable_id
       AND walk.position > hop.from_position AND walk.position <= hop.to_position
     WHERE walk.segment_id = ANY ($1)
    UNION
    SELECT hop.path_id
      FROM (
          SELECT id, a_node_id AS node_id, true AS is_a FROM inventory_routesegment
           WHERE a_node_id = ANY ($2)
          UNION ALL
          SELECT id, z_node_id, false FROM inventory_routesegment WHERE z_node_id = ANY ($2)
      ) touching
      JOIN inventory_cablesection walk ON walk.segment_id = touching.id
      JOIN inventory_circuithop hop ON hop.cable_id = walk.cable_id
       AND walk.position - CASE WHEN touching.is_a <> walk.is_reversed THEN 1 ELSE 0 END
           BETWEEN hop.from_position AND hop.to_position
    UNION
    SELECT hop.path_id
      FROM inventory_cable cord JOIN inventory_circuithop hop ON hop.cable_id = cord.id
     WHERE cord.kind = 'patch_cord' AND cord.a_node_id = ANY ($2)
    UNION
    SELECT path_id FROM inventory_circuithop WHERE node_id = ANY ($2)
    UNION
    SELECT path_id FROM inventory_circuithop WHERE cable_id = ANY ($3)
"""
_HIT_CIRCUITS: LiteralString = f"""
    WITH hit AS MATERIALIZED ({_HIT})
    SELECT path.circuit_id, path.leg, path.is_running, path.id IN (SELECT path_id FROM hit)
      FROM inventory_circuitpath path
     WHERE path.circuit_id IN (
         SELECT one.circuit_id FROM hit JOIN inventory_circuitpath one ON one.id = hit.path_id)
"""  # noqa: S608 - own constants
_PREPARED = Prepared("lichtweg_impact", "bigint[], bigint[], bigint[]", _HIT_CIRCUITS)

#: Worst first.
_ORDER = (Impact.DOWN, Impact.UNPROTECTED, Impact.INCOMPLETE, Impact.UNAFFECTED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """One thing that breaks: exactly one of these is said; the polygon is in degrees."""

    segment_id: int | None = None
    #: Where along the segment; what is hit does not depend on it.
    chainage_m: float | None = None
    node_id: int | None = None
    structure_id: int | None = None
    cable_id: int | None = None
    closure_id: int | None = None
    #: A PoP, say: all nodes of the site.
    site_id: int | None = None
    polygon: GEOSGeometry | None = None

    def __post_init__(self) -> None:
        said = (
            self.segment_id,
            self.node_id,
            self.structure_id,
            self.cable_id,
            self.closure_id,
            self.site_id,
            self.polygon,
        )
        if sum(one is not None for one in said) != 1:
            raise ValueError("a cut is of one thing")
        if self.chainage_m is not None and self.segment_id is None:
            raise ValueError("a chainage lies on a segment")


@dataclass(frozen=True, slots=True)
class CircuitImpact:
    """What the cut does to a circuit."""

    circuit: Circuit
    verdict: Impact


@dataclass(frozen=True, slots=True, kw_only=True)
class ImpactAnswer:
    """
    What a cut does to all circuits that have a working path, worst first, and whom it leaves.

    The counts are of those with a circuit that goes down; `..._of` are the same of all circuits
    asked, so each has its denominator.
    """

    circuits: tuple[CircuitImpact, ...]
    n_sites: int
    n_sites_of: int
    n_schools: int
    n_schools_of: int
    #: Pupils where known; None if of no school that goes down.
    n_pupils: int | None
    n_pupils_of: int | None
    #: Schools that go down whose pupils are not known.
    n_schools_without_pupils: int
    n_parks: int
    n_parks_of: int

    def having(self, verdict: Impact) -> tuple[CircuitImpact, ...]:
        """Return the circuits of a verdict."""
        return tuple(one for one in self.circuits if one.verdict == verdict)

    @property
    def down(self) -> tuple[CircuitImpact, ...]:
        """The circuits that the cut takes down."""
        return self.having(Impact.DOWN)

    @property
    def unprotected(self) -> tuple[CircuitImpact, ...]:
        """The circuits that lose one of two ways."""
        return self.having(Impact.UNPROTECTED)


def affected(cuts: Sequence[Cut]) -> dict[int, Impact]:
    """
    Return the verdict of each circuit that has a path hit by the cuts together.

    1 query for segments, nodes and cables; one more for each other kind of thing that is cut.
    """
    _names, rows = _PREPARED.rows(*_elements(cuts))
    return _verdicts_of(rows)


def verdicts(cuts: Sequence[Cut]) -> dict[int, Impact]:
    """Return what the cuts together do to each circuit that has a working path; 1 query more."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT circuit_id, leg, is_running, false FROM inventory_circuitpath")
        untouched = _verdicts_of(cursor.fetchall())
    return untouched | affected(cuts)


def circuits_down_by(cuts: Sequence[Cut]) -> frozenset[int]:
    """Return the circuits that the cuts together take down."""
    return frozenset(one for one, verdict in affected(cuts).items() if verdict is Impact.DOWN)


def impact(cuts: Sequence[Cut]) -> ImpactAnswer:
    """Return what the cuts together do to circuits, sites, schools, pupils and parks."""
    verdict_of = verdicts(cuts)
    circuits = Circuit.objects.filter(pk__in=verdict_of).select_related("site", "school", "type")
    every = [
        CircuitImpact(circuit, verdict_of[circuit.pk])
        for circuit in circuits.order_by("cid").prefetch_related("site__schools")
    ]
    every.sort(key=lambda one: _ORDER.index(one.verdict))
    hit = [one.circuit for one in every if one.verdict is Impact.DOWN]
    asked = [one.circuit for one in every]
    schools = schools_served(hit)
    return ImpactAnswer(
        circuits=tuple(every),
        n_sites=len(_sites(hit)),
        n_sites_of=len(_sites(asked)),
        n_schools=len(schools),
        n_schools_of=len(schools_served(asked)),
        n_pupils=n_pupils_of(schools),
        n_pupils_of=n_pupils_of(schools_served(asked)),
        n_schools_without_pupils=sum(school.n_pupils is None for school in schools),
        n_parks=len(_parks(hit)),
        n_parks_of=len(_parks(asked)),
    )


def _elements(cuts: Iterable[Cut]) -> tuple[list[int], list[int], list[int]]:
    """Return the segments, nodes and cables that are cut."""
    said: defaultdict[str, list[int]] = defaultdict(list)
    segments, nodes = set[int](), set[int]()
    for cut in cuts:
        for name in ("segment", "node", "cable", "structure", "closure", "site"):
            if (one := getattr(cut, f"{name}_id")) is not None:
                said[name].append(one)
        if cut.polygon is not None:
            within = RouteSegment.objects.filter(geom__intersects=cut.polygon)
            segments.update(within.values_list("pk", flat=True))
            inside = RouteNode.objects.filter(geom__intersects=cut.polygon)
            nodes.update(inside.values_list("pk", flat=True))
    if said["structure"]:
        stands = Structure.objects.filter(pk__in=said["structure"])
        nodes.update(stands.values_list("node_id", flat=True))
    if said["closure"]:
        lies = Closure.objects.filter(pk__in=said["closure"])
        nodes.update(lies.values_list("node_id", flat=True))
    if said["site"]:
        nodes.update(RouteNode.objects.filter(site__in=said["site"]).values_list("pk", flat=True))
    return [*said["segment"], *segments], [*said["node"], *nodes], said["cable"]


def _verdicts_of(rows: Iterable[tuple[int, str, bool, bool]]) -> dict[int, Impact]:
    """Return the verdicts of (circuit, leg, runs, is hit), of circuits with a working path."""
    legs: defaultdict[int, dict[str, LightPath]] = defaultdict(dict)
    taken: defaultdict[int, list[LightPath]] = defaultdict(list)
    for circuit_id, leg, runs, is_hit in rows:
        legs[circuit_id][leg] = path = LightPath(runs=runs)
        if is_hit:
            taken[circuit_id].append(path)
    found = {}
    for circuit_id, paths in legs.items():
        if "working" not in paths:
            continue
        found[circuit_id] = impact_of(
            working=paths["working"],
            protect=paths.get("protect"),
            is_hit=partial(_is_one_of, taken[circuit_id]),
        )
    return found


def _is_one_of(taken: Sequence[LightPath], path: LightPath) -> bool:
    # By identity: two legs that run are equal as values.
    return any(path is one for one in taken)


def _sites(circuits: Iterable[Circuit]) -> set[int]:
    return {one.site_id for one in circuits if one.site_id is not None}


def _parks(circuits: Iterable[Circuit]) -> set[int]:
    return {
        one.site.pk
        for one in circuits
        if one.site is not None and one.site.kind == Site.Kind.BUSINESS_PARK
    }


__all__ = [
    "CircuitImpact",
    "Cut",
    "Explanation",
    "Impact",
    "ImpactAnswer",
    "affected",
    "circuits_down_by",
    "explain_by_plant",
    "impact",
    "verdicts",
]
