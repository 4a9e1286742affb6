"""What is done by the clock."""

from datetime import timedelta

import pytest
from procrastinate.contrib.django import app
from pytest_django import Settings

from monitoring import tasks
from monitoring.models import ProbeHourly, ProbeRequest
from tests import factories
from tests.factories import NOON, make_probe_request, make_round, make_target

pytestmark = pytest.mark.django_db

OURS = {
    "monitoring.expire_requests",
    "monitoring.forget_jobs",
    "monitoring.keep_partitions",
    "monitoring.plan_throughput",
    "monitoring.roll_up_hours",
}


def test_every_task_is_known_by_name_and_has_its_time() -> None:
    timed = {task.task.name: task.cron for task in app.periodic_registry.periodic_tasks.values()}

    assert app.tasks.keys() >= OURS
    assert timed.keys() >= OURS


def test_hours_are_rolled_up_as_of_when_they_were_due() -> None:
    make_round(make_target(), factories.make_vantage())

    tasks.roll_up_hours(timestamp=int((NOON + timedelta(hours=1, minutes=2)).timestamp()))

    assert ProbeHourly.objects.get().hour_at == NOON


def test_requests_expire_and_old_ones_are_forgotten() -> None:
    target, vantage = make_target(), factories.make_vantage()
    make_probe_request(target, vantage)
    old = NOON - timedelta(days=91)
    make_probe_request(make_target(), vantage, status="done", finished_at=old)

    tasks.expire_requests(timestamp=int((NOON + timedelta(minutes=2)).timestamp()))

    assert [one.status for one in ProbeRequest.objects.all()] == ["expired"]


def test_the_settings_describe_the_calendar(settings: Settings) -> None:
    settings.THROUGHPUT_WINDOW = "21:30-04:00"
    settings.THROUGHPUT_PAUSE_S = 90

    calendar = tasks.throughput_calendar()

    assert calendar.window.start.isoformat() == "21:30:00"
    assert calendar.pause == timedelta(seconds=90)
