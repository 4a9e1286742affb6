"""Reads a month's availability report: rows, the whole, the worst, the breaches."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from accounts.models import Asker
from inventory.models import Circuit, Region
from monitoring.queries.sla import current_month, month_figures, overall
from monitoring.sla.aggregate import Overall
from monitoring.sla.availability import Verdict
from monitoring.sla.calendar import Month
from reports.rows import Row, ordered

N_WORST = 10


class Stage(StrEnum):
    """How far a month has come; its figures are final in none, as no month is frozen yet."""

    AHEAD = "ahead"
    RUNNING = "running"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class Scope:
    """Which connections a report is about; an empty purpose and no district mean all."""

    purpose: str = ""
    district: Region | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """The connections of a scope in a month, as they stand at an instant."""

    month: Month
    as_of: datetime
    stage: Stage
    scope: Scope
    rows: Sequence[Row]
    whole: Overall

    @property
    def last_date(self) -> date:
        """Last day of the month."""
        return self.month.end_date - timedelta(days=1)

    @property
    def n_schools(self) -> int:
        """Connections of schools, former school buildings and the education office."""
        return self._n(Circuit.Purpose.SCHOOL)

    @property
    def n_parks(self) -> int:
        """Connections of business parks."""
        return self._n(Circuit.Purpose.BUSINESS_PARK)

    def _n(self, purpose: Circuit.Purpose) -> int:
        return sum(row.circuit.purpose == purpose for row in self.rows)

    @property
    def worst(self) -> list[Row]:
        """The connections with the most eligible downtime, at most ten."""
        hit = [row for row in self.rows if row.account.down_s]
        return ordered(hit, "-down")[:N_WORST]

    @property
    def breached(self) -> list[Row]:
        """The connections that missed their promise, the longest down first."""
        return ordered((row for row in self.rows if row.verdict is Verdict.BREACHED), "-down")

    @property
    def holidays_unknown_from(self) -> date | None:
        """First day for which service hours may lack holidays; None if all are known."""
        days = (row.figure.holidays_unknown_from for row in self.rows)
        return min((day for day in days if day), default=None)

    @property
    def is_all_demo(self) -> bool:
        """Whether every connection is made up for the demo."""
        return bool(self.rows) and all(row.circuit.is_demo for row in self.rows)


def availability_report(
    asker: Asker, *, month: Month, as_of: datetime, scope: Scope, order: str = "name"
) -> Report:
    """
    Return the report of the connections that the asker may see; seven queries.

    Raises:
        KeyError: there is no such order of rows.
    """
    circuits = _circuits(asker, scope)
    figures = month_figures([one.pk for one in circuits], month=month, as_of=as_of)
    people = {one.pk: one.school.n_pupils for one in circuits if one.school is not None}
    return Report(
        month=month,
        as_of=as_of,
        stage=_stage(month, as_of),
        scope=scope,
        rows=ordered((Row(one, figures[one.pk]) for one in circuits), order),
        whole=overall(figures.values(), people=people),
    )


def _circuits(asker: Asker, scope: Scope) -> list[Circuit]:
    circuits = Circuit.objects.visible_to(asker).exclude(purpose=Circuit.Purpose.OTHER)
    if scope.purpose:
        circuits = circuits.filter(purpose=scope.purpose)
    if scope.district is not None:
        circuits = circuits.filter(site__region=scope.district)
    return list(circuits.select_related("school", "site__region"))


def _stage(month: Month, as_of: datetime) -> Stage:
    current = current_month(as_of)
    if month > current:
        return Stage.AHEAD
    return Stage.RUNNING if month == current else Stage.OVER
