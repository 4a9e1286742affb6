"""
What was promised to circuits in a month: service hours, contract, planned work, targets.

Reads only, in five queries however many circuits; the values are those of `monitoring.sla`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from itertools import groupby
from typing import TypeAlias
from zoneinfo import ZoneInfo

from django.conf import settings

from inventory.models import CircuitService, OperatorArea
from monitoring.models import Maintenance, SlaAssignment, SlaPolicyVersion
from monitoring.sla.availability import BRIDGE_UNKNOWN_S, Promise, TargetVersion
from monitoring.sla.calendar import Month, ServiceCalendar
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
from monitoring.sla.school_days import closures

_SECOND = timedelta(seconds=1)
#: Which policy a circuit had, and when.
_Assigned: TypeAlias = list[tuple[SpanSet, int]]


def city_zone() -> ZoneInfo:
    """Return the zone in which the city's months and service hours are meant."""
    return ZoneInfo(settings.TIME_ZONE)


@dataclass(frozen=True, slots=True)
class CircuitPromise:
    """
    What was promised to a circuit in a month.

    `target` is the share at the month's end, None if nothing was promised in it.
    `holidays_unknown_from` is the first day for which the service hours may lack holidays.
    """

    promise: Promise
    bridge_unknown_s: int
    target: Fraction | None
    holidays_unknown_from: date | None


def promises(circuit_ids: Collection[int], month: Month) -> dict[int, CircuitPromise]:
    """Return what each circuit was promised in a month, by circuit id; five queries."""
    period = month.span(city_zone())
    policies = _policies(month, period)
    services = _services(circuit_ids)
    windows = _windows(circuit_ids, period)
    assigned = _assignments(circuit_ids, period)
    return {
        circuit_id: _circuit_promise(
            _stretches(assigned[circuit_id], policies, period),
            in_service=services.get(circuit_id, EMPTY),
            windows=windows[circuit_id],
        )
        for circuit_id in circuit_ids
    }


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
class _Stretch:
    """A part of the month in which a circuit was under one policy version."""

    valid: SpanSet
    version: _Version


def _circuit_promise(
    stretches: list[_Stretch], *, in_service: SpanSet, windows: list[Window]
) -> CircuitPromise:
    agreed = excluded = EMPTY
    for stretch in stretches:
        version = stretch.version
        agreed |= stretch.valid & version.hours
        excluded |= stretch.valid & excluded_seconds(windows, min_notice_s=version.min_notice_s)
    last = stretches[-1].version if stretches else None
    unknown = [day for one in stretches if (day := one.version.holidays_unknown_from)]
    return CircuitPromise(
        promise=Promise(agreed & in_service, excluded, _targets(stretches)),
        bridge_unknown_s=last.bridge_unknown_s if last else BRIDGE_UNKNOWN_S,
        target=last.target if last else None,
        holidays_unknown_from=min(unknown, default=None),
    )


def _targets(stretches: Iterable[_Stretch]) -> tuple[TargetVersion, ...]:
    """Unite neighbours with the same target: new hours or a renewal make no new target."""
    return tuple(
        TargetVersion(target, SpanSet.of(span for one in group for span in one.valid))
        for target, group in groupby(stretches, key=lambda one: one.version.target)
    )


def _stretches(
    assigned: _Assigned, policies: Mapping[int, list[_Version]], period: Span
) -> list[_Stretch]:
    """Return the parts of a period that are under some policy version, in order."""
    whole = SpanSet((period,))
    found = [
        _Stretch(valid, version)
        for span, policy_id in assigned
        for version in policies.get(policy_id, [])
        if (valid := span & version.valid & whole)
    ]
    return sorted(found, key=lambda stretch: stretch.valid.spans[0])


def _policies(month: Month, period: Span) -> dict[int, list[_Version]]:
    """Read what each policy says in a month (two queries)."""
    area = OperatorArea.objects.only("country", "state").first()
    rows = sorted(SlaPolicyVersion.objects.all(), key=lambda row: (row.policy_id, _valid_from(row)))
    by_policy: dict[int, list[_Version]] = {}
    for policy_id, group in groupby(rows, key=lambda row: row.policy_id):
        versions = list(group)
        ends = [_valid_from(row) for row in versions[1:]]
        by_policy[policy_id] = [
            _version(row, end, month=month, period=period, area=area)
            for row, end in zip(versions, [*ends, LATEST], strict=True)
            # What was replaced before the month, or begins after it, has no say in it.
            if _valid_from(row) < min(end, period.end) and end > period.start
        ]
    return by_policy


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
        min_notice_s=row.min_notice // _SECOND,
        bridge_unknown_s=row.bridge_unknown // _SECOND,
        holidays_unknown_from=closed.unknown_from,
    )


def _services(circuit_ids: Collection[int]) -> dict[int, SpanSet]:
    """Read the stretches under contract (one query)."""
    rows = CircuitService.objects.filter(circuit_id__in=circuit_ids)
    spans: dict[int, list[Span | None]] = defaultdict(list)
    for circuit_id, start, end in rows.values_list("circuit_id", "started_at", "ended_at"):
        spans[circuit_id].append(Span.between(start, end))
    return {circuit_id: SpanSet.of(found) for circuit_id, found in spans.items()}


def _windows(circuit_ids: Collection[int], period: Span) -> dict[int, list[Window]]:
    """Read the planned works that touch a period (one query)."""
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
    windows: dict[int, list[Window]] = defaultdict(list)
    for circuit_id, starts_at, ends_at, announced_at, cancelled_at in rows:
        span = Span.between(starts_at, ends_at)
        if span is not None:
            is_cancelled = cancelled_at is not None
            windows[circuit_id].append(Window(span, seconds_of(announced_at), is_cancelled))
    return windows


def _assignments(circuit_ids: Collection[int], period: Span) -> dict[int, _Assigned]:
    """Read which policy each circuit had in a period (one query)."""
    rows = (
        SlaAssignment.objects.filter(
            circuit_id__in=circuit_ids, valid_from__lt=instant_of(period.end)
        )
        .exclude(valid_until__lte=instant_of(period.start))
        .values_list("circuit_id", "policy_id", "valid_from", "valid_until")
    )
    assigned: dict[int, _Assigned] = defaultdict(list)
    for circuit_id, policy_id, start, end in rows:
        assigned[circuit_id].append((SpanSet.of([Span.between(start, end)]), policy_id))
    return assigned
