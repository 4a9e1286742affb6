"""A clock and a network that lie on request, in time that passes without waiting."""

import asyncio
import selectors
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

from monitoring.probes.checks import PingerReport, SocketInfo
from monitoring.probes.cycle import Prober
from monitoring.probes.plan import Plan
from monitoring.probes.results import CycleResult
from monitoring.probes.rounds import Round, Target
from monitoring.probes.schedule import Settings
from monitoring.probes.verdict import Policy
from tests.unit.monitoring.probes.values import NOON, a_round

REPORT = PingerReport((SocketInfo(4, "raw", 1 << 20),), n_dropped=0, n_strays=0)


class _Impatient(selectors.SelectSelector):
    """Waits for nothing: the time that it should have waited has passed."""

    def __init__(self) -> None:
        super().__init__()
        self.waited_s = 0.0

    def select(self, timeout: float | None = None) -> list[Any]:
        ready = super().select(0)
        if not ready and timeout:
            self.waited_s += timeout
        return ready


class VirtualLoop(asyncio.SelectorEventLoop):
    """An event loop whose sleeps take no time."""

    def __init__(self) -> None:
        self._impatient = _Impatient()
        super().__init__(self._impatient)

    def time(self) -> float:
        return self._impatient.waited_s


class LyingClock:
    """Noon at 0 s; `slept_s` are seconds in which the process was stopped."""

    def __init__(self) -> None:
        self.slept_s = 0.0
        self.wall_step = timedelta()

    def monotonic(self) -> float:
        return asyncio.get_running_loop().time() + self.slept_s

    def now(self) -> datetime:
        return NOON + timedelta(seconds=self.monotonic()) + self.wall_step

    async def sleep_until(self, monotonic: float) -> None:
        while (left_s := monotonic - self.monotonic()) > 0:
            await asyncio.sleep(left_s)


Fate = Callable[[Target, float], bool | None]


class LyingNetwork:
    """
    Answers each echo after 10 ms, or not, as `fate(target, second after noon)` says.

    None stands for an echo that we could not send.
    """

    def __init__(self, clock: LyingClock, fate: Fate) -> None:
        self.clock = clock
        self.fate = fate
        self.plans: list[Plan] = []
        self.before_end: Callable[[], None] | None = None

    async def run(self, plan: Plan) -> Sequence[Round]:
        self.plans.append(plan)
        length_s = (plan.n_echoes - 1) * plan.gap_s + plan.timeout_s
        end = plan.starts_at + max(plan.offsets_s, default=0.0) + length_s
        await self.clock.sleep_until(end)
        if self.before_end is not None:
            self.before_end()
        start_s = (plan.scheduled_at - NOON).total_seconds()
        return [
            self._round(plan, target, start_s + offset_s)
            for target, offset_s in zip(plan.targets, plan.offsets_s, strict=True)
        ]

    def report(self) -> PingerReport:
        return REPORT

    def _round(self, plan: Plan, target: Target, first_s: float) -> Round:
        times = [first_s + wave * plan.gap_s for wave in range(plan.n_echoes)]
        fates = [self.fate(target, second) for second in times]
        sent = [at for at, fate in zip(times, fates, strict=True) if fate is not None]
        good = [at for at, fate in zip(times, fates, strict=True) if fate]
        lost = [at for at in sent if at > max(good, default=-1.0)]
        return a_round(
            target.key,
            sent=len(sent),
            received=len(good),
            send_errors=fates.count(None),
            scheduled_at=plan.scheduled_at,
            flags=plan.flags,
            rtts_us=(10_000.0,) * len(good),
            first_sent_at=_at(sent[0]) if sent else None,
            first_lost_sent_at=_at(lost[0]) if lost else None,
            first_reply_at=_at(good[0] + 0.01) if good else None,
        )


def _at(second: float) -> datetime:
    return NOON + timedelta(seconds=second)


class World:
    """A prober with the clock and the network that it believes."""

    def __init__(self, fate: Fate = lambda *_: True, **named: Any) -> None:
        self.clock = LyingClock()
        self.network = LyingNetwork(self.clock, fate)
        self.named: dict[str, Any] = {
            "targets": [Target(1, "127.86.0.1"), Target(2, "127.86.0.2")],
            "settings": Settings(),
            "policy": Policy(),
            **named,
        }
        self.after: Callable[[CycleResult], None] = lambda _: None
        self.dawdle_s = 0.0  # how long the caller is busy with the first result
        self.prober: Prober

    def watch(self, n_results: int) -> list[CycleResult]:
        """Return the first so many results."""
        with asyncio.Runner(loop_factory=VirtualLoop) as runner:
            return runner.run(self._watch(n_results))

    async def _watch(self, n_results: int) -> list[CycleResult]:
        self.prober = Prober(pinger=self.network, clock=self.clock, **self.named)
        results: list[CycleResult] = []
        cycles = self.prober.cycles()
        async for result in cycles:
            results.append(result)
            self.after(result)
            if len(results) == 1:
                await asyncio.sleep(self.dawdle_s)
            if len(results) == n_results:
                break
        await cycles.aclose()
        return results
