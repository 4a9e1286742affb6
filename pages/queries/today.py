"""What happened today, newest first: lines that failed or came back, wider outages as one."""

import enum
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby

from django.db.models import Q
from django.utils import timezone

from accounts.models import Asker
from inventory.models import Circuit
from monitoring.models import Outage


class Happening(enum.StrEnum):
    """What happened; each has its sign and its sentence."""

    FAILED = "failed"
    CAME_BACK = "came_back"
    WIDER_FAILED = "wider_failed"
    WIDER_CAME_BACK = "wider_came_back"


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to a circuit, or to `n_circuits` for one cause."""

    at: datetime
    what: Happening
    circuit: Circuit
    incident_id: int | None
    n_circuits: int
    #: How long it had been down, for what came back.
    lasted: timedelta | None

    @property
    def sign(self) -> str:
        """The key of `monitoring.presentation.STATES` that stands beside it."""
        if self.what is Happening.FAILED:
            return "down"
        return "incident" if self.what is Happening.WIDER_FAILED else "up"


def events_of_today(asker: Asker, *, at: datetime, limit: int = 12) -> list[Event]:
    """Return what happened since the local midnight to what the asker sees; 1 query."""
    midnight = timezone.localtime(at).replace(hour=0, minute=0, second=0, microsecond=0)
    outages = (
        Outage.objects.visible_to(asker)
        .filter(Q(started_at__gte=midnight) | Q(ended_at__gte=midnight), started_at__lte=at)
        .select_related("circuit__site", "circuit__school")
        .defer("circuit__site__area", "circuit__site__geom")
        .order_by("incident_id", "started_at", "pk")
    )
    events = [
        event
        for incident_id, group in groupby(outages, key=lambda outage: outage.incident_id)
        for event in _events(list(group), incident_id)
        if midnight <= event.at <= at
    ]
    return sorted(events, key=lambda event: event.at, reverse=True)[:limit]


def _events(outages: list[Outage], incident_id: int | None) -> Iterator[Event]:
    """Yield the events of outages without a common cause one by one, of an incident together."""
    if incident_id is None or len(outages) == 1:
        for outage in outages:
            yield _event(outage, Happening.FAILED)
            if outage.ended_at is not None:
                yield _event(outage, Happening.CAME_BACK)
        return
    first = outages[0]
    yield _event(first, Happening.WIDER_FAILED, n=len(outages))
    ends = [outage.ended_at for outage in outages]
    if all(ends):
        last = max(outages, key=lambda outage: outage.ended_at or outage.started_at)
        yield _event(last, Happening.WIDER_CAME_BACK, n=len(outages))


def _event(outage: Outage, what: Happening, *, n: int = 1) -> Event:
    has_ended = what in {Happening.CAME_BACK, Happening.WIDER_CAME_BACK} and outage.ended_at
    return Event(
        at=outage.ended_at if has_ended and outage.ended_at else outage.started_at,
        what=what,
        circuit=outage.circuit,
        incident_id=outage.incident_id,
        n_circuits=n,
        lasted=outage.ended_at - outage.started_at if has_ended and outage.ended_at else None,
    )
