"""
Keeps processes running: starts them in order, restarts what ends, ends all in reverse order.

One thread, no signal tricks: `tick` looks once, `stop` ends everything. Each process leads its
own process group, so that Ctrl-C in the terminal reaches only the supervisor, and what a process
started itself is ended with it.
"""

import contextlib
import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from signal import SIGKILL, SIGTERM, Signals

from setup import logs, processes
from setup.console import say

FIRST_PAUSE_S = 1.0
LONGEST_PAUSE_S = 30.0
# Who ran this long has recovered: the next pause is the first again.
STEADY_S = 60.0
LOG_CHECK_S = 30.0
KILL_WAIT = timedelta(seconds=5)


@dataclass(frozen=True, slots=True)
class Spec:
    """
    One process to keep running.

    `log` None: it speaks on the console (standard error). `stdin` is written to it once and the
    pipe is then held open: it ends when we die, however we die.
    """

    name: str
    argv: tuple[str, ...]
    env: Mapping[str, str]
    cwd: Path
    log: Path | None
    stop_signal: Signals = SIGTERM
    grace: timedelta = timedelta(seconds=15)
    stdin: str | None = None


@dataclass(slots=True)
class _Post:
    """A spec and the process that fills it now."""

    spec: Spec
    process: "subprocess.Popen[str] | None" = None
    started_at_s: float = 0.0
    pause_s: float = FIRST_PAUSE_S
    retry_at_s: float | None = None


@dataclass(slots=True)
class Supervisor:
    """The running house; not thread safe, used from the one main thread."""

    run_dir: Path
    log_dir: Path
    tell: Callable[[str], None] = say
    _posts: list[_Post] = field(default_factory=list)
    _logs_checked_at_s: float = 0.0

    def start(self, spec: Spec) -> None:
        """Start a process; it is ended before those that were started earlier."""
        post = _Post(spec)
        self._posts.append(post)
        self._launch(post)

    def is_running(self, name: str) -> bool:
        """Return whether that process runs at this moment."""
        return any(
            post.process is not None and not has_ended(post.process)
            for post in self._posts
            if post.spec.name == name
        )

    def tick(self) -> None:
        """Look once: tell and restart what has ended (with a growing pause), cap the logs."""
        now = time.monotonic()
        for post in self._posts:
            if post.process is not None and has_ended(post.process):
                self._note_end(post, now)
            if post.retry_at_s is not None and now >= post.retry_at_s:
                self._launch(post)
        if now - self._logs_checked_at_s > LOG_CHECK_S:
            logs.cap(self.log_dir)
            self._logs_checked_at_s = now

    def stop(self) -> None:
        """End all, last started first; waits for each, and kills what does not go."""
        while self._posts:
            self._end(self._posts.pop())

    def _launch(self, post: _Post) -> None:
        spec = post.spec
        post.retry_at_s = None
        post.started_at_s = time.monotonic()
        try:
            post.process = _spawn(spec)
        except OSError as error:
            self.tell(f"{spec.name} could not be started: {spec.argv[0]}: {error.strerror}")
            self._plan_retry(post, post.started_at_s)
            return
        processes.write_pid_file(self._pid_file(spec), post.process.pid)

    def _note_end(self, post: _Post, now: float) -> None:
        code = post.process.returncode if post.process else 0
        how = f"was ended by signal {-code}" if code < 0 else f"ended with code {code}"
        post.process = None
        if now - post.started_at_s > STEADY_S:
            post.pause_s = FIRST_PAUSE_S
        log = f" (see {post.spec.log})" if post.spec.log else ""
        self.tell(f"{post.spec.name} {how}{log}; starting it again in {post.pause_s:.0f} s.")
        self._plan_retry(post, now)

    def _plan_retry(self, post: _Post, now: float) -> None:
        post.retry_at_s = now + post.pause_s
        post.pause_s = min(post.pause_s * 2, LONGEST_PAUSE_S)

    def _end(self, post: _Post) -> None:
        process, spec = post.process, post.spec
        if process is not None:
            if process.stdin is not None:
                with contextlib.suppress(BrokenPipeError):
                    process.stdin.close()
            who = processes.identify(process.pid)
            if who is not None and not has_ended(process):
                who.signal_group(spec.stop_signal)
                if not _ends_within(process, spec.grace):
                    self.tell(f"{spec.name} does not end; killing it.")
                    who.signal_group(SIGKILL)
            # Another user's process (sudo) cannot be killed: it ends with its pipe.
            _ends_within(process, KILL_WAIT)
        self._pid_file(spec).unlink(missing_ok=True)

    def _pid_file(self, spec: Spec) -> Path:
        return self.run_dir / f"{spec.name}.pid"


def has_ended(process: "subprocess.Popen[str]") -> bool:
    """Return whether a process has ended; whoever is left of its group is then killed."""
    if process.returncode is not None:
        return True
    # Looked at without reaping: until then its number, and so its group, is nobody else's.
    if os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None:
        return False
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, SIGKILL)
    process.wait()
    return True


def _ends_within(process: "subprocess.Popen[str]", patience: timedelta) -> bool:
    deadline = time.monotonic() + patience.total_seconds()
    while not has_ended(process):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


def _spawn(spec: Spec) -> "subprocess.Popen[str]":
    # Standard output may be parsed (`--check`): a process without a log speaks on the other one.
    output = spec.log.open("ab") if spec.log else sys.stderr
    try:
        process = subprocess.Popen(
            spec.argv,
            env=dict(spec.env),
            cwd=spec.cwd,
            stdin=subprocess.DEVNULL if spec.stdin is None else subprocess.PIPE,
            stdout=output,
            stderr=output,
            text=True,
            # Not a new session: sudo's ticket belongs to the terminal.
            process_group=0,
        )
    finally:
        if spec.log:
            output.close()
    if process.stdin is None:
        return process
    # One that died at once is found by the next tick.
    with contextlib.suppress(BrokenPipeError):
        process.stdin.write(f"{spec.stdin}\n")
        process.stdin.flush()
    return process
