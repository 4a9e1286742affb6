"""
What a month was worth: stored states, contracts and planned work in, exact figures out.

Reads only; the arithmetic is `monitoring.sla`. However many circuits are asked for, a month takes
six queries. A month is the local calendar month of the city (`TIME_ZONE`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction
from itertools import groupby
from typing import TypeAlias
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Q

from inventory.models import CircuitService, OperatorArea
from monitoring.models import Maintenance, SlaAssignment, SlaPolicyVersion, StateInterval
from monitoring.sla.aggregate import Line, Overall, combine
from monitoring.sla.availability import (
    BRIDGE_UNKNOWN_S,
    Assessment,
    Promise,
    TargetVersion,
    assess,
)
from monitoring.sla.calendar import Month, ServiceCalendar, month_of
from monitoring.sla.intervals import (
    EARLIEST,
    EMPTY,
    LATEST,
    Span,
    SpanSet,
    instant_of,
    seconds_of,
)
from monitoring.sla.maintenance import Window, excluded_seconds
from monitoring.sla.merge import Merged, State, Timeline, merge
from monitoring.sla.school_days import closures

# An outage that began before the month, or goes on after it, is seen whole if its parts lie within
# this time; a longer one is one interval, which is read whole, or is interrupted.
_MARGIN = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class MonthFigure:
    """
    A circuit's month.

    `target` is the promised share at the month's end, None if there was none in it.
    `holidays_unknown_from` is the first day for which the service calendar may lack holidays.
    """

    circuit_id: int
    month: Month
    assessment: Assessment
    target: Fraction | None
    holidays_unknown_from: date | None


def city_zone() -> ZoneInfo:
    """Return the zone in which the city's months and service hours are meant."""
    return ZoneInfo(settings.TIME_ZONE)


def current_month(now: datetime) -> Month:
    """Return the local month of an aware instant."""
    return month_of(now, city_zone())


def month_figures(
    circuit_ids: Collection[int], *, month: Month, as_of: datetime
) -> dict[int, MonthFigure]:
    """
    Return each circuit's month as known at an aware instant, by circuit id, in the order given.

    The caller has narrowed the circuits to what the asker may see. Six queries, however many.
    """
    terms = _Terms.load(month)
    spans = _seen(circuit_ids, terms.period)
    services = _services(circuit_ids)
    windows = _windows(circuit_ids, terms.period)
    assigned = _assignments(circuit_ids, terms.period)
    return {
        circuit_id: _figure(
            circuit_id,
            terms=terms,
            as_of=seconds_of(as_of),
            seen=spans.get(circuit_id, Merged(Timeline())),
            in_service=services.get(circuit_id, EMPTY),
            windows=windows[circuit_id],
            assigned=assigned[circuit_id],
        )
        for circuit_id in circuit_ids
    }


def overall(
    figures: Iterable[MonthFigure], *, people: Mapping[int, int | None] | None = None
) -> Overall:
    """Return several circuits' figures together; `people` weighs them, by circuit id. No query."""
    weights = people or {}
    return combine(
        Line(
            figure.assessment.account,
            figure.assessment.verdict,
            weights.get(figure.circuit_id),
        )
        for figure in figures
    )


