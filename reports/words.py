"""Words of the reports: what a month's stage is called, and how each column is headed."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from reports.queries import Stage

#: The city's time zone, which `date:"T"` names in English; templates translate it.
ZONES = (gettext_noop("CET"), gettext_noop("CEST"))


@dataclass(frozen=True, slots=True)
class StageWords:
    """How final a month's figures are: in one word, and in a sentence."""

    revision: Promise
    sentence: Promise


STAGES: dict[Stage, StageWords] = {
    Stage.AHEAD: StageWords(
        _("preliminary"),
        _("This month has not begun. All of its time is still open."),
    ),
    Stage.RUNNING: StageWords(
        _("preliminary"),
        _("This month is not over. What is still ahead counts neither as working nor as down."),
    ),
    Stage.OVER: StageWords(
        _("not frozen"),
        _("This month is over. Its figures are worked out from what is stored today."),
    ),
}


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the table: its order's key, its heading, and whether a small screen drops it."""

    key: str
    label: Promise
    is_number: bool = True
    is_minor: bool = False


COLUMNS: tuple[Column, ...] = (
    Column("name", _("Connection"), is_number=False),
    Column("district", _("District"), is_number=False, is_minor=True),
    Column("target", _("Promised"), is_minor=True),
    Column("agreed", _("Agreed")),
    Column("up", _("Working (s)"), is_minor=True),
    Column("down", _("Down (s)")),
    Column("unknown", _("Not measured (s)")),
    Column("excluded", _("Planned work (s)"), is_minor=True),
    Column("measured", _("Measured")),
    Column("low", _("At least – at most"), is_minor=True),
    Column("verdict", _("Verdict"), is_number=False),
    Column("outages", _("Outages")),
    Column("longest", _("Longest"), is_minor=True),
)


@dataclass(frozen=True, slots=True)
class Heading:
    """A column's heading as a link: the order it asks for, and the one the table is in."""

    column: Column
    sort: str
    aria_sort: str


def headings(order: str) -> list[Heading]:
    """Return the headings of a table in this order; a second click turns it round."""
    current = order.removeprefix("-")
    direction = "descending" if order.startswith("-") else "ascending"
    return [
        Heading(column, f"-{column.key}", direction)
        if column.key == current and order == current
        else Heading(column, column.key, direction if column.key == current else "")
        for column in COLUMNS
    ]
