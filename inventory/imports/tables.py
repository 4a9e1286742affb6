"""
A table of text out of an uploaded file, CSV or XLSX, within limits that no file can escape.

Everything in a file is what somebody else wrote: sizes are checked before anything is unpacked,
nothing is evaluated, and whatever is wrong ends in one `UnreadableError` in plain words.
"""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from inventory.imports.spreadsheets import sheet_lines
from inventory.imports.unreadable import UnreadableError, no_time

MAX_BYTES = 5 * 1024 * 1024
MAX_ROWS = 10_000
MAX_COLUMNS = 40
MAX_CELL = 500
#: Seconds that reading a file may take.
MAX_SECONDS = 10
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_DELIMITERS = ";,\t"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a table: its number as a spreadsheet counts, from 1, and its cells."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """The headings of a table and the lines under them that are not empty."""

    headings: Line
    lines: tuple[Line, ...]


def read_table(content: bytes, *, is_late: Callable[[], bool]) -> Table:
    """
    Return the table in a file; a workbook's first visible sheet.

    `is_late` is asked before each line and says whether the time is up.

    Raises:
        UnreadableError: there is none, or it breaks a limit; says why.
    """
    if not content.strip():
        raise UnreadableError(_("The file is empty."))
    if len(content) > MAX_BYTES:
        raise UnreadableError(
            _("The file is larger than %(n)d MB. Split it.") % {"n": MAX_BYTES // 1024**2}
        )
    if content.startswith(b"PK"):
        rows: Iterable[tuple[int, Sequence[str]]] = sheet_lines(
            content, max_columns=MAX_COLUMNS, is_late=is_late
        )
    else:
        rows = _csv_rows(_text(content))
    lines = list(_within_limits(rows, is_late))
    if not lines:
        raise UnreadableError(_("The file is empty."))
    if len(lines) == 1:
        raise UnreadableError(_("The file has headings only, and no row under them."))
    return Table(headings=lines[0], lines=tuple(lines[1:]))


def _within_limits(
    rows: Iterable[tuple[int, Sequence[str]]], is_late: Callable[[], bool]
) -> Iterator[Line]:
    n_rows = 0
    for number, row in rows:
        if is_late():
            raise no_time()
        cells = _trimmed(row)
        if not cells:
            continue
        n_rows += 1
        if n_rows > MAX_ROWS + 1:
            raise UnreadableError(
                _("The table has more than %(n)d rows. Split it.") % {"n": MAX_ROWS}
            )
        _check_cells(number, cells)
        yield Line(number, cells)


def _trimmed(row: Sequence[str]) -> tuple[str, ...]:
    """Return the cells without blanks around them, up to the last that is not empty."""
    cells = [cell.strip() for cell in row]
    while cells and not cells[-1]:
        cells.pop()
    return tuple(cells)


def _check_cells(number: int, cells: Sequence[str]) -> None:
    if len(cells) > MAX_COLUMNS:
        raise UnreadableError(
            _("Row %(row)d has more than %(n)d columns.") % {"row": number, "n": MAX_COLUMNS}
        )
    for place, cell in enumerate(cells, 1):
        where = {"row": number, "column": place, "n": MAX_CELL}
        if len(cell) > MAX_CELL:
            raise UnreadableError(
                _("Row %(row)d, column %(column)d: a cell holds at most %(n)d characters.") % where
            )
        if not cell.replace("\n", "").replace("\r", "").replace("\t", "").isprintable():
            raise UnreadableError(
                _("Row %(row)d, column %(column)d holds characters that cannot be printed.") % where
            )


def _text(content: bytes) -> str:
    """Return a CSV file's text: UTF-8, with or without mark, else Windows-1252."""
    if content.startswith(_UTF_16) or b"\x00" in content:
        raise UnreadableError(
            _("This is neither a CSV file in UTF-8 or Windows-1252 nor an XLSX workbook.")
        )
    try:
        return content.removeprefix(_BYTE_ORDER_MARK).decode("utf-8")
    except UnicodeDecodeError:
        pass
    try:
        return content.decode("cp1252")
    except UnicodeDecodeError as error:
        raise UnreadableError(
            _("This is neither a CSV file in UTF-8 or Windows-1252 nor an XLSX workbook.")
        ) from error


def _csv_rows(text: str) -> Iterator[tuple[int, Sequence[str]]]:
    """Yield each record with the number of the line in which it begins."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(_DELIMITERS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    begins = 1
    try:
        for row in reader:
            yield begins, row
            begins = reader.line_num + 1
    except csv.Error as error:
        raise UnreadableError(
            _("Row %(row)d cannot be read: a quotation mark is open or stands wrong.")
            % {"row": begins}
        ) from error
