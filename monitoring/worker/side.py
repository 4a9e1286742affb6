"""A thread beside the event loop, for calls that wait: one after the other, its result awaited."""

import asyncio
import queue
import threading
from collections.abc import Callable
from typing import Any, TypeVar

Answer = TypeVar("Answer")


class SideThread:
    """
    Runs calls in one daemon thread.

    Not an executor: Python waits for those when it ends, and a worker that was told to end must
    not wait for a ping or a frozen database.
    """

    def __init__(self, name: str) -> None:
        self._calls: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        threading.Thread(target=self._serve, name=name, daemon=True).start()

    async def run(self, work: Callable[[], Answer]) -> Answer:
        """Return what the call returns, or raise what it raises."""
        loop = asyncio.get_running_loop()
        future: asyncio.Future[Answer] = loop.create_future()

        def call() -> None:
            try:
                answer = work()
            except Exception as error:  # noqa: BLE001 - handed on to whoever awaits
                _later(loop, future, future.set_exception, error)
            else:
                _later(loop, future, future.set_result, answer)

        self._calls.put(call)
        return await future

    def close(self) -> None:
        """End the thread after the calls that were handed in."""
        self._calls.put(None)

    def _serve(self) -> None:
        while (call := self._calls.get()) is not None:
            call()


def _later(
    loop: asyncio.AbstractEventLoop,
    future: "asyncio.Future[Any]",
    settle: Callable[[Any], None],
    value: object,
) -> None:
    """Settle a future in its loop, unless nobody waits any more."""

    def settle_waiting() -> None:
        if not future.done():
            settle(value)

    if not loop.is_closed():
        loop.call_soon_threadsafe(settle_waiting)
