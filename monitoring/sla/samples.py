"""From single samples to a timeline: how long one holds, and when a failure is believed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby, pairwise

from monitoring.sla.intervals import Span
from monitoring.sla.merge import State, Timeline


@dataclass(frozen=True, slots=True)
class Sample:
    """What one probe saw at one second."""

    at: int
    state: State


def timeline_of(samples: Iterable[Sample], *, valid_for_s: int, confirm_down: int = 1) -> Timeline:
    """
    Return what a probe's samples assert.

    A sample holds until the next one, at most `valid_for_s`; then nothing is known. A run of
    fewer than `confirm_down` failures is up; a confirmed run is down from its first failure.

    Raises:
        ValueError: a sample would hold for no time, or nothing would confirm a failure.
    """
    if valid_for_s < 1 or confirm_down < 1:
        raise ValueError("a sample holds at least a second, a failure needs at least one sample")
    believed: list[Sample] = []
    in_order = sorted(samples, key=lambda sample: sample.at)
    for state, run in groupby(in_order, key=lambda sample: sample.state):
        members = list(run)
        flap = state is State.DOWN and len(members) < confirm_down
        believed += [Sample(one.at, State.UP) for one in members] if flap else members
    ends = [later.at for _, later in pairwise(believed)]
    stretches = (
        (Span(sample.at, end), sample.state)
        for sample, following in zip(believed, [*ends, None], strict=False)
        if (end := _holds_until(sample, following, valid_for_s)) > sample.at
    )
    return Timeline.of(stretches)


def _holds_until(sample: Sample, following: int | None, valid_for_s: int) -> int:
    stale = sample.at + valid_for_s
    return stale if following is None else min(stale, following)
