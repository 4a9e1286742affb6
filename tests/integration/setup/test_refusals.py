"""What `./start` says instead of a traceback, seen from outside."""

import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from setup import lock, paths, product
from setup.console import SetupError
from setup.ground import CLONE
from setup.users import Identity


@pytest.fixture
def var(open_dir: Path) -> Iterator[Path]:
    """Return a state folder for a start that will not come far."""
    folder = open_dir / "var"
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


def _start(var: Path, *words: str, **env: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [str(CLONE / "start"), *words],
        env={**os.environ, "LICHTWEG_VAR": str(var), "DATABASE_URL": "", **env},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def test_a_port_in_use_is_said_so_before_anything_is_installed(var: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]

        done = _start(var, PORT=str(port))

    assert done.returncode == 1
    assert f"Port {port} is in use by another program" in done.stderr
    assert f"PORT={port + 1} ./start" in done.stderr
    assert not (var / "pg").exists()


def test_a_free_port_is_not_refused() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]

    product.refuse_busy_port(port)


def test_a_second_start_of_a_running_folder_names_its_url(var: Path, who: Identity) -> None:
    layout = paths.resolve(CLONE, {"LICHTWEG_VAR": str(var)}, who)
    paths.make(layout, who)
    with lock.held(var, on_wait=lambda: None):
        lock.say_running(layout.run / "serving.json", "http://127.0.0.1:8123/")

        done = _start(var)

    assert done.returncode == 1
    assert "is running already: http://127.0.0.1:8123/" in done.stderr


def test_a_check_keeps_standard_output_for_its_one_line(var: Path) -> None:
    done = _start(var, "--check", PORT="none")

    assert done.returncode == 1
    assert done.stdout == ""
    assert "PORT=none is not a port" in done.stderr


def test_an_empty_city_says_which_answer_is_missing(var: Path) -> None:
    done = _start(var, "--empty", "--name=Herne")

    assert done.returncode == 1
    assert "--area is missing" in done.stderr


def test_an_area_that_is_none_is_refused_by_its_type(var: Path, open_dir: Path) -> None:
    (open_dir / "point.geojson").write_text('{"type": "Point", "coordinates": [7, 51]}')
    words = ["--name=Herne", "--state=NW", "--admin=kay", "--admin-email=kay@example.org"]

    done = _start(var, "--empty", *words, f"--area={open_dir / 'point.geojson'}")

    assert done.returncode == 1
    assert "holds no area" in done.stderr


def test_a_citys_particulars_without_empty_are_a_mistake(var: Path) -> None:
    assert _start(var, "--name=Herne").returncode == 2


def test_a_lock_waits_for_another_process(open_dir: Path) -> None:
    waited = []
    with subprocess.Popen(
        ["flock", str(open_dir), "sh", "-c", "echo held; sleep 0.7"], stdout=subprocess.PIPE
    ) as other:
        assert other.stdout is not None
        other.stdout.readline()

        with lock.held(open_dir, on_wait=lambda: waited.append(True)):
            assert waited == [True]


def test_a_lock_gives_up_when_told(open_dir: Path) -> None:
    first = lock.held(open_dir, on_wait=lambda: None)
    second = lock.held(open_dir, on_wait=lambda: None, refuse=lambda: "it runs already")

    with first, pytest.raises(SetupError, match="it runs already"), second:
        pass
