"""The thread that stores: in order, again until it is taken, never for ever."""

import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, OperationalError

from monitoring.operations.cycles import SignOfLife, StoredCycle
from monitoring.worker import writer as module
from monitoring.worker.lease import Lease
from monitoring.worker.mailbag import Mailbag
from monitoring.worker.writer import Writer

NOON = datetime(2026, 6, 10, 12, tzinfo=UTC)


class Note:
    """A letter that the database takes at the n-th try, or never."""

    n_rounds = 2
    target_ids = frozenset({1})

    def __init__(self, name: str, *, errors: list[Exception], stored: list[str]) -> None:
        self.name = name
        self.errors = errors
        self.stored = stored

    def store(self, life: SignOfLife | None) -> StoredCycle:  # noqa: ARG002 - a letter's form
        if self.errors:
            raise self.errors.pop(0)
        self.stored.append(self.name)
        return StoredCycle(2)


class Desk:
    """A writer on a mailbag, whose lease and database are played."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.stored: list[str] = []
        self.leased: list[str] = []
        self.is_free = True
        self.has_ended = threading.Event()
        monkeypatch.setattr(module, "FIRST_PAUSE_S", 0.01)
        monkeypatch.setattr(module, "LEASE_PAUSE_S", 0.01)
        monkeypatch.setattr(Lease, "hold", lambda _: self.is_free)
        self.mailbag = Mailbag(capacity_rounds=100)
        self.writer = Writer(
            self.mailbag,
            vantage_id=1,
            on_lease=lambda: self.leased.append("begun"),
            on_end=self.has_ended.set,
        )

    def put(self, name: str, *errors: Exception) -> None:
        note = Note(name, errors=list(errors), stored=self.stored)
        self.mailbag.put(note)  # type: ignore[arg-type]  # all of a letter that counts here


@pytest.fixture
def desk(monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    desk = Desk(monkeypatch)
    yield desk
    desk.writer.finish(timeout_s=2)


def test_what_was_put_in_is_stored_in_order_before_the_end(desk: Desk) -> None:
    for name in ("one", "two", "three"):
        desk.put(name)
    desk.writer.start()

    is_done = desk.writer.finish(timeout_s=5)

    assert is_done
    assert desk.stored == ["one", "two", "three"]
    assert desk.leased == ["begun"]
    assert desk.has_ended.is_set()


def test_a_database_that_is_away_is_asked_again(desk: Desk) -> None:
    desk.put("one", OperationalError("away"), OperationalError("still away"))
    desk.put("two")
    desk.writer.start()

    assert desk.writer.finish(timeout_s=5)
    assert desk.stored == ["one", "two"]
    assert desk.mailbag.n_lost_rounds == 0


def test_what_the_database_refuses_twice_is_lost_and_counted(desk: Desk) -> None:
    desk.put("poison", IntegrityError("no"), IntegrityError("no"))
    desk.put("good", IntegrityError("its target was just deleted"))
    desk.writer.start()

    assert desk.writer.finish(timeout_s=5)
    assert desk.stored == ["good"]
    assert desk.mailbag.n_lost_rounds == 2


def test_nothing_is_stored_without_the_lease(desk: Desk) -> None:
    desk.is_free = False
    desk.put("one")
    desk.writer.start()
    time.sleep(0.05)
    before = list(desk.stored)

    desk.is_free = True
    deadline = time.monotonic() + 5
    while not desk.stored and time.monotonic() < deadline:
        time.sleep(0.01)

    assert (before, desk.stored) == ([], ["one"])


def test_who_ends_while_another_works_stores_nothing(desk: Desk) -> None:
    desk.is_free = False
    desk.put("one")
    desk.writer.start()

    assert not desk.writer.finish(timeout_s=5)
    assert desk.stored == []


def test_the_end_does_not_wait_for_a_database_that_stays_away(desk: Desk) -> None:
    desk.put("one", *[OperationalError("away")] * 10_000)
    desk.writer.start()
    began = time.monotonic()

    is_done = desk.writer.finish(timeout_s=0.3)

    assert not is_done
    assert time.monotonic() - began < 1
    assert desk.mailbag.n_pending_rounds == 2


def test_a_bug_ends_the_writer_and_is_told(desk: Desk) -> None:
    desk.put("one", TypeError("a bug"))
    desk.writer.start()

    assert desk.has_ended.wait(5)
    assert desk.mailbag.n_pending_rounds == 2
