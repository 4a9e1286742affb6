"""
The rows of an XLSX workbook's first visible sheet, as text.

A workbook is a ZIP of XML. Before openpyxl sees it, what it would unpack to is added up; openpyxl
reads row by row, and with defusedxml installed (requirements.in) refuses entities. Formulas are not
evaluated, and a remembered result is not taken for a value: a cell with one is refused.
"""

import io
import warnings
import zipfile
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.xml import DEFUSEDXML

from inventory.imports.unreadable import UnreadableError, no_time

#: What all parts of a workbook may unpack to, in bytes, and how many parts it may have.
MAX_UNPACKED = 32 * 1024 * 1024
MAX_PARTS = 500
_ENCRYPTED = 0x1


def sheet_lines(
    content: bytes, *, max_columns: int, is_late: Callable[[], bool]
) -> Iterator[tuple[int, Sequence[str]]]:
    """
    Yield the number of each row, from 1, with its cells as text.

    Raises:
        UnreadableError: this is no sound workbook; says why.
    """
    _refuse_bomb(content)
    if not DEFUSEDXML:
        raise RuntimeError("openpyxl must find defusedxml before it reads what is uploaded")
    try:
        with warnings.catch_warnings():
            # openpyxl warns of decorations that it does not know; none of them is a cell.
            warnings.simplefilter("ignore")
            yield from _rows(content, max_columns=max_columns, is_late=is_late)
    except UnreadableError:
        raise
    except Exception as error:
        raise UnreadableError(
            _("This workbook is damaged or none. Save it again as XLSX, or as CSV in UTF-8.")
        ) from error


def _refuse_bomb(content: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise UnreadableError(
            _("This workbook is damaged or none. Save it again as XLSX, or as CSV in UTF-8.")
        ) from error
    if any(part.flag_bits & _ENCRYPTED for part in parts):
        raise UnreadableError(_("The workbook has a password. Save it without one."))
    # zipfile reads no more of a part than it declares, so what is declared can be added up.
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
        raise UnreadableError(
            _("The workbook unpacks to more than %(n)d MB. Save the table alone.")
            % {"n": MAX_UNPACKED // 1024**2}
        )


def _rows(
    content: bytes, *, max_columns: int, is_late: Callable[[], bool]
) -> Iterator[tuple[int, Sequence[str]]]:
    book = load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
    try:
        sheet = next((one for one in book.worksheets if one.sheet_state == "visible"), None)
        if sheet is None:
            raise UnreadableError(_("The workbook has no visible sheet."))
        # What a sheet says of its own size need not be so.
        sheet.reset_dimensions()
        # One column more than allowed, so that too many are seen.
        for number, row in enumerate(sheet.iter_rows(max_col=max_columns + 1), 1):
            # A row's number may leap by millions; the rows between come as empty ones.
            if is_late():
                raise no_time()
            yield number, [_text(cell, number, place) for place, cell in enumerate(row, 1)]
    finally:
        book.close()


def _text(cell: Any, number: int, place: int) -> str:
    """Return a cell as it would stand in a CSV file."""
    value = cell.value
    where = {"cell": f"{get_column_letter(place)}{number}"}
    if cell.data_type == "f":
        raise UnreadableError(
            _("Cell %(cell)s holds a formula. Formulas are not evaluated: paste their values.")
            % where
        )
    if cell.data_type == "e":
        raise UnreadableError(_("Cell %(cell)s holds an error of the spreadsheet.") % where)
    match value:
        case None:
            return ""
        case datetime() | date():
            return value.strftime("%Y-%m-%d")
        case float() if value.is_integer():
            return str(int(value))
        case _:
            return str(value)
