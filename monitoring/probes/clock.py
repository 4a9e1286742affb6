"""The system's clock, as the loop and the engine see it; the package's only reader of the time."""

import asyncio
import time
from datetime import UTC, datetime


class SystemClock:
    """Linux's clocks: CLOCK_BOOTTIME goes on while the machine sleeps, so that a sleep shows."""

    def monotonic(self) -> float:
        """Return seconds that never jump."""
        return time.clock_gettime(time.CLOCK_BOOTTIME)

    def now(self) -> datetime:
        """Return the present by the system's clock, which may jump."""
        return datetime.now(tz=UTC)

    async def sleep_until(self, monotonic: float) -> None:
        """Return no earlier than that monotonic second."""
        while (left_s := monotonic - self.monotonic()) > 0:
            await asyncio.sleep(left_s)


class StepWatch:
    """Notices a step of the realtime clock by comparing it with one that never jumps."""

    TOLERANCE_NS = 1_000_000  # slewing moves the clocks apart by half a millisecond a second

    def __init__(self) -> None:
        self._offset_ns = self._read_offset()

    def take_step(self) -> int:
        """Return by how many nanoseconds the clock was set since last asked; 0 if it was not."""
        offset_ns = self._read_offset()
        step_ns, self._offset_ns = offset_ns - self._offset_ns, offset_ns
        return step_ns if abs(step_ns) > self.TOLERANCE_NS else 0

    @staticmethod
    def _read_offset() -> int:
        while True:
            before = time.monotonic_ns()
            realtime = time.time_ns()
            after = time.monotonic_ns()
            if after - before < 100_000:  # else we were preempted between the readings
                return realtime - (before + after) // 2


stamp_ns = time.time_ns
"""Return CLOCK_REALTIME in nanoseconds, the clock of the kernel's receive stamps."""
