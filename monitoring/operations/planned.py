"""
Planned works: announced, changed, called off.

What was announced stays on record: a later change counts as announced when it was made, so that no
window can be moved over an outage after the fact (DESIGN section 6).

    PlannedWorkError
    ├── OverError           the window lies in the past; what happened is not rewritten
    └── CalledOffError      it was called off already, or is gone
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from monitoring.models import Maintenance


class PlannedWorkError(Exception):
    """A change of planned work that cannot be."""


class OverError(PlannedWorkError):
    """The window has ended."""


class CalledOffError(PlannedWorkError):
    """The work was called off, or does not exist."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A window of work on circuits, `[starts_at, ends_at)`, in words for schools."""

    title: str
    description: str
    starts_at: datetime
    ends_at: datetime
    circuit_ids: Collection[int]

    def __post_init__(self) -> None:
        if self.starts_at.utcoffset() is None or self.ends_at.utcoffset() is None:
            raise ValueError("a plan needs timezone-aware instants")
        if self.ends_at <= self.starts_at:
            raise ValueError("work ends after it starts")
        if not self.circuit_ids:
            raise ValueError("work touches at least one connection")


@transaction.atomic
def announce(*, plan: Plan, at: datetime) -> Maintenance:
    """
    Announce planned work as of now and return it.

    Raises:
        OverError: the window has ended before it was announced.
    """
    if plan.ends_at <= at:
        raise OverError(plan.ends_at)
    work = Maintenance.objects.create(
        title=plan.title,
        description=plan.description,
        starts_at=plan.starts_at,
        ends_at=plan.ends_at,
        announced_at=at,
    )
    work.circuits.set(plan.circuit_ids)
    return work


@transaction.atomic
def change(*, maintenance_id: int, plan: Plan, at: datetime) -> None:
    """
    Change planned work; what reaches beyond the window or circuits of before is announced anew.

    Raises:
        OverError: it is over, or would be.
        CalledOffError: it was called off, or does not exist.
    """
    work = Maintenance.objects.select_for_update().filter(pk=maintenance_id).first()
    if work is None or work.cancelled_at is not None:
        raise CalledOffError(maintenance_id)
    if work.ends_at <= at or plan.ends_at <= at:
        raise OverError(work.ends_at)
    before = set(work.circuits.values_list("pk", flat=True))
    is_within = work.starts_at <= plan.starts_at and plan.ends_at <= work.ends_at
    if not is_within or set(plan.circuit_ids) - before:
        work.announced_at = at
    work.title, work.description = plan.title, plan.description
    work.starts_at, work.ends_at = plan.starts_at, plan.ends_at
    work.save(update_fields=["title", "description", "starts_at", "ends_at", "announced_at"])
    work.circuits.set(plan.circuit_ids)


@transaction.atomic
def call_off(*, maintenance_id: int, at: datetime) -> None:
    """
    Call planned work off; it then excuses nothing, also not what it has covered so far.

    Raises:
        OverError: it has ended.
        CalledOffError: it was called off before, or does not exist.
    """
    if Maintenance.objects.filter(pk=maintenance_id, ends_at__lte=at).exists():
        raise OverError(maintenance_id)
    called_off = Maintenance.objects.filter(pk=maintenance_id, cancelled_at=None).update(
        cancelled_at=at
    )
    if not called_off:
        raise CalledOffError(maintenance_id)
