"""Child processes of the lab: started, seen to have died, started again, ended with the lab."""

import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from lab.kernel.programs import KernelError, program

CODE = Path(__file__).resolve().parent.parent.parent
GRACE_S = 2.0
#: A child that dies at once is not started more often than this.
PAUSE_S = 1.0


@dataclass(slots=True)
class Child:
    """
    A process that shall run as long as the lab does.

    `greeting` is written to its standard input at each start; the pipe then stays open. Without a
    greeting it reads nothing. `tell` hears, in words, of its deaths.
    """

    name: str
    argv: Sequence[str]
    tell: Callable[[str], None]
    greeting: bytes | None = None
    _process: subprocess.Popen[bytes] | None = field(default=None, init=False)
    _started_s: float = field(default=float("-inf"), init=False)

    @property
    def pid(self) -> int | None:
        """The process id while it runs."""
        return self._process.pid if self._process and self._process.poll() is None else None

    def keep(self) -> None:
        """
        Start it if it does not run, at most once in `PAUSE_S`.

        Raises:
            KernelError: it cannot be started at all.
        """
        if self.pid is not None or time.monotonic() - self._started_s < PAUSE_S:
            return
        if self._process is not None:
            self.tell(f"{self.name} ended with {self._process.returncode}; it is started again.")
            _close(self._process.stdin)
        self._started_s = time.monotonic()
        try:
            self._process = subprocess.Popen(  # noqa: S603 - our own fixed commands
                # Ends with us even after kill -9.
                [program("setpriv"), "--pdeathsig=KILL", "--", *self.argv],
                stdin=subprocess.DEVNULL if self.greeting is None else subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                # Where `python -m lab.kernel...` finds us.
                cwd=CODE,
            )
        except OSError as error:
            raise KernelError(f"{self.name} cannot be started: {error}") from error
        if self.greeting is not None:
            self._write(self.greeting)

    def greet(self, greeting: bytes) -> None:
        """Write this now, and at each start from now on."""
        self.greeting = greeting
        if self.pid is not None:
            self._write(greeting)

    def stop(self) -> None:
        """End it and wait; after `GRACE_S` without mercy."""
        if self._process is None:
            return
        _close(self._process.stdin)
        self._process.terminate()
        try:
            self._process.wait(GRACE_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process = None

    def _write(self, line: bytes) -> None:
        pipe = self._process.stdin if self._process else None
        if pipe is None:
            return
        try:
            pipe.write(line)
            pipe.flush()
        except OSError:
            # It is dying; the next `keep` starts another and greets it.
            return


def _close(pipe: IO[bytes] | None) -> None:
    if pipe is not None:
        try:
            pipe.close()
        except OSError:
            return
