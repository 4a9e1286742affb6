"""
What an echo costs: CPU of 10,000 targets x 3 echoes, ours against fping, in one run.

    .venv/bin/python benchmarks/prober.py [--turns 9]

Loopback addresses in a network namespace of its own, so that nothing leaves the machine. CPU is
user plus system time of whole processes, the start of Python included, as the kernel accounts it
(wait4). The contenders take turns; medians and ratios are printed, because a shared machine's
speed drifts. Bytecode is compiled beforehand, as on any installation.
"""

import argparse
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from ipaddress import IPv4Address
from pathlib import Path

HERE = Path(__file__).resolve().parent
INSIDE = "LICHTWEG_BENCHMARK_NAMESPACE"
N_TARGETS = 10_000
N_ECHOES = 3
GAP_S = 0.5  # at 20,000 echoes a second one wave takes just that long
TIMEOUT_S = 1.0
#: One fping process per device is measured on this many devices and scaled up.
N_DEVICES = 200


def addresses(n: int) -> list[str]:
    """Return n addresses that answer on loopback."""
    first = int(IPv4Address("127.86.0.1"))
    return [str(IPv4Address(first + number)) for number in range(n)]


def run(command: Sequence[str], targets: Sequence[str]) -> tuple[float, str, str]:
    """Run a command on targets to its end; return its CPU seconds and what it printed."""
    with tempfile.TemporaryFile("w+") as text, tempfile.TemporaryFile("w+") as out:
        text.write("\n".join(targets))
        text.seek(0)
        with tempfile.TemporaryFile("w+") as err:
            process = subprocess.Popen(command, stdin=text, stdout=out, stderr=err)
            _, status, used = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
            printed = []
            for file in (out, err):
                file.seek(0)
                printed.append(file.read())
    return used.ru_utime + used.ru_stime, printed[0], printed[1]


def ours(targets: Sequence[str]) -> float:
    """Return the CPU seconds of our engine; every echo must have come back."""
    # -S -E: the engine needs the standard library only, so it pays for no site-packages.
    arguments = [str(N_ECHOES), str(GAP_S), str(TIMEOUT_S)]
    command = [sys.executable, "-S", "-E", str(HERE / "one_round.py"), *arguments]
    command[1:1] = ["-X", f"pycache_prefix={os.environ['PYTHONPYCACHEPREFIX']}"]
    used, out, err = run(command, targets)
    if out.strip() != str(len(targets) * N_ECHOES):
        sys.exit(f"our engine received {out.strip() or 'nothing'}: {err.strip()[-300:]}")
    return used


def fping(targets: Sequence[str]) -> float:
    """Return the CPU seconds of one fping process for all targets, as fast as it can."""
    period, timeout = f"{GAP_S * 1000:.0f}", f"{TIMEOUT_S * 1000:.0f}"
    command = ["fping", "-i", "0", "-q", "-c", str(N_ECHOES), "-p", period, "-t", timeout]
    used, _, err = run(command, targets)
    if (alive := err.count("min/avg/max")) != len(targets):
        print(f"  (fping -i 0 saw {alive} of {len(targets)} answer)")
    return used


def fping_each(targets: Sequence[str]) -> tuple[float, float]:
    """Return CPU seconds of one fping process per target: theirs alone, and with their worker's."""
    sample = targets[:N_DEVICES]
    _, out, err = run([sys.executable, str(HERE / "fping_each.py"), str(N_ECHOES)], sample)
    if not out:
        sys.exit(f"one fping per device: {err.strip()[-300:]}")
    processes_s, worker_s = map(float, out.split())
    scale = len(targets) / len(sample)
    return processes_s * scale, (processes_s + worker_s) * scale


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


def busy_s() -> float:
    """Return the CPU seconds that all of the machine has spent so far."""
    fields = [int(field) for field in Path("/proc/stat").read_text().split("\n")[0].split()[1:]]
    return (sum(fields) - fields[3] - fields[4]) / os.sysconf("SC_CLK_TCK")


def measure(n_turns: int) -> dict[str, list[float]]:
    """Let the contenders take turns; return each one's CPU seconds, turn by turn."""
    targets = addresses(N_TARGETS)
    ours(targets[:10])  # compiles
    used: dict[str, list[float]] = {name: [] for name in CONTENDERS}
    for _ in range(n_turns):
        each, with_worker = fping_each(targets)
        for name, figure in zip(
            CONTENDERS, (ours(targets), fping(targets), each, with_worker), strict=True
        ):
            used[name].append(figure)
    return used


CONTENDERS = ("ours", "fping -i 0", "fping per device", "  with their worker")


def report(used: dict[str, list[float]]) -> None:
    """Print medians, extremes and ratios."""
    for name, figures in used.items():
        low, middle, high = min(figures), statistics.median(figures), max(figures)
        print(f"{name:>22}: {middle:7.3f} CPU s (min {low:.3f}, max {high:.3f})")
    own, at_once, each, with_worker = used.values()
    against = [a / b for a, b in zip(own, at_once, strict=True)]
    alone = [a / b for a, b in zip(each, own, strict=True)]
    together = [a / b for a, b in zip(with_worker, own, strict=True)]
    print("ratios, medians of the turns:")
    print(f"  ours / fping -i 0            {statistics.median(against):6.2f}  (aim: at most 1.2)")
    print(f"  fping per device / ours      {statistics.median(alone):6.1f}  the processes alone")
    print(f"  the same with their worker   {statistics.median(together):6.1f}  (aim: 40 and more)")


def main() -> None:
    """Measure in a namespace, and say under which conditions."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--turns", type=int, default=9)
    n_turns = parser.parse_args().turns
    enter_namespace()
    version = subprocess.run(["fping", "--version"], capture_output=True, text=True, check=True)
    print(f"{N_TARGETS} targets x {N_ECHOES} echoes on loopback, {n_turns} turns; ", end="")
    print(f"Python {platform.python_version()}, {version.stdout.splitlines()[0]}, ", end="")
    print(f"Linux {platform.release()}, {os.cpu_count()} cores")
    before, load = busy_s(), os.getloadavg()[0]
    began = os.times()
    with tempfile.TemporaryDirectory() as compiled:
        os.environ["PYTHONPYCACHEPREFIX"] = compiled
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        report(measure(n_turns))
    over = os.times()
    own = sum(over[:4]) - sum(began[:4])
    others = max(0.0, busy_s() - before - own) / (over.elapsed - began.elapsed)
    print(f"conditions: load {load:.1f} at the start; others used {others:.2f} cores meanwhile")


if __name__ == "__main__":
    main()
