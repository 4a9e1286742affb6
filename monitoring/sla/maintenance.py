"""Planned work: which windows take time out of the account."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from monitoring.sla.intervals import Span, SpanSet


@dataclass(frozen=True, slots=True)
class Window:
    """A planned window of work; an overrun is not part of it."""

    span: Span
    announced_at: int | None
    is_cancelled: bool = False

    def counts(self, *, min_notice_s: int) -> bool:
        """Say whether it was announced in time and not called off."""
        if self.is_cancelled or self.announced_at is None:
            return False
        return self.announced_at <= self.span.start - min_notice_s


def excluded_seconds(windows: Iterable[Window], *, min_notice_s: int) -> SpanSet:
    """
    Return the seconds of all windows that count, each second once.

    Raises:
        ValueError: the notice is negative: work could then be announced after the fact.
    """
    if min_notice_s < 0:
        raise ValueError("notice is given before the work, not after")
    return SpanSet.of(w.span for w in windows if w.counts(min_notice_s=min_notice_s))
