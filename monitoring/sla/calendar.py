"""
Which seconds were promised: months and service hours, by the local wall clock.

A second belongs to the service hours if its local wall clock does. So 01:30-03:30 lasts one hour
in the night when clocks go forward, and three when they go back.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Self
from zoneinfo import ZoneInfo

from monitoring.sla.intervals import Span, SpanSet, instant_of, seconds_of

_DAY_S = 86_400
_MONTHS_A_YEAR = 12
_EPOCH_ORDINAL = date(1970, 1, 1).toordinal()
# No zone has changed its clock twice within this time, so no change hides between two looks.
_LOOK_S = _DAY_S // 2

FIRST_YEAR, LAST_YEAR = 2000, 2100


def month_of(instant: datetime, zone: ZoneInfo) -> Month:
    """Return the local calendar month in which an aware instant lies."""
    local = instant.astimezone(zone)
    return Month(local.year, local.month)


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """A calendar month between 2000 and 2100, written ``2026-05``."""

    year: int
    month: int

    def __post_init__(self) -> None:
        if not (FIRST_YEAR <= self.year <= LAST_YEAR and 1 <= self.month <= _MONTHS_A_YEAR):
            raise ValueError(f"no month between {FIRST_YEAR} and {LAST_YEAR}: {self}")

    @classmethod
    def parse(cls, text: str) -> Self:
        """
        Read ``2026-05``.

        Raises:
            ValueError: the text is no month between 2000 and 2100.
        """
        # ASCII only: int() would also take other scripts' digits and "1_0".
        found = re.fullmatch(r"([0-9]{4})-([0-9]{2})", text)
        if not found:
            raise ValueError("a month is written like 2026-05")
        return cls(int(found[1]), int(found[2]))

    def __str__(self) -> str:
        return f"{self.year:04}-{self.month:02}"

    @property
    def first_date(self) -> date:
        """First day of the month."""
        return date(self.year, self.month, 1)

    @property
    def end_date(self) -> date:
        """First day after the month."""
        years, months = divmod(self.month, _MONTHS_A_YEAR)
        return date(self.year + years, months + 1, 1)

    def previous(self) -> Month | None:
        """Return the month before; None before the first that is known."""
        return _month_or_none(self.first_date - timedelta(days=1))

    def next(self) -> Month | None:
        """Return the month after; None after the last that is known."""
        return _month_or_none(self.end_date)

    def span(self, zone: ZoneInfo) -> Span:
        """Return the month between its local midnights."""
        return days_span(self.first_date, self.end_date, zone)


def _month_or_none(day: date) -> Month | None:
    return Month(day.year, day.month) if FIRST_YEAR <= day.year <= LAST_YEAR else None


def days_span(first: date, end: date, zone: ZoneInfo) -> Span:
    """Return the time from a day's local midnight to another's, which is not included."""
    return Span(_midnight(first, zone), _midnight(end, zone))


def _midnight(day: date, zone: ZoneInfo) -> int:
    return seconds_of(datetime(day.year, day.month, day.day, tzinfo=zone))


@dataclass(frozen=True, slots=True, order=True)
class WallSpan:
    """A stretch of one day's wall clock, in seconds since its 00:00; the end may be 24:00."""

    start_s: int
    end_s: int

    def __post_init__(self) -> None:
        if not 0 <= self.start_s < self.end_s <= _DAY_S:
            raise ValueError("service hours run from an earlier to a later time of one day")

    @classmethod
    def parse(cls, start: str, end: str) -> Self:
        """
        Read ``07:30`` and ``16:00``; the end may be ``24:00``.

        Raises:
            ValueError: a time is not HH:MM, or the end is not after the start.
        """
        return cls(_wall_seconds(start), _wall_seconds(end))


def _wall_seconds(text: str) -> int:
    found = re.fullmatch(r"([01][0-9]|2[0-3]):([0-5][0-9])|24:00", text)
    if not found:
        raise ValueError(f"a time of day is written like 07:30, not {text!r}")
    return _DAY_S if text == "24:00" else int(found[1]) * 3600 + int(found[2]) * 60


_WHOLE_DAY = (WallSpan(0, _DAY_S),)


