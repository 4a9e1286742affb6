"""
Commands that run to their end during set-up, with their output kept in a log.

    SetupError            (console.py)
    └── CommandError      a command that ended badly; carries its last lines
"""

import errno
import os
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from setup import logs
from setup.console import SetupError

DISK_FULL = "No space left on device"
TRACEBACK = "Traceback (most recent call last):"
N_TAIL_LINES = 12


class CommandError(SetupError):
    """A command of set-up failed; the message holds its last lines and where the whole log is."""

    def __init__(self, *, what: str, output: str, log: Path | None = None) -> None:
        super().__init__(failure_words(what=what, output=output, log=log))
        self.output = output


def failure_words(*, what: str, output: str, log: Path | None) -> str:
    """Return the sentence for a failed command: the cause if it is known, then the evidence."""
    if DISK_FULL in output:
        return f"{what} failed: the disk is full. Make room, then start again."
    lines = [line for line in output.splitlines() if line.strip()]
    if TRACEBACK in output:
        # People get the error's own words; where it arose stays in the log.
        begin = len(lines) - lines[::-1].index(TRACEBACK)
        lines = [line for line in lines[begin:] if not line.startswith(" ")]
    lines = lines[-N_TAIL_LINES:]
    tail = "".join(f"\n    {line}" for line in lines)
    where = f"\nThe whole output is in {log}." if log else ""
    return f"{what} failed.{' It said:' if tail else ''}{tail}{where}"


def run(
    argv: Sequence[str],
    *,
    what: str,
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
    log: Path | None = None,
    stdin: str | None = None,
) -> str:
    """
    Run a command to its end and return what it wrote to standard output.

    Standard error goes to `log` together with the output of earlier commands; without a log it
    is kept only for the failure message.

    Raises:
        CommandError: it could not be started, or ended with another code than 0.
    """
    try:
        done = subprocess.run(
            argv,
            env=env,
            cwd=cwd,
            input=stdin,
            stdin=subprocess.DEVNULL if stdin is None else None,
            capture_output=True,
            text=True,
            errors="replace",
            check=False,
        )
    except OSError as error:
        raise CommandError(what=what, output=f"{argv[0]}: {error.strerror}", log=None) from error
    if log is not None:
        _append(log, f"$ {' '.join(argv)}\n{done.stdout}{done.stderr}")
    if done.returncode != 0:
        raise CommandError(what=what, output=done.stdout + done.stderr, log=log)
    return done.stdout


def succeeds(argv: Sequence[str], *, timeout_s: float = 20) -> bool:
    """Return whether a command ends with 0; its output is dropped."""
    try:
        done = subprocess.run(
            argv,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
            timeout=timeout_s,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def last_lines(log: Path) -> str:
    """Return the end of a log as an indented paragraph, empty if there is none."""
    lines = "".join(f"\n    {line}" for line in logs.tail(log))
    return f"\nThe end of {log}:{lines}" if lines else ""


def quiet_environment() -> dict[str, str]:
    """Return the caller's environment without what would bend our own Python or PostgreSQL."""
    bent = ("PYTHONPATH", "PYTHONHOME", "PYTHONSTARTUP", "VIRTUAL_ENV", "PYTHONSAFEPATH")
    return {
        key: value
        for key, value in os.environ.items()
        if key not in bent and not key.startswith("PG")
    }


def os_words(error: OSError) -> str:
    """Return an operating system error in plain words, with what to do."""
    name = error.filename or "a file"
    if error.errno == errno.ENOSPC:
        return "The disk is full. Make room, then start again."
    if error.errno in {errno.EACCES, errno.EPERM}:
        return f"{name} may not be read or written by this user. Who owns it: ls -ld {name}"
    if error.errno == errno.EROFS:
        return f"{name} lies on a read-only disk. Choose another folder: LICHTWEG_VAR=/path ./start"
    return f"{name}: {error.strerror or error}"


def _append(log: Path, text: str) -> None:
    with log.open("a", encoding="utf-8") as file:
        file.write(text if text.endswith("\n") else text + "\n")
