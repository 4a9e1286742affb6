"""`manage.py lab serve` with a real database and a real kernel: what is stored comes true."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone

from lab import operations
from lab.models import LabFault
from tests import factories
from tests.conftest import City
from tests.integration.lab.room import ROOT, Room, environment
from tests.integration.lab.test_kernel import children_of, wait_until_gone

pytestmark = [pytest.mark.root, pytest.mark.django_db(transaction=True)]

ADDRESSES = {"ring": "127.86.1.1", "near": "127.86.1.2", "far": "fd86::3"}
MANAGE = (sys.executable, str(ROOT / "manage.py"))


def until(is_true: Callable[[], bool], *, within_s: float = 15) -> float:
    """Wait until something is so; returns how many seconds it took."""
    begun = time.monotonic()
    while not is_true():
        assert time.monotonic() < begun + within_s, "it did not happen"
        time.sleep(0.1)
    return time.monotonic() - begun


@pytest.fixture
def place(words: tuple[str, ...]) -> Iterator[Room]:
    """Hold a namespace of one test."""
    room = Room(words)
    yield room
    assert room.close() == 0


@pytest.fixture
def watched(city: City) -> City:
    """Give each circuit of the small city its address."""
    for name, circuit in city.circuits.items():
        factories.make_target(circuit, address=ADDRESSES[name], iperf_port=5201)
    return city


def alive(place: Room) -> set[str]:
    return {name for name, address in ADDRESSES.items() if place.ping(address)}


def start(place: Room) -> int:
    return place.start(*MANAGE, "lab", "serve", env=environment(connection.settings_dict))


def test_faults_come_true_and_go_also_over_a_lost_connection(place: Room, watched: City) -> None:
    door = operations.cut_circuit(circuit=watched.circuits["near"], at=timezone.now())
    start(place)
    until(lambda: LabFault.objects.exclude(applied_at=None).exists())
    until(lambda: alive(place) == {"ring", "far"})

    operations.mend(fault_id=door.pk, at=timezone.now())
    assert until(lambda: bool(place.ping(ADDRESSES["near"]))) < 3

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        assert cursor.fetchall() == [(True,)]
    segment = watched.segments["b1"]
    branch = operations.cut_segment(segment=segment, chainage_m=3, at=timezone.now())
    until(lambda: LabFault.objects.filter(pk=branch.pk).exclude(applied_at=None).exists())
    assert alive(place) == {"ring"}


def test_it_ends_at_once_without_a_child_and_comes_back_as_it_was(
    place: Room, watched: City
) -> None:
    operations.cut_segment(segment=watched.segments["b2"], chainage_m=3, at=timezone.now())
    pid = start(place)
    until(lambda: alive(place) == {"ring", "near"})
    children = children_of(pid)
    assert len(children) == 2

    begun = time.monotonic()
    assert place.end(pid) == 0
    assert time.monotonic() - begun < 3
    wait_until_gone(children)
    # Nobody answers, the canaries neither: the worker is blind, and nobody is called dead.
    assert alive(place) == set()
    assert not place.ping("127.86.255.1")

    start(place)
    until(lambda: alive(place) == {"ring", "near"})


def test_on_the_machines_own_network_it_refuses_in_words() -> None:
    own = {"LICHTWEG_HOST_NETNS": str(Path("/proc/self/ns/net").stat().st_ino)}

    done = subprocess.run(
        [*MANAGE, "lab", "serve"],
        env=os.environ | environment(connection.settings_dict) | own,
        capture_output=True,
        text=True,
        check=False,
        timeout=30,
    )

    assert done.returncode == 1
    assert "own network" in done.stderr
    assert "Traceback" not in done.stderr
