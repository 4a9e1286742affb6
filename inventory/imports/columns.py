"""
The kinds of table that can be imported, and their columns with German and English headings.

docs/imports.md shows the same to people; a test holds both together.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

_SPELT_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


class Kind(StrEnum):
    """A kind of table; in the order in which a carrier imports them."""

    CLOSURES = "closures"
    CABLES = "cables"
    CUTS = "cuts"
    SPLICES = "splices"
    PATHS = "paths"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its key, both headings, what stands in it, and an example."""

    key: str
    german: str
    english: str
    says: Promise
    example: str
    is_required: bool = False


_PLACE = _("Code of a closure, or of a node.")
_GLASS = _("Code of a cable, name of a panel (its back), or code of a splitter (0 is its input).")
_TUBE = _("Number of a tube: fibres then count within it; without a fibre, the whole tube.")
_FIBRE = _("A number, or a range such as 1-12; the ports of a panel, the legs of a splitter.")
_TOWARDS = _("Only where the tube is cut: code of the cable's end node to which the glass leads.")

COLUMNS: Mapping[Kind, Sequence[Column]] = {
    Kind.CLOSURES: (
        Column("code", "Muffe", "Closure", _("A code that no other closure has."), "MF-101", True),
        Column("node", "Knoten", "Node", _("Code of the node at which it lies."), "K4", True),
        Column("n_trays", "Kassetten", "Trays", _("How many trays are in it."), "12", True),
        Column(
            "joints_per_tray",
            "Spleiße je Kassette",
            "Joints per tray",
            _("Room on each tray; 12 if empty."),
            "12",
        ),
        Column(
            "max_trays",
            "Platz für Kassetten",
            "Room for trays",
            _("How many trays fit; as many as are in it if empty."),
            "24",
        ),
    ),
    Kind.CABLES: (
        Column("code", "Kabel", "Cable", _("A code that no other cable has."), "KB-201", True),
        Column(
            "type", "Kabeltyp", "Cable type", _("Its name or short name."), "loose-tube-144", True
        ),
        Column("from_node", "Von Knoten", "From node", _("Where its walk begins."), "K1", True),
        Column("to_node", "Nach Knoten", "To node", _("Where it ends; checked if given."), "K4"),
        Column("route", "Strecke", "Route", _("Code of a route that it follows."), "R-1"),
        Column(
            "segments",
            "Trassen",
            "Segments",
            _("Codes of its segments in order, with blanks between; instead of a route."),
            "T-1 T-2 T-3",
        ),
        Column("status", "Status", "Status", _("planned or active; active if empty."), "aktiv"),
        Column(
            "sheath_m",
            "Mantellänge (m)",
            "Sheath length (m)",
            _("As measured, slack included."),
            "1250,5",
        ),
        Column("owner", "Eigentümer", "Owner", _("Whose cable it is."), "Stadtwerke"),
    ),
    Kind.CUTS: (
        Column("cable", "Kabel", "Cable", _("Code of a cable that passes there."), "KB-201", True),
        Column("node", "Muffe oder Knoten", "Closure or node", _PLACE, "MF-101", True),
        Column(
            "tubes",
            "Bündeladern",
            "Tubes",
            _("Numbers of the tubes that are cut there, such as 1-3, 5; the rest passes uncut."),
            "1-3, 5",
            True,
        ),
    ),
    Kind.SPLICES: (
        Column("node", "Muffe oder Knoten", "Closure or node", _PLACE, "MF-101", True),
        Column("a_glass", "Kabel A", "Cable A", _GLASS, "KB-201", True),
        Column("a_tube", "Bündelader A", "Tube A", _TUBE, "1"),
        Column("a_fibre", "Faser A", "Fibre A", _FIBRE, "1-12"),
        Column("a_towards", "Richtung A", "Towards A", _TOWARDS, ""),
        Column("z_glass", "Kabel B", "Cable B", _GLASS, "KB-305", True),
        Column("z_tube", "Bündelader B", "Tube B", _TUBE, "2"),
        Column("z_fibre", "Faser B", "Fibre B", _FIBRE, "1-12"),
        Column("z_towards", "Richtung B", "Towards B", _TOWARDS, ""),
        Column(
            "kind",
            "Art",
            "Kind",
            _("fusion, mechanical, connector or express; fusion if empty."),
            "Fusion",
        ),
        Column("tray", "Kassette", "Tray", _("Number of the tray in the closure."), "3"),
        Column("loss_db", "Dämpfung (dB)", "Loss (dB)", _("As measured."), "0,05"),
        Column(
            "made_date",
            "Datum",
            "Date",
            _("When it was made: 2026-11-23 or 23.11.2026."),
            "23.11.2026",
        ),
        Column("made_by", "Ausgeführt von", "Made by", _("Who made it."), "M. Kaya"),
    ),
    Kind.PATHS: (
        Column("circuit", "Leitung", "Circuit", _("Its circuit id."), "GE-S-001", True),
        Column(
            "leg",
            "Weg",
            "Path",
            _("working or protect; working if empty."),
            "Arbeitsweg",
        ),
        Column(
            "a_panel",
            "ODF von",
            "From panel",
            _("Name of the panel where it begins."),
            "ODF-POP-1",
            True,
        ),
        Column("a_port", "Port von", "From port", _("Number of the port."), "17", True),
        Column(
            "z_panel",
            "ODF nach",
            "To panel",
            _("Name of the panel where it ends."),
            "ODF-S-001",
            True,
        ),
        Column("z_port", "Port nach", "To port", _("Number of the port."), "1", True),
        Column(
            "optics",
            "Transceiver",
            "Transceiver",
            _("Name of the transceivers' type, for the loss that they bear."),
            "",
        ),
    ),
}

LABELS: Mapping[Kind, Promise] = {
    Kind.CLOSURES: _("Closures"),
    Kind.CABLES: _("Cables"),
    Kind.CUTS: _("Tubes cut at a closure"),
    Kind.SPLICES: _("Splice list"),
    Kind.PATHS: _("Light paths of circuits"),
}


def places_of_columns(kind: Kind, headings: Sequence[str]) -> dict[str, int]:
    """Return for each column's key at which place, from 0, it stands under these headings."""
    keys = {}
    for column in COLUMNS[kind]:
        for name in (column.key, column.german, column.english):
            keys[folded(name)] = column.key
    places: dict[str, int] = {}
    for place, heading in enumerate(headings):
        key = keys.get(folded(heading))
        if key is not None:
            places.setdefault(key, place)
    return places


def folded(heading: str) -> str:
    """Return a heading without capitals, blanks, umlauts and signs."""
    return re.sub(r"[^a-z0-9]", "", heading.casefold().translate(_SPELT_OUT))
