"""Outages: runs of down, and what a period says of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from monitoring.sla.intervals import Span, SpanSet, before
from monitoring.sla.merge import Timeline


@dataclass(frozen=True, slots=True)
class Outage:
    """
    A maximal run of down, bridged over short unknown time.

    `down` are the seconds that were seen down; what lies between them was not seen.
    """

    down: SpanSet
    is_over: bool

    def __post_init__(self) -> None:
        if not self.down:
            raise ValueError("an outage has at least one second seen down")

    @property
    def wall(self) -> Span:
        """From the first second seen down to the last, unknown time between included."""
        return Span(self.down.spans[0].start, self.down.spans[-1].end)


def find_outages(timeline: Timeline, *, as_of: int, bridge_unknown_s: int) -> tuple[Outage, ...]:
    """
    Return the outages of a merged timeline, earliest first, whatever the calendar.

    Two runs of down with nothing but unknown of at most `bridge_unknown_s` between them are one.
    A run that reaches `as_of` is not over; nothing after that is looked at.
    """
    available = timeline.available
    runs: list[list[Span]] = []
    for span in timeline.down & before(as_of):
        if runs and _is_bridged(runs[-1][-1].end, span.start, available, bridge_unknown_s):
            runs[-1].append(span)
        else:
            runs.append([span])
    return tuple(Outage(SpanSet(tuple(run)), is_over=run[-1].end < as_of) for run in runs)


def _is_bridged(end: int, start: int, available: SpanSet, bridge_unknown_s: int) -> bool:
    return start - end <= bridge_unknown_s and not available & SpanSet((Span(end, start),))


@dataclass(frozen=True, slots=True)
class OutageSummary:
    """What a period says of the outages that took eligible time in it."""

    started: int
    carried_in: int
    longest_s: int
    mttr_wall_s: Fraction | None
    mttr_service_s: Fraction | None


def summarise(outages: Iterable[Outage], *, period: Span, eligible: SpanSet) -> OutageSummary:
    """
    Return the counts and times of a period's outages.

    An outage counts if at least one of its seconds is eligible. It belongs to the period in which
    it started; in a later one it is carried in, never new. `longest_s` is the most eligible down
    time of one, carried in or not; the mean wall time is that of outages started here and over.
    """
    near = (o for o in outages if o.wall.start < period.end and o.wall.end > period.start)
    hits = [(o, hit) for o in near if (hit := (o.down & eligible).length_s)]
    started = [o for o, _ in hits if o.wall.start >= period.start]
    over = [o.wall.length_s for o in started if o.is_over]
    down_s = sum(hit for _, hit in hits)
    return OutageSummary(
        started=len(started),
        carried_in=len(hits) - len(started),
        longest_s=max((hit for _, hit in hits), default=0),
        mttr_wall_s=Fraction(sum(over), len(over)) if over else None,
        mttr_service_s=Fraction(down_s, len(started)) if started else None,
    )
