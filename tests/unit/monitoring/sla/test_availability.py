from datetime import datetime, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest

from monitoring.sla.availability import (
    Account,
    Assessment,
    Promise,
    TargetVersion,
    Verdict,
    assess,
    judge,
    target_versions,
)
from monitoring.sla.calendar import Month
from monitoring.sla.intervals import ALWAYS, EMPTY, LATEST, Span, SpanSet, seconds_of
from monitoring.sla.maintenance import Window, excluded_seconds
from monitoring.sla.merge import Merged, State, Timeline

BERLIN = ZoneInfo("Europe/Berlin")
MAY, JUNE = Month(2026, 5), Month(2026, 6)
TARGET = (TargetVersion(Fraction("0.995")),)
NOTICE_S = 172_800


def at(text: str) -> int:
    """A second of local Berlin time."""
    return seconds_of(datetime.fromisoformat(text).replace(tzinfo=BERLIN))


def stretch(start: str, end: str) -> SpanSet:
    return SpanSet((Span(at(start), at(end)),))


def down_in(*stretches: SpanSet) -> Merged:
    timeline = Timeline(up=ALWAYS)
    for one in stretches:
        timeline = timeline.overlaid(one, State.DOWN)
    return Merged(timeline)


def month(
    which: Month, seen: Merged, *, excluded: SpanSet = EMPTY, as_of: int = LATEST
) -> Assessment:
    promise = Promise(agreed=ALWAYS, excluded=excluded, targets=TARGET)
    return assess(period=which.span(BERLIN), as_of=as_of, promise=promise, seen=seen)


def window(start: str, end: str, announced: str | None, *, cancelled: bool = False) -> Window:
    return Window(Span(at(start), at(end)), None if announced is None else at(announced), cancelled)


OUTAGE = stretch("2026-05-10T23:00", "2026-05-11T03:00")


@pytest.mark.parametrize(
    ("announced", "cancelled", "is_counted"),
    [
        ("2026-05-01T09:00", False, True),
        ("2026-05-08T22:00", False, True),
        ("2026-05-08T22:01", False, False),
        ("2026-05-11T09:00", False, False),
        (None, False, False),
        ("2026-05-01T09:00", True, False),
    ],
    ids=["in time", "just in time", "a minute late", "after the work", "never", "cancelled"],
)
def test_only_work_announced_in_time_and_not_called_off_is_left_out(
    announced: str | None, cancelled: bool, is_counted: bool
) -> None:
    planned = window("2026-05-10T22:00", "2026-05-11T04:00", announced, cancelled=cancelled)
    excluded = excluded_seconds([planned], min_notice_s=NOTICE_S)

    found = month(MAY, down_in(OUTAGE), excluded=excluded)

    assert found.account.excluded_s == (21_600 if is_counted else 0)
    assert found.account.down_s == (0 if is_counted else 14_400)
    assert found.verdict is (Verdict.MET if is_counted else Verdict.BREACHED)


def test_windows_that_overlap_are_left_out_once() -> None:
    planned = [
        window("2026-05-10T22:00", "2026-05-11T02:00", "2026-05-01T09:00"),
        window("2026-05-11T00:00", "2026-05-11T04:00", "2026-05-01T09:00"),
    ]

    assert excluded_seconds(planned, min_notice_s=NOTICE_S).length_s == 21_600


def test_notice_after_the_fact_cannot_be_agreed() -> None:
    with pytest.raises(ValueError, match="before the work"):
        excluded_seconds([], min_notice_s=-1)


def test_an_outage_over_the_month_end_is_counted_in_the_first_month_only() -> None:
    seen = down_in(stretch("2026-05-31T22:00", "2026-06-01T03:00"))

    may, june = month(MAY, seen), month(JUNE, seen)

    assert (may.outages.started, may.outages.carried_in) == (1, 0)
    assert (june.outages.started, june.outages.carried_in) == (0, 1)
    assert (may.account.down_s, june.account.down_s) == (7200, 10_800)
    assert may.outages.mttr_wall_s == 18_000
    assert june.outages.mttr_wall_s is None
    assert june.outages.longest_s == 10_800


def test_an_outage_from_the_first_second_of_a_month_is_new() -> None:
    found = month(JUNE, down_in(stretch("2026-06-01T00:00", "2026-06-01T01:00")))

    assert (found.outages.started, found.outages.carried_in) == (1, 0)


def test_an_outage_bridged_over_the_month_end_is_carried_in() -> None:
    seen = down_in(
        stretch("2026-05-31T23:00", "2026-05-31T23:30"),
        stretch("2026-06-01T00:10", "2026-06-01T01:00"),
    )
    blind = seen.timeline.overlaid(stretch("2026-05-31T23:30", "2026-06-01T00:10"), State.UNKNOWN)

    found = month(JUNE, Merged(blind))

    assert (found.outages.started, found.outages.carried_in) == (0, 1)


