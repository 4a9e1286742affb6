"""
Where the worker reads and answers: short database work, in a thread of its own.

Beside the writer's connection, so that a long backlog does not hold up an answer.
"""

import asyncio
import contextlib
from collections.abc import Callable
from typing import TypeVar

import structlog
from django.db import DatabaseError, InterfaceError, connection, connections

from monitoring.worker.side import SideThread

Answer = TypeVar("Answer")

PAUSE_S = 1.0
LONGEST_PAUSE_S = 10.0

log = structlog.get_logger(__name__)


class Desk:
    """Runs database work in one thread; a connection that failed is thrown away."""

    def __init__(self) -> None:
        self._thread = SideThread("desk")
        self._is_away = False

    async def ask(self, work: Callable[[], Answer]) -> Answer | None:
        """Do the work once; None if the database does not answer (said once)."""
        try:
            done = await self._thread.run(_careful(work))
        except (DatabaseError, InterfaceError) as error:
            if not self._is_away:
                log.warning("the database does not answer", why=str(error).strip())
            self._is_away = True
            return None
        self._is_away = False
        return done

    async def insist(self, work: Callable[[], Answer], *, for_s: float) -> Answer | None:
        """Do the work, and again while the database does not answer; None if it never did."""
        loop = asyncio.get_running_loop()
        until, pause_s = loop.time() + for_s, PAUSE_S
        while True:
            done = await self.ask(work)
            if not self._is_away or loop.time() + pause_s > until:
                return done
            await asyncio.sleep(pause_s)
            pause_s = min(pause_s * 2, LONGEST_PAUSE_S)

    async def close(self, *, timeout_s: float) -> None:
        """Close the connection and end the thread; at most so long."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(timeout_s):
                await self._thread.run(connections.close_all)
        self._thread.close()


def _careful(work: Callable[[], Answer]) -> Callable[[], Answer]:
    def run() -> Answer:
        try:
            return work()
        except (DatabaseError, InterfaceError):
            connection.close()
            raise

    return run
