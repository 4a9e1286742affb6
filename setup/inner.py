"""
Holds the lab's network namespace and keeps lab and prober running inside it.

Started by the supervisor as the namespace's first process. Its orders come as one JSON line on
standard input; the pipe then stays open, and its end means that the supervisor is gone. While
this process lives, the namespace does: either inhabitant can be restarted alone.
"""

import json
import os
import select
import signal
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from setup import commands
from setup.console import SetupError, complain
from setup.packages import program
from setup.supervise import Spec, Supervisor

LOOK_S = 0.25
LAB = "lab"
LAB_PATIENCE = timedelta(seconds=20)
# Ended within the grace that the supervisor gives us.
GRACE = timedelta(seconds=8)


@dataclass(frozen=True, slots=True)
class Orders:
    """What runs in the namespace, in starting order, and where its notes and logs go."""

    run_dir: Path
    log_dir: Path
    specs: tuple[Spec, ...]


def to_json(orders: Orders) -> str:
    """Return the orders as the one line that `main` reads."""
    return json.dumps(
        {
            "run_dir": str(orders.run_dir),
            "log_dir": str(orders.log_dir),
            "specs": [
                {
                    "name": spec.name,
                    "argv": list(spec.argv),
                    "env": dict(spec.env),
                    "cwd": str(spec.cwd),
                    "log": str(spec.log),
                }
                for spec in orders.specs
            ],
        }
    )


def from_json(line: str) -> Orders:
    """Return the orders of one line."""
    told = json.loads(line)
    return Orders(
        run_dir=Path(told["run_dir"]),
        log_dir=Path(told["log_dir"]),
        specs=tuple(
            Spec(
                name=row["name"],
                argv=tuple(row["argv"]),
                env=row["env"],
                cwd=Path(row["cwd"]),
                log=Path(row["log"]),
                grace=GRACE,
            )
            for row in told["specs"]
        ),
    )


def main(_argv: Sequence[str]) -> int:
    """Run until standard input ends or a signal comes."""
    over = threading.Event()
    signal.signal(signal.SIGTERM, lambda _number, _frame: over.set())
    orders = from_json(sys.stdin.readline())
    house = Supervisor(run_dir=orders.run_dir, log_dir=orders.log_dir, tell=complain)
    try:
        commands.run([program("ip") or "ip", "link", "set", "lo", "up"], what="The lab's network")
        # For people: nsenter -t "$(cat var/run/namespace)" -n ping 127.86.0.1
        (orders.run_dir / "namespace").write_text(f"{os.getpid()}\n")
        for spec in orders.specs:
            house.start(spec)
            if spec.name == LAB:
                _wait_for_rules(house, over)
        while not _is_over(over):
            house.tick()
    except SetupError as error:
        complain(str(error))
        return 1
    finally:
        house.stop()
    return 0


def _wait_for_rules(house: Supervisor, over: threading.Event) -> None:
    """Give the lab its start: to a prober that came first, much would not be there yet."""
    deadline = time.monotonic() + LAB_PATIENCE.total_seconds()
    tables = [program("nft") or "nft", "list", "tables"]
    while not commands.run(tables, what="Looking for the lab's rules"):
        if time.monotonic() > deadline or _is_over(over):
            return
        house.tick()


def _is_over(over: threading.Event) -> bool:
    """Look, for a moment, whether a signal came or the supervisor's pipe ended."""
    return bool(select.select([sys.stdin], [], [], LOOK_S)[0]) or over.is_set()


if __name__ == "__main__":
    sys.exit(main(sys.argv))
