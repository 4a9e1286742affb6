"""
Asking a worker for a ping or throughput test, and what becomes of the request.

    waiting -> running -> done | failed          expired: nobody took it in time

Web and jobs only ask; the vantage's worker takes (`take`), executes where it stands, and answers.

    RequestError
      NoThroughputServerError   the far end has no iperf3 server
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from monitoring.models import ProbeRequest, Target, Vantage

Kind = ProbeRequest.Kind
Status = ProbeRequest.Status

#: How long a request waits for a worker. A person looks at a ping; a test may queue behind others.
PATIENCE = {Kind.PING: timedelta(seconds=15), Kind.THROUGHPUT: timedelta(minutes=10)}
#: How long the execution may take after that; whoever takes longer is dead.
EXECUTION = timedelta(minutes=3)

_PENDING = (Status.WAITING, Status.RUNNING)


class RequestError(Exception):
    """A request that cannot be."""


class NoThroughputServerError(RequestError):
    """No iperf3 server is known at the far end."""


@dataclass(frozen=True, slots=True)
class Order:
    """A request in a worker's hands: all that it needs to execute it."""

    request_id: int
    kind: str
    target_id: int
    circuit_id: int
    address: str
    timeout: timedelta
    iperf_port: int | None


def request_ping(
    *, target: Target, vantage: Vantage, by: User | None, at: datetime
) -> ProbeRequest:
    """Ask for one echo; while such a request is pending, that one is returned."""
    return _request(Kind.PING, target=target, vantage=vantage, by=by, at=at)


def request_throughput(
    *, target: Target, vantage: Vantage, by: User | None, at: datetime
) -> ProbeRequest:
    """
    Ask for a throughput test both ways; while one is pending, that one is returned.

    Raises:
        NoThroughputServerError: the target has no iperf3 port.
    """
    if target.iperf_port is None:
        raise NoThroughputServerError(str(target))
    return _request(Kind.THROUGHPUT, target=target, vantage=vantage, by=by, at=at)


def take(*, vantage_id: int, kind: str, at: datetime) -> Order | None:
    """Take the oldest waiting request of a kind; None if there is none. At most 3 queries."""
    waiting = ProbeRequest.objects.filter(
        vantage_id=vantage_id, kind=kind, status=Status.WAITING, expires_at__gt=at
    )
    for request_id in waiting.order_by("requested_at", "pk").values_list("pk", flat=True)[:5]:
        taken = ProbeRequest.objects.filter(pk=request_id, status=Status.WAITING).update(
            status=Status.RUNNING, started_at=at
        )
        if taken:
            return _order(request_id)
    return None


def answer(
    request_id: int, *, answer: dict[str, Any] | None, error: str = "", at: datetime
) -> bool:
    """Note what came of a request in hand; false if it is no longer in hand."""
    return bool(
        ProbeRequest.objects.filter(pk=request_id, status=Status.RUNNING).update(
            status=Status.FAILED if error else Status.DONE,
            finished_at=at,
            answer=answer,
            error=error[:300],
        )
    )


@transaction.atomic
def expire(*, at: datetime) -> int:
    """Mark what nobody took in time, and what its worker never finished; return how many."""
    n_expired = ProbeRequest.objects.filter(status=Status.WAITING, expires_at__lte=at).update(
        status=Status.EXPIRED, finished_at=at, error=_("No worker answered in time.")
    )
    n_failed = ProbeRequest.objects.filter(
        status=Status.RUNNING, started_at__lte=at - EXECUTION
    ).update(status=Status.FAILED, finished_at=at, error=_("The worker ended before it was done."))
    return n_expired + n_failed


def abandon(*, vantage_id: int, at: datetime) -> int:
    """Fail what a vantage's former worker had in hand when it ended; return how many."""
    return ProbeRequest.objects.filter(vantage_id=vantage_id, status=Status.RUNNING).update(
        status=Status.FAILED, finished_at=at, error=_("The worker ended before it was done.")
    )


def forget(*, before: datetime) -> int:
    """Delete what was finished before an instant; return how many."""
    old = ProbeRequest.objects.filter(finished_at__lt=before)
    return old.delete()[0]


@transaction.atomic
def _request(
    kind: ProbeRequest.Kind, *, target: Target, vantage: Vantage, by: User | None, at: datetime
) -> ProbeRequest:
    # What a dead worker left pending would refuse the new one.
    expire(at=at)
    request, _created = ProbeRequest.objects.get_or_create(
        kind=kind,
        target=target,
        vantage=vantage,
        status__in=_PENDING,
        defaults={
            "status": Status.WAITING,
            "requested_by": by,
            "requested_at": at,
            "expires_at": at + PATIENCE[kind],
        },
    )
    return request


def _order(request_id: int) -> Order:
    request = ProbeRequest.objects.select_related("target").get(pk=request_id)
    return Order(
        request_id=request_id,
        kind=request.kind,
        target_id=request.target_id,
        circuit_id=request.target.circuit_id,
        address=request.target.address,
        timeout=timedelta(milliseconds=request.target.timeout_ms),
        iperf_port=request.target.iperf_port,
    )
