"""Where an instant or a value lies in a chart, and where its marks stand."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from math import ceil, floor, log10
from zoneinfo import ZoneInfo

#: Width of the coordinate system in which lines are drawn; the template stretches it.
WIDTH = 1000
#: Marks stand at these multiples of a power of ten.
_STEPS = (1, 2, 5, 10)
#: Marks nearer to an edge than this share of the width are written inwards.
_EDGE = 0.04


@dataclass(frozen=True, slots=True)
class TimeMark:
    """A mark of a time axis: its instant, its place, and to which side its words go."""

    at: datetime
    x: str
    anchor: str


@dataclass(frozen=True, slots=True)
class ValueMark:
    """A mark of a value axis: its value and its height in pixels from the top."""

    value: float
    y: str


@dataclass(frozen=True, slots=True)
class TimeScale:
    """Maps `[start, end)` to the width of a chart."""

    start: datetime
    end: datetime

    def __post_init__(self) -> None:
        if self.start.utcoffset() is None or self.end.utcoffset() is None:
            raise ValueError("a time scale needs timezone-aware instants")
        if self.end <= self.start:
            raise ValueError("a time scale ends after it starts")

    def share(self, at: datetime) -> float:
        """Return the place of an instant, 0..1; what lies outside stands at the edge."""
        return min(max((at - self.start) / (self.end - self.start), 0.0), 1.0)

    def percent(self, at: datetime) -> str:
        """Return the place of an instant as an SVG length in percent."""
        return f"{self.share(at) * 100:.3f}%"

    def width(self, start: datetime, end: datetime) -> str:
        """Return the width of a stretch as an SVG length in percent."""
        return f"{(self.share(end) - self.share(start)) * 100:.3f}%"

    def x(self, at: datetime) -> float:
        """Return the place of an instant in the stretched coordinate system."""
        return self.share(at) * WIDTH

    def marks(self, *, step: timedelta, zone: ZoneInfo) -> tuple[TimeMark, ...]:
        """Return marks at the local midnights, or at multiples of `step` of the local day."""
        return tuple(
            TimeMark(at=at, x=self.percent(at), anchor=self._anchor(at))
            for at in _round_instants(self.start, self.end, step=step, zone=zone)
        )

    def _anchor(self, at: datetime) -> str:
        share = self.share(at)
        if share < _EDGE:
            return "start"
        return "end" if share > 1 - _EDGE else "middle"


@dataclass(frozen=True, slots=True)
class ValueScale:
    """Maps `0..top` to pixels between `bottom_y` (0) and `top_y`."""

    top: float
    top_y: float
    bottom_y: float

    def __post_init__(self) -> None:
        if not self.top > 0:
            raise ValueError("a value scale reaches above 0")

    def y(self, value: float) -> float:
        """Return the height of a value; what lies above stands at the top."""
        share = min(max(value / self.top, 0.0), 1.0)
        return self.bottom_y - share * (self.bottom_y - self.top_y)

    def marks(self, *, n: int = 2) -> tuple[ValueMark, ...]:
        """Return `n` marks above 0, the last at the top."""
        values = [self.top * i / n for i in range(1, n + 1)]
        return tuple(ValueMark(value=value, y=f"{self.y(value):.1f}") for value in values)


def round_top(value: float) -> float:
    """Return the next of 1, 2, 5, 10, 20 … at or above a positive value."""
    power = 10.0 ** floor(log10(value))
    return next(step * power for step in _STEPS if value <= step * power * (1 + 1e-9))


def _round_instants(
    start: datetime, end: datetime, *, step: timedelta, zone: ZoneInfo
) -> Iterator[datetime]:
    """Yield the instants in `[start, end]` whose local wall clock is a multiple of the step."""
    day = start.astimezone(zone).date()
    step_days = ceil(step / timedelta(days=1))
    while (midnight := _local(day, 0, zone)) <= end:
        # Weeks are counted from a Monday, so that marks keep their places from day to day.
        if step_days == 1 or day.toordinal() % step_days == 1:
            for hour in range(0, 24, max(int(step / timedelta(hours=1)), 1)):
                at = _local(day, hour, zone)
                if start <= at <= end and (step_days == 1 or at == midnight):
                    yield at
        day += timedelta(days=1)


def _local(day: date, hour: int, zone: ZoneInfo) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=zone).astimezone(UTC)
