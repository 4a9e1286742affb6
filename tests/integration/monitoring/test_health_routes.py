"""What supervisors and Prometheus are told."""

import socket
import time
from datetime import timedelta
from typing import Any

import pytest
from django.db import OperationalError, connection, connections
from django.test import Client
from django.utils import timezone

from monitoring import health
from monitoring.models import State
from tests import factories

pytestmark = pytest.mark.django_db


def watched(*, seconds_ago: float = 1, **fields: Any) -> None:
    heartbeat_at = timezone.now() - timedelta(seconds=seconds_ago)
    factories.make_vantage_health(
        factories.make_vantage(slug="head"), heartbeat_at=heartbeat_at, **fields
    )


def job_worker(*, seconds_ago: float = 1) -> None:
    # The queue's own model is read only: it makes its rows itself.
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (%s)",
            [timezone.now() - timedelta(seconds=seconds_ago)],
        )


def test_a_living_process_says_so_without_a_query(
    client: Client, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(0):
        answer = client.get("/healthz")

    assert (answer.status_code, answer.content) == (200, b"ok\n")


def test_all_parts_ready(client: Client) -> None:
    watched()
    job_worker()

    answer = client.get("/readyz")

    assert answer.status_code == 200, answer.json()
    assert set(answer.json()["parts"]) == {"database", "migrations", "prober head", "jobs"}


@pytest.mark.parametrize(
    ("prober_s", "jobs_s", "silent"), [(120, 1, "prober head"), (1, 120, "jobs")]
)
def test_a_silent_part_is_named(
    client: Client, prober_s: float, jobs_s: float, silent: str
) -> None:
    watched(seconds_ago=prober_s)
    job_worker(seconds_ago=jobs_s)

    answer = client.get("/readyz")

    parts = answer.json()["parts"]
    assert answer.status_code == 503
    assert [name for name, part in parts.items() if not part["ready"]] == [silent]
    assert "ago" in parts[silent]["words"]


def test_no_part_ever_started(client: Client) -> None:
    factories.make_vantage(slug="head")

    parts = client.get("/readyz").json()["parts"]

    assert parts["prober head"]["words"] == "never gave a sign of life"
    assert parts["jobs"]["words"] == "no job worker runs"


def test_a_lost_database_is_said_plainly(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def lost() -> health.Part:
        raise OperationalError("connection refused\nhint: is it running?")

    monkeypatch.setattr(health, "_database", lost)

    answer = client.get("/readyz")

    assert answer.status_code == 503
    assert answer.json()["parts"] == {"database": {"ready": False, "words": "does not answer"}}


@pytest.mark.parametrize("how", ["nobody listens", "it says nothing"])
def test_a_database_that_says_nothing_is_lost_within_three_seconds(
    client: Client, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        if how == "it says nothing":
            server.listen()
        host, port = server.getsockname()
        parameters = {"host": host, "port": port, "dbname": "x", "user": "x"}
        wrapper = type(connections["default"])
        monkeypatch.setattr(wrapper, "get_connection_params", lambda _: dict(parameters))
        monkeypatch.setattr(health, "_KNOCKER", health._Knocker())
        began = time.monotonic()

        answer = client.get("/readyz")

        took_s = time.monotonic() - began
    assert answer.status_code == 503
    assert answer.json()["parts"] == {"database": {"ready": False, "words": "does not answer"}}
    assert took_s < 3


def test_metrics_count_circuits_by_state(client: Client) -> None:
    now = timezone.now()
    target, vantage = factories.make_target(), factories.make_vantage()
    factories.make_interval(
        target,
        vantage,
        state=State.DOWN,
        started_at=now - timedelta(minutes=1),
        observed_until=now + timedelta(seconds=30),
    )

    text = client.get("/metrics").content.decode()

    assert 'lichtweg_circuits{state="down"} 1.0' in text
    assert 'lichtweg_circuits{state="up"} 0.0' in text


def test_metrics_count_the_rounds_of_the_last_minutes(client: Client) -> None:
    target, vantage = factories.make_target(), factories.make_vantage()
    for minutes in (1, 4, 6):
        factories.make_round(
            target, vantage, scheduled_at=timezone.now() - timedelta(minutes=minutes)
        )

    text = client.get("/metrics").content.decode()

    assert "lichtweg_rounds_stored_5m 2.0" in text


@pytest.mark.parametrize("path", ["/metrics"])
def test_metrics_are_for_this_machine_or_the_token(
    client: Client, settings: Any, path: str
) -> None:
    settings.METRICS_TOKEN = "s3cret"

    assert client.get(path).status_code == 200
    assert client.get(path, REMOTE_ADDR="192.0.2.7").status_code == 404
    assert client.get(path, headers={"x-forwarded-for": "192.0.2.7"}).status_code == 404
    far: dict[str, Any] = {"REMOTE_ADDR": "192.0.2.7"}
    assert client.get(path, headers={"authorization": "Bearer no"}, **far).status_code == 404
    assert client.get(path, headers={"authorization": "Bearer s3cret"}, **far).status_code == 200
