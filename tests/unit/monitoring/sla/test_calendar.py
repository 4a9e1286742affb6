from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitoring.sla.calendar import Month, ServiceCalendar, WallSpan, days_span, month_of
from monitoring.sla.intervals import Span, SpanSet, instant_of

BERLIN = ZoneInfo("Europe/Berlin")
SCHOOL_DAY = [WallSpan.parse("07:30", "16:00")]
NIGHT = [WallSpan.parse("01:30", "03:30")]
SUNDAY = 6


def _day(day: date) -> Span:
    return days_span(day, day + timedelta(days=1), BERLIN)


@pytest.mark.parametrize(
    ("day", "hours"),
    [(date(2026, 3, 29), 1), (date(2026, 10, 25), 3), (date(2026, 11, 1), 2)],
    ids=["clocks forward", "clocks back", "plain night"],
)
def test_a_night_span_lasts_as_long_as_the_wall_clock_shows_it(day: date, hours: int) -> None:
    calendar = ServiceCalendar.build(zone=BERLIN, weekly={SUNDAY: NIGHT})

    assert calendar.seconds_in(_day(day)).length_s == hours * 3600


def test_the_hour_that_comes_twice_is_in_the_hours_twice() -> None:
    calendar = ServiceCalendar.build(
        zone=BERLIN, weekly={SUNDAY: [WallSpan.parse("02:10", "02:20")]}
    )

    found = calendar.seconds_in(_day(date(2026, 10, 25)))

    assert [instant_of(span.start).isoformat() for span in found] == [
        "2026-10-25T00:10:00+00:00",
        "2026-10-25T01:10:00+00:00",
    ]
    assert found.length_s == 1200


def test_the_hour_that_is_missing_is_in_no_hours() -> None:
    calendar = ServiceCalendar.build(
        zone=BERLIN, weekly={SUNDAY: [WallSpan.parse("02:10", "02:50")]}
    )

    assert not calendar.seconds_in(_day(date(2026, 3, 29)))


@pytest.mark.parametrize(("month", "hours"), [("2026-03", 743), ("2026-10", 745), ("2028-02", 696)])
def test_round_the_clock_is_the_whole_month(month: str, hours: int) -> None:
    period = Month.parse(month).span(BERLIN)

    assert period.length_s == hours * 3600
    assert ServiceCalendar(BERLIN).seconds_in(period) == SpanSet((period,))


def test_midnight_to_24_00_is_a_whole_day_without_a_seam() -> None:
    whole = {day: [WallSpan.parse("00:00", "24:00")] for day in range(7)}
    period = Month.parse("2026-05").span(BERLIN)

    assert ServiceCalendar.build(zone=BERLIN, weekly=whole).seconds_in(period).spans == (period,)


def test_closed_dates_have_no_hours_and_extra_dates_their_own() -> None:
    calendar = ServiceCalendar.build(
        zone=BERLIN,
        weekly=dict.fromkeys(range(5), SCHOOL_DAY),
        closed=[date(2026, 5, 14), date(2026, 5, 15)],
        extra={
            date(2026, 5, 15): [WallSpan.parse("08:00", "09:00")],
            date(2026, 5, 16): [WallSpan.parse("10:00", "12:00")],
        },
    )
    lengths = [calendar.seconds_in(_day(date(2026, 5, day))).length_s for day in range(13, 18)]

    assert lengths == [30_600, 0, 3600, 7200, 0]


walls = st.tuples(st.integers(0, 95), st.integers(1, 96)).map(
    lambda pair: WallSpan(pair[0] * 900, min(pair[0] + pair[1], 96) * 900)
)
QUARTER_S = 900


@settings(max_examples=25, deadline=None)
@given(
    first=st.sampled_from([date(2026, 3, 28), date(2026, 10, 24), date(2026, 7, 1)]),
    zone=st.sampled_from(["Europe/Berlin", "Australia/Lord_Howe", "UTC", "America/St_Johns"]),
    weekly=st.dictionaries(st.integers(0, 6), st.lists(walls, max_size=2), max_size=7),
    closed=st.lists(st.integers(0, 2), max_size=1),
)
def test_hours_equal_a_look_at_the_wall_clock_every_quarter(
    first: date, zone: str, weekly: dict[int, list[WallSpan]], closed: list[int]
) -> None:
    where = ZoneInfo(zone)
    shut = [first + timedelta(days=n) for n in closed]
    period = days_span(first, first + timedelta(days=3), where)

    found = ServiceCalendar.build(zone=where, weekly=weekly, closed=shut).seconds_in(period)

    for second in range(period.start, period.end, QUARTER_S):
        local = instant_of(second).astimezone(where)
        wall_s = local.hour * 3600 + local.minute * 60 + local.second
        in_hours = any(w.start_s <= wall_s < w.end_s for w in weekly.get(local.weekday(), []))
        assert (second in found) == (in_hours and local.date() not in shut)


@pytest.mark.parametrize("text", ["24:01", "7:30", "07:60", "٠٧:٣٠", "", "07:30:00"])
def test_a_time_that_no_clock_shows_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="time of day"):
        WallSpan.parse(text, "24:00")


@pytest.mark.parametrize(("start", "end"), [("16:00", "07:30"), ("08:00", "08:00")])
def test_hours_that_end_before_they_begin_are_refused(start: str, end: str) -> None:
    with pytest.raises(ValueError, match="earlier to a later"):
        WallSpan.parse(start, end)


def test_an_eighth_weekday_is_refused() -> None:
    with pytest.raises(ValueError, match="weekdays"):
        ServiceCalendar.build(zone=BERLIN, weekly={7: SCHOOL_DAY})
    with pytest.raises(ValueError, match="seven days"):
        ServiceCalendar(BERLIN, weekly=((),) * 6)


@pytest.mark.parametrize(
    "stored",
    [
        {"weekly": {"7": []}},
        {"weekly": {"monday": []}},
        {"weekly": {"0": [["07:30"]]}},
        {"weekly": {"0": [["07:30", 16]]}},
        {"weekly": {"0": 8}},
        {"weekly": [["07:30", "16:00"]]},
        {"weekly": None, "closed": ["24.12.2026"]},
        {"weekly": None, "closed": 7},
        {"weekly": None, "extra": ["2026-12-24"]},
        {"weekly": None, "extra": {"2026-12-24": [["16:00", "07:30"]]}},
    ],
    ids=str,
)
def test_stored_hours_that_mean_nothing_are_refused(stored: Any) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        ServiceCalendar.read(zone=BERLIN, **stored)


@pytest.mark.parametrize(
    "text",
    [
        "2026-13",
        "9999-99",
        "0000-00",
        "1999-12",
        "2101-01",
        "2026-5",
        "2026-05 ",
        "٢٠٢٦-٠٥",
        "now",
        "",
    ],
)
def test_text_that_is_no_known_month_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="month"):
        Month.parse(text)


def test_months_follow_each_other_to_the_ends_of_the_known() -> None:
    assert str(Month.parse("2026-12").next()) == "2027-01"
    assert str(Month.parse("2026-01").previous()) == "2025-12"
    assert Month(2000, 1).previous() is None
    assert Month(2100, 12).next() is None
    assert Month(2025, 12) < Month(2026, 1)


def test_the_month_of_an_instant_is_the_local_one() -> None:
    last_evening = datetime(2026, 4, 30, 22, 30, tzinfo=UTC)

    assert month_of(last_evening, BERLIN) == Month(2026, 5)
    assert month_of(last_evening, ZoneInfo("UTC")) == Month(2026, 4)
