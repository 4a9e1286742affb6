"""The orders in which a report lists its rows."""

from fractions import Fraction

import pytest

from inventory.models import Circuit, Region, School, Site
from monitoring.queries.sla import MonthFigure
from monitoring.sla.availability import Promise, TargetVersion, assess
from monitoring.sla.calendar import Month
from monitoring.sla.intervals import ALWAYS, EMPTY, Span, SpanSet
from monitoring.sla.merge import Merged, Timeline
from reports.rows import ORDERS, Row, ordered

PERIOD = Span(0, 1000)


def row(name: str, *, down_s: int = 0, seen_s: int = 1000, promised: bool = True) -> Row:
    seen = Merged(
        Timeline(
            up=SpanSet.of([Span(down_s, seen_s)] if down_s < seen_s else []),
            down=SpanSet.of([Span(0, down_s)] if down_s else []),
        )
    )
    promise = Promise(ALWAYS, targets=(TargetVersion(Fraction(1)),)) if promised else Promise(EMPTY)
    assessment = assess(period=PERIOD, as_of=1000, promise=promise, seen=seen)
    figure = MonthFigure(1, Month(2026, 5), assessment, None, None)
    return Row(Circuit(site=Site(name="Standort"), school=School(name=name)), figure)


def names(rows: list[Row]) -> list[str]:
    return [one.name for one in rows]


def test_german_letters_stand_where_a_reader_looks_for_them() -> None:
    found = ordered(
        [row(name) for name in ("Zebra", "Öffnung", "ofen", "Straße", "Strand")], "name"
    )

    assert names(found) == ["ofen", "Öffnung", "Strand", "Straße", "Zebra"]


@pytest.mark.parametrize(
    ("order", "expected"), [("-down", ["c", "a", "b"]), ("down", ["a", "b", "c"])]
)
def test_equal_rows_stay_by_name_either_way(order: str, expected: list[str]) -> None:
    rows = [row("b"), row("c", down_s=9), row("a")]

    assert names(ordered(rows, order)) == expected


@pytest.mark.parametrize("order", ["measured", "-measured"])
def test_what_was_not_measured_goes_last_either_way(order: str) -> None:
    rows = [row("blind", seen_s=0), row("bad", down_s=500), row("good")]

    assert names(ordered(rows, order))[-1] == "blind"


def test_the_worst_verdict_comes_first() -> None:
    rows = [row("none", promised=False), row("met"), row("blind", seen_s=0), row("bad", down_s=1)]

    assert names(ordered(rows, "verdict")) == ["bad", "blind", "met", "none"]


@pytest.mark.parametrize("order", [f"{sign}{key}" for key in ORDERS for sign in ("", "-")])
def test_every_order_takes_every_row(order: str) -> None:
    rows = [row("b", promised=False), row("a", seen_s=0), row("c", down_s=3)]

    assert sorted(names(ordered(rows, order))) == ["a", "b", "c"]


def test_an_unknown_order_is_refused() -> None:
    with pytest.raises(KeyError):
        ordered([], "password")


def test_a_row_says_its_district_and_how_far_it_overdrew() -> None:
    late = row("late", down_s=90)
    late.circuit.site = Site(name="Standort", region=Region(name="Buer"))

    assert (late.district, row("a").district) == ("Buer", "")
    assert late.overdrawn is not None
    assert late.overdrawn.total_seconds() == 90
    assert row("a").overdrawn is None
