"""The list of outages, open ones first, and the page of an incident."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import F, Model, Q, QuerySet

from accounts.models import Asker, User
from accounts.roles import SEES_PLANT
from inventory.models import Cable, RiskGroup, RouteNode, RouteSegment
from inventory.queries.impact import explain_by_plant
from monitoring.models import Incident, Outage
from monitoring.queries.promises import city_zone
from monitoring.sla.calendar import Month
from monitoring.sla.intervals import instant_of

#: Guesses offered for the place of a cause.
N_GUESSES = 5
_KINDS: dict[str, type[Model]] = {
    "segment": RouteSegment,
    "group": RiskGroup,
    "cable": Cable,
    "node": RouteNode,
}


@dataclass(frozen=True, slots=True)
class OutageFilter:
    """Which outages are asked for; empty narrows nothing."""

    month: Month | None = None
    cause: str = ""
    length: timedelta = timedelta(0)


@dataclass(frozen=True, slots=True)
class Guess:
    """A thing in the plant whose failure would explain connections that are down."""

    #: "segment", "group" (of risk), "cable" or "node".
    kind: str
    label: str
    n_explained: int
    n_down: int

    @property
    def kind_label(self) -> str:
        """What people call its kind."""
        return str(_KINDS[self.kind]._meta.verbose_name)


@dataclass(frozen=True, slots=True)
class IncidentPage:
    """What the page shows; `guesses` is empty for who may not see the plant."""

    incident: Incident
    outages: tuple[Outage, ...]
    guesses: tuple[Guess, ...]
    sees_plant: bool

    @property
    def n_down(self) -> int:
        """Connections that are still down."""
        return sum(outage.ended_at is None for outage in self.outages)

    @property
    def n_unacknowledged(self) -> int:
        """Outages that nobody has taken."""
        return sum(outage.acknowledged_at is None for outage in self.outages)


def outage_rows(asker: Asker, wanted: OutageFilter, *, at: datetime) -> QuerySet[Outage]:
    """Return the outages asked for, open ones first, then the newest."""
    outages = Outage.objects.visible_to(asker)
    if wanted.month is not None:
        period = wanted.month.span(city_zone())
        outages = outages.filter(started_at__lt=instant_of(period.end)).filter(
            Q(ended_at=None) | Q(ended_at__gt=instant_of(period.start))
        )
    if wanted.cause:
        outages = outages.filter(incident__isnull=wanted.cause == "line")
    if wanted.length:
        outages = outages.filter(
            Q(ended_at__gte=F("started_at") + wanted.length)
            | Q(ended_at=None, started_at__lte=at - wanted.length)
        )
    return (
        outages.select_related("circuit__site", "circuit__school", "acknowledged_by")
        .defer("circuit__site__area", "circuit__site__geom")
        .order_by(F("ended_at").desc(nulls_first=True), "-started_at", "-pk")
    )


def incident_page(incident: Incident, asker: User) -> IncidentPage:
    """Return the page of an incident that the asker may see, in a fixed number of queries."""
    outages = tuple(
        Outage.objects.visible_to(asker)
        .filter(incident=incident)
        .select_related("circuit__site", "circuit__school", "acknowledged_by")
        .defer("circuit__site__area", "circuit__site__geom")
        .order_by(F("ended_at").desc(nulls_first=True), "circuit__site__name")
    )
    sees_plant = asker.has_role(SEES_PLANT)
    down = [outage.circuit_id for outage in outages]
    return IncidentPage(
        incident=incident,
        outages=outages,
        guesses=_guesses(down) if sees_plant else (),
        sees_plant=sees_plant,
    )


def _guesses(circuit_ids: Sequence[int]) -> tuple[Guess, ...]:
    """Return what would explain the outages, the best first; a fixed number of queries."""
    return tuple(
        Guess(
            kind=found.kind,
            label=found.label,
            n_explained=len(found.circuits),
            n_down=len(circuit_ids),
        )
        for found in explain_by_plant(circuit_ids)[:N_GUESSES]
    )
