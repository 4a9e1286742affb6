"""The prober's loop: schedule, checks and verdicts tied together, knowing nothing of storage."""

import asyncio
from collections.abc import AsyncGenerator, Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from monitoring.probes.checks import Check, Clock, Pinger
from monitoring.probes.plan import Plan
from monitoring.probes.results import CycleKind, CycleResult, Health
from monitoring.probes.rounds import Outcome, Round, RoundFlag, Target
from monitoring.probes.schedule import (
    Confirmation,
    Gap,
    Grid,
    Settings,
    Timeline,
    check_capacity,
    in_stable_order,
    plan_confirmation,
    plan_cycle,
    plan_fast,
)
from monitoring.probes.verdict import Policy, Snapshot, Standing, classify

Companions = Callable[[frozenset[int]], Iterable[int]]


def _alone(suspects: frozenset[int]) -> Iterable[int]:
    return suspects


class Prober:
    """
    Asks its targets on the grid, for ever.

    Results come whether or not the caller takes them in time: probing never waits for storage.
    For targets with another interval or policy run a second prober on the same checks.

    `canaries` answer as long as the worker's own network works (its first hop, a core router);
    those of a target's address family are asked, else all. Without canaries isolation cannot be
    told. `companions` names the targets that share a fate with those under suspicion: they are
    asked again with them, so that one cause is seen whole. `standings` hands over what an
    earlier worker asserted a moment ago.

    The prober keeps its own time, from one reading of the system's clock at the start: a step
    of that clock moves no instant and shows as `Health.clock_step_s`. To adopt a new time, make
    a new prober.
    """

    def __init__(
        self,
        *,
        targets: Iterable[Target],
        pinger: Pinger,
        clock: Clock,
        settings: Settings,
        policy: Policy,
        canaries: Iterable[Target] = (),
        checks: Mapping[str, Check] | None = None,
        companions: Companions = _alone,
        standings: Iterable[Standing] = (),
    ) -> None:
        if policy.freshness < 2 * settings.interval:
            raise ValueError("evidence must stay fresh for two intervals at least")
        self._pinger = pinger
        self._checks: dict[str, Check] = {"icmp": pinger, **(checks or {})}
        self._clock = clock
        self._settings = settings
        self._policy = policy
        self._canaries = tuple(canaries)
        self._companions = companions
        self._timeline = Timeline(clock.now(), clock.monotonic())
        self._standings = {one.target: one for one in standings}
        self._overlays: dict[int, RoundFlag] = {}
        self._deferred: frozenset[int] = frozenset()
        self._deferred_until = self._timeline.monotonic
        self._unsettled: frozenset[int] = frozenset()
        self._results: asyncio.Queue[CycleResult | None] = asyncio.Queue()
        self.replace_targets(targets)

    def replace_targets(self, targets: Iterable[Target]) -> None:
        """
        Ask these from the next cycle on; those no longer named are forgotten.

        Raises:
            TooManyTargetsError: the interval does not hold them; the old ones stay.
            ValueError: a key twice, or a check that nobody provides; the old ones stay.
        """
        ordered = in_stable_order(targets)
        keys = {target.key for target in ordered}
        if len(keys) < len(ordered):
            raise ValueError("two targets with one key")
        unknown = {target.check for target in (*ordered, *self._canaries)} - set(self._checks)
        if unknown:
            raise ValueError(f"nobody provides the check {', '.join(sorted(unknown))}")
        check_capacity(n_targets=len(ordered) + 2 * len(self._canaries), settings=self._settings)
        self._targets = ordered
        self._standings = {key: self._standings.get(key) or Standing(key) for key in sorted(keys)}

    def replace_overlays(self, overlays: Mapping[int, RoundFlag]) -> None:
        """Mark rounds of these targets from now on (maintenance, throughput test)."""
        self._overlays = dict(overlays)

    async def cycles(self) -> AsyncGenerator[CycleResult, None]:
        """Probe for ever, yielding each cycle's result after its barrier."""
        running = asyncio.create_task(self._run())
        running.add_done_callback(lambda _: self._results.put_nowait(None))
        try:
            while (result := await self._results.get()) is not None:
                yield result
            running.result()  # raises what ended it
        finally:
            running.cancel()
            await asyncio.wait({running})

    async def _run(self) -> None:
        grid = Grid(self._clock.monotonic(), self._settings.interval_s)
        cycle = 0
        confirming: asyncio.Task[None] | None = None
        try:
            while True:
                await self._clock.sleep_until(grid.due(cycle))
                startable = grid.first_startable(cycle, self._clock.monotonic())
                if startable > cycle:
                    self._record_gap(grid, cycle, startable)
                    cycle = startable
                    continue
                await self._ask_all(grid.due(cycle))
                cycle += 1
                if confirming is not None:
                    await confirming
                confirming = self._start_confirming(grid.due(cycle))
        finally:
            if confirming is not None:
                confirming.cancel()
                await asyncio.wait({confirming})

    # Asking

    async def _ask_all(self, due: float) -> None:
        plan = plan_cycle(
            targets=self._targets,
            canaries=self._canaries,
            deferred=self._deferred,
            deferred_s=self._deferred_until - due,
            lag_s=self._clock.monotonic() - due,
            scheduled_at=self._timeline.at(due),
            starts_at=due,
            settings=self._settings,
        )
        await self._carry_out(plan, CycleKind.REGULAR)

    def _start_confirming(self, next_due: float) -> asyncio.Task[None] | None:
        """Begin the fast rounds of what the last barrier left unsettled."""
        self._deferred = frozenset()
        if not self._unsettled:
            return None
        companions = self._standings.keys() & set(self._companions(self._unsettled))
        keys = self._unsettled | companions
        confirmation = plan_confirmation(
            barrier=self._clock.monotonic(),
            next_due=next_due,
            n_targets=len(keys) + 2 * len(self._canaries),
            settings=self._settings,
        )
        if confirmation.starts_at:
            self._deferred, self._deferred_until = keys, confirmation.over_at
        return asyncio.create_task(self._confirm(keys, confirmation))

    async def _confirm(self, keys: frozenset[int], confirmation: Confirmation) -> None:
        for starts_at in confirmation.starts_at:
            await self._clock.sleep_until(starts_at)
            lag_s = self._clock.monotonic() - starts_at
            if not keys & self._unsettled or lag_s > self._settings.margin_s:
                return  # settled; or we slept through it, and the grid goes before
            plan = plan_fast(
                targets=[target for target in self._targets if target.key in keys],
                canaries=self._canaries,
                scheduled_at=self._timeline.at(starts_at),
                starts_at=starts_at,
                settings=self._settings,
            )
            await self._carry_out(plan, CycleKind.FAST)
            keys &= self._unsettled

    async def _carry_out(self, plan: Plan, kind: CycleKind) -> None:
        overlays = self._overlays
        rounds = await self._ask(plan)
        n = len(self._canaries)
        end = len(rounds) - n
        self._judge(
            kind=kind,
            scheduled_at=plan.scheduled_at,
            rounds=_overlaid(rounds[n:end], overlays, self._overlays),
            canary_rounds=(*rounds[:n], *rounds[end:]),
            blind=_silent_families(self._canaries, rounds[:n], rounds[end:]),
        )

    async def _ask(self, plan: Plan) -> Sequence[Round]:
        """Give each check its targets, all at once, and return the rounds in the plan's order."""
        shares: dict[str, list[int]] = {}
        for index, target in enumerate(plan.targets):
            shares.setdefault(target.check, []).append(index)
        if len(shares) == 1:
            return await self._checks[plan.targets[0].check].run(plan)
        answers = await asyncio.gather(
            *(self._checks[check].run(plan.only(indexes)) for check, indexes in shares.items())
        )
        found: dict[int, Round] = {}
        for indexes, rounds in zip(shares.values(), answers, strict=True):
            found.update(zip(indexes, rounds, strict=True))
        return [found[index] for index in range(len(plan.targets))]

    # Judging

    def _record_gap(self, grid: Grid, first: int, startable: int) -> None:
        """Judge that nothing was seen from one cycle's beginning to another's."""
        gap = Gap(
            start=self._timeline.at(grid.due(first)),
            end=self._timeline.at(grid.due(startable)),
            n_cycles=startable - first,
        )
        self._judge(kind=CycleKind.GAP, scheduled_at=gap.start, gaps=(gap,))

    def _judge(
        self,
        *,
        kind: CycleKind,
        scheduled_at: datetime,
        rounds: Sequence[Round] = (),
        canary_rounds: Sequence[Round] = (),
        gaps: Sequence[Gap] = (),
        blind: frozenset[int] = frozenset(),
    ) -> None:
        """Classify one snapshot and hand out the result."""
        monotonic = self._clock.monotonic()
        known_at = self._timeline.at(monotonic)
        family_of = {target.key: target.family for target in self._targets}
        isolated = {key for key, family in family_of.items() if family in blind}
        verdicts = classify(
            Snapshot(
                standings=self._standings,
                rounds=rounds,
                scheduled_at=scheduled_at,
                known_at=known_at,
                policy=self._policy,
                gaps=gaps,
                isolated=isolated,
            )
        )
        self._standings = verdicts.standings
        self._unsettled = verdicts.unsettled
        self._results.put_nowait(
            CycleResult(
                kind=kind,
                scheduled_at=scheduled_at,
                finished_at=known_at,
                rounds=tuple(
                    replace(one, flags=one.flags | RoundFlag.ISOLATED)
                    if one.target in isolated
                    else one
                    for one in rounds
                ),
                canary_rounds=tuple(canary_rounds),
                transitions=verdicts.transitions,
                gaps=tuple(gaps),
                suspects=verdicts.suspects,
                isolated=bool(family_of) and len(isolated) == len(family_of),
                isolated_families=blind & set(family_of.values()),
                health=self._health((*rounds, *canary_rounds), known_at=known_at),
            )
        )

    def _health(self, rounds: Sequence[Round], *, known_at: datetime) -> Health:
        """Return how the prober itself is doing."""
        return Health(
            lag_ms=max((one.lag_ms for one in rounds), default=0.0),
            clock_step_s=(self._clock.now() - known_at).total_seconds(),
            network=self._pinger.report(),
        )


def _silent_families(
    canaries: Sequence[Target], before: Sequence[Round], after: Sequence[Round]
) -> frozenset[int]:
    """
    Return the address families whose canaries were all silent, before or after the targets.

    A family without a canary of its own is judged by the others'.
    """
    silent = set()
    for family in (4, 6):
        own = [index for index, canary in enumerate(canaries) if canary.family == family]
        asked = own or range(len(canaries))
        for rounds in (before, after):
            if asked and all(rounds[i].outcome is not Outcome.ANSWERED for i in asked):
                silent.add(family)
    return frozenset(silent)


def _overlaid(
    rounds: Sequence[Round], before: Mapping[int, RoundFlag], after: Mapping[int, RoundFlag]
) -> Sequence[Round]:
    """Return rounds with the flags their targets bore at the cycle's beginning or end."""
    if not before and not after:
        return rounds
    none = RoundFlag.NONE
    return [
        replace(one, flags=one.flags | before.get(one.target, none) | after.get(one.target, none))
        for one in rounds
    ]
