"""How Lichtweg itself is doing: those who watch, and the jobs beside the pages."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max, Min, Q
from procrastinate.contrib.django.models import ProcrastinateJob, ProcrastinateWorker

from monitoring.queries.vantages import SILENT_AFTER, Condition, VantageStatus, vantage_statuses

#: How each condition of a vantage is shown: a key of `monitoring.presentation.STATES`.
SIGNS = {
    Condition.WATCHING: "up",
    Condition.LATE: "degraded",
    Condition.ISOLATED: "unknown",
    Condition.SILENT: "unknown",
    Condition.NEVER: "none",
}


@dataclass(frozen=True, slots=True)
class Watcher:
    """A vantage with the sign of its condition, and how its sockets were opened, by family."""

    status: VantageStatus
    sign: str
    modes: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Jobs:
    """Side jobs (mail, reports, imports): what waits, runs and failed, and who does them."""

    n_waiting: int
    n_running: int
    n_failed: int
    #: When the job that has waited longest became due; None if none is due.
    oldest_due_at: datetime | None
    last_heartbeat_at: datetime | None

    def is_silent(self, *, at: datetime) -> bool:
        """Whether no job worker gave a sign of life lately."""
        last = self.last_heartbeat_at
        return last is None or at - last > SILENT_AFTER


@dataclass(frozen=True, slots=True)
class Health:
    """What the page shows."""

    watchers: tuple[Watcher, ...]
    jobs: Jobs
    is_jobs_silent: bool


def health(*, at: datetime) -> Health:
    """Return how Lichtweg is doing; 3 queries."""
    found = jobs(at=at)
    return Health(
        watchers=tuple(_watcher(status) for status in vantage_statuses(at=at)),
        jobs=found,
        is_jobs_silent=found.is_silent(at=at),
    )


def jobs(*, at: datetime) -> Jobs:
    """Return how the side jobs are doing; 2 queries."""
    due = Q(status="todo") & (Q(scheduled_at=None) | Q(scheduled_at__lte=at))
    counts = ProcrastinateJob.objects.aggregate(
        n_waiting=Count("pk", filter=Q(status="todo"), distinct=True),
        n_running=Count("pk", filter=Q(status="doing"), distinct=True),
        n_failed=Count("pk", filter=Q(status="failed"), distinct=True),
        oldest_due_at=Min("procrastinateevent__at", filter=due),
    )
    beat = ProcrastinateWorker.objects.aggregate(last=Max("last_heartbeat"))
    return Jobs(last_heartbeat_at=beat["last"], **counts)


def _watcher(status: VantageStatus) -> Watcher:
    modes = tuple(
        (family, str(about.get("mode", "")))
        for family, about in sorted(status.sockets.items())
        if isinstance(about, dict)
    )
    return Watcher(status=status, sign=SIGNS[status.condition], modes=modes)
