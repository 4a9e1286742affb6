"""Rubbish of every sort ends in one plain sentence; sound files are read whatever their dress."""

from datetime import date
from itertools import count

import pytest
from openpyxl import Workbook

from inventory.imports.tables import MAX_BYTES, MAX_CELL, MAX_ROWS, Table, read_table
from inventory.imports.unreadable import UnreadableError
from tests.unit.inventory.imports.files import saved, with_part, workbook

ROWS = [("Muffe", "Knoten"), ("MF-1", "Straße 3")]
SHEET = "xl/worksheets/sheet1.xml"


def never() -> bool:
    return False


def read(content: bytes) -> Table:
    return read_table(content, is_late=never)


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_csv_of_any_dress_is_read(delimiter: str, encoding: str, newline: str) -> None:
    text = newline.join(delimiter.join(row) for row in ROWS)

    table = read(text.encode(encoding))

    assert table.headings.cells == ROWS[0]
    assert [line.cells for line in table.lines] == [ROWS[1]]


def test_numbers_of_rows_are_those_that_a_spreadsheet_shows() -> None:
    table = read(b'\n"A\nB";C\n\n1;2\n\n3;"4;\n5"\n6;7\n')

    assert table.headings.number == 2
    assert [line.number for line in table.lines] == [5, 7, 9]
    assert table.lines[1].cells == ("3", "4;\n5")


def test_workbook_is_read_as_a_csv_file_would_be() -> None:
    content = workbook(("A", "B", "C", "D"), (), ("1-12", 7, 0.05, date(2026, 11, 23)), (1.0, "x"))

    table = read(content)

    assert [(line.number, line.cells) for line in table.lines] == [
        (3, ("1-12", "7", "0.05", "2026-11-23")),
        (4, ("1", "x")),
    ]


def test_hidden_sheets_are_passed_over() -> None:
    book = Workbook()
    book.worksheets[0].append(["secret"])
    book.worksheets[0].sheet_state = "hidden"
    seen = book.create_sheet("Spleiße")
    seen.append(["A"])
    seen.append(["b"])

    assert read(saved(book)).headings.cells == ("A",)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "empty"),
        (b" \r\n\t ", "empty"),
        (b"Muffe;Knoten\n", "headings only"),
        (b";;\n;\n", "empty"),
        (b"x" * (MAX_BYTES + 1), "larger than 5 MB"),
        (bytes(range(256)), "neither a CSV"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "neither a CSV"),
        ("Muffe;Knoten".encode("utf-16"), "neither a CSV"),
        (b"\x81\x8d;\x90\nx", "neither a CSV"),
        (b"PK\x03\x04 no zip at all", "damaged or none"),
        (b'A;B\n"open;1\n', "Row 2 cannot be read"),
        (b"A;B\n" + b"x" * (MAX_CELL + 1), "Row 2, column 1"),
        (b"A;B\nx;\x07", "Row 2, column 2"),
        (b"A\n" + b";" * 40 + b"x", "Row 2 has more than 40 columns"),
        (b"A\n" + b"x\n" * (MAX_ROWS + 1), "more than 10000 rows"),
    ],
)
def test_rubbish_is_told_in_plain_words(content: bytes, says: str) -> None:
    with pytest.raises(UnreadableError, match=says):
        read(content)


def test_formulas_are_not_evaluated() -> None:
    with pytest.raises(UnreadableError, match="Cell B2 holds a formula"):
        read(workbook(("A", "B"), ("x", "=1+1")))


def test_hundred_thousand_rows_of_a_workbook_are_too_many() -> None:
    rows = b"".join(
        b'<row r="%d"><c t="inlineStr"><is><t>x</t></is></c></row>' % n for n in range(1, 100_001)
    )
    sheet = (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    )

    with pytest.raises(UnreadableError, match="more than 10000 rows"):
        read(with_part(workbook(["A"]), SHEET, sheet + rows + b"</sheetData></worksheet>"))


def test_workbook_that_unpacks_to_much_is_not_unpacked() -> None:
    bomb = with_part(workbook(["A"], ["b"]), SHEET, b" " * (40 * 1024**2))

    assert len(bomb) < 100_000
    with pytest.raises(UnreadableError, match="unpacks to more than 32 MB"):
        read(bomb)


def test_leap_to_a_far_row_ends_when_the_time_is_up() -> None:
    sheet = (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        b'<row r="1"><c t="inlineStr"><is><t>A</t></is></c></row>'
        b'<row r="999999999999"><c t="inlineStr"><is><t>b</t></is></c></row>'
        b"</sheetData></worksheet>"
    )
    asked = count()

    with pytest.raises(UnreadableError, match="takes too long"):
        read_table(with_part(workbook(["A"]), SHEET, sheet), is_late=lambda: next(asked) > 1000)


@pytest.mark.parametrize("part", [SHEET, "xl/workbook.xml", "xl/styles.xml"])
def test_entities_are_refused(part: str) -> None:
    xml = (
        b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        b'<row r="1"><c t="inlineStr"><is><t>&e;</t></is></c></row></sheetData></worksheet>'
    )

    with pytest.raises(UnreadableError, match="damaged or none"):
        read(with_part(workbook(["A"], ["b"]), part, xml))


@pytest.mark.parametrize("cut", [30, 200, 1000, 3000])
def test_half_a_workbook_is_no_workbook(cut: int) -> None:
    with pytest.raises(UnreadableError, match="damaged or none"):
        read(workbook(["A"], ["b"])[:cut])
