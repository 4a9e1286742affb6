"""
Stretches of time as whole UTC seconds, half-open: ``[start, end)``.

Inside this package an instant is an integer: sums are exact, and a slow model in the tests can
count them one by one. Aware datetimes are converted once, at the edge, by `seconds_of` and
`instant_of`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from operator import attrgetter
from typing import Self

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_SECOND = timedelta(seconds=1)

# The years that datetime knows; an open end is LATEST, so that no set needs an infinity.
EARLIEST = (datetime.min.replace(tzinfo=UTC) - EPOCH) // _SECOND
LATEST = (datetime.max.replace(tzinfo=UTC) - EPOCH) // _SECOND


def seconds_of(instant: datetime) -> int:
    """
    Return the whole UTC second in which an aware instant lies.

    Fractions are cut off, at starts and ends alike, so that stretches which touch still touch.

    Raises:
        ValueError: the instant has no time zone.
    """
    if instant.utcoffset() is None:
        raise ValueError(f"an instant needs a time zone, {instant.isoformat()} has none")
    return (instant - EPOCH) // _SECOND


def instant_of(second: int) -> datetime:
    """Return a second as an aware datetime in UTC."""
    return EPOCH + timedelta(seconds=second)


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open stretch ``[start, end)`` of UTC seconds, at least one second long."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not EARLIEST <= self.start < self.end <= LATEST:
            raise ValueError(f"not a stretch of time: [{self.start}, {self.end})")

    @classmethod
    def between(cls, start: datetime, end: datetime | None) -> Self | None:
        """
        Return the stretch between two aware instants; None if it holds no whole second.

        An end of None is open.

        Raises:
            ValueError: the end lies before the start, or an instant has no time zone.
        """
        first = seconds_of(start)
        last = LATEST if end is None else seconds_of(end)
        if first == last:
            return None
        return cls(first, last)

    @property
    def length_s(self) -> int:
        """Seconds in the stretch."""
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class SpanSet:
    """
    A set of seconds, held as spans that are sorted and apart (never touching).

    Two sets with the same seconds are therefore equal. Build one with `SpanSet.of`.
    """

    spans: tuple[Span, ...] = ()

    def __post_init__(self) -> None:
        if any(earlier.end >= later.start for earlier, later in pairwise(self.spans)):
            raise ValueError("spans of a set are sorted and apart; build it with SpanSet.of")

    @classmethod
    def of(cls, spans: Iterable[Span | None]) -> Self:
        """Return the set of all seconds of some spans, in any order; None holds no second."""
        united: list[Span] = []
        for span in sorted((one for one in spans if one is not None), key=attrgetter("start")):
            if united and span.start <= united[-1].end:
                if span.end > united[-1].end:
                    united[-1] = Span(united[-1].start, span.end)
            else:
                united.append(span)
        return cls(tuple(united))

    def __iter__(self) -> Iterator[Span]:
        return iter(self.spans)

    def __bool__(self) -> bool:
        return bool(self.spans)

    def __contains__(self, second: int) -> bool:
        return any(span.start <= second < span.end for span in self.spans)

    @property
    def length_s(self) -> int:
        """Seconds in the set."""
        return sum(span.end - span.start for span in self.spans)

    def __or__(self, other: SpanSet) -> SpanSet:
        return SpanSet.of((*self.spans, *other.spans))

    def __and__(self, other: SpanSet) -> SpanSet:
        common: list[Span] = []
        mine, theirs = iter(self.spans), iter(other.spans)
        left, right = next(mine, None), next(theirs, None)
        while left is not None and right is not None:
            start, end = max(left.start, right.start), min(left.end, right.end)
            if start < end:
                common.append(Span(start, end))
            if left.end <= right.end:
                left = next(mine, None)
            else:
                right = next(theirs, None)
        return SpanSet(tuple(common))

    def __invert__(self) -> SpanSet:
        edges = [
            EARLIEST,
            *(edge for span in self.spans for edge in (span.start, span.end)),
            LATEST,
        ]
        pairs = zip(edges[::2], edges[1::2], strict=True)
        return SpanSet(tuple(Span(start, end) for start, end in pairs if start < end))

    def __sub__(self, other: SpanSet) -> SpanSet:
        return self & ~other


EMPTY = SpanSet()
ALWAYS = SpanSet((Span(EARLIEST, LATEST),))


def before(second: int) -> SpanSet:
    """Return all seconds before one."""
    return SpanSet.of([Span(EARLIEST, second)] if second > EARLIEST else [])


def covered_by(sets: Iterable[SpanSet], at_least: int) -> SpanSet:
    """
    Return the seconds that lie in at least so many of the sets.

    Raises:
        ValueError: at_least is below one.
    """
    if at_least < 1:
        raise ValueError("a second cannot be covered by fewer than one set")
    edges = [edge for one in sets for span in one for edge in ((span.start, 1), (span.end, -1))]
    depth, since, found = 0, EARLIEST, []
    for second, step in sorted(edges):
        if depth >= at_least and since < second:
            found.append(Span(since, second))
        depth, since = depth + step, second
    return SpanSet.of(found)
