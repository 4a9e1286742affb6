"""What is done by the clock to what exists."""

from datetime import UTC, date, datetime

import pytest
from procrastinate.contrib.django import app

from inventory import tasks
from inventory.models import Reservation, Strand
from inventory.operations.strands import reserve
from tests.integration.inventory.light.small_plant import SmallPlant

pytestmark = pytest.mark.django_db


def test_the_task_has_its_time() -> None:
    timed = {task.task.name for task in app.periodic_registry.periodic_tasks.values()}

    assert "inventory.release_ended" in timed


@pytest.mark.parametrize(
    ("due_at", "status"),
    [
        # Local time is an hour ahead: at 22:59 UTC the last day still runs.
        (datetime(2026, 12, 31, 22, 59, tzinfo=UTC), "reserved"),
        (datetime(2026, 12, 31, 23, 4, tzinfo=UTC), "dark"),
    ],
)
def test_fibres_are_kept_through_the_last_day_and_no_longer(due_at: datetime, status: str) -> None:
    plant = SmallPlant()
    plant.cable("c1", "AB")
    reserve(
        cable_id=plant.cables["c1"].pk,
        first=1,
        last=1,
        reserved_for="Klinikum",
        from_date=date(2026, 1, 1),
        until_date=date(2026, 12, 31),
    )

    tasks.release_ended_reservations(timestamp=int(due_at.timestamp()))

    assert Strand.objects.get(cable__code="c1", number=1).status == status
    assert Reservation.objects.exists() == (status == "reserved")
