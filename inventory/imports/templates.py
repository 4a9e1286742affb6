"""The empty table of a kind that people download and fill in, with one example row."""

import csv
import io

from openpyxl import Workbook
from openpyxl.styles import Font

from inventory.imports.columns import COLUMNS, Kind


def template_csv(kind: Kind, *, is_german: bool) -> bytes:
    """Return a CSV file in UTF-8 with mark and semicolons, as German spreadsheets open it."""
    out = io.StringIO()
    csv.writer(out, delimiter=";").writerows(_rows(kind, is_german=is_german))
    return out.getvalue().encode("utf-8-sig")


def template_xlsx(kind: Kind, *, is_german: bool) -> bytes:
    """Return a workbook whose cells are all text, so that 1-12 does not become a date."""
    book = Workbook()
    sheet = book.worksheets[0]
    for number, row in enumerate(_rows(kind, is_german=is_german), 1):
        for place, value in enumerate(row, 1):
            cell = sheet.cell(row=number, column=place, value=value)
            cell.number_format = "@"
            cell.font = Font(bold=number == 1)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _rows(kind: Kind, *, is_german: bool) -> list[list[str]]:
    columns = COLUMNS[kind]
    return [
        [column.german if is_german else column.english for column in columns],
        [column.example for column in columns],
    ]
