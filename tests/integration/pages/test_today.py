"""What happened since the local midnight, wider outages as one."""

from datetime import timedelta

import pytest

from accounts.models import User
from accounts.roles import Role
from inventory.models import Circuit
from pages.queries.today import Happening, events_of_today
from tests.factories import NOON, make_circuit, make_incident, make_outage, make_user

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)
#: 00:00 in Berlin.
MIDNIGHT = NOON - 14 * HOUR


@pytest.fixture
def asker() -> User:
    return make_user(Role.MANAGEMENT)


@pytest.fixture
def circuits() -> list[Circuit]:
    return [make_circuit() for _ in range(3)]


def test_a_line_that_failed_and_came_back_is_two_events(
    asker: User, circuits: list[Circuit]
) -> None:
    make_outage(circuits[0], started_at=NOON - 2 * HOUR, ended_at=NOON - HOUR)

    back, failed = events_of_today(asker, at=NOON)

    assert (back.what, back.lasted, back.sign) == (Happening.CAME_BACK, HOUR, "up")
    assert (failed.what, failed.at, failed.sign) == (Happening.FAILED, NOON - 2 * HOUR, "down")


def test_the_day_begins_at_the_local_midnight(asker: User, circuits: list[Circuit]) -> None:
    make_outage(circuits[0], started_at=MIDNIGHT - MINUTE, ended_at=MIDNIGHT + MINUTE)
    make_outage(circuits[1], started_at=MIDNIGHT - HOUR, ended_at=MIDNIGHT - MINUTE)
    make_outage(circuits[2], started_at=NOON + HOUR)

    events = events_of_today(asker, at=NOON)

    assert [(one.what, one.at) for one in events] == [(Happening.CAME_BACK, MIDNIGHT + MINUTE)]


def test_a_wider_outage_is_one_event_and_over_when_its_last_line_is(
    asker: User, circuits: list[Circuit]
) -> None:
    incident = make_incident(started_at=NOON - HOUR)
    for i, circuit in enumerate(circuits):
        ended_at = NOON - (10 - i) * MINUTE
        make_outage(circuit, incident=incident, started_at=NOON - HOUR, ended_at=ended_at)

    over, began = events_of_today(asker, at=NOON)

    assert (began.what, began.n_circuits) == (Happening.WIDER_FAILED, 3)
    assert (over.what, over.at) == (Happening.WIDER_CAME_BACK, NOON - 8 * MINUTE)


def test_a_wider_outage_with_a_line_still_down_is_not_over(
    asker: User, circuits: list[Circuit]
) -> None:
    incident = make_incident(started_at=NOON - HOUR)
    make_outage(circuits[0], incident=incident, started_at=NOON - HOUR)
    make_outage(circuits[1], incident=incident, started_at=NOON - HOUR, ended_at=NOON - MINUTE)

    events = events_of_today(asker, at=NOON)

    assert [one.what for one in events] == [Happening.WIDER_FAILED]


def test_nobody_is_told_of_others(circuits: list[Circuit]) -> None:
    make_outage(circuits[0], started_at=NOON - HOUR)

    assert events_of_today(make_user(Role.CONTACT), at=NOON) == []
