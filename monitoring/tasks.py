"""
What is done by the clock, in the job worker; each is a call of one operation.

The names are what others defer them by. Each takes the instant for which it was due, so that a
late job does what it was meant to do.
"""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import structlog
from django.conf import settings
from django.utils import timezone
from procrastinate import JobContext
from procrastinate.builtin_tasks import remove_old_jobs
from procrastinate.contrib.django import app

from monitoring.operations import partitions, probe_requests, rollups
from monitoring.operations.throughput import Calendar, Window, plan_throughput

#: Finished requests are of use for as long as raw rounds are.
REQUESTS_KEPT = partitions.KEPT
JOBS_KEPT = timedelta(days=30)

log = structlog.get_logger(__name__)


@app.periodic(cron="7 */6 * * *")
@app.task(name="monitoring.keep_partitions", queueing_lock="monitoring.keep_partitions")
def keep_partitions(timestamp: int) -> None:
    """Make the months ahead, and drop those of which every round is older than 90 days."""
    at = datetime.fromtimestamp(timestamp, tz=UTC)
    made, dropped = partitions.make_partitions(at=at), partitions.drop_partitions(at=at)
    if made or dropped:
        log.info("months of rounds", made=made, dropped=dropped)


@app.periodic(cron="2 * * * *")
@app.task(name="monitoring.roll_up_hours", queueing_lock="monitoring.roll_up_hours")
def roll_up_hours(timestamp: int) -> None:
    """Roll up the full hours, and the last three again."""
    n_rows = rollups.roll_up_due(at=datetime.fromtimestamp(timestamp, tz=UTC))
    log.info("hours rolled up", n_rows=n_rows)


@app.periodic(cron="* * * * *")
@app.task(name="monitoring.expire_requests", queueing_lock="monitoring.expire_requests")
def expire_requests(timestamp: int) -> None:
    """Mark requests that no worker took in time, and forget old ones."""
    at = datetime.fromtimestamp(timestamp, tz=UTC)
    probe_requests.expire(at=at)
    probe_requests.forget(before=at - REQUESTS_KEPT)


@app.periodic(cron="23 4 * * *")
@app.task(name="monitoring.forget_jobs", queueing_lock="monitoring.forget_jobs", pass_context=True)
async def forget_jobs(context: JobContext, timestamp: int) -> None:  # noqa: ARG001 - given to every periodic task
    """Delete finished jobs of any outcome after a month."""
    await remove_old_jobs(
        context,
        max_hours=JOBS_KEPT // timedelta(hours=1),
        remove_failed=True,
        remove_cancelled=True,
        remove_aborted=True,
    )


# The pause between two tests is the calendar's: this only looks often enough to keep it.
@app.periodic(cron="* * * * * */10")
@app.task(name="monitoring.plan_throughput", queueing_lock="monitoring.plan_throughput")
def plan_throughput_tests(timestamp: int) -> None:  # noqa: ARG001 - given to every periodic task
    """Ask for the next throughput test, if the window is open and one is due."""
    # A test is asked for now or not at all: a late job must not ask for what was due before.
    plan_throughput(throughput_calendar(), at=timezone.now())


def throughput_calendar() -> Calendar:
    """Return the calendar that the settings describe; ValueError if they describe none."""
    return Calendar(
        window=Window.parse(settings.THROUGHPUT_WINDOW),
        zone=ZoneInfo(settings.TIME_ZONE),
        pause=timedelta(seconds=settings.THROUGHPUT_PAUSE_S),
        rest=timedelta(hours=settings.THROUGHPUT_REST_H),
    )
