"""What is done by the clock to what exists, in the job worker; each is a call of one operation."""

from datetime import UTC, datetime

import structlog
from django.utils import timezone
from procrastinate.contrib.django import app

from inventory.operations.strands import release_ended

log = structlog.get_logger(__name__)


# Every hour, so that a day ends at about midnight whatever zone the clock is set to.
@app.periodic(cron="4 * * * *")
@app.task(name="inventory.release_ended", queueing_lock="inventory.release_ended")
def release_ended_reservations(timestamp: int) -> None:
    """Give back the fibres whose last reserved day is over."""
    today = timezone.localdate(datetime.fromtimestamp(timestamp, tz=UTC))
    n_released = release_ended(today=today)
    if n_released:
        log.info("reservations ended", n_released=n_released)
