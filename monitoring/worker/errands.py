"""Doing what the worker is asked for: pings and throughput tests, where it stands."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime
from functools import partial
from typing import Protocol

import structlog

from monitoring.models import ProbeRequest
from monitoring.operations import probe_requests
from monitoring.operations.probe_requests import Order
from monitoring.operations.throughput import Measured, store_throughput
from monitoring.worker.desk import Desk
from monitoring.worker.echo import Echo
from monitoring.worker.iperf import Trial, measure
from monitoring.worker.side import SideThread

#: How often it looks for requests by itself, should it not have been told.
POLL_S = 1.0
#: How long an answer waits for a database that is away; its reader has left by then.
ANSWER_S = 60.0
RESULT_S = 120.0

log = structlog.get_logger(__name__)


class Lines(Protocol):
    """Those who must know that a test fills a line."""

    def begin_test(self, circuit_id: int) -> None:
        """The test begins."""
        ...

    def end_test(self, circuit_id: int) -> None:
        """The test is over."""
        ...


class Errands:
    """Takes requests of a vantage one by one: pings at once, tests in turn beside them."""

    def __init__(
        self,
        *,
        vantage_id: int,
        desk: Desk,
        lines: Lines,
        trial: Trial,
        now: Callable[[], datetime],
    ) -> None:
        self._vantage_id = vantage_id
        self._desk = desk
        self._lines = lines
        self._trial = trial
        self._now = now
        self._bells = (asyncio.Event(), asyncio.Event())
        self._echo = Echo()
        # ping3 waits in select(): in the loop it would hold up every probe.
        self._pinging = SideThread("ping")

    def ring(self) -> None:
        """Look for requests now."""
        for bell in self._bells:
            bell.set()

    async def run(self) -> None:
        """Do what is asked, for ever."""
        for_pings, for_tests = self._bells
        try:
            async with asyncio.TaskGroup() as both:
                both.create_task(self._serve(ProbeRequest.Kind.PING, for_pings, self._ping))
                both.create_task(self._serve(ProbeRequest.Kind.THROUGHPUT, for_tests, self._test))
        finally:
            self._pinging.close()

    async def _serve(
        self, kind: str, bell: asyncio.Event, do: Callable[[Order], Awaitable[None]]
    ) -> None:
        while True:
            bell.clear()
            take = partial(
                probe_requests.take, vantage_id=self._vantage_id, kind=kind, at=self._now()
            )
            order = await self._desk.ask(take)
            if order is not None:
                await do(order)
                continue
            try:
                async with asyncio.timeout(POLL_S):
                    await bell.wait()
            except TimeoutError:
                continue

    async def _ping(self, order: Order) -> None:
        send = partial(self._echo.send, order.address, timeout=order.timeout)
        came = await self._pinging.run(send)
        answer = partial(
            probe_requests.answer,
            order.request_id,
            answer={"rtt_ms": came.rtt_ms},
            error=came.error,
            at=self._now(),
        )
        await self._desk.insist(answer, for_s=ANSWER_S)

    async def _test(self, order: Order) -> None:
        started_at = self._now()
        self._lines.begin_test(order.circuit_id)
        try:
            came = await measure(order.address, port=order.iperf_port or 0, trial=self._trial)
        finally:
            self._lines.end_test(order.circuit_id)
        measured = Measured(
            started_at=started_at,
            finished_at=self._now(),
            down_bps=came.down.received_bps if came.down else None,
            up_bps=came.up.received_bps if came.up else None,
            is_overloaded=came.is_overloaded,
            error=came.error,
            conditions=came.conditions,
        )
        log.info("throughput test", circuit_id=order.circuit_id, error=came.error or None)
        store = partial(
            store_throughput,
            measured,
            order=order,
            vantage_id=self._vantage_id,
            at=measured.finished_at,
        )
        await self._desk.insist(store, for_s=RESULT_S)
