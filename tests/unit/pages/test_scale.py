"""Instants and values find their places."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.charts.scale import TimeScale, ValueScale, round_top

BERLIN = ZoneInfo("Europe/Berlin")
START = datetime(2026, 6, 10, 5, 41, tzinfo=UTC)
DAY = timedelta(days=1)
HOUR = timedelta(hours=1)


def clocks(scale: TimeScale, step: timedelta) -> list[str]:
    marks = scale.marks(step=step, zone=BERLIN)
    return [mark.at.astimezone(BERLIN).strftime("%d %H") for mark in marks]


def test_places_are_shares_of_the_width() -> None:
    scale = TimeScale(START, START + 4 * HOUR)

    assert scale.percent(START + HOUR) == "25.000%"
    assert scale.width(START + HOUR, START + 3 * HOUR) == "50.000%"


def test_what_lies_outside_stands_at_the_edge() -> None:
    scale = TimeScale(START, START + HOUR)

    assert scale.percent(START - HOUR) == "0.000%"
    assert scale.width(START - HOUR, START + 2 * HOUR) == "100.000%"


def test_marks_of_a_day_stand_at_round_local_hours() -> None:
    assert clocks(TimeScale(START, START + DAY), 6 * HOUR) == ["10 12", "10 18", "11 00", "11 06"]


def test_marks_of_a_month_stand_at_local_mondays() -> None:
    marks = TimeScale(START, START + 30 * DAY).marks(step=7 * DAY, zone=BERLIN)

    assert [mark.at.astimezone(BERLIN).strftime("%a %H:%M") for mark in marks] == ["Mon 00:00"] * 4


@pytest.mark.parametrize("day", ["2026-03-28", "2026-10-24"])
def test_marks_keep_the_wall_clock_in_the_night_when_it_changes(day: str) -> None:
    noon = datetime.fromisoformat(f"{day}T12:00:00+00:00")

    assert [clock[-2:] for clock in clocks(TimeScale(noon, noon + DAY), 6 * HOUR)] == [
        "18",
        "00",
        "06",
        "12",
    ]


def test_marks_at_the_edges_are_written_inwards() -> None:
    scale = TimeScale(datetime(2026, 6, 10, 10, tzinfo=UTC), datetime(2026, 6, 10, 22, tzinfo=UTC))

    anchors = [mark.anchor for mark in scale.marks(step=6 * HOUR, zone=BERLIN)]

    assert anchors == ["start", "middle", "end"]


def test_a_scale_needs_aware_instants_in_order() -> None:
    with pytest.raises(ValueError, match="aware"):
        TimeScale(START.replace(tzinfo=None), START)
    with pytest.raises(ValueError, match="after it starts"):
        TimeScale(START, START)
    with pytest.raises(ValueError, match="above 0"):
        ValueScale(0, 0, 100)


def test_heights_grow_upwards_and_stop_at_the_top() -> None:
    scale = ValueScale(10, 20, 120)

    assert [scale.y(value) for value in (0, 5, 10, 99)] == [120, 70, 20, 20]
    assert [(mark.value, mark.y) for mark in scale.marks()] == [(5, "70.0"), (10, "20.0")]


@given(st.floats(min_value=1e-6, max_value=1e9))
def test_round_top_is_near_above(value: float) -> None:
    top = round_top(value)

    assert value <= top * (1 + 1e-6)
    assert top <= value * 2.5 * (1 + 1e-6)
