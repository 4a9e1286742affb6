"""
Starting and mending faults; each returns at once, the lab process makes it real.

Starting what is in force already returns that fault: nobody cuts the same fibre twice.
"""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F, Value
from django.db.models.functions import Greatest

from accounts.models import User
from inventory.models import Circuit, RouteSegment
from lab.models import LabFault

#: Two cuts nearer than this are one hole.
SAME_PLACE_M = 0.5


class FaultNotInForceError(Exception):
    """The fault does not exist, or is mended already."""


def cut_segment(
    *, segment: RouteSegment, chainage_m: float, at: datetime, by: User | None = None
) -> LabFault:
    """
    Cut a segment, `chainage_m` metres from its `a_node`.

    Raises:
        ValueError: the segment is shorter than that.
    """
    if not 0 <= chainage_m <= segment.length_m:
        raise ValueError(f"{segment} has no chainage {chainage_m}: it is {segment.length_m} m long")
    with transaction.atomic():
        for fault in LabFault.objects.in_force().filter(kind=LabFault.Kind.CUT, segment=segment):
            if abs((fault.chainage_m or 0.0) - chainage_m) < SAME_PLACE_M:
                return fault
        return _begin(LabFault.Kind.CUT, at=at, by=by, segment=segment, chainage_m=chainage_m)


def cut_circuit(*, circuit: Circuit, at: datetime, by: User | None = None) -> LabFault:
    """Cut a circuit at its own door, so that it alone goes dark."""
    return _begin_once(LabFault.Kind.CUT, at=at, by=by, circuit=circuit, segment=None)


def lose(*, circuit: Circuit, percent: int, at: datetime, by: User | None = None) -> LabFault:
    """Let a circuit lose that share of its packets (1 to 100), instead of any share before."""
    return _begin_instead(LabFault.Kind.LOSS, at=at, by=by, circuit=circuit, loss_percent=percent)


def delay(*, circuit: Circuit, delay_ms: int, at: datetime, by: User | None = None) -> LabFault:
    """Delay a circuit's replies (1 to 60,000 ms), instead of any delay before."""
    return _begin_instead(LabFault.Kind.DELAY, at=at, by=by, circuit=circuit, delay_ms=delay_ms)


def isolate(*, at: datetime, by: User | None = None) -> LabFault:
    """Cut the prober off from everything, its canaries too."""
    return _begin_once(LabFault.Kind.ISOLATE, at=at, by=by)


def mend(*, fault_id: int, at: datetime) -> None:
    """
    Mend one fault.

    Raises:
        FaultNotInForceError: there is none to mend.
    """
    if not LabFault.objects.in_force().filter(pk=fault_id).update(ended_at=_end(at)):
        raise FaultNotInForceError(fault_id)


def mend_all(*, at: datetime) -> int:
    """Mend every fault; returns how many there were."""
    return LabFault.objects.in_force().update(ended_at=_end(at))


def note_applied(*, fault_ids: Collection[int], at: datetime) -> int:
    """Note that the lab process has these faults in force; returns how many are new."""
    return LabFault.objects.filter(pk__in=fault_ids, applied_at=None).update(applied_at=at)


def _end(at: datetime) -> Greatest:
    # A clock that stepped back must not keep a fault from being mended.
    return Greatest(F("started_at"), Value(at))


def _begin(kind: LabFault.Kind, *, at: datetime, by: User | None, **what: Any) -> LabFault:
    return LabFault.objects.create(kind=kind, started_at=at, started_by=by, **what)


def _begin_once(kind: LabFault.Kind, *, at: datetime, by: User | None, **what: Any) -> LabFault:
    with transaction.atomic():
        in_force = LabFault.objects.in_force().filter(kind=kind, **what).first()
        return in_force or _begin(kind, at=at, by=by, **what)


def _begin_instead(
    kind: LabFault.Kind, *, at: datetime, by: User | None, circuit: Circuit, **how: int
) -> LabFault:
    with transaction.atomic():
        same = LabFault.objects.in_force().filter(kind=kind, circuit=circuit)
        if in_force := same.filter(**how).first():
            return in_force
        same.update(ended_at=_end(at))
        return _begin(kind, at=at, by=by, circuit=circuit, **how)
