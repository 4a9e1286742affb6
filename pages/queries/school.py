"""What a school's page says: its line now, this month, the year, and what is planned."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.cache import cache

from accounts.models import User
from inventory.models import Circuit
from monitoring.models import Maintenance
from monitoring.queries.live import CircuitState, circuit_states
from monitoring.queries.sla import MonthFigure, current_month, month_figures
from monitoring.sla.calendar import Month
from pages.charts.months import MonthBar, MonthLoss, Months, draw_months
from pages.queries.planned import coming_works
from pages.queries.promise import versions_in_force
from pages.service_hours import service_hours

N_MONTHS = 12
#: How far ahead planned works are shown: a school plans exams months ahead.
WORKS_AHEAD = timedelta(days=120)
#: A closed month changes only when late measurements arrive.
CLOSED_MONTH_KEPT_S = 3600


@dataclass(frozen=True, slots=True)
class Line:
    """A connection of a school, and what is known of it now."""

    circuit: Circuit
    state: CircuitState


@dataclass(frozen=True, slots=True)
class SchoolPage:
    """What the page shows; `months` ends with the running one, and `chart` draws them."""

    line: Line
    #: Connections of others that are down for the same cause.
    n_others_down: int
    months: tuple[MonthFigure, ...]
    chart: Months
    works: tuple[Maintenance, ...]
    #: When the promise holds, in words; empty if nothing was promised.
    hours: str

    @property
    def columns(self) -> list[tuple[MonthBar, MonthFigure]]:
        """Each bar of the chart with its month."""
        return list(zip(self.chart.bars, self.months, strict=True))

    @property
    def this_month(self) -> MonthFigure:
        """The running month."""
        return self.months[-1]


def lines_of(asker: User, *, at: datetime) -> list[Line]:
    """Return the connections that a person answers for, by name; 6 queries."""
    circuits = Circuit.objects.visible_to(asker)
    states = circuit_states(circuits, at=at)
    found = circuits.select_related("site", "school").defer("site__area", "site__geom")
    lines = [Line(circuit, states[circuit.pk]) for circuit in found if circuit.pk in states]
    return sorted(lines, key=lambda line: (line.circuit.label.casefold(), line.circuit.pk))


def school_page(line: Line, asker: User, *, at: datetime) -> SchoolPage:
    """Return the page of a connection that the asker answers for."""
    months = _months(line.circuit.pk, at=at)
    coming = coming_works(asker, at=at, until=at + WORKS_AHEAD)
    return SchoolPage(
        line=line,
        n_others_down=_n_others_down(line),
        months=months,
        chart=draw_months([_loss(figure) for figure in months]),
        works=tuple(coming.filter(circuits=line.circuit)),
        hours=_hours(line.circuit.pk, at=at),
    )


def _hours(circuit_id: int, *, at: datetime) -> str:
    version = versions_in_force([circuit_id], at=at).get(circuit_id)
    if version is None:
        return ""
    return service_hours(
        version.weekly,
        closes_public_holidays=version.closes_public_holidays,
        closes_school_holidays=version.closes_school_holidays,
    )


def _n_others_down(line: Line) -> int:
    """Return how many other connections the wider outage has; only their number, no name."""
    if line.state.incident_id is None:
        return 0
    others = Circuit.objects.filter(
        outages__incident=line.state.incident_id, outages__ended_at=None
    ).exclude(pk=line.circuit.pk)
    return others.distinct().count()


def _months(circuit_id: int, *, at: datetime) -> tuple[MonthFigure, ...]:
    """Return the last months, oldest first; six queries each, closed ones kept for an hour."""
    months: list[Month] = [current_month(at)]
    while len(months) < N_MONTHS and (before := months[0].previous()):
        months.insert(0, before)
    return tuple(_figure(circuit_id, month, at=at) for month in months)


def _figure(circuit_id: int, month: Month, *, at: datetime) -> MonthFigure:
    is_closed = month != current_month(at)
    key = f"school-month:{circuit_id}:{month}"
    kept: MonthFigure | None = cache.get(key) if is_closed else None
    if kept is None:
        kept = month_figures([circuit_id], month=month, as_of=at)[circuit_id]
        if is_closed:
            cache.set(key, kept, CLOSED_MONTH_KEPT_S)
    return kept


def _loss(figure: MonthFigure) -> MonthLoss:
    account = figure.assessment.account
    return MonthLoss(
        down_s=account.down_s, unknown_s=account.unknown_s, budget_s=figure.assessment.budget_s
    )


def line_of(lines: Sequence[Line], circuit_id: int) -> Line | None:
    """Return the line of a connection; None if it is not among those that a person answers for."""
    return next((line for line in lines if line.circuit.pk == circuit_id), None)
