"""
A network namespace for tests, and a process that lives in it and runs what it is told.

Started as `python -m tests.integration.lab.room`, the module is that process: it holds the
namespace open, reads one JSON line a command and answers with one.
"""

import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from lab.kernel.scene import Scene
from lab.kernel.stage import Stage

ROOT = Path(__file__).resolve().parents[3]
AS_ROOT = ("unshare", "--net", "--")
AS_USER = ("unshare", "--user", "--map-root-user", "--net", "--")


def way_in() -> tuple[str, ...] | None:
    """Return the words that make a namespace here; None if this machine allows none."""
    for words in (AS_ROOT, AS_USER):
        trial = [*words, "sh", "-c", "ip link set lo up && nft add table inet trial"]
        if subprocess.run(trial, capture_output=True, check=False).returncode == 0:
            return words
    return None


def environment(database: Mapping[str, Any]) -> dict[str, str]:
    """Return what leads a process in a namespace to the test's own database (its settings)."""
    if not database["HOST"].startswith("/"):
        pytest.skip("the database is reached over the network: no way there from a namespace")
    return {
        "PGHOST": database["HOST"],
        "PGUSER": database["USER"],
        "DB_NAME": database["NAME"],
        "DATABASE_URL": "",
        "LICHTWEG_DEMO": "1",
        "LICHTWEG_LAB": "namespace-root",
    }


class Room:
    """The test's hold on the process in the namespace."""

    def __init__(self, words: tuple[str, ...]) -> None:
        self.process = subprocess.Popen(
            [*words, sys.executable, "-m", "tests.integration.lab.room"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def show(self, scene: Scene) -> None:
        """Put a scene in force by `Stage`."""
        told = asdict(scene) | {"dark": list(scene.dark), "ports": list(scene.ports)}
        self._ask({"show": told})

    def keep(self) -> None:
        """Let the stage look after its children."""
        self._ask({"keep": True})

    def said(self) -> list[str]:
        """Return what the stage told."""
        return list(self._ask({"said": True}))

    def run(self, *argv: str, timeout_s: float = 30) -> str:
        """Return what a program printed in the namespace, however it ended."""
        return str(self._ask({"run": argv, "timeout_s": timeout_s}))

    def ping(self, address: str, *, count: int = 1, gap_s: float = 0.2) -> int:
        """Return how many of so many echoes were answered within half a second."""
        text = self.run("ping", "-q", "-c", f"{count}", "-i", f"{gap_s}", "-W", "0.5", address)
        if "ping: connect: " in text:
            return 0  # nobody has made the addresses local yet
        found = re.search(r"(\d+) received", text)
        assert found, text
        return int(found[1])

    def rtt_ms(self, address: str) -> float:
        """Return the mean round trip of five echoes."""
        text = self.run("ping", "-q", "-c", "5", "-i", "0.05", "-W", "1", address)
        found = re.search(r"= [\d.]+/([\d.]+)/", text)
        assert found, text
        return float(found[1])

    def mbps(self, address: str, *words: str) -> float:
        """Return what a second of iperf3 received."""
        argv = ("iperf3", "-c", address, "-t", "1", "-C", "cubic", "-J", *words)
        report = json.loads(self.run(*argv))
        assert "error" not in report, report["error"]
        return float(report["end"]["sum_received"]["bits_per_second"]) / 1e6

    def start(self, *argv: str, env: dict[str, str] | None = None) -> int:
        """Start a program that stays; returns its pid. What it says goes to our standard error."""
        return int(self._ask({"start": argv, "env": env or {}}))

    def end(self, pid: int) -> int:
        """Ask a program that was started to end, and return its exit code."""
        return int(self._ask({"end": pid}))

    def close(self) -> int:
        """End the process and with it the namespace; returns its exit code."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.close()
        self.process.stdout.close()
        return self.process.wait(10)

    def _ask(self, command: dict[str, Any]) -> Any:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps(command) + "\n")
        self.process.stdin.flush()
        answer = json.loads(self.process.stdout.readline())
        assert "failed" not in answer, answer["failed"]
        return answer["done"]


def main() -> None:
    """Live in the namespace until standard input ends; the stage opens with its first scene."""
    said: list[str] = []
    started: dict[int, subprocess.Popen[bytes]] = {}
    stage = Stage(host_inode=int(os.environ.get("HOST_NETNS", "0")) or None, tell=said.append)
    is_open = False
    try:
        for line in sys.stdin:
            command = json.loads(line)
            answer: dict[str, Any]
            try:
                if "show" in command and not is_open:
                    stage.open()
                    stage.keep()
                    is_open = True
                if "start" in command or "end" in command:
                    answer = {"done": _start_or_end(command, started)}
                else:
                    answer = {"done": _obey(stage, command, said)}
            except Exception as error:  # noqa: BLE001 - the test is told whatever went wrong
                answer = {"failed": repr(error)}
            print(json.dumps(answer), flush=True)  # noqa: T201 - the answer's way
    finally:
        stage.close()
        for process in started.values():
            process.kill()


def _start_or_end(command: dict[str, Any], started: dict[int, "subprocess.Popen[bytes]"]) -> int:
    if "start" in command:
        env = os.environ | command["env"]
        process = subprocess.Popen(
            command["start"], env=env, stdin=subprocess.DEVNULL, stdout=sys.stderr
        )
        started[process.pid] = process
        return process.pid
    process = started.pop(command["end"])
    process.terminate()
    return process.wait(10)


def _obey(stage: Stage, command: dict[str, Any], said: list[str]) -> Any:
    if "show" in command:
        told = command["show"]
        sets = {name: frozenset(told[name]) for name in ("dark", "ports")}
        stage.show(Scene(**(told | sets)))
        return None
    if "keep" in command:
        stage.keep()
        return None
    if "said" in command:
        return said
    done = subprocess.run(
        command["run"],
        capture_output=True,
        text=True,
        check=False,
        timeout=command["timeout_s"],
        stdin=subprocess.DEVNULL,
    )
    return done.stdout + done.stderr


if __name__ == "__main__":
    main()
