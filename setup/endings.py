"""How a command ends: an exit code, and plain words instead of a traceback."""

import os
import signal
import tempfile
import traceback
from collections.abc import Callable
from types import FrameType

from setup import commands
from setup.console import SetupError, complain

INTERRUPTED = 130
STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def plainly(work: Callable[[], int]) -> int:
    """Do the work and return its exit code; every failure becomes plain words and 1."""
    _raise_on_stop_signals()
    os.umask(0o022)
    try:
        return work()
    except SetupError as error:
        complain(str(error))
    except KeyboardInterrupt:
        complain("Stopped.")
        return INTERRUPTED
    except OSError as error:
        complain(commands.os_words(error))
    except Exception as error:  # noqa: BLE001 - the last place: words for people, the trace in a file
        where = _keep_fault()
        complain(
            f"Something unforeseen happened: {type(error).__name__}: {error}\n"
            f"This is a fault of set-up itself; please report it with {where}."
        )
    return 1


def deafen() -> None:
    """Ignore further stop signals: what is ending already must end in order."""
    for number in STOP_SIGNALS:
        signal.signal(number, signal.SIG_IGN)


def _raise_on_stop_signals() -> None:
    for number in STOP_SIGNALS:
        # `nohup` and `&` have these ignored on purpose.
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _interrupt)


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    # Once: a closing terminal sends several, and the ending must not be broken off by the second.
    deafen()
    raise KeyboardInterrupt


def _keep_fault() -> str:
    with tempfile.NamedTemporaryFile(
        "w", prefix="lichtweg-fault-", suffix=".txt", delete=False
    ) as file:
        file.write(traceback.format_exc())
    return file.name