@dataclass(frozen=True, slots=True)
class ServiceCalendar:
    """
    Service hours: weekly spans (Monday first), less closed dates, with extra dates.

    An extra date's hours replace those of its weekday, also where the date is closed.
    """

    zone: ZoneInfo
    weekly: tuple[tuple[WallSpan, ...], ...] = (_WHOLE_DAY,) * 7
    closed: frozenset[date] = frozenset()
    extra: tuple[tuple[date, tuple[WallSpan, ...]], ...] = ()

    def __post_init__(self) -> None:
        if len(self.weekly) != len(("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")):
            raise ValueError("a week has seven days")

    @classmethod
    def build(
        cls,
        *,
        zone: ZoneInfo,
        weekly: Mapping[int, Iterable[WallSpan]] | None = None,
        closed: Iterable[date] = (),
        extra: Mapping[date, Iterable[WallSpan]] | None = None,
    ) -> Self:
        """
        Return a calendar from hours by weekday (0 is Monday); no hours at all means 24x7.

        Raises:
            ValueError: a weekday is not 0 to 6.
        """
        if not set(weekly or ()) <= set(range(7)):
            raise ValueError(f"weekdays are 0 to 6, not {sorted(weekly or ())}")
        days = tuple(
            _WHOLE_DAY if weekly is None else tuple(weekly.get(day, ())) for day in range(7)
        )
        replaced = tuple(sorted((day, tuple(spans)) for day, spans in (extra or {}).items()))
        return cls(zone=zone, weekly=days, closed=frozenset(closed), extra=replaced)

    @classmethod
    def read(
        cls,
        *,
        zone: ZoneInfo,
        weekly: Mapping[str, Sequence[Sequence[str]]] | None,
        closed: Iterable[str] = (),
        extra: Mapping[str, Sequence[Sequence[str]]] | None = None,
    ) -> Self:
        """
        Return a calendar from its stored form: ``{"0": [["07:30", "16:00"]]}`` and ISO dates.

        Raises:
            ValueError: something in it is no weekday, time, pair of times or date.
        """
        try:
            return cls.build(
                zone=zone,
                weekly=None
                if weekly is None
                else {int(day): [WallSpan.parse(*pair) for pair in weekly[day]] for day in weekly},
                closed=[date.fromisoformat(day) for day in closed],
                extra={
                    date.fromisoformat(day): [WallSpan.parse(*pair) for pair in pairs]
                    for day, pairs in (extra or {}).items()
                },
            )
        except (TypeError, AttributeError) as error:
            # JSON of another shape: a number for a list, a list for an object.
            raise ValueError("service hours are lists of two times by weekday or date") from error

    def seconds_in(self, period: Span) -> SpanSet:
        """Return the seconds of a period whose local wall clock lies in the service hours."""
        extra = dict(self.extra)
        found: list[Span] = []
        for stretch, offset_s in _steady_stretches(period, self.zone):
            first_day = (stretch.start + offset_s) // _DAY_S
            last_day = (stretch.end - 1 + offset_s) // _DAY_S
            for day in range(first_day, last_day + 1):
                hours = self._hours_on(date.fromordinal(_EPOCH_ORDINAL + day), extra)
                for wall in hours:
                    start = max(stretch.start, day * _DAY_S + wall.start_s - offset_s)
                    end = min(stretch.end, day * _DAY_S + wall.end_s - offset_s)
                    if start < end:
                        found.append(Span(start, end))
        return SpanSet.of(found)

    def _hours_on(
        self, day: date, extra: Mapping[date, tuple[WallSpan, ...]]
    ) -> tuple[WallSpan, ...]:
        if day in extra:
            return extra[day]
        return () if day in self.closed else self.weekly[day.weekday()]


def _steady_stretches(period: Span, zone: ZoneInfo) -> Iterator[tuple[Span, int]]:
    """Cut a period where the zone's clock changes; yield each part with its offset."""
    start = look = period.start
    offset_s = _offset_s(start, zone)
    while look < period.end:
        ahead = min(look + _LOOK_S, period.end)
        if _offset_s(ahead, zone) != offset_s:
            change = _first_second_off(look, ahead, zone, offset_s)
            yield Span(start, change), offset_s
            start = ahead = change
            offset_s = _offset_s(change, zone)
        look = ahead
    if start < period.end:
        yield Span(start, period.end), offset_s


def _first_second_off(low: int, high: int, zone: ZoneInfo, offset_s: int) -> int:
    """Find, by halving, the first second in (low, high] with another offset."""
    while high - low > 1:
        middle = (low + high) // 2
        if _offset_s(middle, zone) == offset_s:
            low = middle
        else:
            high = middle
    return high


def _offset_s(second: int, zone: ZoneInfo) -> int:
    offset = instant_of(second).astimezone(zone).utcoffset()
    return 0 if offset is None else int(offset.total_seconds())
