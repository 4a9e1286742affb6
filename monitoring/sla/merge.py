"""What was seen of a line: one timeline a probe, and the merged timeline of several."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import reduce
from operator import or_
from typing import Self

from monitoring.sla.intervals import EMPTY, Span, SpanSet, covered_by


class State(StrEnum):
    """What a probe says of a line at a second."""

    UP = "up"
    DEGRADED = "degraded"
    DOWN = "down"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Timeline:
    """
    The seconds in which a line was seen up, degraded or down; every other second is unknown.

    Unknown is what is left, so no gap can be filled by mistake.
    """

    up: SpanSet = EMPTY
    degraded: SpanSet = EMPTY
    down: SpanSet = EMPTY

    def __post_init__(self) -> None:
        if self.up & self.degraded or (self.up | self.degraded) & self.down:
            raise ValueError("a second has one state")

    @classmethod
    def of(cls, stretches: Iterable[tuple[Span | None, State]]) -> Self:
        """
        Return the timeline of some stretches, each with its state.

        Raises:
            ValueError: two states claim the same second.
        """
        by_state: dict[State, list[Span | None]] = defaultdict(list)
        for span, state in stretches:
            by_state[state].append(span)
        up, degraded, down = (
            SpanSet.of(by_state[state]) for state in (State.UP, State.DEGRADED, State.DOWN)
        )
        return cls(up, degraded, down)

    def overlaid(self, seconds: SpanSet, state: State) -> Timeline:
        """Return this timeline with a state laid over some seconds; unknown wipes them out."""
        up, degraded, down = (one - seconds for one in (self.up, self.degraded, self.down))
        match state:
            case State.UP:
                up |= seconds
            case State.DEGRADED:
                degraded |= seconds
            case State.DOWN:
                down |= seconds
        return Timeline(up, degraded, down)

    def within(self, seconds: SpanSet) -> Timeline:
        """Return this timeline with everything outside some seconds unknown."""
        return Timeline(self.up & seconds, self.degraded & seconds, self.down & seconds)

    @property
    def available(self) -> SpanSet:
        """Seconds seen up or degraded."""
        return self.up | self.degraded


@dataclass(frozen=True, slots=True)
class Merged:
    """The merged timeline of a line's probes, and the seconds in which they disagreed."""

    timeline: Timeline
    disagree: SpanSet = EMPTY


def merge(probes: Sequence[Timeline], *, down_quorum: int = 1) -> Merged:
    """
    Merge what several probes saw.

    A second is up if any probe says so (degraded if that is the best), else down if at least
    `down_quorum` probes say down, else unknown.

    Raises:
        ValueError: the quorum is below one.
    """
    up = reduce(or_, (probe.up for probe in probes), EMPTY)
    available = reduce(or_, (probe.available for probe in probes), EMPTY)
    downs = [probe.down for probe in probes]
    down = covered_by(downs, down_quorum) - available
    disagree = available & reduce(or_, downs, EMPTY)
    return Merged(Timeline(up, available - up, down), disagree)
