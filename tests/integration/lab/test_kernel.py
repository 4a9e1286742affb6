"""The lab in a real kernel: what is cut is silent, what is slow is slow, the rest works."""

import os
import signal
import subprocess
import time
from pathlib import Path

import pytest

from lab.kernel.scene import Scene
from tests.integration.lab.room import ROOT, Room

pytestmark = pytest.mark.root

FAR = 0.06
SCENE = Scene(
    dark=frozenset({"127.86.0.9", "fd86::9"}),
    loss_percent={"127.86.0.7": 20, "fd86::7": 50, "127.86.0.6": 100},
    delay_s={"127.86.0.4": FAR, "fd86::4": FAR, "127.86.0.5": 0.001},
    rates_mbps={"127.86.0.2": 300, "fd86::2": 620},
)


@pytest.fixture
def lab(room: Room) -> Room:
    """Show the scene, and wait for the processes that answer."""
    room.show(SCENE)
    deadline = time.monotonic() + 5
    while not (room.ping("127.86.0.1") and "LISTEN" in room.run("ss", "-Hltn", "sport = :5201")):
        assert time.monotonic() < deadline, "nobody answers"
    return room


@pytest.mark.parametrize("address", ["127.86.0.1", "127.86.255.254", "fd86::1", "127.86.0.5"])
def test_a_sound_line_answers_from_its_own_address(lab: Room, address: str) -> None:
    text = lab.run("ping", "-c", "2", "-i", "0.05", "-W", "0.5", address)

    assert "2 received" in text
    assert f"bytes from {address}: " in text
    assert "wrong" not in text


@pytest.mark.parametrize("address", ["127.86.0.9", "fd86::9"])
def test_a_cut_line_is_silent_and_the_sender_sees_no_error(lab: Room, address: str) -> None:
    text = lab.run("ping", "-c", "2", "-i", "0.1", "-W", "0.2", address)

    assert "2 packets transmitted, 0 received" in text
    assert "not permitted" not in text


def test_a_cut_line_takes_its_server_with_it(lab: Room) -> None:
    text = lab.run("iperf3", "-c", "127.86.0.9", "-t", "1", "--connect-timeout", "300", "-J")

    assert "timed out" in text or "error" in text


def test_a_mended_line_answers_at_once(lab: Room) -> None:
    lab.show(Scene())

    assert lab.ping("127.86.0.9") == 1
    assert lab.ping("fd86::9") == 1


def test_ping3_agrees(lab: Room) -> None:
    script = (
        "import ping3\n"
        "print([ping3.ping(a, timeout=0.3) for a in ('127.86.0.1', '127.86.0.9', '127.86.0.4')])"
    )

    said = lab.run(str(ROOT / ".venv" / "bin" / "python"), "-c", script)

    alive, dead, far = said.strip()[1:-1].split(", ")
    assert 0 < float(alive) < 0.05
    assert dead == "None"
    assert FAR * 0.95 < float(far) < FAR + 0.05


@pytest.mark.parametrize(("address", "percent"), [("127.86.0.7", 20), ("fd86::7", 50)])
def test_a_lossy_line_loses_about_that_share(lab: Room, address: str, percent: int) -> None:
    sent = 400

    lost = sent - lab.ping(address, count=sent, gap_s=0.002)

    # Six standard deviations: a false alarm in a thousand million.
    spread = 6 * (sent * percent / 100 * (1 - percent / 100)) ** 0.5
    assert abs(lost - sent * percent / 100) < spread


def test_a_line_that_loses_everything_is_silent(lab: Room) -> None:
    assert lab.ping("127.86.0.6", count=5, gap_s=0.05) == 0


@pytest.mark.parametrize("address", ["127.86.0.4", "fd86::4"])
def test_a_far_line_takes_its_time(lab: Room, address: str) -> None:
    assert FAR * 950 < lab.rtt_ms(address) < FAR * 1000 + 40


def test_isolation_silences_the_canaries_too(lab: Room) -> None:
    lab.show(Scene(is_isolated=True))

    for address in ("127.86.0.1", "127.86.255.1", "127.0.0.1", "fd86::1", "::1"):
        assert lab.ping(address) == 0, address


def test_a_full_line_carries_what_a_gigabit_carries(lab: Room) -> None:
    up, down = lab.mbps("127.86.0.1"), lab.mbps("127.86.0.1", "-R")

    # An upper bound only: a busy machine may well carry less.
    assert 100 < up < 960
    assert 100 < down < 960


@pytest.mark.parametrize(("address", "rate_mbps"), [("127.86.0.2", 300), ("fd86::2", 620)])
def test_a_slow_line_carries_no_more_than_its_rate_each_way(
    lab: Room, address: str, rate_mbps: int
) -> None:
    up, down = lab.mbps(address), lab.mbps(address, "-R")

    assert 50 < up < rate_mbps
    assert 50 < down < rate_mbps


def children_of(pid: int) -> list[int]:
    return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def is_running(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def wait_until_gone(pids: list[int]) -> None:
    deadline = time.monotonic() + 20
    while any(is_running(pid) for pid in pids):
        assert time.monotonic() < deadline, pids
        time.sleep(0.05)


def test_what_dies_is_started_again_with_its_orders(lab: Room) -> None:
    first = children_of(lab.process.pid)
    assert len(first) == 2
    time.sleep(1.1)  # a child is started at most once a second
    for pid in first:
        os.kill(pid, signal.SIGKILL)
    wait_until_gone(first)

    lab.keep()

    assert "ended with -9; it is started again" in " ".join(lab.said())
    deadline = time.monotonic() + 5
    while not lab.ping("127.86.0.4"):
        assert time.monotonic() < deadline
    assert lab.rtt_ms("127.86.0.4") > FAR * 950


@pytest.mark.parametrize("how", ["closed", "killed"])
def test_no_child_outlives_the_lab(words: tuple[str, ...], how: str) -> None:
    room = Room(words)
    room.show(Scene())
    children = children_of(room.process.pid)
    assert len(children) == 2

    if how == "killed":
        room.process.kill()
    room.close()

    wait_until_gone(children)


def test_the_machines_own_network_is_refused() -> None:
    room = Room(("env", f"HOST_NETNS={Path('/proc/self/ns/net').stat().st_ino}"))

    with pytest.raises(AssertionError, match="NotOwnNamespaceError"):
        room.show(Scene())

    assert room.close() == 0
    tables = subprocess.run(["nft", "list", "tables"], capture_output=True, text=True, check=False)
    assert "lichtweg_lab" not in tables.stdout