_Assigned: TypeAlias = list[tuple[SpanSet, int]]


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A part of the month under one version of a policy."""

    valid: SpanSet
    version: _Version


@dataclass(frozen=True, slots=True)
class _Version:
    """A policy version, with its service hours in the month worked out once for all circuits."""

    valid: SpanSet
    target: Fraction
    hours: SpanSet
    min_notice_s: int
    bridge_unknown_s: int
    holidays_unknown_from: date | None


@dataclass(frozen=True, slots=True)
class _Terms:
    """The month, and what each policy promises in it, earliest version first."""

    month: Month
    period: Span
    versions: Mapping[int, list[_Version]]

    @classmethod
    def load(cls, month: Month) -> _Terms:
        """Read all policies (two queries)."""
        period = month.span(city_zone())
        area = OperatorArea.objects.only("country", "state").first()
        rows = SlaPolicyVersion.objects.order_by("policy_id", "valid_from")
        by_policy: dict[int, list[_Version]] = {}
        for policy_id, group in groupby(rows, key=lambda row: row.policy_id):
            # PostgreSQL sorts null last; here it means from the beginning.
            in_order = sorted(group, key=_valid_from)
            ends = [_valid_from(row) for row in in_order[1:]]
            by_policy[policy_id] = [
                _version(row, end, month=month, period=period, area=area)
                for row, end in zip(in_order, [*ends, LATEST], strict=False)
                # What was replaced before the month, or begins after it, has no say in it.
                if _valid_from(row) < period.end and end > period.start
            ]
        return cls(month, period, by_policy)

    def stretches(self, assigned: _Assigned) -> list[_Stretch]:
        """Return the parts of the month that are under contract terms, in order."""
        found = [
            _Stretch(valid, version)
            for span, policy_id in assigned
            for version in self.versions.get(policy_id, [])
            if (valid := span & version.valid & SpanSet((self.period,)))
        ]
        return sorted(found, key=lambda stretch: stretch.valid.spans[0])


def _valid_from(row: SlaPolicyVersion) -> int:
    return EARLIEST if row.valid_from is None else seconds_of(row.valid_from)


def _version(
    row: SlaPolicyVersion, end: int, *, month: Month, period: Span, area: OperatorArea | None
) -> _Version:
    closed = closures(
        country=area.country if area else "",
        state=area.state if area else "",
        first=month.first_date,
        end=month.end_date,
        public=row.closes_public_holidays,
        school=row.closes_school_holidays,
    )
    calendar = ServiceCalendar.read(
        zone=city_zone(),
        weekly=row.weekly,
        closed=[*row.closed_dates, *(day.isoformat() for day in closed.dates)],
        extra=row.extra_dates,
    )
    return _Version(
        valid=SpanSet((Span(_valid_from(row), end),)),
        target=Fraction(row.target_percent) / 100,
        hours=calendar.seconds_in(period),
        min_notice_s=row.min_notice // timedelta(seconds=1),
        bridge_unknown_s=row.bridge_unknown // timedelta(seconds=1),
        holidays_unknown_from=closed.unknown_from,
    )


def _figure(
    circuit_id: int,
    *,
    terms: _Terms,
    as_of: int,
    seen: Merged,
    in_service: SpanSet,
    windows: list[Window],
    assigned: _Assigned,
) -> MonthFigure:
    stretches = terms.stretches(assigned)
    agreed = excluded = EMPTY
    for stretch in stretches:
        version = stretch.version
        agreed |= stretch.valid & version.hours
        excluded |= stretch.valid & excluded_seconds(windows, min_notice_s=version.min_notice_s)
    last = stretches[-1].version if stretches else None
    assessment = assess(
        period=terms.period,
        as_of=as_of,
        promise=Promise(agreed & in_service, excluded, _targets(stretches)),
        seen=seen,
        bridge_unknown_s=last.bridge_unknown_s if last else BRIDGE_UNKNOWN_S,
    )
    unknown = [day for one in stretches if (day := one.version.holidays_unknown_from)]
    return MonthFigure(
        circuit_id=circuit_id,
        month=terms.month,
        assessment=assessment,
        target=last.target if last else None,
        holidays_unknown_from=min(unknown, default=None),
    )


def _targets(stretches: Iterable[_Stretch]) -> tuple[TargetVersion, ...]:
    """Unite neighbours with the same target: new hours or a renewal make no new promise."""
    return tuple(
        TargetVersion(target, SpanSet.of(span for one in group for span in one.valid))
        for target, group in groupby(stretches, key=lambda one: one.version.target)
    )


def _seen(circuit_ids: Collection[int], period: Span) -> dict[int, Merged]:
    """Read what every probe saw around the period (one query), merged by circuit."""
    first, end = instant_of(period.start) - _MARGIN, instant_of(period.end) + _MARGIN
    rows = (
        StateInterval.objects.filter(target__circuit_id__in=circuit_ids, started_at__lt=end)
        .filter(Q(ended_at__gt=first) | Q(ended_at=None, observed_until__gt=first))
        # Unknown is what no interval asserts.
        .exclude(state=State.UNKNOWN)
        .values_list(
            "target__circuit_id",
            "target_id",
            "vantage_id",
            "state",
            "started_at",
            "ended_at",
            "observed_until",
        )
    )
    probes: dict[int, dict[tuple[int, int], list[tuple[Span | None, State]]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for circuit_id, target_id, vantage_id, state, started_at, ended_at, observed_until in rows:
        # An open interval is asserted only as far as it was observed.
        asserted_until = max(started_at, observed_until) if ended_at is None else ended_at
        probes[circuit_id][target_id, vantage_id].append(
            (Span.between(started_at, asserted_until), State(state))
        )
    return {
        circuit_id: merge([Timeline.of(stretches) for stretches in by_probe.values()])
        for circuit_id, by_probe in probes.items()
    }


def _services(circuit_ids: Collection[int]) -> dict[int, SpanSet]:
    """Read the stretches under contract (one query)."""
    spans: dict[int, list[Span | None]] = defaultdict(list)
    rows = CircuitService.objects.filter(circuit_id__in=circuit_ids)
    for circuit_id, started_at, ended_at in rows.values_list(
        "circuit_id", "started_at", "ended_at"
    ):
        spans[circuit_id].append(Span.between(started_at, ended_at))
    return {circuit_id: SpanSet.of(found) for circuit_id, found in spans.items()}


def _windows(circuit_ids: Collection[int], period: Span) -> dict[int, list[Window]]:
    """Read the planned works that touch the period (one query)."""
    windows: dict[int, list[Window]] = defaultdict(list)
    rows = Maintenance.circuits.through.objects.filter(
        circuit_id__in=circuit_ids,
        maintenance__starts_at__lt=instant_of(period.end),
        maintenance__ends_at__gt=instant_of(period.start),
    ).values_list(
        "circuit_id",
        "maintenance__starts_at",
        "maintenance__ends_at",
        "maintenance__announced_at",
        "maintenance__cancelled_at",
    )
    for circuit_id, starts_at, ends_at, announced_at, cancelled_at in rows:
        span = Span.between(starts_at, ends_at)
        if span is not None:
            windows[circuit_id].append(
                Window(span, seconds_of(announced_at), is_cancelled=cancelled_at is not None)
            )
    return windows


def _assignments(circuit_ids: Collection[int], period: Span) -> dict[int, _Assigned]:
    """Read which policy each circuit had in the period (one query)."""
    assigned: dict[int, _Assigned] = defaultdict(list)
    rows = (
        SlaAssignment.objects.filter(
            circuit_id__in=circuit_ids, valid_from__lt=instant_of(period.end)
        )
        .exclude(valid_until__lte=instant_of(period.start))
        .values_list("circuit_id", "policy_id", "valid_from", "valid_until")
    )
    for circuit_id, policy_id, valid_from, valid_until in rows:
        span = SpanSet.of([Span.between(valid_from, valid_until)])
        assigned[circuit_id].append((span, policy_id))
    return assigned
