"""
One set-up at a time: a lock on the folder itself, which the kernel drops when its holder dies.

The clone's lock guards what all installations of it share (packages, venv); the state folder's
lock is held as long as the product runs from it.
"""

import fcntl
import json
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from setup.console import SetupError

POLL_S = 0.5


@contextmanager
def held(
    folder: Path,
    *,
    on_wait: Callable[[], None],
    refuse: Callable[[], str | None] = lambda: None,
) -> Iterator[None]:
    """
    Hold the lock of a folder; while another holds it, wait.

    `on_wait` is called once when waiting begins; `refuse` is asked at each look and returns the
    words for giving up, or None.

    Raises:
        SetupError: `refuse` said so.
    """
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        waiting = False
        while not _try(handle):
            if words := refuse():
                raise SetupError(words)
            if not waiting:
                on_wait()
            waiting = True
            time.sleep(POLL_S)
        yield
    finally:
        os.close(handle)


def say_running(note: Path, url: str) -> None:
    """Note that the holder of this state folder has finished set-up and serves `url`."""
    note.write_text(json.dumps({"url": url}) + "\n")


def running_url(note: Path) -> str | None:
    """Return the URL that the holder of the lock serves, None while it still sets up."""
    try:
        return str(json.loads(note.read_text())["url"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _try(handle: int) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
