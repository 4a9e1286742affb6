"""
The worker from start to end: takes its vantage, probes, stores, does errands, ends on a signal.

What ends it at the start, in plain words: `NoSuchVantageError` (none of that name, or none named of
several) and `IcmpNotPermittedError` (the system lets it open no ICMP socket).
"""

import asyncio
import signal
from collections.abc import Collection, Coroutine
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import structlog

from monitoring.operations import cycles
from monitoring.operations.cycles import SignOfLife, Watch
from monitoring.operations.partitions import make_partitions
from monitoring.probes.clock import SystemClock
from monitoring.probes.engine import IcmpEngine
from monitoring.probes.results import CycleResult
from monitoring.probes.sockets import open_links
from monitoring.probes.verdict import State
from monitoring.queries.watchlist import (
    Post,
    Watchlist,
    fates,
    find_post,
    standing_states,
    watchlist,
)
from monitoring.worker.desk import Desk
from monitoring.worker.ear import listen
from monitoring.worker.errands import Errands
from monitoring.worker.iperf import Trial
from monitoring.worker.mailbag import CycleLetter, Mailbag, ReleaseLetter
from monitoring.worker.probers import Probers
from monitoring.worker.writer import Writer

#: Some 30 MB: 100 targets every 10 s for an hour and a half.
CAPACITY_ROUNDS = 50_000
WATCHLIST_S = 10.0
FATES = timedelta(minutes=5)
HEARTBEAT_S = 5.0
#: The worker ends within 3 s of the signal; what they leave is for ending the rest.
FINISH_S = 1.8
DESK_S = 0.4

log = structlog.get_logger(__name__)


class WorkerBrokeError(Exception):
    """A part ended that never should; the supervisor starts the worker anew."""


async def serve(slug: str | None, *, trial: Trial) -> None:
    """
    Work for a vantage until SIGTERM or SIGINT comes.

    Raises:
        NoSuchVantageError: no vantage has the slug, or several are there and none was named.
        IcmpNotPermittedError: the system lets us open no ICMP socket.
        WorkerBrokeError: a part of the worker ended.
    """
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    desk = Desk()
    try:
        post = await _unless(stop, _find_post(desk, slug))
        if post is not None:
            await Worker(post, desk=desk, trial=trial).run(stop)
    finally:
        await desk.close(timeout_s=DESK_S)


