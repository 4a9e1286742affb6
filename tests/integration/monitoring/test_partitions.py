"""Months of raw rounds: made ahead, filled from the default, dropped when over."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from monitoring.models import ProbeRound, Target
from monitoring.operations.partitions import KEPT, drop_partitions, make_partitions
from tests.conftest import City
from tests.factories import make_round, make_target

#: Long before any month that a worker may have made in this database.
NOON = datetime(2019, 6, 10, 12, tzinfo=UTC)


@pytest.fixture
def target(city: City) -> Target:
    return make_target(city.circuits["near"])


def rows_in(partition: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {partition}")  # noqa: S608 - a name of this test
        return int(cursor.fetchone()[0])


@pytest.mark.django_db
def test_this_month_and_the_next_two_are_made_once() -> None:
    names = make_partitions(at=datetime(2019, 11, 30, 23, 59, tzinfo=UTC))

    again = make_partitions(at=datetime(2019, 11, 1, tzinfo=UTC))

    assert [name[-8:] for name in names] == ["y2019m11", "y2019m12", "y2020m01"]
    assert again == []


def test_a_forgotten_month_moves_out_of_the_default(city: City, target: Target) -> None:
    make_round(target, city.vantage, scheduled_at=NOON)
    make_round(target, city.vantage, scheduled_at=NOON - timedelta(days=40))
    before = rows_in("monitoring_proberound_default")

    make_partitions(at=NOON)
    make_round(target, city.vantage, scheduled_at=NOON + timedelta(seconds=10))

    assert before == 2
    assert rows_in("monitoring_proberound_default") == 1
    assert rows_in("monitoring_proberound_y2019m06") == 2
    assert ProbeRound.objects.count() == 3


def test_a_month_is_dropped_when_all_of_it_is_over(city: City, target: Target) -> None:
    make_partitions(at=NOON)
    make_round(target, city.vantage, scheduled_at=NOON)
    make_round(target, city.vantage, scheduled_at=NOON - timedelta(days=40))
    end_of_june = datetime(2019, 7, 1, tzinfo=UTC)

    early = drop_partitions(at=end_of_june + KEPT - timedelta(seconds=1))
    due = drop_partitions(at=end_of_june + KEPT)

    assert early == []
    assert due == ["monitoring_proberound_y2019m06"]
    # What had fallen into the default goes with its age.
    assert ProbeRound.objects.count() == 0


def test_a_round_is_stored_once_in_a_partition_too(city: City, target: Target) -> None:
    make_partitions(at=NOON)
    make_round(target, city.vantage, scheduled_at=NOON)

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_index WHERE indisprimary"
            " AND indrelid = 'monitoring_proberound_y2019m06'::regclass"
        )
        has_key = cursor.fetchone()[0]

    assert has_key == 1
