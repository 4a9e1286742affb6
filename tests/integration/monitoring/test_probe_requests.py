"""Asking a worker, and what becomes of it."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from monitoring.models import ProbeRequest, Target
from monitoring.operations import probe_requests
from monitoring.operations.probe_requests import (
    NoThroughputServerError,
    request_ping,
    request_throughput,
    take,
)
from tests import factories
from tests.conftest import City
from tests.factories import NOON, make_target

Kind = ProbeRequest.Kind
Status = ProbeRequest.Status
SECOND = timedelta(seconds=1)


@pytest.fixture
def target(city: City) -> Target:
    return make_target(city.circuits["near"], iperf_port=5201)


def test_a_second_ask_gets_the_pending_request(city: City, target: Target) -> None:
    engineer = factories.make_user()

    first = request_ping(target=target, vantage=city.vantage, by=engineer, at=NOON)
    again = request_ping(target=target, vantage=city.vantage, by=None, at=NOON + SECOND)
    other = request_throughput(target=target, vantage=city.vantage, by=None, at=NOON)

    assert again == first
    assert again.requested_by == engineer
    assert other != first


def test_the_oldest_is_taken_once_and_answered_once(city: City, target: Target) -> None:
    request = request_ping(target=target, vantage=city.vantage, by=None, at=NOON)
    request_ping(target=make_target(), vantage=city.vantage, by=None, at=NOON + SECOND)

    order = take(vantage_id=city.vantage.pk, kind=Kind.PING, at=NOON + SECOND)
    assert order is not None
    answered = [
        probe_requests.answer(order.request_id, answer={"rtt_ms": 0.0}, at=NOON + 2 * SECOND)
        for _ in range(2)
    ]

    request.refresh_from_db()
    assert (order.request_id, order.address) == (request.pk, target.address)
    assert answered == [True, False]
    assert (request.status, request.answer) == (Status.DONE, {"rtt_ms": 0.0})
    assert request.started_at == NOON + SECOND


def test_a_worker_takes_only_its_own_and_only_the_kind_it_asks_for(
    city: City, target: Target
) -> None:
    request_ping(target=target, vantage=city.vantage, by=None, at=NOON)

    other = take(vantage_id=factories.make_vantage().pk, kind=Kind.PING, at=NOON)
    kind = take(vantage_id=city.vantage.pk, kind=Kind.THROUGHPUT, at=NOON)

    assert (other, kind) == (None, None)


def test_what_nobody_takes_expires_and_makes_room(city: City, target: Target) -> None:
    first = request_ping(target=target, vantage=city.vantage, by=None, at=NOON)
    late = NOON + probe_requests.PATIENCE[Kind.PING]

    taken = take(vantage_id=city.vantage.pk, kind=Kind.PING, at=late)
    second = request_ping(target=target, vantage=city.vantage, by=None, at=late)

    first.refresh_from_db()
    assert taken is None
    assert first.status == Status.EXPIRED
    assert second.pk != first.pk


def test_what_a_dead_worker_had_in_hand_fails(city: City, target: Target) -> None:
    hung = request_ping(target=target, vantage=city.vantage, by=None, at=NOON)
    take(vantage_id=city.vantage.pk, kind=Kind.PING, at=NOON)

    n_early = probe_requests.expire(at=NOON + timedelta(minutes=2))
    n_late = probe_requests.expire(at=NOON + timedelta(minutes=3))

    hung.refresh_from_db()
    assert (n_early, n_late, hung.status) == (0, 1, Status.FAILED)
    assert hung.error


def test_a_new_worker_fails_what_its_forerunner_had_in_hand(city: City, target: Target) -> None:
    request_ping(target=target, vantage=city.vantage, by=None, at=NOON)
    take(vantage_id=city.vantage.pk, kind=Kind.PING, at=NOON)

    assert probe_requests.abandon(vantage_id=city.vantage.pk, at=NOON + SECOND) == 1


def test_a_throughput_test_needs_a_server(city: City) -> None:
    with pytest.raises(NoThroughputServerError):
        request_throughput(target=make_target(), vantage=city.vantage, by=None, at=NOON)


def test_the_database_refuses_a_second_pending_request(city: City, target: Target) -> None:
    request_ping(target=target, vantage=city.vantage, by=None, at=NOON)

    with pytest.raises(IntegrityError, match="one_pending"), transaction.atomic():
        factories.make_probe_request(target, city.vantage)


def test_finished_requests_are_forgotten(city: City, target: Target) -> None:
    request = request_ping(target=target, vantage=city.vantage, by=None, at=NOON)
    take(vantage_id=city.vantage.pk, kind=Kind.PING, at=NOON)
    probe_requests.answer(request.pk, answer={"rtt_ms": None}, at=NOON)

    assert probe_requests.forget(before=NOON) == 0
    assert probe_requests.forget(before=NOON + SECOND) == 1


@pytest.mark.django_db(transaction=True)
def test_workers_are_told_of_requests_and_targets() -> None:
    target, vantage = make_target(), factories.make_vantage()
    with connection.cursor() as cursor:
        cursor.execute("LISTEN lichtweg_worker")
    request_ping(target=target, vantage=vantage, by=None, at=NOON)
    Target.objects.update(is_enabled=False)

    heard = {notify.payload for notify in connection.connection.notifies(timeout=1, stop_after=2)}

    assert heard == {"requests", "targets"}
