"""Months as bars of lost time."""

import pytest

from pages.charts.months import MonthLoss, draw_months

HOUR = 3600


def test_bars_start_at_zero_and_grow_with_what_was_lost() -> None:
    chart = draw_months([MonthLoss(0, 0, HOUR), MonthLoss(HOUR, 0, HOUR)])

    assert [(bar.down_y, bar.down_height) for bar in chart.bars] == [
        ("128.0", "0.0"),
        ("63.2", "64.8"),
    ]
    assert chart.budget_y == "63.2"


def test_what_was_not_measured_stands_above_what_was_down() -> None:
    bar = draw_months([MonthLoss(down_s=2 * HOUR, unknown_s=HOUR, budget_s=2 * HOUR)]).bars[0]

    assert float(bar.unknown_height) > 0
    assert float(bar.unknown_y) + float(bar.unknown_height) == pytest.approx(float(bar.down_y))


def test_a_month_without_any_measurement_is_hatched_to_the_top() -> None:
    bar = draw_months([MonthLoss(down_s=0, unknown_s=400 * HOUR, budget_s=HOUR)]).bars[0]

    assert (bar.unknown_y, bar.unknown_height) == ("20.0", "108.0")


def test_a_single_second_is_seen() -> None:
    bar = draw_months([MonthLoss(down_s=1, unknown_s=0, budget_s=8 * HOUR)]).bars[0]

    assert bar.down_height == "2.0"


def test_long_losses_are_marked_in_hours() -> None:
    assert draw_months([MonthLoss(HOUR, 0, HOUR)]).unit_s == 60
    assert draw_months([MonthLoss(9 * HOUR, 0, HOUR)]).unit_s == HOUR


def test_no_promise_draws_no_line() -> None:
    assert draw_months([MonthLoss(60, 0, 0)]).budget_y is None


def test_no_months_draw_nothing() -> None:
    assert draw_months([]).bars == ()
