"""Logs under `VAR/log`: opened for appending, capped by copying and emptying."""

import shutil
from pathlib import Path

MAX_LOG_BYTES = 10_000_000


def cap(log_dir: Path, *, max_bytes: int = MAX_LOG_BYTES) -> None:
    """
    Move what has grown too large to `NAME.log.1` (one old copy) and empty the log.

    The processes keep their open files: they append, so they go on at the new end. What is
    written between copy and emptying is lost, which a log may.
    """
    for log in log_dir.glob("*.log"):
        if log.stat().st_size > max_bytes:
            shutil.copyfile(log, log.with_name(log.name + ".1"))
            with log.open("r+b") as file:
                file.truncate()


def tail(log: Path, *, n_lines: int = 6) -> list[str]:
    """Return the last lines of a log; empty if there is none yet."""
    try:
        with log.open("rb") as file:
            file.seek(max(0, log.stat().st_size - 8192))
            text = file.read().decode(errors="replace")
    except OSError:
        return []
    return [line for line in text.splitlines() if line.strip()][-n_lines:]
