"""A circuit's light paths: hop by hop as traced now, with loss against the transceivers' budget."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from accounts.models import Asker
from inventory.models import Circuit, CircuitPath, Joint
from inventory.plant.optics import LossVerdict
from inventory.queries.paths import SharedRisk, light_of, shared_risk
from inventory.queries.strands import ends_in_words
from inventory.queries.trace import End, Hop, Trace
from monitoring.wording import quantity
from pages.fibre.diagrams.path import PathStrip, Piece, Stop, draw_path
from pages.fibre.markings import Marking, marking_of

JOINT_LABELS: Mapping[str, Any] = dict(Joint.Kind.choices)


@dataclass(frozen=True, slots=True)
class HopRow:
    """A hop with its colours and the joint into it in words."""

    number: int
    hop: Hop
    tube: Marking | None
    fibre: Marking | None
    joint: str

    @property
    def is_here(self) -> bool:
        """Whether the hop stays at its node: a port, a cord, a splitter."""
        return self.hop.from_node_id == self.hop.to_node_id


@dataclass(frozen=True, slots=True)
class PathPart:
    """A working or protect path; `verdict` is None where its transceivers are not known."""

    path: CircuitPath
    begins_at: str
    should_end_at: str
    #: Where the light ends instead; empty if it arrives.
    ends_at: str
    rows: tuple[HopRow, ...]
    strip: PathStrip | None
    wavelength_nm: int
    length_m: float
    glass_m: float
    loss_db: float
    budget_db: float | None
    verdict: LossVerdict | None

    @property
    def n_cables(self) -> int:
        """How many pieces of cable the light runs over from place to place."""
        return sum(not row.is_here for row in self.rows)


@dataclass(frozen=True, slots=True)
class CircuitPage:
    """What the page of a circuit's light shows."""

    circuit: Circuit
    parts: tuple[PathPart, ...]
    #: What both paths have in common; None unless both run.
    shared: SharedRisk | None


def circuit_page(circuit: Circuit, asker: Asker) -> CircuitPage:
    """Return the light paths of a circuit that the asker may see; 4 queries a path, 6 more."""
    paths = (
        CircuitPath.objects.visible_to(asker)
        .filter(circuit=circuit)
        .select_related("optics")
        # The working path first.
        .order_by("-leg")
    )
    parts = tuple(_part(path) for path in paths)
    return CircuitPage(circuit, parts, shared_risk(circuit.pk) if len(parts) > 1 else None)


def _part(path: CircuitPath) -> PathPart:
    light = light_of(path)
    hops = _towards(light.trace, path.z_end_id)
    arrives = bool(hops) and hops[-1].left_end == path.z_end_id
    loss_db = hops[-1].running_loss_db if hops else 0.0
    last_end = hops[-1].left_end if hops else path.a_end_id
    words = ends_in_words([path.a_end_id, path.z_end_id, last_end])
    rows = tuple(_row(number, hop) for number, hop in enumerate(hops, start=1))
    return PathPart(
        path=path,
        begins_at=words[path.a_end_id],
        should_end_at=words[path.z_end_id],
        ends_at="" if arrives else words[last_end],
        rows=rows,
        strip=_strip(rows) if rows else None,
        wavelength_nm=light.wavelength_nm,
        length_m=sum(hop.length_m for hop in hops),
        glass_m=hops[-1].running_m if hops else 0.0,
        loss_db=loss_db,
        budget_db=light.budget.loss_db if light.budget else None,
        verdict=light.verdict,
    )


def _towards(traced: Trace, end_id: int) -> list[Hop]:
    """
    Return the hops that lead to an end; else all, but of a tree only those before it branches.

    Which branch was meant is not known, and none is guessed.
    """
    last = next((hop for hop in traced.hops if hop.left_end == end_id), None)
    if last is None:
        if traced.end is not End.TREE:
            return list(traced.hops)
        parents = [hop.parent for hop in traced.hops]
        n_before = next(
            (hop.index + 1 for hop in traced.hops if parents.count(hop.index) > 1), len(parents)
        )
        return list(traced.hops[:n_before])
    way = [last]
    while (parent := way[-1].parent) is not None:
        way.append(traced.hops[parent])
    return way[::-1]


def _row(number: int, hop: Hop) -> HopRow:
    tube, fibre = hop.tube_colour, hop.fibre_colour
    return HopRow(
        number=number,
        hop=hop,
        tube=marking_of(tube, hop.tube_number) if tube and hop.tube_number else None,
        fibre=marking_of(fibre, hop.strand_number) if fibre and hop.strand_number else None,
        joint=str(JOINT_LABELS[hop.joint_kind]) if hop.joint_kind else "",
    )


def _strip(rows: Sequence[HopRow]) -> PathStrip:
    """Return the strip: what stays at a node is told at its place, each cable is a piece."""
    names, pieces = [rows[0].hop.from_node_code], []
    passed: list[list[str]] = [[]]
    for row in rows:
        if row.is_here:
            passed[-1].append(row.hop.label)
            continue
        pieces.append(_piece(row))
        names.append(row.hop.to_node_code)
        passed.append([])
    stops = [Stop(name, _shortened(here)) for name, here in zip(names, passed, strict=True)]
    return draw_path(stops, pieces)


def _shortened(passed: Sequence[str]) -> str:
    """Return what is passed at a place: all of it, or the first and how many more."""
    if len(passed) <= 1:
        return "".join(passed)
    return _("%(first)s and %(n)s more") % {"first": passed[0], "n": len(passed) - 1}


def _piece(row: HopRow) -> Piece:
    hop = row.hop
    colours = [f"{one.number} {one.name}" for one in (row.tube, row.fibre) if one is not None]
    figures = " · ".join(
        (quantity(hop.optical_m, unit="m"), quantity(hop.loss_db, unit="dB", decimals=2))
    )
    return Piece(hop.cable_code or hop.label, (" · ".join(colours), figures), row.tube, row.fibre)
