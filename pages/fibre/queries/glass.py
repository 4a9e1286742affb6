"""
What an optical end belongs to, what it is joined to, and whose light runs there.

Read as plain values, not as models: a cable of 432 strands has up to 864 ends to describe.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from inventory.models import CircuitHop, CircuitPath, Joint, Mate
from pages.fibre.markings import Marking, Palette

#: What is asked of an end, by its name here.
_LOOKUPS: Mapping[str, str] = {
    "end_id": "pk",
    "cable_id": "strand_section__strand__cable_id",
    "cable_code": "strand_section__strand__cable__code",
    "cable_kind": "strand_section__strand__cable__kind",
    "tube_scheme": "strand_section__strand__cable__type__tube_scheme_id",
    "fibre_scheme": "strand_section__strand__cable__type__fibre_scheme_id",
    "tube": "strand_section__strand__tube__number",
    "strand": "strand_section__strand__number",
    "place": "strand_section__strand__place",
    "panel_id": "port__panel_id",
    "panel": "port__panel__device__name",
    "port": "port__number",
    "splitter_id": "leg__splitter_id",
    "splitter": "leg__splitter__code",
    "leg": "leg__number",
}


@dataclass(frozen=True, slots=True)
class Glass:
    """
    The glass that an end belongs to, as people name it.

    `kind` is "strand", "cord" (a strand of a patch cord), "port" or "leg".
    """

    end_id: int
    kind: str
    owner_id: int
    owner: str
    number: int
    tube: Marking | None = None
    fibre: Marking | None = None

    @property
    def url(self) -> str:
        """The page of the cable or panel; empty for a leg of a splitter."""
        if self.kind == "leg":
            return ""
        return reverse(
            "fibre:panel" if self.kind == "port" else "fibre:cable", args=[self.owner_id]
        )

    @property
    def is_arriving(self) -> bool:
        """Whether the glass ends here as its cable's walk comes to this node."""
        return bool(self.end_id & 1)


@dataclass(frozen=True, slots=True)
class Meeting:
    """A joint as seen from one of its ends: how, where, and what is on the other side."""

    joint_id: int
    kind: str
    kind_label: str
    loss_db: float | None
    closure: str
    closure_id: int | None
    tray: int | None
    glass: Glass


@dataclass(frozen=True, slots=True)
class Use:
    """A circuit whose light runs over a piece of glass; `leg` is working or protect."""

    circuit_id: int
    cid: str
    leg: str
    leg_label: str

    @property
    def url(self) -> str:
        """The page of the circuit's light path."""
        return reverse("fibre:circuit", args=[self.circuit_id])


@dataclass(frozen=True, slots=True)
class Splice:
    """A joint with both its ends, as a splicer lists it: what comes here first."""

    joint_id: int
    kind: str
    kind_label: str
    loss_db: float | None
    tray_id: int | None
    made_date: date | None
    made_by: str
    left: Glass
    right: Glass


KIND_LABELS: Mapping[str, Any] = dict(Joint.Kind.choices)


def meetings(mates: QuerySet[Mate], colours: Palette) -> dict[int, Meeting]:
    """Return, for the ends of these mates, what each is joined to; 1 query."""
    joint = ("joint_id", "joint__kind", "joint__loss_db", "joint__tray__closure__code")
    more = ("joint__tray__closure_id", "joint__tray__number")
    rows = mates.values_list("end_id", *joint, *more, *_glass_of("mate"))
    return {
        end_id: Meeting(
            joint_id=joint_id,
            kind=kind,
            kind_label=str(KIND_LABELS[kind]),
            loss_db=loss_db,
            closure=closure or "",
            closure_id=closure_id,
            tray=tray,
            glass=_glass(rest, colours),
        )
        for end_id, joint_id, kind, loss_db, closure, closure_id, tray, *rest in rows
    }


def splices(mates: QuerySet[Mate], colours: Palette) -> list[Splice]:
    """
    Return the joints of these mates, each once, what arrives at the node on its left; 1 query.

    Sorted by cable and strand of the left side, as a tray is read.
    """
    sides: dict[int, list[Glass]] = defaultdict(list)
    facts: dict[int, tuple[Any, ...]] = {}
    joint = (
        "joint__kind",
        "joint__loss_db",
        "joint__tray_id",
        "joint__made_date",
        "joint__made_by",
    )
    for joint_id, *row in mates.values_list("joint_id", *joint, *_glass_of("end")):
        facts[joint_id] = tuple(row[: len(joint)])
        sides[joint_id].append(_glass(row[len(joint) :], colours))
    found = []
    for joint_id, (kind, loss_db, tray_id, made_date, made_by) in facts.items():
        left, right = sorted(sides[joint_id], key=_from_left)
        label = str(KIND_LABELS[kind])
        found.append(
            Splice(joint_id, kind, label, loss_db, tray_id, made_date, made_by, left, right)
        )
    return sorted(found, key=lambda one: (one.left.owner, one.left.number, one.joint_id))


def uses(hops: QuerySet[CircuitHop]) -> dict[int, tuple[Use, ...]]:
    """Return the circuits that run over each piece of glass of these hops; 1 query."""
    found: dict[int, list[Use]] = defaultdict(list)
    rows = hops.order_by("path__circuit__cid", "path__leg").values_list(
        "entered_end_id", "path__circuit_id", "path__circuit__cid", "path__leg"
    )
    for end_id, circuit_id, cid, leg in rows:
        found[end_id >> 1].append(Use(circuit_id, cid, leg, leg_label(leg)))
    return {glass_id: tuple(circuits) for glass_id, circuits in found.items()}


def leg_label(leg: str) -> str:
    """Return "working path" or "protect path" in the reader's words."""
    return str(CircuitPath.Leg(leg).label)


def _from_left(glass: Glass) -> tuple[bool, bool, str, int]:
    is_cable = glass.kind in {"strand", "cord"}
    return (not is_cable, not glass.is_arriving, glass.owner, glass.number)


def _glass_of(end: str) -> tuple[str, ...]:
    return tuple(f"{end}__{lookup}" for lookup in _LOOKUPS.values())


def _glass(values: list[Any], colours: Palette) -> Glass:
    one = dict(zip(_LOOKUPS, values, strict=True))
    if one["panel_id"] is not None:
        return Glass(one["end_id"], "port", one["panel_id"], one["panel"], one["port"])
    if one["splitter_id"] is not None:
        return Glass(one["end_id"], "leg", one["splitter_id"], one["splitter"], one["leg"])
    return Glass(
        one["end_id"],
        "cord" if one["cable_kind"] == "patch_cord" else "strand",
        one["cable_id"],
        one["cable_code"],
        one["strand"],
        tube=colours.marking(scheme_id=one["tube_scheme"], number=one["tube"]),
        fibre=colours.marking(scheme_id=one["fibre_scheme"], number=one["place"]),
    )
