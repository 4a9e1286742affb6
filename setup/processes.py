"""
Which process is ours: identity by pid and start time, never by name.

A pid alone is reused; pid, start time (clock ticks since boot) and the boot itself are not.
"""

import json
import os
import signal
import time
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

PROC = Path("/proc")
GRACE = timedelta(seconds=5)


@dataclass(frozen=True, slots=True)
class ProcessId:
    """One process for good: a pid, the tick it started at, the boot it belongs to."""

    pid: int
    started_ticks: int
    boot: str

    @property
    def is_alive(self) -> bool:
        """Whether exactly this process still runs (a zombie does not)."""
        return identify(self.pid) == self

    def signal_group(self, number: signal.Signals) -> None:
        """Send a signal to the process group it leads, else to itself; gone is fine."""
        for send in (os.killpg, os.kill):
            try:
                send(self.pid, number)
            except (ProcessLookupError, PermissionError):
                continue
            return


def identify(pid: int) -> ProcessId | None:
    """Return who has that pid now, None if nobody or only a zombie."""
    try:
        stat = (PROC / str(pid) / "stat").read_text()
    except OSError:
        return None
    # The command's name stands in brackets and may hold anything, brackets too.
    fields = stat.rpartition(")")[2].split()
    if fields[0] in {"Z", "X"}:
        return None
    return ProcessId(pid=pid, started_ticks=int(fields[19]), boot=_boot())


def write_pid_file(path: Path, pid: int) -> None:
    """Note a running process for the next start; one that has ended already leaves no note."""
    who = identify(pid)
    if who is not None:
        path.write_text(json.dumps([who.pid, who.started_ticks, who.boot]) + "\n")


def read_pid_file(path: Path) -> ProcessId | None:
    """Return the noted process if it still runs, else None (also for a torn note)."""
    try:
        pid, started_ticks, boot = json.loads(path.read_text())
    except (OSError, ValueError, TypeError):
        return None
    who = ProcessId(pid=pid, started_ticks=started_ticks, boot=boot)
    return who if who.is_alive else None


def end_leftovers(run_dir: Path) -> list[str]:
    """End what an earlier supervisor of this folder left running; return the names of it."""
    notes = sorted(run_dir.glob("*.pid"))
    left = {path.stem: who for path in notes if (who := read_pid_file(path)) is not None}
    # All at once: the database waits for its clients to go.
    end(left.values())
    for path in notes:
        path.unlink(missing_ok=True)
    return list(left)


def end(
    whom: Iterable[ProcessId],
    *,
    first: signal.Signals = signal.SIGTERM,
    grace: timedelta = GRACE,
) -> None:
    """End processes: ask with `first`, wait up to `grace`, then kill."""
    alive = [who for who in whom if who.is_alive]
    for who in alive:
        who.signal_group(first)
    deadline = time.monotonic() + grace.total_seconds()
    while (alive := [who for who in alive if who.is_alive]) and time.monotonic() < deadline:
        time.sleep(0.05)
    for who in alive:
        who.signal_group(signal.SIGKILL)
    while any(who.is_alive for who in alive) and time.monotonic() < deadline + 5:
        time.sleep(0.05)


def working_in(folder: Path, *, program: str) -> list[ProcessId]:
    """Return the running `program`s whose working directory is `folder`, as far as we may look."""
    found = []
    for entry in PROC.iterdir():
        if not entry.name.isdigit():
            continue
        try:
            if (entry / "cwd").readlink() != folder:
                continue
            if (entry / "comm").read_text().strip() != program:
                continue
        except OSError:
            continue
        who = identify(int(entry.name))
        if who is not None:
            found.append(who)
    return found


def _boot() -> str:
    return (PROC / "sys/kernel/random/boot_id").read_text().strip()
