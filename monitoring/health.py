"""
Whether all parts of Lichtweg work: what `/readyz` answers and `doctor` repeats.

Layer: queries.
"""

import threading
from dataclasses import dataclass
from datetime import datetime, timedelta

import psycopg
import structlog
from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor
from procrastinate.contrib.django.models import ProcrastinateWorker

from monitoring.queries.vantages import Condition, VantageStatus, vantage_statuses

#: Procrastinate's workers give a sign of life every 10 s.
JOBS_SILENT_AFTER = timedelta(seconds=45)
#: A database that has not said a word by then is lost; whoever asks gets an answer within 3 s.
KNOCK_S = 2.0

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Part:
    """A part of Lichtweg, whether it works, and how it is in plain words."""

    name: str
    is_ready: bool
    words: str


def parts(*, at: datetime) -> list[Part]:
    """
    Return every part's condition; 5 queries, at most some 2 s.

    Without a database the others cannot be known, and are not asked for.
    """
    try:
        if not _KNOCKER.hears():
            return [_no_database()]
        database = _database()
        return [database, _migrations(), *_vantages(at=at), _jobs(at=at)]
    except Error as error:
        # Everybody may read the answer; where the database is stands in the log.
        log.warning("the database does not answer", why=str(error).strip())
        return [_no_database()]


class _Knocker:
    """
    Finds out whether the database says anything at all, in bounded time.

    In a thread with a connection of its own: a server that was stopped still accepts connections,
    and the driver would wait for its word for ever. One at a time, so that no threads pile up.
    """

    def __init__(self) -> None:
        self._knocking: threading.Thread | None = None
        self._heard = False

    def hears(self) -> bool:
        """Whether the database answers in time."""
        if self._knocking is None or not self._knocking.is_alive():
            self._heard = False
            self._knocking = threading.Thread(target=self._knock, name="knock", daemon=True)
            self._knocking.start()
        self._knocking.join(KNOCK_S)
        return self._heard

    def _knock(self) -> None:
        parameters = connection.get_connection_params()
        # Django's own cursor and types need its own connection.
        for name in ("cursor_factory", "context"):
            parameters.pop(name, None)
        try:
            with psycopg.connect(**parameters) as knocking:
                knocking.execute("SELECT 1")
        except psycopg.Error as error:
            log.warning("the database does not answer", why=str(error).strip())
        else:
            self._heard = True


_KNOCKER = _Knocker()


def _no_database() -> Part:
    return Part("database", is_ready=False, words="does not answer")


def _database() -> Part:
    with connection.cursor() as cursor:
        cursor.execute("SELECT postgis_lib_version()")
        (version,) = cursor.fetchone()
    return Part("database", is_ready=True, words=f"answers, PostGIS {version}")


def _migrations() -> Part:
    executor = MigrationExecutor(connection)
    missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if missing:
        names = ", ".join(f"{step.app_label}.{step.name}" for step, _ in missing[:3])
        return Part("migrations", is_ready=False, words=f"{len(missing)} to apply: {names}")
    return Part("migrations", is_ready=True, words="all applied")


def _vantages(*, at: datetime) -> list[Part]:
    found = vantage_statuses(at=at)
    if not found:
        return [Part("prober", is_ready=True, words="no vantage yet, nothing is watched")]
    return [_vantage(status) for status in found]


def _vantage(status: VantageStatus) -> Part:
    name = f"prober {status.slug}"
    # An isolated worker works as it should: it says that it is blind.
    is_ready = status.condition in (Condition.WATCHING, Condition.ISOLATED)
    if status.heartbeat_at is None or status.age is None or status.lag_ms is None:
        return Part(name, is_ready=False, words="never gave a sign of life")
    age_s = status.age.total_seconds()
    words = (
        f"{status.condition}, last sign of life {age_s:.0f} s ago, lag {status.lag_ms:.0f} ms, "
        f"{status.n_targets} targets, {status.n_pending_rounds} rounds not yet stored, "
        f"{status.n_lost_rounds} lost"
    )
    return Part(name, is_ready=is_ready, words=words)


def _jobs(*, at: datetime) -> Part:
    last = (
        ProcrastinateWorker.objects.order_by("-last_heartbeat")
        .values_list("last_heartbeat", flat=True)
        .first()
    )
    if last is None:
        return Part("jobs", is_ready=False, words="no job worker runs")
    age = at - last
    words = f"last sign of life {age.total_seconds():.0f} s ago"
    return Part("jobs", is_ready=age <= JOBS_SILENT_AFTER, words=words)
