"""Real processes that end, refuse to end, and outlive their supervisor."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from setup import processes, supervise
from setup.ground import CLONE
from setup.supervise import Spec, Supervisor

PATIENCE_S = 10.0


def _spec(folder: Path, name: str, script: str) -> Spec:
    return Spec(
        name=name,
        argv=("sh", "-c", script),
        env=dict(os.environ),
        cwd=folder,
        log=folder / f"{name}.log",
        grace=timedelta(seconds=2),
    )


def _until(is_true: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while not is_true():
        assert time.monotonic() < deadline, "it did not happen"
        time.sleep(0.02)


@pytest.fixture
def told() -> list[str]:
    """Return what the supervisor told."""
    return []


@pytest.fixture
def house(tmp_path: Path, told: list[str]) -> Iterator[Supervisor]:
    """Return a supervisor that is stopped in the end."""
    supervisor = Supervisor(run_dir=tmp_path, log_dir=tmp_path, tell=told.append)
    yield supervisor
    supervisor.stop()


def test_what_ends_is_told_and_started_again(
    tmp_path: Path, house: Supervisor, told: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(supervise, "FIRST_PAUSE_S", 0.05)
    house.start(
        _spec(tmp_path, "web", "echo run >>runs; test $(wc -l <runs) -ge 2 && sleep 60; exit 3")
    )

    def ran_twice() -> bool:
        house.tick()
        return (tmp_path / "runs").exists() and len((tmp_path / "runs").read_text().split()) == 2

    _until(ran_twice)
    assert told
    assert told[0].startswith("web ended with code 3 (see ")
    assert house.is_running("web")


def test_what_cannot_be_started_is_told_and_tried_again(
    tmp_path: Path, house: Supervisor, told: list[str]
) -> None:
    spec = _spec(tmp_path, "web", "")

    house.start(Spec("web", ("/nowhere/web",), spec.env, tmp_path, spec.log))

    assert told == ["web could not be started: /nowhere/web: No such file or directory"]
    assert not house.is_running("web")


def test_all_end_last_started_first(tmp_path: Path, house: Supervisor) -> None:
    script = "trap 'echo {} >>ends; exit' TERM; echo up >>{}.up; while :; do sleep 0.02; done"
    for name in ("database", "web", "prober"):
        house.start(_spec(tmp_path, name, script.format(name, name)))
    _until(lambda: len(list(tmp_path.glob("*.up"))) == 3)

    house.stop()

    assert (tmp_path / "ends").read_text().split() == ["prober", "web", "database"]
    assert list(tmp_path.glob("*.pid")) == []


def test_what_does_not_end_is_killed_with_what_it_started(
    tmp_path: Path, house: Supervisor, told: list[str]
) -> None:
    house.start(_spec(tmp_path, "web", "trap '' TERM; sleep 60 & echo $! >child; sleep 60"))
    _until(lambda: (tmp_path / "child").exists() and (tmp_path / "child").read_text() != "")
    child = processes.identify(int((tmp_path / "child").read_text()))

    house.stop()

    assert told == ["web does not end; killing it."]
    assert child is not None
    _until(lambda: not child.is_alive)


def test_the_next_start_ends_what_a_killed_supervisor_left_and_nothing_else(tmp_path: Path) -> None:
    script = f"""
import os, time
from pathlib import Path
from setup.supervise import Spec, Supervisor
folder = Path({str(tmp_path)!r})
house = Supervisor(run_dir=folder, log_dir=folder)
house.start(Spec("web", ("sleep", "600"), dict(os.environ), folder, folder / "web.log"))
(folder / "up").touch()
time.sleep(600)
"""
    env = {**os.environ, "PYTHONPATH": str(CLONE)}
    with subprocess.Popen(["sleep", "600"]) as bystander:
        with subprocess.Popen([sys.executable, "-c", script], env=env) as supervisor:
            _until((tmp_path / "up").exists)
            supervisor.send_signal(signal.SIGKILL)
        orphan = processes.read_pid_file(tmp_path / "web.pid")
        assert orphan is not None

        assert processes.end_leftovers(tmp_path) == ["web"]

        assert not orphan.is_alive
        assert bystander.poll() is None
        bystander.kill()
