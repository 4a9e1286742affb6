"""
Traces: where light that enters an end goes, hop by hop, with lengths and losses.

    A ===c1=== B <1:2>== c2 ==> C      trace of c1's end at A: c1, the splitter's input leg, then
                    +=== c3 ==> D      each output leg with what follows it (a tree, depth first)

The light is one recursive query over joints (`light.NEXT`), everything told of it a second one;
both whatever the number of hops. A missing joint is an open end. No device is asked for anything.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, LiteralString

from django.db import connection
from django.utils.translation import get_language, ngettext

from inventory.queries import glass, light
from inventory.queries.glass import Row
from inventory.queries.prepared import Prepared

DEFAULT_NM = 1310

_WALK: LiteralString = f"""
    WITH RECURSIVE walk (entered) AS (
        SELECT $1
        UNION ALL
        SELECT step.entered FROM walk CROSS JOIN LATERAL ({light.NEXT}) step
    ) CYCLE entered SET is_again USING trail
    SELECT entered, cardinality(trail), is_again FROM walk ORDER BY trail
"""  # noqa: S608 - own constants
_PREPARED = Prepared("lichtweg_trace", "bigint", _WALK)

_LINES: LiteralString = """
    SELECT ST_AsGeoJSON(CASE WHEN walk.is_reversed <> piece.backwards
                             THEN ST_Reverse(segment.geom) ELSE segment.geom END, 7)
      FROM unnest(%(cables)s::bigint[], %(first)s::integer[], %(last)s::integer[],
                  %(backwards)s::boolean[])
           WITH ORDINALITY AS piece (cable_id, first, last, backwards, at)
      JOIN inventory_cablesection walk ON walk.cable_id = piece.cable_id
       AND walk.position > piece.first AND walk.position <= piece.last
      JOIN inventory_routesegment segment ON segment.id = walk.segment_id
     ORDER BY piece.at, CASE WHEN piece.backwards THEN -walk.position ELSE walk.position END
"""


class NoSuchEndError(LookupError):
    """There is no optical end of that id."""


class End(StrEnum):
    """How a trace ends."""

    #: At an end that nothing is joined to.
    OPEN = "open"
    #: Back at its beginning: a closed ring.
    LOOP = "loop"
    #: At several ends, behind a splitter.
    TREE = "tree"


@dataclass(frozen=True, slots=True)
class Hue:
    """The colour of a tube or fibre."""

    name_en: str
    name_de: str
    rgb: str
    n_rings: int

    def __str__(self) -> str:
        """Return its name in the reader's language, with its rings."""
        name = self.name_de if (get_language() or "").startswith("de") else self.name_en
        if not self.n_rings:
            return name
        rings = ngettext("%(n)s ring", "%(n)s rings", self.n_rings) % {"n": self.n_rings}
        return f"{name}, {rings}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hop:
    """A piece of glass that light passes; `parent` is the index of the hop that it came from."""

    index: int
    parent: int | None
    entered_end: int
    left_end: int
    #: "strand", "port" or "leg".
    kind: str
    glass_id: int
    from_node_id: int
    from_node_code: str
    to_node_id: int
    to_node_code: str
    cable_id: int | None
    cable_code: str | None
    tube_number: int | None
    tube_colour: Hue | None
    strand_number: int | None
    fibre_colour: Hue | None
    #: What people call the glass: "K-12#7", "ODF 1/24", "SP-3/0".
    label: str
    #: Metres of sheath, coils included; of glass.
    length_m: float
    optical_m: float
    #: Of the glass alone; a splitter's loss is that of the leg entered from within.
    loss_db: float
    #: The joint into this hop; none at the first and within a splitter.
    joint_id: int | None
    joint_kind: str | None
    joint_loss_db: float | None
    #: Metres of glass and loss from the beginning to this hop's far end.
    running_m: float
    running_loss_db: float
    #: Node positions of a strand's section in its cable's walk.
    from_position: int | None
    to_position: int | None


@dataclass(frozen=True, slots=True)
class Trace:
    """The way of light; in a tree the hops stand depth first."""

    hops: tuple[Hop, ...]
    end: End

    @property
    def length_m(self) -> float:
        """Metres of sheath of all glass passed."""
        return sum(hop.length_m for hop in self.hops)

    @property
    def optical_length_m(self) -> float:
        """Metres of glass: to the farthest end, if there are several."""
        return max((hop.running_m for hop in self.hops), default=0.0)

    @property
    def loss_db(self) -> float:
        """Loss on the whole way: to the worst end, if there are several."""
        return max((hop.running_loss_db for hop in self.hops), default=0.0)

    @property
    def ends(self) -> tuple[int, ...]:
        """Both ends of each piece of glass passed, in order."""
        return tuple(end for hop in self.hops for end in (hop.entered_end, hop.left_end))

    @property
    def last_ends(self) -> tuple[int, ...]:
        """The ends at which the light is after its last glass; one unless it is a tree."""
        parents = {hop.parent for hop in self.hops}
        return tuple(hop.left_end for hop in self.hops if hop.index not in parents)


@dataclass(frozen=True, slots=True)
class _Step:
    """A piece of glass as walked: the end it was entered by, and how many came before it."""

    entered: int
    depth: int


