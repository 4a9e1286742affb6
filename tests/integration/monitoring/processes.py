"""A worker as a real process on the test database, with or without a network of its own."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from django.db import connection

ROOT = Path(__file__).resolve().parents[3]
Seen = TypeVar("Seen")


def until(look: Callable[[], Seen], *, within_s: float) -> Seen:
    """Look until there is something to see, and return it; what was last seen when time is up."""
    deadline = time.monotonic() + within_s
    while not (seen := look()) and time.monotonic() < deadline:
        time.sleep(0.1)
    return seen


def environment() -> dict[str, str]:
    """Return the environment in which `manage.py` works on the test database."""
    where = connection.settings_dict
    own = {"DB_NAME": where["NAME"], "PGHOST": where["HOST"], "PGUSER": where["USER"]}
    more = {"PGPORT": where["PORT"], "PGPASSWORD": where["PASSWORD"]}
    named = {name: str(value) for name, value in (own | more).items() if value}
    inherited = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    return {**inherited, **named, "LICHTWEG_DEMO": "1", "THROUGHPUT_SECONDS": "1"}


class WorkerProcess:
    """`manage.py run_prober`, and what it logs."""

    def __init__(self, log: Path) -> None:
        self._log = log
        with log.open("w") as written:
            self.process = subprocess.Popen(
                [sys.executable, "manage.py", "run_prober"],
                cwd=ROOT,
                env=environment(),
                stdout=written,
                stderr=written,
            )

    def events(self) -> list[dict[str, Any]]:
        """Return what it has logged."""
        return [json.loads(line) for line in self._log.read_text().splitlines()]

    def says(self, event: str, *, within_s: float = 20) -> bool:
        """Whether it logs an event in time."""
        return until(
            lambda: any(event in line["event"] for line in self.events()), within_s=within_s
        )

    def end(self) -> float:
        """Tell it to end; return how many seconds that took."""
        began = time.monotonic()
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(10)
        return time.monotonic() - began

    def kill(self) -> None:
        """End it by force, if it still runs."""
        self.process.kill()
        self.process.wait()


class Namespace:
    """A shell in a network namespace of its own, in which loopback is up."""

    def __init__(self, log: Path) -> None:
        mapped = [] if os.geteuid() == 0 else ["--user", "--map-root-user"]
        with log.open("w") as written:
            self._shell = subprocess.Popen(
                ["unshare", *mapped, "--net", "sh"],
                cwd=ROOT,
                env=environment(),
                stdin=subprocess.PIPE,
                stdout=written,
                stderr=written,
                text=True,
            )
        self.do("ip link set lo up")

    @staticmethod
    def is_allowed() -> bool:
        """Whether this system lets us make one, with packet filter."""
        mapped = [] if os.geteuid() == 0 else ["--user", "--map-root-user"]
        tried = subprocess.run(
            ["unshare", *mapped, "--net", "sh", "-c", "ip link set lo up && nft list tables"],
            capture_output=True,
            check=False,
        )
        return tried.returncode == 0

    def do(self, command: str) -> None:
        """Do something in it."""
        assert self._shell.stdin is not None
        self._shell.stdin.write(command + "\n")
        self._shell.stdin.flush()

    def start(self, command: str) -> None:
        """Start something in it that runs until the end."""
        self.do(f"{command} & running=$!")

    def end(self) -> None:
        """End it with what was started in it."""
        self.do("kill $running; wait")
        assert self._shell.stdin is not None
        self._shell.stdin.close()
        self._shell.wait(10)
