"""docs/imports.md names every column as the code reads it, and the limits that hold."""

from pathlib import Path

import pytest
from django.utils import translation

from inventory.imports import spreadsheets, tables
from inventory.imports.columns import COLUMNS, Kind
from inventory.models.uploads import WAITS
from pages.fibre.changes.preview import MAX_STORE_SECONDS

TEXT = (Path(__file__).resolve().parents[2] / "docs" / "imports.md").read_text()


@pytest.mark.parametrize("kind", Kind)
def test_every_column_is_described(kind: Kind) -> None:
    part = TEXT.split(f"(`{kind.value}`)")[1].split("###")[0]

    with translation.override("en"):
        rows = [
            f"| {column.german}{'*' if column.is_required else ''} | {column.english} |"
            f" {column.says} | {column.example} |"
            for column in COLUMNS[kind]
        ]
    assert [row for row in rows if row not in part] == []


def test_limits_are_those_that_hold() -> None:
    said = [
        f"{tables.MAX_BYTES // 1024**2} MB, {tables.MAX_ROWS:,} rows, {tables.MAX_COLUMNS} columns",
        f"{tables.MAX_CELL} characters a cell",
        f"unpack to {spreadsheets.MAX_UNPACKED // 1024**2} MB",
        f"take {tables.MAX_SECONDS} s, making the rows {MAX_STORE_SECONDS} s",
    ]

    assert [words for words in said if words not in TEXT] == []
    assert WAITS.total_seconds() == 2 * 3600
