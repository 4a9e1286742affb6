"""The probers of a worker: one for each kind of round, all on one engine."""

import asyncio
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

import structlog

from monitoring.operations.cycles import Watch
from monitoring.probes.checks import Clock, Pinger
from monitoring.probes.cycle import Prober
from monitoring.probes.results import CycleResult
from monitoring.probes.rounds import RoundFlag, Target
from monitoring.probes.schedule import Settings
from monitoring.probes.verdict import Policy, Standing, State
from monitoring.queries.watchlist import Watched, Watchlist

#: A round's evidence holds for three intervals, and for half a minute at least.
LEAST_FRESHNESS = timedelta(seconds=30)
#: Steps of the system's clock beyond this are worth a warning.
CLOCK_STEP_S = 1.0

log = structlog.get_logger(__name__)


class Sink(Protocol):
    """Takes what a prober found; never waits."""

    def __call__(self, result: CycleResult, watch: Watch, /) -> None:
        """Take a result."""
        ...


@dataclass(frozen=True, slots=True)
class Kind:
    """What the targets of one prober have in common."""

    interval_s: int
    n_echoes: int
    timeout_ms: int
    canaries: tuple[str, ...]

    @property
    def freshness(self) -> timedelta:
        """How long a round's evidence holds."""
        return max(LEAST_FRESHNESS, 3 * timedelta(seconds=self.interval_s))

    def settings(self) -> Settings:
        """Return the prober's settings; ValueError if a round does not fit into the interval."""
        return Settings(
            interval=timedelta(seconds=self.interval_s),
            n_echoes=self.n_echoes,
            timeout=timedelta(milliseconds=self.timeout_ms),
        )


@dataclass(slots=True)
class _Running:
    prober: Prober
    task: asyncio.Task[None]
    targets: tuple[Target, ...]
    latest: CycleResult | None = None


