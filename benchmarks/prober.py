"""
What an echo costs: CPU of 10,000 targets x 3 echoes, ours against fping, in one run.

    .venv/bin/python benchmarks/prober.py

Loopback addresses in a network namespace of its own, so that nothing leaves the machine. CPU is
user plus system time of whole processes, the start of Python included, as the kernel accounts them.
The contenders take turns; medians and ratios are printed, because a shared machine's speed drifts.
"""

import argparse
import asyncio
import os
import platform
import shutil
import statistics
import subprocess
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from ipaddress import IPv4Address
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
INSIDE = "LICHTWEG_BENCHMARK_NAMESPACE"
N_TARGETS = 10_000
N_ECHOES = 3
N_TURNS = 5
#: One fping process a device is measured on this many devices and scaled up.
N_DEVICES = 300
GAP_S = 0.3
TIMEOUT_S = 1.0


def addresses(n: int) -> list[str]:
    """Return n addresses that answer on loopback."""
    first = int(IPv4Address("127.86.0.1"))
    return [str(IPv4Address(first + number)) for number in range(n)]


async def _one_round() -> None:
    """Ping the addresses on standard input once with our engine; print echoes received."""
    from monitoring.probes.clock import SystemClock  # noqa: PLC0415 - only the child pays for it
    from monitoring.probes.engine import IcmpEngine  # noqa: PLC0415 - only the child pays for it
    from monitoring.probes.plan import Plan  # noqa: PLC0415 - only the child pays for it
    from monitoring.probes.rounds import Target  # noqa: PLC0415 - only the child pays for it
    from monitoring.probes.sockets import open_links  # noqa: PLC0415 - only the child pays for it

    links, infos = open_links()
    clock = SystemClock()
    engine = IcmpEngine(links, infos, clock=clock)
    targets = tuple(Target(key, text) for key, text in enumerate(sys.stdin.read().split()))
    offsets = tuple(index * 150e-6 for index in range(len(targets)))
    plan = Plan(
        targets, offsets, datetime.now(UTC), clock.monotonic(), N_ECHOES, GAP_S, TIMEOUT_S, 10.0
    )
    rounds = await engine.run(plan)
    print(sum(done.received for done in rounds))


def cpu_s(command: Sequence[str], *, stdin: str = "") -> tuple[float, str, str]:
    """Run a command to its end; return its CPU seconds and what it printed."""
    process = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    before = os.times()
    out, err = process.communicate(stdin)
    after = os.times()
    used = (after.children_user - before.children_user) + (
        after.children_system - before.children_system
    )
    return used, out, err


def ours(targets: Sequence[str]) -> float:
    """Return the CPU seconds of our engine; every echo must have come back."""
    # -S: the engine needs the standard library only, and its child pays for no site-packages.
    command = [sys.executable, "-S", "-E", __file__, "--one-round"]
    used, out, err = cpu_s(command, stdin="\n".join(targets))
    if out.strip() != str(len(targets) * N_ECHOES):
        sys.exit(f"our engine received {out.strip() or 'nothing'}: {err.strip()[-300:]}")
    return used


def fping(targets: Sequence[str], *extra: str) -> float:
    """Return the CPU seconds of one fping process."""
    command = ["fping", "-q", "-c", str(N_ECHOES), "-t", "1000", "-p", "300", *extra]
    used, _, err = cpu_s(command, stdin="\n".join(targets))
    alive = err.count("min/avg/max")
    if alive != len(targets):
        print(f"  (fping {' '.join(extra)} saw {alive} of {len(targets)} answer)")
    return used


def fping_each(targets: Sequence[str]) -> float:
    """Return the CPU seconds of one fping process a device, for as many as `targets`."""
    sample = targets[:N_DEVICES]
    used = sum(fping([address], "-p", "25") for address in sample)
    return used * len(targets) / len(sample)


def enter_namespace() -> None:
    """Start this program again in a network namespace of its own, with its loopback up."""
    if os.environ.get(INSIDE):
        subprocess.run(["ip", "link", "set", "lo", "up"], check=True)
        return
    for tool in ("fping", "ip", "unshare"):
        if shutil.which(tool) is None:
            sys.exit(f"{tool} is missing; ./test installs it")
    own = ["--net"] if os.geteuid() == 0 else ["--user", "--map-root-user", "--net"]
    command = ["unshare", *own, sys.executable, *sys.argv]
    os.execvpe(command[0], command, os.environ | {INSIDE: "1"})


def main() -> None:
    """Let the contenders take turns and print what each used."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--one-round", action="store_true", help=argparse.SUPPRESS)
    if parser.parse_args().one_round:
        asyncio.run(_one_round())
        return
    enter_namespace()
    targets = addresses(N_TARGETS)
    contenders: dict[str, Callable[[], float]] = {
        "ours": lambda: ours(targets),
        "fping -i 0": lambda: fping(targets, "-i", "0"),
        "one fping per device": lambda: fping_each(targets),
    }
    version = subprocess.run(["fping", "--version"], capture_output=True, text=True, check=True)
    print(f"{N_TARGETS} targets x {N_ECHOES} echoes on loopback, {N_TURNS} turns; ", end="")
    print(f"Python {platform.python_version()}, {version.stdout.splitlines()[0]}, ", end="")
    print(f"Linux {platform.release()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
    used: dict[str, list[float]] = {name: [] for name in contenders}
    for _ in range(N_TURNS):
        for name, contender in contenders.items():
            used[name].append(contender())
    for name, figures in used.items():
        low, middle, high = min(figures), statistics.median(figures), max(figures)
        print(f"{name:>22}: {middle:7.3f} CPU s (min {low:.3f}, max {high:.3f})")
    against = statistics.median(
        a / b for a, b in zip(used["ours"], used["fping -i 0"], strict=True)
    )
    each = statistics.median(
        b / a for a, b in zip(used["ours"], used["one fping per device"], strict=True)
    )
    print(f"ours / fping -i 0, median of pairs:        {against:.2f}  (aim: at most 1.2)")
    print(f"one fping per device / ours, likewise:     {each:.0f}  (aim: at least 40)")


if __name__ == "__main__":
    main()
