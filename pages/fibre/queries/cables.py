"""A cable with its walk, and its strands with what is joined to both their ends."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from accounts.models import Asker
from inventory.models import (
    Cable,
    CircuitHop,
    Mate,
    Reservation,
    Strand,
    StrandSection,
)
from pages.fibre.diagrams.sketch import Sketch, draw_sketch
from pages.fibre.markings import Marking
from pages.fibre.queries.colours import palette
from pages.fibre.queries.glass import Meeting, Use, meetings, uses
from pages.fibre.queries.surroundings import lines_near
from pages.fibre.queries.walks import Walk, walk

STATUS_LABELS: Mapping[str, Any] = dict(Strand.Status.choices)


@dataclass(frozen=True, slots=True)
class StrandRow:
    """
    A piece of a strand between two cuts, with what is joined to its ends; most strands are one.

    `stretch` names its two nodes if the strand is cut on the way.
    """

    number: int
    tube: Marking
    fibre: Marking
    status: str
    status_label: str
    stretch: str
    uses: tuple[Use, ...]
    a_meeting: Meeting | None
    z_meeting: Meeting | None
    reserved_for: str
    reserved_until: date | None
    lessee: str
    lease_ends: date | None


@dataclass(frozen=True, slots=True)
class StrandCount:
    """How many strands have a status."""

    status: str
    label: str
    n: int


@dataclass(frozen=True, slots=True)
class CablePage:
    """What the page of a cable shows."""

    cable: Cable
    walk: Walk
    rows: tuple[StrandRow, ...]
    counts: tuple[StrandCount, ...]
    n_strands: int
    n_tubes: int
    sketch: Sketch | None

    @property
    def sheath_m(self) -> float | None:
        """Metres of sheath: as measured, else the way and its slack; None for a patch cord."""
        if self.cable.sheath_m is not None:
            return self.cable.sheath_m
        return self.walk.way_m + self.walk.slack_m or None

    @property
    def glass_m(self) -> float | None:
        """Metres of glass in that sheath."""
        return None if self.sheath_m is None else self.sheath_m * (1 + self.cable.type.helix_ratio)


def cable_page(cable: Cable, asker: Asker, *, today: date) -> CablePage:
    """Return the page of a cable that the asker may see; 9 queries, however many strands."""
    way = walk(cable, asker)
    rows = strand_rows(cable, way, asker, today=today)
    statuses = Counter({row.number: row.status for row in rows}.values())
    lines = [segment.geom_m.coords for segment in way.segments]
    return CablePage(
        cable=cable,
        walk=way,
        rows=rows,
        counts=tuple(
            StrandCount(status, str(label), statuses[status])
            for status, label in STATUS_LABELS.items()
            if statuses[status]
        ),
        n_strands=statuses.total(),
        n_tubes=len({row.tube.number for row in rows}),
        sketch=draw_sketch(lines, around=lines_near(way.segments, asker), nodes=_places(way))
        if lines
        else None,
    )


def _places(way: Walk) -> list[tuple[str, tuple[float, float]]]:
    first, last = way.steps[0].node, way.steps[-1].node
    return [(node.code, node.geom_m.coords) for node in (first, last)]


def strand_rows(cable: Cable, way: Walk, asker: Asker, *, today: date) -> tuple[StrandRow, ...]:
    """Return the strands of a cable by number, cut ones piece by piece; 5 queries."""
    colours = palette(asker)
    of_cable = {"end__strand_section__strand__cable": cable}
    met = meetings(Mate.objects.visible_to(asker).filter(**of_cable), colours)
    light = uses(CircuitHop.objects.visible_to(asker).filter(cable=cable))
    kept = list(
        Reservation.objects.visible_to(asker)
        .filter(cable=cable, until_date__gte=today)
        .order_by("from_date")
    )
    n_positions = len(way.steps) - 1
    kind = cable.type
    rows = []
    for glass_id, start, end, number, place, tube, status, lessee, ends in _sections(cable, asker):
        reservation = _reserved(kept, number)
        rows.append(
            StrandRow(
                number=number,
                tube=colours.marking(scheme_id=kind.tube_scheme_id, number=tube),
                fibre=colours.marking(scheme_id=kind.fibre_scheme_id, number=place),
                status=status,
                status_label=str(STATUS_LABELS[status]),
                stretch=""
                if (start, end) == (0, n_positions)
                else f"{way.node_at(start).code} – {way.node_at(end).code}",
                uses=light.get(glass_id, ()),
                a_meeting=met.get(2 * glass_id),
                z_meeting=met.get(2 * glass_id + 1),
                reserved_for=reservation.reserved_for if reservation else "",
                reserved_until=reservation.until_date if reservation else None,
                lessee=lessee,
                lease_ends=ends,
            )
        )
    return tuple(rows)


def _sections(cable: Cable, asker: Asker) -> Iterable[tuple[Any, ...]]:
    return (
        StrandSection.objects.visible_to(asker)
        .filter(strand__cable=cable)
        .order_by("strand__number", "from_position")
        .values_list(
            "pk",
            "from_position",
            "to_position",
            "strand__number",
            "strand__place",
            "strand__tube__number",
            "strand__status",
            "strand__lessee",
            "strand__lease_ends_date",
        )
    )


def _reserved(kept: list[Reservation], number: int) -> Reservation | None:
    """Return the first reservation, running or to come, of a strand."""
    return next((one for one in kept if one.first_number <= number <= one.last_number), None)
