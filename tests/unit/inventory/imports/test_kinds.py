"""Rows become values; what is wrong names its row and column, all of it at once."""

from datetime import date

import pytest

from inventory.imports.columns import COLUMNS, Kind, places_of_columns
from inventory.imports.kinds import Reading, read_kind
from inventory.imports.rows import CableRow, CutRow, PathRow, Side, SpliceRow
from inventory.imports.tables import read_table
from inventory.imports.templates import template_csv, template_xlsx
from inventory.imports.unreadable import UnreadableError


def reading(kind: Kind, text: str | bytes) -> Reading:
    content = text if isinstance(text, bytes) else text.encode()
    return read_kind(kind, read_table(content, is_late=lambda: False))


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("is_german", [True, False])
def test_templates_have_every_column_and_a_sound_shape(kind: Kind, *, is_german: bool) -> None:
    for make in (template_csv, template_xlsx):
        table = read_table(make(kind, is_german=is_german), is_late=lambda: False)

        assert set(places_of_columns(kind, table.headings.cells)) == {
            column.key for column in COLUMNS[kind]
        }
        assert read_kind(kind, table).unread == ()


@pytest.mark.parametrize("kind", [Kind.CLOSURES, Kind.CUTS, Kind.SPLICES, Kind.PATHS])
def test_example_rows_are_sound(kind: Kind) -> None:
    assert reading(kind, template_csv(kind, is_german=True)).findings == ()


def test_splice_row_is_read_in_german() -> None:
    read = reading(
        Kind.SPLICES,
        "MUFFE ODER KNOTEN;Kabel A;Faser A;Kabel B;Bündelader B;Art;Kassette;Dämpfung (dB);Datum\n"
        "MF-1;K-1;1–12;K-2;2;Fusionsspleiß;3;0,05;23.11.2026\n",
    )

    assert read.findings == ()
    assert read.rows == (
        SpliceRow(
            line=2,
            node="MF-1",
            a=Side("K-1", None, (1, 12), ""),
            z=Side("K-2", 2, None, ""),
            kind="fusion",
            tray=3,
            loss_db=0.05,
            made_date=date(2026, 11, 23),
            made_by="",
        ),
    )


def test_other_kinds_are_read() -> None:
    cuts = reading(Kind.CUTS, 'cable,closure or node,tubes\nK-1,MF-1,"1-3, 5"\n')
    cables = reading(
        Kind.CABLES, "code;cable type;from node;segments;sheath length (m)\nK;T;N;a b+c;1250,5\n"
    )
    paths = reading(
        Kind.PATHS,
        "Leitung;Weg;ODF von;Port von;ODF nach;Port nach\nL-1;Ersatzweg;O-1;17;O-2;1\n",
    )

    assert cuts.rows == (CutRow(2, "K-1", "MF-1", (1, 2, 3, 5)),)
    assert cables.rows == (
        CableRow(2, "K", "T", "N", "", "", ("a", "b", "c"), "active", 1250.5, ""),
    )
    assert paths.rows == (PathRow(2, "L-1", "protect", "O-1", 17, "O-2", 1, ""),)


def test_every_fault_names_row_and_column() -> None:
    read = reading(
        Kind.SPLICES,
        "Node;Cable A;Fibre A;Cable B;Fibre B;Kind;Tray;Loss (dB);Date\n"
        "MF-1;;0-x;K-2;1;glue;-3;=1+1;31.02.2026\n"
        "MF-1;K-1;1-3;K-2;1-4;;;;\n"
        "MF-1;K-1;5;K-2;5;;;;\n".replace("Node", "Closure or node", 1),
    )

    assert [(one.line, one.column) for one in read.findings] == [
        (2, "Cable A"),
        (2, "Fibre A"),
        (2, "Fibre A"),
        (2, "Kind"),
        (2, "Tray"),
        (2, "Loss (dB)"),
        (2, "Date"),
        (3, "Fibre B"),
    ]
    assert [row.line for row in read.rows] == [4]


@pytest.mark.parametrize(
    "number", ["1e5", "NaN", "inf", "1.5", "-1", "²", "٣", "99999999999999", "0"]
)
def test_wrong_numbers_are_no_numbers(number: str) -> None:
    read = reading(Kind.CLOSURES, f"Closure;Node;Trays\nMF;K;{number}\n")

    assert [one.column for one in read.findings] == ["Trays"]


def test_missing_columns_are_named_in_both_languages() -> None:
    with pytest.raises(UnreadableError, match="Kabel A / Cable A, Kabel B / Cable B"):
        reading(Kind.SPLICES, "Muffe oder Knoten;x\nMF-1;y\n")


def test_column_that_stands_twice_is_refused() -> None:
    with pytest.raises(UnreadableError, match="stands there twice"):
        reading(Kind.CLOSURES, "Closure;Node;Trays;closure\na;b;1;c\n")


def test_columns_that_nobody_knows_are_told() -> None:
    read = reading(Kind.CLOSURES, "Closure;Node;Trays;Colour of the lid\na;b;1;c\n")

    assert read.unread == ("Colour of the lid",)
    assert len(read.rows) == 1


def test_short_rows_are_empty_at_their_end() -> None:
    read = reading(Kind.CLOSURES, "Closure;Node;Trays\nMF-1\n")

    assert [(one.line, one.column) for one in read.findings] == [(2, "Trays"), (2, "Node")]