class Worker:
    """One worker at its vantage."""

    def __init__(self, post: Post, *, desk: Desk, trial: Trial) -> None:
        self._post = post
        self._desk = desk
        self._clock = SystemClock()
        self._started_at = self._clock.now()
        links, infos = open_links()
        self._engine = IcmpEngine(links, infos, clock=self._clock)
        self._mailbag = Mailbag(capacity_rounds=CAPACITY_ROUNDS)
        self._loop = asyncio.get_running_loop()
        self._writer_ended = asyncio.Event()
        self._writer = Writer(
            self._mailbag,
            vantage_id=post.vantage_id,
            on_lease=self._on_lease,
            on_end=partial(self._loop.call_soon_threadsafe, self._writer_ended.set),
        )
        self._leased = asyncio.Event()
        self._targets_bell = asyncio.Event()
        self._watched: frozenset[int] = frozenset()
        self._head: tuple[int | None, datetime] = (None, self._started_at)
        self._is_full = False
        self._probers = Probers(
            vantage_id=post.vantage_id,
            pinger=self._engine,
            clock=self._clock,
            sink=self._take,
            states=lambda: self._mailbag.states,
        )
        self._errands = Errands(
            vantage_id=post.vantage_id,
            desk=desk,
            lines=self._probers,
            trial=trial,
            now=self._clock.now,
        )

    async def run(self, stop: asyncio.Event) -> None:
        """Work until told to stop, then store what is left."""
        self._writer.start()
        parts = (self._work(), self._writer_ended.wait(), stop.wait())
        tasks = {asyncio.create_task(part) for part in parts}
        try:
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
            for task in tasks:
                if task.done():
                    task.result()
            if self._writer_ended.is_set() and not stop.is_set():
                raise WorkerBrokeError("the writer ended; its error stands above")
        finally:
            await self._end(tasks)

    async def _work(self) -> None:
        await self._leased.wait()
        log.info("watching", vantage=self._post.slug)
        async with asyncio.TaskGroup() as parts:
            parts.create_task(self._follow())
            parts.create_task(self._errands.run())
            parts.create_task(self._beat())
            parts.create_task(self._listen())

    async def _end(self, tasks: Collection[asyncio.Task[Any]]) -> None:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await self._probers.stop()
        self._engine.close()
        if not self._writer.finish(timeout_s=FINISH_S):
            log.error("ended with rounds not stored", n_rounds=self._mailbag.n_pending_rounds)
        log.info("ended", vantage=self._post.slug)

    def _on_lease(self) -> None:
        """Put the vantage's affairs in order; in the writer's thread."""
        now = self._clock.now()
        make_partitions(at=now)
        cycles.begin_watch(vantage_id=self._post.vantage_id, at=now)
        states = standing_states(self._post.vantage_id, at=now)
        self._loop.call_soon_threadsafe(self._begin, states)

    def _begin(self, states: dict[int, State]) -> None:
        self._mailbag.begin(states)
        self._leased.set()

    async def _follow(self) -> None:
        """Follow the watchlist as it changes."""
        while True:
            self._targets_bell.clear()
            read = partial(watchlist, self._post.vantage_id, at=self._clock.now())
            listed = await self._desk.ask(read)
            if listed is not None:
                self._take_up(listed)
                await self._share_fates(listed.head_site_id)
            try:
                async with asyncio.timeout(WATCHLIST_S):
                    await self._targets_bell.wait()
            except TimeoutError:
                continue

    def _take_up(self, listed: Watchlist) -> None:
        self._probers.follow(listed)
        watched = frozenset(one.target_id for one in listed.targets)
        if gone := self._watched - watched:
            letter = ReleaseLetter(gone, self._post.vantage_id, at=self._clock.now())
            self._mailbag.put(letter)
        if watched != self._watched:
            log.info("targets", n=len(watched))
        self._watched = watched

    async def _share_fates(self, head_site_id: int | None) -> None:
        """Read now and then which circuits fall together; it passes over all light paths."""
        known, due_at = self._head
        if head_site_id is None or (head_site_id == known and self._clock.now() < due_at):
            return
        found = await self._desk.ask(fates)
        if found is not None:
            self._probers.share_fates(found)
            self._head = head_site_id, self._clock.now() + FATES

    async def _listen(self) -> None:
        await listen({"targets": self._targets_bell.set, "requests": self._errands.ring})

    async def _beat(self) -> None:
        """Give signs of life, and end the worker if a prober has ended."""
        while True:
            for task in self._probers.failed:
                task.result()
                raise WorkerBrokeError("a prober ended")
            self._mailbag.tell(self._life())
            await asyncio.sleep(HEARTBEAT_S)

    def _take(self, result: CycleResult, watch: Watch) -> None:
        """Hand a cycle over to be stored, and say at once how we are."""
        was_full, self._is_full = self._is_full, not self._mailbag.put(CycleLetter(result, watch))
        if self._is_full and not was_full:
            log.error("no room for more rounds: they are lost until the database is back")
        self._mailbag.tell(self._life())

    def _life(self) -> SignOfLife:
        latest = self._probers.latest
        steps = [one.health.clock_step_s for one in latest]
        return SignOfLife(
            heartbeat_at=self._clock.now(),
            started_at=self._started_at,
            n_targets=self._probers.n_targets,
            is_isolated=any(one.isolated for one in latest),
            lag_ms=max((one.health.lag_ms for one in latest), default=0.0),
            network=self._engine.report(),
            clock_step_s=max(steps, key=abs, default=0.0),
        )


async def _find_post(desk: Desk, slug: str | None) -> Post:
    """Return where the worker is to stand; waits for the database, and for a first vantage."""
    is_told = False
    while True:
        post = await desk.ask(partial(find_post, slug))
        if post is not None:
            return post
        if not is_told:
            log.warning("there is no vantage yet (or no database); waiting for one")
            is_told = True
        await asyncio.sleep(2.0)


async def _unless(stop: asyncio.Event, work: Coroutine[Any, Any, Any]) -> Any:
    """Return what the work returns, or None if we are told to stop before."""
    working, stopping = asyncio.create_task(work), asyncio.create_task(stop.wait())
    await asyncio.wait({working, stopping}, return_when=asyncio.FIRST_COMPLETED)
    stopping.cancel()
    if not working.done():
        working.cancel()
        await asyncio.wait({working})
        return None
    return working.result()
