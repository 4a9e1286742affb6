"""
A period's account: every second in one class, the shares that follow, and the verdict.

Each second of the period is the first that applies of: not agreed, excluded, future, unknown,
down, up. All shares are exact fractions; only `display` turns them into digits.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from operator import itemgetter

from monitoring.sla.budget import error_budget_s
from monitoring.sla.intervals import ALWAYS, EARLIEST, EMPTY, LATEST, Span, SpanSet, before
from monitoring.sla.merge import Merged
from monitoring.sla.outages import OutageSummary, find_outages, summarise

BRIDGE_UNKNOWN_S = 3600


class Verdict(StrEnum):
    """Whether the promise was kept, as far as it can be proven."""

    MET = "met"
    BREACHED = "breached"
    OPEN = "open"
    INDETERMINATE = "indeterminate"
    NOT_APPLICABLE = "not_applicable"


# Of a month under several targets, the worst verdict stands.
_WORST_FIRST = (Verdict.BREACHED, Verdict.OPEN, Verdict.INDETERMINATE, Verdict.MET)


@dataclass(frozen=True, slots=True)
class Account:
    """
    Seconds of a period by class; they sum to the period.

    `degraded_s` and `disagree_s` are looks at eligible past time, not classes of their own.
    """

    up_s: int = 0
    down_s: int = 0
    unknown_s: int = 0
    future_s: int = 0
    excluded_s: int = 0
    not_agreed_s: int = 0
    degraded_s: int = 0
    disagree_s: int = 0

    def __post_init__(self) -> None:
        if min(self.up_s, self.down_s, self.unknown_s, self.future_s) < 0:
            raise ValueError("no class of time has fewer than no seconds")
        if min(self.excluded_s, self.not_agreed_s, self.disagree_s) < 0:
            raise ValueError("no class of time has fewer than no seconds")
        if not 0 <= self.degraded_s <= self.up_s:
            raise ValueError("degraded time is part of the time up")

    @property
    def eligible_s(self) -> int:
        """Agreed time without planned work: what the promise is about."""
        return self.up_s + self.down_s + self.unknown_s + self.future_s

    @property
    def agreed_s(self) -> int:
        """Service hours under contract."""
        return self.eligible_s + self.excluded_s

    @property
    def period_s(self) -> int:
        """All seconds of the period."""
        return self.agreed_s + self.not_agreed_s

    @property
    def measured_s(self) -> int:
        """Eligible time that was seen."""
        return self.up_s + self.down_s

    @property
    def measured(self) -> Fraction | None:
        """Share of the measured time that was up, 0..1; None if nothing was measured."""
        return share(self.up_s, self.measured_s)

    @property
    def low(self) -> Fraction | None:
        """Least share that is proven: whatever was not seen counts as down."""
        return share(self.up_s, self.eligible_s)

    @property
    def high(self) -> Fraction | None:
        """Greatest share that is possible: whatever was not seen counts as up."""
        return share(self.eligible_s - self.down_s, self.eligible_s)

    @property
    def coverage(self) -> Fraction | None:
        """Share of the eligible past time that was measured; None if none has passed."""
        return share(self.measured_s, self.eligible_s - self.future_s)

    def __add__(self, other: Account) -> Account:
        return Account(
            up_s=self.up_s + other.up_s,
            down_s=self.down_s + other.down_s,
            unknown_s=self.unknown_s + other.unknown_s,
            future_s=self.future_s + other.future_s,
            excluded_s=self.excluded_s + other.excluded_s,
            not_agreed_s=self.not_agreed_s + other.not_agreed_s,
            degraded_s=self.degraded_s + other.degraded_s,
            disagree_s=self.disagree_s + other.disagree_s,
        )


def share(part: int, base: int) -> Fraction | None:
    """Return a part of a base as an exact fraction; None if the base is nothing."""
    return Fraction(part, base) if base else None


def judge(account: Account, target: Fraction) -> Verdict:
    """Return the verdict on one account under one target."""
    if account.low is None or account.high is None:
        return Verdict.NOT_APPLICABLE
    if account.low >= target:
        return Verdict.MET
    if account.high < target:
        return Verdict.BREACHED
    return Verdict.OPEN if account.future_s else Verdict.INDETERMINATE


@dataclass(frozen=True, slots=True)
class TargetVersion:
    """A promised share, 0..1, and the seconds for which it was the promise."""

    target: Fraction
    valid: SpanSet = ALWAYS

    def __post_init__(self) -> None:
        if not 0 < self.target <= 1:
            raise ValueError("a target is a share above 0 and at most 1")


def target_versions(starts: Iterable[tuple[int | None, Fraction]]) -> tuple[TargetVersion, ...]:
    """
    Return targets, each valid from a second (None: from the start) until the next begins.

    Of two that begin at one second the later in the list stands.
    """
    from_seconds = [(EARLIEST if since is None else since, target) for since, target in starts]
    in_order = sorted(from_seconds, key=itemgetter(0))
    ends = [since for since, _ in in_order[1:]]
    return tuple(
        TargetVersion(target, SpanSet.of([Span(since, end)] if since < end else []))
        for (since, target), end in zip(in_order, [*ends, LATEST], strict=False)
    )


@dataclass(frozen=True, slots=True)
class Promise:
    """
    What was agreed: seconds under service hours and contract, planned work, targets.

    The sets may reach beyond the period that is asked for.
    """

    agreed: SpanSet
    excluded: SpanSet = EMPTY
    targets: tuple[TargetVersion, ...] = ()


@dataclass(frozen=True, slots=True)
class Classes:
    """The seconds of a period, each in exactly one set: what every figure opens into."""

    not_agreed: SpanSet
    excluded: SpanSet
    future: SpanSet
    unknown: SpanSet
    down: SpanSet
    up: SpanSet

    @property
    def eligible(self) -> SpanSet:
        """Agreed time without planned work."""
        return self.future | self.unknown | self.down | self.up


def classify(*, period: Span, as_of: int, promise: Promise, seen: Merged) -> Classes:
    """Put every second of a period into the first class that applies."""
    whole = SpanSet((period,))
    agreed = whole & promise.agreed
    eligible = agreed - promise.excluded
    past = eligible & before(as_of)
    up = past & seen.timeline.available
    down = past & seen.timeline.down
    return Classes(
        not_agreed=whole - agreed,
        excluded=agreed & promise.excluded,
        future=eligible - before(as_of),
        unknown=past - up - down,
        down=down,
        up=up,
    )


def account_of(classes: Classes, seen: Merged, within: SpanSet = ALWAYS) -> Account:
    """Count the seconds of each class, within some of the period."""
    past = (classes.eligible - classes.future) & within
    return Account(
        up_s=(classes.up & within).length_s,
        down_s=(classes.down & within).length_s,
        unknown_s=(classes.unknown & within).length_s,
        future_s=(classes.future & within).length_s,
        excluded_s=(classes.excluded & within).length_s,
        not_agreed_s=(classes.not_agreed & within).length_s,
        degraded_s=(past & seen.timeline.degraded).length_s,
        disagree_s=(past & seen.disagree).length_s,
    )


@dataclass(frozen=True, slots=True)
class Assessment:
    """A line's period: its account, the verdict, the budget, its outages, the seconds behind."""

    account: Account
    verdict: Verdict
    budget_s: int
    outages: OutageSummary
    classes: Classes
    down_upstream_s: int

    @property
    def budget_left_s(self) -> int:
        """Downtime that may still happen; negative when the budget is overdrawn."""
        return self.budget_s - self.account.down_s

    @property
    def down_access_s(self) -> int:
        """Downtime not explained by a wider fault."""
        return self.account.down_s - self.down_upstream_s

    @property
    def access(self) -> Fraction | None:
        """Measured share of the line alone: time lost to a wider fault counts as up."""
        return share(self.account.up_s + self.down_upstream_s, self.account.measured_s)

    @property
    def mtbf_s(self) -> Fraction | None:
        """Mean time up per outage that started; None without one."""
        return share(self.account.up_s, self.outages.started)


def assess(
    *,
    period: Span,
    as_of: int,
    promise: Promise,
    seen: Merged,
    bridge_unknown_s: int = BRIDGE_UNKNOWN_S,
    upstream_down: SpanSet = EMPTY,
) -> Assessment:
    """
    Return what a period says of one line, as of a second.

    `seen` should reach beyond the period on both sides: an outage that began before it is carried
    in, and one that ends after it is that long.
    """
    classes = classify(period=period, as_of=as_of, promise=promise, seen=seen)
    parts = [
        (version.target, account_of(classes, seen, version.valid)) for version in promise.targets
    ]
    verdicts = {judge(account, target) for target, account in parts}
    outages = find_outages(seen.timeline, as_of=as_of, bridge_unknown_s=bridge_unknown_s)
    return Assessment(
        account=account_of(classes, seen),
        verdict=next((v for v in _WORST_FIRST if v in verdicts), Verdict.NOT_APPLICABLE),
        budget_s=sum(error_budget_s(account.eligible_s, target) for target, account in parts),
        outages=summarise(outages, period=period, eligible=classes.eligible),
        classes=classes,
        down_upstream_s=(classes.down & upstream_down).length_s,
    )
