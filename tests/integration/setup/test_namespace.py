"""The lab's network namespace, held for real by the process that `./start` runs."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from setup import inner, namespace, processes
from setup.ground import CLONE
from setup.namespace import Mode, Room
from setup.supervise import Spec
from setup.users import Identity

pytestmark = pytest.mark.root

REPORT = (
    "nft list tables >{name}.tables; test {name} = lab && sleep 0.5 && nft add table inet lab; "
    "readlink /proc/self/ns/net >{name}.net; grep CapEff /proc/self/status >{name}.caps; "
    "ping -c 1 -W 1 127.86.0.1 >{name}.ping 2>&1; sleep 600"
)


@pytest.fixture(scope="module")
def room(who: Identity) -> Room:
    """Return the room that this machine allows; where it allows none, there is nothing to test."""
    found = namespace.find_room(who, may_ask=False)
    if found.mode is Mode.NONE:
        pytest.skip(f"no network namespace here: {found.sentence}")
    return found


@pytest.fixture
def folder(open_dir: Path, who: Identity) -> Path:
    """Return a folder that the inhabitants write into."""
    place = open_dir / f"n{len(list(open_dir.iterdir()))}"
    place.mkdir()
    who.give(place)
    return place


@pytest.fixture
def holder(room: Room, folder: Path) -> Iterator["subprocess.Popen[str]"]:
    """Run the holder with two inhabitants that look around."""
    specs = tuple(
        Spec(
            name=name,
            argv=(*bridle, "sh", "-c", REPORT.format(name=name)),
            env=dict(os.environ),
            cwd=folder,
            log=folder / f"{name}.log",
        )
        for name, bridle in (("lab", room.lab), ("prober", room.prober))
    )
    orders = inner.to_json(inner.Orders(run_dir=folder, log_dir=folder, specs=specs))
    argv = [*room.enter, "env", f"PYTHONPATH={CLONE}", sys.executable, "-P", "-m", "setup.inner"]
    with subprocess.Popen(argv, stdin=subprocess.PIPE, text=True) as process:
        assert process.stdin is not None
        process.stdin.write(orders + "\n")
        process.stdin.flush()
        _until(lambda: all((folder / f"{name}.ping").exists() for name in ("lab", "prober")))
        yield process
        process.stdin.close()
        assert process.wait(20) == 0


def _until(is_true: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 10
    while not is_true():
        assert time.monotonic() < deadline, "it did not happen"
        time.sleep(0.05)


@pytest.mark.usefixtures("holder")
def test_lab_and_prober_share_a_network_that_is_not_the_hosts(folder: Path) -> None:
    networks = {(folder / f"{name}.net").read_text().strip() for name in ("lab", "prober")}

    assert len(networks) == 1
    assert networks != {str(Path("/proc/self/ns/net").readlink())}


@pytest.mark.usefixtures("holder")
def test_the_prober_comes_when_the_lab_has_laid_its_rules(folder: Path) -> None:
    assert (folder / "lab.tables").read_text() == ""
    assert (folder / "lab.net").stat().st_mtime < (folder / "prober.net").stat().st_mtime


@pytest.mark.usefixtures("holder")
def test_the_prober_may_send_but_not_change_the_network(folder: Path) -> None:
    def caps(name: str) -> int:
        return int((folder / f"{name}.caps").read_text().split()[1], 16)

    assert caps("prober") == 1 << 13
    assert caps("lab") == 1 << 12 | 1 << 13


def test_an_inhabitant_is_restarted_alone_in_the_same_network(
    folder: Path, holder: "subprocess.Popen[str]"
) -> None:
    network = (folder / "prober.net").read_text()
    lab = processes.read_pid_file(folder / "lab.pid")
    first = processes.read_pid_file(folder / "prober.pid")
    assert first is not None
    assert lab is not None
    (folder / "prober.net").unlink()

    os.kill(first.pid, 9)

    _until(lambda: (folder / "prober.net").exists() and (folder / "prober.net").read_text() != "")
    assert (folder / "prober.net").read_text() == network
    assert lab.is_alive
    assert holder.poll() is None


def test_with_its_supervisor_gone_nobody_stays(
    folder: Path, holder: "subprocess.Popen[str]"
) -> None:
    inhabitants = [processes.read_pid_file(folder / f"{name}.pid") for name in ("lab", "prober")]
    assert all(inhabitants)
    assert holder.stdin is not None

    holder.stdin.close()

    _until(lambda: not any(who.is_alive for who in inhabitants if who))