def trace(end_id: int, *, wavelength_nm: int = DEFAULT_NM) -> Trace:
    """
    Return where light goes that enters the glass at this end; 2 queries.

    Raises:
        NoSuchEndError: there is no such end.
        ValueError: no attenuation is known at the wavelength.
    """
    steps, is_loop = _walk(end_id)
    known = glass.details([step.entered for step in steps], wavelength_nm=wavelength_nm)
    if end_id not in known:
        raise NoSuchEndError(end_id)
    hops: list[Hop] = []
    last_at_depth: dict[int, Hop] = {}
    for index, step in enumerate(steps):
        parent = last_at_depth.get(step.depth - 1)
        hop = _hop(index, known[step.entered], parent=parent, wavelength_nm=wavelength_nm)
        hops.append(hop)
        last_at_depth[step.depth] = hop
    return Trace(tuple(hops), _how_it_ends(steps, is_loop=is_loop))


def through(end_id: int, *, wavelength_nm: int = DEFAULT_NM) -> Trace:
    """
    Return the whole light path that an end lies on, from an outermost end on; at most 4 queries.

    It begins on the side behind the end. Where that side branches, it begins on the other one, so
    that a splitter's tree is shown from its head; in a ring, at the end itself.
    """
    for outward in (end_id ^ 1, end_id):
        steps, is_loop = _walk(outward)
        if _how_it_ends(steps, is_loop=is_loop) is End.OPEN:
            return trace(steps[-1].entered ^ 1, wavelength_nm=wavelength_nm)
    return trace(end_id, wavelength_nm=wavelength_nm)


def trace_geometry(light_path: Trace) -> dict[str, Any] | None:
    """
    Return where the light runs as a GeoJSON MultiLineString (longitude, latitude); 1 query.

    One line a segment, in the direction and order of the light; None if it stays in one node.
    """
    pieces = [hop for hop in light_path.hops if hop.cable_id is not None]
    if not pieces:
        return None
    with connection.cursor() as cursor:
        cursor.execute(
            _LINES,
            {
                "cables": [hop.cable_id for hop in pieces],
                "first": [hop.from_position for hop in pieces],
                "last": [hop.to_position for hop in pieces],
                "backwards": [hop.entered_end % 2 == 1 for hop in pieces],
            },
        )
        lines = [json.loads(line)["coordinates"] for (line,) in cursor.fetchall()]
    return {"type": "MultiLineString", "coordinates": lines} if lines else None


def _walk(end_id: int) -> tuple[list[_Step], bool]:
    """Return the glass that the light passes, and whether it came back to glass it was in."""
    _names, rows = _PREPARED.rows(end_id)
    steps = [_Step(entered, depth) for entered, depth, is_again in rows if not is_again]
    return steps, len(steps) < len(rows)


def _how_it_ends(steps: Sequence[_Step], *, is_loop: bool) -> End:
    if is_loop:
        return End.LOOP
    # Depth first, a branch begins where the depth does not grow.
    has_branches = any(step.depth != at for at, step in enumerate(steps, start=1))
    return End.TREE if has_branches else End.OPEN


def _hop(index: int, row: Row, *, parent: Hop | None, wavelength_nm: int) -> Hop:
    entered: int = row["entered"]
    glass_m = glass.optical_m(row)
    loss_db = glass.glass_loss_db(row, wavelength_nm=wavelength_nm)
    joint_loss_db = None if parent is None else glass.joint_loss_db(row)
    return Hop(
        index=index,
        parent=None if parent is None else parent.index,
        entered_end=entered,
        left_end=entered ^ 1,
        kind=_kind(row),
        glass_id=entered >> 1,
        from_node_id=row["from_node_id"],
        from_node_code=row["from_node_code"],
        to_node_id=row["to_node_id"],
        to_node_code=row["to_node_code"],
        cable_id=row["cable_id"],
        cable_code=row["cable_code"],
        tube_number=row["tube_number"],
        tube_colour=_hue(row["tube_colour"]),
        strand_number=row["strand_number"],
        fibre_colour=_hue(row["fibre_colour"]),
        label=_label(row),
        length_m=glass.sheath_m(row),
        optical_m=glass_m,
        loss_db=loss_db,
        joint_id=None if parent is None else row["joint_id"],
        joint_kind=None if parent is None else row["joint_kind"],
        joint_loss_db=joint_loss_db,
        running_m=glass_m + (parent.running_m if parent else 0.0),
        running_loss_db=loss_db
        + (joint_loss_db or 0.0)
        + (parent.running_loss_db if parent else 0.0),
        from_position=row["from_position"],
        to_position=row["to_position"],
    )


def _kind(row: Row) -> str:
    if row["strand_section_id"] is not None:
        return "strand"
    return "port" if row["port_id"] is not None else "leg"


def _label(row: Row) -> str:
    return {
        "strand": f"{row['cable_code']}#{row['strand_number']}",
        "port": f"{row['panel_name']}/{row['port_number']}",
        "leg": f"{row['splitter_code']}/{row['leg_number']}",
    }[_kind(row)]


def _hue(look: Sequence[Any] | None) -> Hue | None:
    if look is None or look[0] is None:
        return None
    name_en, name_de, rgb, n_rings = look
    return Hue(name_en, name_de, rgb, int(n_rings))
