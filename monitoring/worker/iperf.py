"""
A throughput test with iperf3: both directions in turn, each a process of its own with a deadline.

As a process, not PyPI's `iperf3`: that one redirects the whole process's stdout and cannot be
cancelled. The process leads a group of its own, which is killed when its time is over.
"""

import asyncio
import contextlib
import os
import signal
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from monitoring.worker.iperf_report import (
    Direction,
    ServerBusyError,
    ThroughputError,
    read_report,
)

CONNECT_TIMEOUT_S = 1.0
#: What the program may take beyond connecting and measuring.
GRACE_S = 5.0
#: A report is 5 KB; what is longer comes from nothing that we would believe.
REPORT_BYTES = 1 << 20
#: Congestion control that figures can be compared by, the best first; loss-based both.
COMPARABLE = ("cubic", "reno")
ALLOWED_CONGESTION = Path("/proc/sys/net/ipv4/tcp_allowed_congestion_control")
#: Waits before another try at a busy server.
BUSY_WAITS_S = (2.0, 4.0, 8.0)


@dataclass(frozen=True, slots=True)
class Trial:
    """How long a direction is measured, after how much of slow start is left out."""

    seconds: int
    omit_s: int = 1
    program: str = "iperf3"
    busy_waits_s: tuple[float, ...] = BUSY_WAITS_S


@dataclass(frozen=True, slots=True)
class Throughput:
    """What a test gave; a direction is None where it gave nothing, and `error` says why."""

    down: Direction | None = None
    up: Direction | None = None
    error: str = ""
    conditions: dict[str, Any] = field(default_factory=dict)

    @property
    def is_overloaded(self) -> bool:
        """Whether a tester had no CPU left in either direction."""
        return any(one is not None and one.is_overloaded for one in (self.down, self.up))


async def measure(address: str, *, port: int, trial: Trial) -> Throughput:
    """
    Measure towards the site (its download), then from it; the second only if the first gave one.

    Never raises for what the far end or the program does.
    """
    found: dict[str, Direction] = {}
    error = ""
    try:
        found["down"] = await _patiently(address, port=port, trial=trial, reverse=False)
        found["up"] = await _patiently(address, port=port, trial=trial, reverse=True)
    except ThroughputError as problem:
        error = str(problem)
    conditions = {
        "address": address,
        "port": port,
        "seconds": trial.seconds,
        "omit_s": trial.omit_s,
        **{name: asdict(direction) for name, direction in found.items()},
    }
    return Throughput(found.get("down"), found.get("up"), error, conditions)


async def _patiently(address: str, *, port: int, trial: Trial, reverse: bool) -> Direction:
    """Measure one direction; ask a busy server again, later each time."""
    for wait_s in trial.busy_waits_s:
        try:
            return await measure_direction(address, port=port, trial=trial, reverse=reverse)
        except ServerBusyError:
            await asyncio.sleep(wait_s)
    return await measure_direction(address, port=port, trial=trial, reverse=reverse)


async def measure_direction(address: str, *, port: int, trial: Trial, reverse: bool) -> Direction:
    """
    Measure what we send and they receive, or the reverse.

    Raises:
        ServerBusyError: another test is running there.
        ThroughputError: no figure came of it.
    """
    words = ["-c", address, "-p", str(port), "-J"]
    words += ["-t", str(trial.seconds), "-O", str(trial.omit_s)]
    words += ["-C", congestion_control(allowed=_allowed_by_kernel())]
    words += ["--connect-timeout", str(round(CONNECT_TIMEOUT_S * 1000))]
    deadline_s = CONNECT_TIMEOUT_S + trial.omit_s + trial.seconds + GRACE_S
    report = await _run([trial.program, *words, *["-R"][: int(reverse)]], deadline_s=deadline_s)
    return read_report(report)


def congestion_control(*, allowed: str) -> str:
    """
    Return the algorithm to measure with: cubic, or reno where the kernel allows us no cubic.

    `allowed` is the kernel's list for those who are not root; empty if not known. The host's
    default was bbr on a measured machine, and figures must be comparable. What a direction was
    measured with stands among its conditions.
    """
    names = allowed.split()
    return next((name for name in COMPARABLE if name in names), COMPARABLE[0])


def _allowed_by_kernel() -> str:
    if os.geteuid() == 0:
        return ""  # root may use any
    try:
        return ALLOWED_CONGESTION.read_text()
    except OSError:
        return ""


async def _run(argv: Sequence[str], *, deadline_s: float) -> str:
    """Return what a program prints; kill its group when the time is over or we are cancelled."""
    try:
        process = await asyncio.create_subprocess_exec(
            *argv,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError as error:
        raise ThroughputError(_("iperf3 is not installed where the worker runs.")) from error
    has_ended = False
    try:
        async with asyncio.timeout(deadline_s):
            printed = await _read_all(process)
            await process.wait()
        has_ended = True
    except TimeoutError as error:
        raise ThroughputError(_("The test did not end in time.")) from error
    finally:
        if not has_ended:
            await _kill(process)
    return printed.decode(errors="replace")


async def _read_all(process: asyncio.subprocess.Process) -> bytes:
    printed = bytearray()
    while process.stdout is not None and (part := await process.stdout.read(1 << 16)):
        printed += part
        if len(printed) > REPORT_BYTES:
            raise ThroughputError(_("iperf3 printed more than a report."))
    return bytes(printed)


async def _kill(process: asyncio.subprocess.Process) -> None:
    """Kill the whole group; also where the program is gone: its children may hold the output."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(1):
            # First what it printed: asyncio's wait() does not return while output is unread.
            while process.stdout is not None and await process.stdout.read(1 << 16):
                pass
            await process.wait()
