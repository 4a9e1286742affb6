"""Throughput by a real iperf3 over loopback, and by programs that misbehave."""

import asyncio
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from monitoring.worker import iperf
from monitoring.worker.iperf import Trial, measure

pytestmark = pytest.mark.skipif(shutil.which("iperf3") is None, reason="iperf3 is not installed")


def free_port() -> int:
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return int(sock.getsockname()[1])


@pytest.fixture
def server() -> Iterator[int]:
    """Run an iperf3 server on loopback; yields its port."""
    port = free_port()
    process = subprocess.Popen(
        ["iperf3", "-s", "-B", "127.0.0.1", "-p", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    deadline = time.monotonic() + 5
    while time.monotonic() < deadline:
        with socket.socket() as sock:
            # Bound by another: the server is there, and was not disturbed by a connection.
            try:
                sock.bind(("127.0.0.1", port))
            except OSError:
                break
        time.sleep(0.02)
    yield port
    process.kill()
    process.wait()


def program(folder: Path, text: str) -> str:
    path = folder / "iperf3"
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)
    return str(path)


def quick(path: str = "iperf3") -> Trial:
    return Trial(seconds=1, omit_s=0, program=path, busy_waits_s=(0.01, 0.01))


def test_both_directions_are_measured_with_their_conditions(server: int) -> None:
    found = asyncio.run(measure("127.0.0.1", port=server, trial=quick()))

    assert found.error == ""
    assert found.down is not None
    assert found.up is not None
    assert min(found.down.received_bps, found.up.received_bps) > 10e6
    assert found.conditions["down"]["congestion"] == "cubic"
    assert (found.conditions["port"], found.conditions["seconds"]) == (server, 1)


def test_nobody_there_is_said_in_words() -> None:
    found = asyncio.run(measure("127.0.0.1", port=free_port(), trial=quick()))

    assert (found.down, found.up) == (None, None)
    assert "iperf3" in found.error


def test_a_busy_server_is_asked_again(server: int) -> None:
    async def two_at_once() -> list[iperf.Throughput]:
        patient = Trial(seconds=1, omit_s=0, busy_waits_s=(1.2, 1.2, 1.2, 1.2))
        return list(
            await asyncio.gather(
                measure("127.0.0.1", port=server, trial=patient),
                measure("127.0.0.1", port=server, trial=patient),
            )
        )

    first, second = asyncio.run(two_at_once())

    assert (first.error, second.error) == ("", "")


def test_a_server_that_stays_busy_is_given_up(tmp_path: Path) -> None:
    tries = tmp_path / "tries"
    busy = program(tmp_path, f"""echo x >> {tries}; echo '{{"error": "the server is busy"}}'""")

    found = asyncio.run(measure("127.0.0.1", port=1, trial=quick(busy)))

    assert found.error
    assert len(tries.read_text().split()) == 3


def test_a_program_that_hangs_is_killed_with_all_it_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(iperf, "GRACE_S", -1.5)
    note = tmp_path / "child"
    # The child keeps the output open, so that its end alone does not end the reading.
    hangs = program(tmp_path, f"sleep 60 & echo $! > {note}; exit 0")

    found = asyncio.run(measure("127.0.0.1", port=1, trial=quick(hangs)))

    assert found.error
    assert ends(int(note.read_text()))


def ends(pid: int) -> bool:
    """Whether a process ends within two seconds; a zombie has ended."""
    deadline = time.monotonic() + 2
    while time.monotonic() < deadline:
        try:
            state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        except FileNotFoundError:
            return True
        if state in "XZ":
            return True
        time.sleep(0.01)
    return False


def test_output_without_end_is_cut_off(tmp_path: Path) -> None:
    began = time.monotonic()

    found = asyncio.run(measure("127.0.0.1", port=1, trial=quick(program(tmp_path, "exec yes"))))

    assert found.error
    assert time.monotonic() - began < 4


def test_a_missing_program_is_said_in_words() -> None:
    found = asyncio.run(measure("127.0.0.1", port=1, trial=quick("/nowhere/iperf3")))

    assert "iperf3" in found.error


def test_being_cancelled_leaves_no_process(tmp_path: Path) -> None:
    note = tmp_path / "pid"
    hangs = program(tmp_path, f"echo $$ > {note}; exec sleep 60")

    async def cancelled() -> None:
        task = asyncio.create_task(measure("127.0.0.1", port=1, trial=quick(hangs)))
        while not note.exists() or not note.read_text():
            await asyncio.sleep(0.01)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    asyncio.run(cancelled())

    assert ends(int(note.read_text()))