class Probers:
    """
    Keeps a prober running for each kind of round that the watchlist asks for.

    `states` returns what is asserted now: a prober that is made anew goes on from there.
    """

    def __init__(
        self,
        *,
        vantage_id: int,
        pinger: Pinger,
        clock: Clock,
        sink: Sink,
        states: Callable[[], Mapping[int, State]],
    ) -> None:
        self._vantage_id = vantage_id
        self._pinger = pinger
        self._clock = clock
        self._sink = sink
        self._states = states
        self._running: dict[Kind, _Running] = {}
        self._refused: dict[Kind, str] = {}
        self._head_site_id: int | None = None
        self._circuit_of: dict[int, int] = {}
        self._targets_of: dict[int, set[int]] = {}
        self._fates: tuple[frozenset[int], ...] = ()
        self._worked_on: frozenset[int] = frozenset()
        self._tested: dict[int, int] = {}

    @property
    def n_targets(self) -> int:
        """How many targets are asked."""
        return sum(len(one.targets) for one in self._running.values())

    @property
    def latest(self) -> list[CycleResult]:
        """What each prober found last."""
        return [one.latest for one in self._running.values() if one.latest is not None]

    @property
    def failed(self) -> list[asyncio.Task[None]]:
        """Probers that ended, which none ever should."""
        return [one.task for one in self._running.values() if one.task.done()]

    def follow(self, watchlist: Watchlist) -> None:
        """Ask what the watchlist says from the next cycle on."""
        self._head_site_id = watchlist.head_site_id
        self._worked_on = watchlist.worked_on
        self._circuit_of = {one.target_id: one.circuit_id for one in watchlist.targets}
        self._targets_of = {}
        kinds: dict[Kind, list[Target]] = {}
        for one in watchlist.targets:
            self._targets_of.setdefault(one.circuit_id, set()).add(one.target_id)
            target = Target(one.target_id, one.address, one.check)
            kinds.setdefault(_kind(one, watchlist), []).append(target)
        for kind in self._running.keys() - kinds.keys():
            self._running.pop(kind).task.cancel()
        for kind, targets in kinds.items():
            self._ask(kind, tuple(targets))
        self._mark()

    def share_fates(self, fates: tuple[frozenset[int], ...]) -> None:
        """Take over which circuits fall together: they are asked again together."""
        self._fates = fates

    def begin_test(self, circuit_id: int) -> None:
        """Mark the rounds of a circuit: a throughput test fills its line."""
        for target_id in self._targets_of.get(circuit_id, ()):
            self._tested[target_id] = self._tested.get(target_id, 0) + 1
        self._mark()

    def end_test(self, circuit_id: int) -> None:
        """Unmark them, one interval later: a round under way must bear the mark too."""
        targets = self._targets_of.get(circuit_id, set()) & self._tested.keys()
        longest_s = max((kind.interval_s for kind in self._running), default=0)
        asyncio.get_running_loop().call_later(longest_s, self._unmark, targets)

    async def stop(self) -> None:
        """End all probers."""
        tasks = [one.task for one in self._running.values()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        self._running.clear()

    def _ask(self, kind: Kind, targets: tuple[Target, ...]) -> None:
        """Let a kind's prober ask these targets; what cannot be asked is said, once."""
        running = self._running.get(kind)
        try:
            if running is None:
                self._start(kind, targets)
            elif running.targets != targets:
                running.prober.replace_targets(targets)
                running.targets = targets
        except ValueError as error:
            if self._refused.get(kind) != str(error):
                log.warning("these targets cannot be asked so", kind=str(kind), why=str(error))
            self._refused[kind] = str(error)
        else:
            self._refused.pop(kind, None)

    def _start(self, kind: Kind, targets: tuple[Target, ...]) -> None:
        states = self._states()
        prober = Prober(
            targets=targets,
            # Below zero: no target of ours.
            canaries=[Target(-1 - place, address) for place, address in enumerate(kind.canaries)],
            pinger=self._pinger,
            clock=self._clock,
            settings=kind.settings(),
            policy=Policy(freshness=kind.freshness),
            companions=self._companions,
            standings=[Standing(one.key, states[one.key]) for one in targets if one.key in states],
        )
        task = asyncio.create_task(self._hand_on(kind, prober), name=f"prober {kind.interval_s} s")
        self._running[kind] = _Running(prober, task, targets)

    async def _hand_on(self, kind: Kind, prober: Prober) -> None:
        async for result in prober.cycles():
            running = self._running.get(kind)
            if running is not None:
                _warn_of_step(running.latest, result)
                running.latest = result
            watch = Watch(self._vantage_id, self._head_site_id, freshness=kind.freshness)
            self._sink(result, watch)

    def _companions(self, suspects: frozenset[int]) -> Collection[int]:
        """Return all targets of the circuits that share a fate with the suspects'."""
        circuits = {self._circuit_of[one] for one in suspects if one in self._circuit_of}
        shared = (fate for fate in self._fates if not circuits.isdisjoint(fate))
        asked = circuits.union(*shared)
        return {target for one in asked for target in self._targets_of.get(one, ())}

    def _unmark(self, target_ids: Collection[int]) -> None:
        for target_id in target_ids:
            n_left = self._tested.get(target_id, 0) - 1
            self._tested[target_id] = n_left
            if n_left <= 0:
                del self._tested[target_id]
        self._mark()

    def _mark(self) -> None:
        overlays = dict.fromkeys(self._worked_on, RoundFlag.MAINTENANCE)
        for target_id in self._tested:
            marked = overlays.get(target_id, RoundFlag.NONE)
            overlays[target_id] = marked | RoundFlag.BW_TEST_OVERLAP
        for running in self._running.values():
            running.prober.replace_overlays(overlays)


def _kind(one: Watched, watchlist: Watchlist) -> Kind:
    return Kind(one.interval_s, one.n_echoes, one.timeout_ms, watchlist.canaries)


def _warn_of_step(before: CycleResult | None, now: CycleResult) -> None:
    """Say once that the system's clock was set: instants go on by the prober's own time."""
    was_off = before is not None and abs(before.health.clock_step_s) > CLOCK_STEP_S
    if abs(now.health.clock_step_s) > CLOCK_STEP_S and not was_off:
        log.warning("the system's clock was set", by_s=round(now.health.clock_step_s, 3))
