"""From the lines of a table to values, or to findings that name row and column."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from inventory.imports.cells import Cells, Finding
from inventory.imports.columns import COLUMNS, Column, Kind, folded, places_of_columns
from inventory.imports.rows import CableRow, ClosureRow, CutRow, PathRow, Row, Side, SpliceRow
from inventory.imports.tables import Table
from inventory.imports.unreadable import UnreadableError

_STATUS = {
    "active": "active",
    "aktiv": "active",
    "inbetrieb": "active",
    "planned": "planned",
    "geplant": "planned",
    "underconstruction": "under_construction",
    "imbau": "under_construction",
}
_JOINTS = {
    "fusion": "fusion",
    "fusionsplice": "fusion",
    "fusionsspleiss": "fusion",
    "spleiss": "fusion",
    "mechanical": "mechanical",
    "mechanicalsplice": "mechanical",
    "mechanisch": "mechanical",
    "mechanischerspleiss": "mechanical",
    "connector": "connector",
    "stecker": "connector",
    "steckverbindung": "connector",
    "express": "express",
    "durchgehend": "express",
}
_LEGS = {
    "working": "working",
    "workingpath": "working",
    "arbeitsweg": "working",
    "protect": "protect",
    "protectpath": "protect",
    "ersatzweg": "protect",
}


@dataclass(frozen=True, slots=True)
class Reading:
    """What a table says: its sound rows, what is wrong with the others, what was not understood."""

    kind: Kind
    rows: tuple[Row, ...]
    findings: tuple[Finding, ...]
    n_lines: int
    #: Headings that belong to no column of this kind; nothing under them is read.
    unread: tuple[str, ...]
    #: Key of a column to the heading that it has in the file.
    headings: Mapping[str, str]


def read_kind(kind: Kind, table: Table) -> Reading:
    """
    Return what a table of a kind says.

    Raises:
        UnreadableError: a column that is needed is missing, or stands twice; says which.
    """
    headings = table.headings.cells
    places = places_of_columns(kind, headings)
    columns = {column.key: column for column in COLUMNS[kind]}
    _refuse_missing(columns, places, headings)
    named = {key: headings[place] for key, place in places.items()}
    rows: list[Row] = []
    findings: list[Finding] = []
    for line in table.lines:
        values = {
            key: line.cells[place] for key, place in places.items() if place < len(line.cells)
        }
        cells = Cells(line.number, values, columns, named)
        row = READERS[kind](cells)
        findings += cells.findings
        if not cells.findings:
            rows.append(row)
    unread = tuple(
        heading
        for place, heading in enumerate(headings)
        if heading and place not in places.values()
    )
    return Reading(kind, tuple(rows), tuple(findings), len(table.lines), unread, named)


def _refuse_missing(
    columns: Mapping[str, Column], places: Mapping[str, int], headings: tuple[str, ...]
) -> None:
    missing = [
        f"{column.german} / {column.english}"
        for key, column in columns.items()
        if column.is_required and key not in places
    ]
    if missing:
        raise UnreadableError(
            _("The first row must name the columns. Missing: %(columns)s.")
            % {"columns": ", ".join(missing)}
        )
    known = [folded(headings[place]) for place in places.values()]
    twice = [heading for heading in headings if heading and _n(headings, heading) > 1]
    for heading in twice:
        if folded(heading) in known:
            raise UnreadableError(
                _("The column “%(heading)s” stands there twice.") % {"heading": heading}
            )


def _n(headings: tuple[str, ...], heading: str) -> int:
    return sum(folded(one) == folded(heading) for one in headings)


def _closure(cells: Cells) -> ClosureRow:
    n_trays = cells.number("n_trays", most=500) or 0
    max_trays = cells.number("max_trays", most=500)
    if max_trays is not None and max_trays < n_trays:
        cells.wrong("max_trays", _("There is less room than there are trays."))
    return ClosureRow(
        line=cells.line,
        code=cells.text("code", max_length=60),
        node=cells.text("node", max_length=60),
        n_trays=n_trays,
        joints_per_tray=cells.number("joints_per_tray", most=200) or 12,
        max_trays=max_trays,
    )


def _cable(cells: Cells) -> CableRow:
    row = CableRow(
        line=cells.line,
        code=cells.text("code", max_length=60),
        type=cells.text("type"),
        from_node=cells.text("from_node"),
        to_node=cells.text("to_node"),
        route=cells.text("route"),
        segments=cells.words("segments"),
        status=cells.choice("status", _STATUS, default="active"),
        sheath_m=cells.decimal("sheath_m", most=1_000_000),
        owner=cells.text("owner", max_length=100),
    )
    if bool(row.route) == bool(row.segments):
        cells.wrong("segments", _("Say either a route or the segments in order."))
    if row.sheath_m == 0:
        cells.wrong("sheath_m", _("A length is more than 0 m."))
    return row


def _cut(cells: Cells) -> CutRow:
    return CutRow(
        line=cells.line,
        cable=cells.text("cable"),
        node=cells.text("node"),
        tubes=cells.numbers("tubes"),
    )


def _splice(cells: Cells) -> SpliceRow:
    row = SpliceRow(
        line=cells.line,
        node=cells.text("node"),
        a=_side(cells, "a"),
        z=_side(cells, "z"),
        kind=cells.choice("kind", _JOINTS, default="fusion"),
        tray=cells.number("tray", most=500),
        loss_db=cells.decimal("loss_db", most=60),
        made_date=cells.day("made_date"),
        made_by=cells.text("made_by", max_length=100),
    )
    if _count(row.a.span) != _count(row.z.span) and row.a.span and row.z.span:
        cells.wrong("z_fibre", _("Both sides must have the same number of fibres."))
    return row


def _side(cells: Cells, letter: str) -> Side:
    side = Side(
        glass=cells.text(f"{letter}_glass"),
        tube=cells.number(f"{letter}_tube", most=500),
        span=cells.span(f"{letter}_fibre", least=0),
        towards=cells.text(f"{letter}_towards"),
    )
    if side.tube is None and side.span is None:
        cells.wrong(f"{letter}_fibre", _("Say a fibre, a range or a tube."))
    return side


def _count(span: tuple[int, int] | None) -> int:
    return span[1] - span[0] + 1 if span else 0


def _path(cells: Cells) -> PathRow:
    return PathRow(
        line=cells.line,
        circuit=cells.text("circuit"),
        leg=cells.choice("leg", _LEGS, default="working"),
        a_panel=cells.text("a_panel"),
        a_port=cells.number("a_port") or 0,
        z_panel=cells.text("z_panel"),
        z_port=cells.number("z_port") or 0,
        optics=cells.text("optics"),
    )


READERS: Mapping[Kind, Callable[[Cells], Row]] = {
    Kind.CLOSURES: _closure,
    Kind.CABLES: _cable,
    Kind.CUTS: _cut,
    Kind.SPLICES: _splice,
    Kind.PATHS: _path,
}
