"""Keeping throughput tests: what they gave against the contract, and when the next is due."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Exists, F, Max, OuterRef, Q

from inventory.models import Circuit, CircuitService
from monitoring.models import Maintenance, Outage, ProbeRequest, Target, ThroughputResult, Vantage
from monitoring.operations import probe_requests
from monitoring.operations.probe_requests import Order
from monitoring.queries.vantages import Condition, vantage_statuses

Validity = ThroughputResult.Validity
_TEST = ProbeRequest.Kind.THROUGHPUT


@dataclass(frozen=True, slots=True)
class Measured:
    """What a test gave, in bit/s received; None where a direction gave nothing."""

    started_at: datetime
    finished_at: datetime
    down_bps: int | None = None
    up_bps: int | None = None
    is_overloaded: bool = False
    error: str = ""
    conditions: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Window:
    """
    A daily span of local wall clock, `[start, end)`; over midnight if it ends before it starts.

    Equal ends are the whole day.
    """

    start: time
    end: time

    @classmethod
    def parse(cls, text: str) -> "Window":
        """
        Read "22:00-05:00"; "24:00" is midnight.

        Raises:
            ValueError: it has another form.
        """
        start, found, end = text.partition("-")
        if not found:
            raise ValueError(f"a window of time reads 22:00-05:00, not {text!r}")
        return cls(
            *(time.fromisoformat(part.strip().replace("24:", "00:")) for part in (start, end))
        )

    def contains(self, local: time) -> bool:
        """Whether a local wall clock lies in it."""
        if self.start < self.end:
            return self.start <= local < self.end
        return local >= self.start or local < self.end


@dataclass(frozen=True, slots=True)
class Calendar:
    """When tests run by themselves: in a window, one at a time, each circuit now and then."""

    window: Window
    zone: ZoneInfo
    #: Between two tests of a vantage.
    pause: timedelta
    #: Before the same target is tested again.
    rest: timedelta


@transaction.atomic
def store_throughput(
    measured: Measured, *, order: Order, vantage_id: int, at: datetime
) -> ThroughputResult | None:
    """
    Store what a request's test gave, and answer the request; None if it is no longer in hand.

    The contract of the moment is stored with it: a later change leaves the verdict as it was.
    """
    in_hand = ProbeRequest.objects.select_for_update(of=("self",)).select_related("target__circuit")
    request = in_hand.filter(pk=order.request_id, status=ProbeRequest.Status.RUNNING).first()
    if request is None:
        return None
    circuit = request.target.circuit
    result = ThroughputResult.objects.create(
        circuit=circuit,
        target_id=order.target_id,
        vantage_id=vantage_id,
        started_at=measured.started_at,
        finished_at=measured.finished_at,
        down_bps=measured.down_bps,
        up_bps=measured.up_bps,
        contracted_down_mbps=circuit.contracted_down_mbps,
        contracted_up_mbps=circuit.contracted_up_mbps,
        validity=_validity(measured, circuit),
        conditions=(measured.conditions or {})
        | {"trigger": "person" if request.requested_by_id else "calendar"},
        error=measured.error[:300],
    )
    probe_requests.answer(
        order.request_id, answer={"result": result.pk}, error=measured.error, at=at
    )
    return result


def plan_throughput(calendar: Calendar, *, at: datetime) -> list[ProbeRequest]:
    """
    Ask each vantage's worker for its next test, if one is due; 3 queries a vantage.

    First comes what was never tested, then what was longest ago. Nothing is asked outside the
    window, of a worker that is silent or cut off, or of a line that is down or worked on.
    """
    if not calendar.window.contains(at.astimezone(calendar.zone).time()):
        return []
    asked = []
    for status in vantage_statuses(at=at):
        if status.condition in {Condition.WATCHING, Condition.LATE}:
            vantage = Vantage.objects.get(pk=status.vantage_id)
            target = _next_target(vantage, calendar, at=at)
            if target is not None:
                asked.append(
                    probe_requests.request_throughput(
                        target=target, vantage=vantage, by=None, at=at
                    )
                )
    return asked


def _next_target(vantage: Vantage, calendar: Calendar, *, at: datetime) -> Target | None:
    tests = ProbeRequest.objects.filter(kind=_TEST, vantage=vantage)
    is_busy = Q(status__in=[ProbeRequest.Status.WAITING, ProbeRequest.Status.RUNNING])
    if tests.filter(is_busy | Q(requested_at__gt=at - calendar.pause)).exists():
        return None
    in_service = CircuitService.objects.filter(
        Q(ended_at=None) | Q(ended_at__gt=at), circuit=OuterRef("circuit"), started_at__lte=at
    )
    worked_on = Maintenance.objects.filter(
        circuits=OuterRef("circuit"), starts_at__lte=at, ends_at__gt=at, cancelled_at=None
    )
    is_down = Outage.objects.filter(circuit=OuterRef("circuit"), ended_at=None)
    last_asked = Max("requests__requested_at", filter=Q(requests__kind=_TEST))
    return (
        Target.objects.filter(
            Exists(in_service), ~Exists(worked_on), ~Exists(is_down), is_enabled=True
        )
        .exclude(iperf_port=None)
        .annotate(last_asked=last_asked)
        .filter(Q(last_asked=None) | Q(last_asked__lte=at - calendar.rest))
        .order_by(F("last_asked").asc(nulls_first=True), "pk")
        .first()
    )


def _validity(measured: Measured, circuit: Circuit) -> ThroughputResult.Validity:
    if measured.down_bps is None or measured.up_bps is None:
        return Validity.FAILED
    during = Maintenance.objects.filter(
        circuits=circuit,
        starts_at__lt=measured.finished_at,
        ends_at__gt=measured.started_at,
        cancelled_at=None,
    )
    if during.exists():
        return Validity.MAINTENANCE
    return Validity.OVERLOADED if measured.is_overloaded else Validity.OK