@pytest.mark.parametrize(("blind_s", "n"), [(3600, 1), (3601, 2)])
def test_blind_time_is_bridged_up_to_its_limit(blind_s: int, n: int) -> None:
    start = at("2026-05-12T10:00")
    runs = (Span(start, start + 600), Span(start + 600 + blind_s, start + 1200 + blind_s))
    timeline = Timeline(down=SpanSet(runs))

    found = month(MAY, Merged(timeline))

    assert found.outages.started == n
    assert found.account.down_s == 1200
    assert found.outages.mttr_wall_s == (1200 + blind_s if n == 1 else 600)


def test_a_running_month_looks_at_nothing_after_now() -> None:
    now = at("2026-05-12T10:30")
    found = month(MAY, down_in(stretch("2026-05-12T10:00", "2026-05-12T11:00")), as_of=now)

    assert found.account.down_s == 1800
    assert found.account.future_s == MAY.span(BERLIN).end - now
    assert found.outages.started == 1
    assert found.outages.mttr_wall_s is None
    assert found.verdict is Verdict.OPEN


def test_a_month_that_lies_ahead_is_open() -> None:
    found = month(JUNE, Merged(Timeline()), as_of=at("2026-05-12T10:30"))

    assert found.account.future_s == found.account.period_s
    assert found.account.measured is None
    assert found.account.coverage is None
    assert found.account.low == 0
    assert found.account.high == 1
    assert found.verdict is Verdict.OPEN


def test_a_line_without_a_promise_has_no_verdict_and_no_share() -> None:
    found = assess(
        period=MAY.span(BERLIN), as_of=LATEST, promise=Promise(EMPTY), seen=down_in(OUTAGE)
    )

    assert found.verdict is Verdict.NOT_APPLICABLE
    assert found.account.not_agreed_s == found.account.period_s
    assert (found.account.measured, found.account.low, found.account.high) == (None, None, None)
    assert found.access is None
    assert found.mtbf_s is None


def test_a_line_never_measured_is_neither_good_nor_bad() -> None:
    found = month(MAY, Merged(Timeline()))

    assert found.account.measured is None
    assert found.account.low == 0
    assert found.account.high == 1
    assert found.verdict is Verdict.INDETERMINATE


def test_times_between_and_to_repair_come_from_seconds() -> None:
    found = month(MAY, down_in(OUTAGE, stretch("2026-05-20T10:00", "2026-05-20T12:00")))

    assert found.outages.mttr_service_s == Fraction(14_400 + 7200, 2)
    assert found.mtbf_s == Fraction(found.account.up_s, 2)
    assert found.budget_left_s == found.budget_s - 21_600
    assert found.account.coverage == 1


@pytest.mark.parametrize(
    ("up_s", "down_s", "unknown_s", "future_s", "verdict"),
    [
        (995, 5, 0, 0, Verdict.MET),
        (994, 6, 0, 0, Verdict.BREACHED),
        (990, 5, 5, 0, Verdict.INDETERMINATE),
        (990, 5, 0, 5, Verdict.OPEN),
        (990, 5, 3, 2, Verdict.OPEN),
        (0, 6, 0, 994, Verdict.BREACHED),
        (0, 0, 0, 0, Verdict.NOT_APPLICABLE),
    ],
)
def test_a_verdict_is_given_only_when_it_can_be_proven(
    up_s: int, down_s: int, unknown_s: int, future_s: int, verdict: Verdict
) -> None:
    account = Account(up_s=up_s, down_s=down_s, unknown_s=unknown_s, future_s=future_s)

    assert judge(account, Fraction("0.995")) is verdict


def test_the_worst_verdict_of_several_targets_stands() -> None:
    targets = target_versions(
        [(at("2026-05-16T00:00"), Fraction("0.999")), (None, Fraction("0.9"))]
    )
    promise = Promise(agreed=ALWAYS, targets=targets)
    seen = down_in(stretch("2026-05-20T10:00", "2026-05-20T12:00"))

    found = assess(period=MAY.span(BERLIN), as_of=LATEST, promise=promise, seen=seen)

    assert [version.target for version in targets] == [Fraction("0.9"), Fraction("0.999")]
    assert found.verdict is Verdict.BREACHED


def test_a_target_replaced_at_once_was_never_promised() -> None:
    same = at("2026-05-16T00:00")
    targets = target_versions([(same, Fraction("0.99")), (same, Fraction("0.9"))])

    assert [version.target for version in targets if version.valid] == [Fraction("0.9")]


@pytest.mark.parametrize("target", [Fraction(0), Fraction(-1, 2), Fraction(995, 10)])
def test_a_target_that_is_no_share_is_refused(target: Fraction) -> None:
    with pytest.raises(ValueError, match="share"):
        TargetVersion(target)


@pytest.mark.parametrize(
    "seconds", [{"up_s": -1}, {"excluded_s": -1}, {"up_s": 1, "degraded_s": 2}]
)
def test_an_account_that_cannot_be_is_refused(seconds: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="time"):
        Account(**seconds)


def test_ten_years_add_up_to_the_second() -> None:
    period = Span(at("2016-01-01T00:00"), at("2026-01-01T00:00"))
    seen = down_in(stretch("2020-03-29T01:00", "2020-03-29T04:00"))

    found = assess(period=period, as_of=LATEST, promise=Promise(ALWAYS, targets=TARGET), seen=seen)

    assert found.account.period_s == timedelta(days=3653).total_seconds()
    assert found.account.down_s == 7200
