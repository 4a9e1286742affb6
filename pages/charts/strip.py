"""
A stretch of measurements: round trips as a line, lost echoes as bars, states as a ribbon.

    ms |      ┌──┐       a line where echoes came back, a gap where none did
       |──────┘  └──
     % |      |          bars: share of echoes lost
       |▬▬▬▬▬▬█▬▬▬░░     ribbon: the state; ░ was not measured, hatched over the whole height
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from pages.charts.scale import TimeMark, TimeScale, ValueMark, ValueScale, round_top

HEIGHT = 212
RTT_TOP, RTT_BOTTOM = 22, 112
LOSS_TOP, LOSS_BOTTOM = 136, 166
RIBBON_TOP, RIBBON_HEIGHT = 174, 10
#: A line shorter than this would hide that anything was measured at all.
_LEAST_RTT_MS = 1.0
#: A bar narrower than this share of the height cannot be seen.
_LEAST_BAR = 2.0


@dataclass(frozen=True, slots=True)
class Bucket:
    """Rounds of a short time together; `rtt_ms` None: nothing came back, `loss` None: not sent."""

    start: datetime
    end: datetime
    rtt_ms: float | None
    rtt_max_ms: float | None
    loss: float | None


@dataclass(frozen=True, slots=True)
class Stretch:
    """A time in one state; `state` is a key of `monitoring.presentation.STATES`."""

    start: datetime
    end: datetime
    state: str


@dataclass(frozen=True, slots=True)
class Bar:
    """An upright bar, or a piece of the ribbon: lengths as SVG writes them."""

    x: str
    width: str
    y: str
    height: str
    css_class: str = ""


@dataclass(frozen=True, slots=True)
class Strip:
    """What the template `pages/charts/strip.svg.html` draws."""

    lines: tuple[str, ...]
    bands: tuple[str, ...]
    losses: tuple[Bar, ...]
    unknown: tuple[Bar, ...]
    ribbon: tuple[Bar, ...]
    rtt_marks: tuple[ValueMark, ...]
    loss_marks: tuple[ValueMark, ...]
    time_marks: tuple[TimeMark, ...]
    height: int = HEIGHT


def draw_strip(
    buckets: Sequence[Bucket],
    stretches: Sequence[Stretch],
    *,
    start: datetime,
    end: datetime,
    mark_step: timedelta,
    zone: ZoneInfo,
) -> Strip:
    """Return the chart of a stretch of time; what no state covers is drawn as not measured."""
    times = TimeScale(start, end)
    highest = max((bucket.rtt_max_ms or bucket.rtt_ms or 0 for bucket in buckets), default=0)
    rtts = ValueScale(round_top(max(highest, _LEAST_RTT_MS)), RTT_TOP, RTT_BOTTOM)
    losses = ValueScale(1.0, LOSS_TOP, LOSS_BOTTOM)
    covered = list(_covered(stretches, start=start, end=end))
    return Strip(
        lines=tuple(_line(run, times, rtts) for run in _runs(buckets)),
        bands=tuple(_band(run, times, rtts) for run in _runs(buckets)),
        losses=tuple(_loss_bars(buckets, times, losses)),
        unknown=tuple(
            Bar(
                x=times.percent(one.start),
                width=times.width(one.start, one.end),
                y=str(RTT_TOP),
                height=str(RIBBON_TOP + RIBBON_HEIGHT - RTT_TOP),
            )
            for one in covered
            if one.state == "unknown"
        ),
        ribbon=tuple(
            Bar(
                x=times.percent(one.start),
                width=times.width(one.start, one.end),
                y=str(RIBBON_TOP),
                height=str(RIBBON_HEIGHT),
                css_class=one.state,
            )
            for one in covered
        ),
        rtt_marks=rtts.marks(),
        loss_marks=losses.marks(n=1),
        time_marks=times.marks(step=mark_step, zone=zone),
    )


def _covered(stretches: Iterable[Stretch], *, start: datetime, end: datetime) -> Iterator[Stretch]:
    """Yield the stretches cut to the time shown, with "unknown" wherever none is."""
    here = start
    for one in sorted(stretches, key=lambda stretch: stretch.start):
        begin, finish = max(one.start, here), min(one.end, end)
        if finish <= begin:
            continue
        if begin > here:
            yield Stretch(here, begin, "unknown")
        yield Stretch(begin, finish, one.state)
        here = finish
    if here < end:
        yield Stretch(here, end, "unknown")


def _runs(buckets: Iterable[Bucket]) -> Iterator[list[Bucket]]:
    """Yield neighbouring buckets that all have a round trip: a line never bridges a gap."""
    run: list[Bucket] = []
    for bucket in buckets:
        if run and (bucket.rtt_ms is None or bucket.start > run[-1].end):
            yield run
            run = []
        if bucket.rtt_ms is not None:
            run.append(bucket)
    if run:
        yield run


def _line(run: Sequence[Bucket], times: TimeScale, rtts: ValueScale) -> str:
    """Return the points of a line; each bucket is level, so that a single one is seen too."""
    return " ".join(
        f"{times.x(at):.1f},{rtts.y(bucket.rtt_ms or 0):.1f}"
        for bucket in run
        for at in (bucket.start, bucket.end)
    )


def _band(run: Sequence[Bucket], times: TimeScale, rtts: ValueScale) -> str:
    """Return the outline between the mean and the longest round trip of each bucket."""
    upper = [
        f"{times.x(at):.1f},{rtts.y(bucket.rtt_max_ms or bucket.rtt_ms or 0):.1f}"
        for bucket in run
        for at in (bucket.start, bucket.end)
    ]
    lower = _line(run, times, rtts).split(" ")
    return " ".join([*upper, *reversed(lower)])


def _loss_bars(buckets: Iterable[Bucket], times: TimeScale, losses: ValueScale) -> Iterator[Bar]:
    for bucket in buckets:
        if bucket.loss:
            height = max(losses.bottom_y - losses.y(bucket.loss), _LEAST_BAR)
            yield Bar(
                x=times.percent(bucket.start),
                width=times.width(bucket.start, bucket.end),
                y=f"{losses.bottom_y - height:.1f}",
                height=f"{height:.1f}",
            )
