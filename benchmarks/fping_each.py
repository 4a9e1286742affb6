"""
One fping process per device, started and read by a Python worker, for the addresses on stdin.

The shape of a check per device (OpenWISP's): what `prober.py` compares a common engine with.
Prints the CPU seconds of the fping processes, and those of this worker for starting and reading.
"""

import resource
import subprocess
import sys


def main(n_echoes: int) -> None:
    """Ping each address in turn and print what both sides used."""
    started_s = _cpu_s(resource.RUSAGE_SELF)
    for address in sys.stdin.read().split():
        done = subprocess.run(
            ["fping", "-q", "-c", str(n_echoes), "-p", "20", "-t", "1000", address],
            capture_output=True,
            text=True,
            check=True,
        )
        _, _, summary = done.stderr.partition("xmt/rcv/%loss = ")
        if not summary.startswith(f"{n_echoes}/{n_echoes}/0%"):
            sys.exit(f"fping lost echoes to {address}: {done.stderr}")
    worker_s = _cpu_s(resource.RUSAGE_SELF) - started_s
    print(_cpu_s(resource.RUSAGE_CHILDREN), worker_s)


def _cpu_s(who: int) -> float:
    used = resource.getrusage(who)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main(int(sys.argv[1]))
