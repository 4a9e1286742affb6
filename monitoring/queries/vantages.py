"""How those who watch are doing."""

import enum
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection

from monitoring.models import Vantage, VantageHealth

#: A worker gives a sign of life every 5 s, or with each stored cycle.
SILENT_AFTER = timedelta(seconds=45)
#: Rounds this much later than planned say that the worker does not get its turn.
LATE_MS = 5_000.0


class Condition(enum.StrEnum):
    """How a worker is doing, the worst that applies."""

    WATCHING = "watching"
    LATE = "late"  # its rounds leave late, or are stored late
    ISOLATED = "isolated"  # cut off itself: it can say nothing of others
    SILENT = "silent"  # no sign of life for `SILENT_AFTER`
    NEVER = "never"  # none ever


@dataclass(frozen=True, slots=True)
class VantageStatus:
    """A vantage and the last sign of life of its worker; numbers are None without one."""

    vantage_id: int
    name: str
    slug: str
    condition: Condition
    heartbeat_at: datetime | None
    age: timedelta | None
    started_at: datetime | None
    lag_ms: float | None
    n_targets: int | None
    n_pending_rounds: int | None
    n_lost_rounds: int | None
    sockets: dict[str, Any]


def vantage_statuses(*, at: datetime) -> list[VantageStatus]:
    """Return every enabled vantage, by name; 1 query."""
    rows = Vantage.objects.filter(is_enabled=True).select_related("health").order_by("name")
    return [_status(row, getattr(row, "health", None), at=at) for row in rows]


def n_rounds_stored(*, since: datetime, at: datetime) -> int:
    """Return how many rounds from then to then are stored; 1 query along the rounds' key."""
    with connection.cursor() as cursor:
        cursor.execute(
            # Counted apart: asked at once, the planner reads the month by the index of time.
            "SELECT coalesce(sum(r.n), 0)"
            " FROM monitoring_target t CROSS JOIN monitoring_vantage v CROSS JOIN LATERAL ("
            "   SELECT count(*) AS n FROM monitoring_proberound"
            "   WHERE target_id = t.id AND vantage_id = v.id"
            "   AND scheduled_at > %s AND scheduled_at <= %s"
            " ) r",
            [since, at],
        )
        return int(cursor.fetchone()[0])


def _status(vantage: Vantage, health: VantageHealth | None, *, at: datetime) -> VantageStatus:
    if health is None:
        return VantageStatus(
            vantage_id=vantage.pk,
            name=vantage.name,
            slug=vantage.slug,
            condition=Condition.NEVER,
            heartbeat_at=None,
            age=None,
            started_at=None,
            lag_ms=None,
            n_targets=None,
            n_pending_rounds=None,
            n_lost_rounds=None,
            sockets={},
        )
    age = max(at - health.heartbeat_at, timedelta(0))
    return VantageStatus(
        vantage_id=vantage.pk,
        name=vantage.name,
        slug=vantage.slug,
        condition=_condition(health, age=age),
        heartbeat_at=health.heartbeat_at,
        age=age,
        started_at=health.started_at,
        lag_ms=health.lag_ms,
        n_targets=health.n_targets,
        n_pending_rounds=health.n_pending_rounds,
        n_lost_rounds=health.n_lost_rounds,
        sockets=health.sockets,
    )


def _condition(health: VantageHealth, *, age: timedelta) -> Condition:
    if age > SILENT_AFTER:
        return Condition.SILENT
    if health.is_isolated:
        return Condition.ISOLATED
    # More than three rounds of all targets wait for the database.
    is_behind = health.n_pending_rounds > 3 * health.n_targets
    return Condition.LATE if is_behind or health.lag_ms > LATE_MS else Condition.WATCHING
