"""
One round of our engine to the addresses on standard input; prints how many echoes came back.

A process of its own, because its start is part of what `prober.py` measures: it imports what the
engine needs and nothing else. Sends at the full pace: each wave of echoes takes its turn.
"""

import asyncio
import sys
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from monitoring.probes.clock import SystemClock
from monitoring.probes.engine import IcmpEngine
from monitoring.probes.plan import Plan
from monitoring.probes.rounds import Target
from monitoring.probes.sockets import open_links

RATE = 20_000  # echoes a second, the engine's own limit


async def main(n_echoes: int, gap_s: float, timeout_s: float) -> None:
    """Ping once and print the number of replies in time."""
    links, infos = open_links()
    clock = SystemClock()
    engine = IcmpEngine(links, infos, clock=clock, rate=RATE)
    targets = tuple(Target(key, text) for key, text in enumerate(sys.stdin.read().split()))
    rounds = await engine.run(
        Plan(
            targets=targets,
            offsets_s=tuple(index / RATE for index in range(len(targets))),
            scheduled_at=datetime.now(UTC),
            starts_at=clock.monotonic(),
            n_echoes=n_echoes,
            gap_s=gap_s,
            timeout_s=timeout_s,
            max_slip_s=10.0,
        )
    )
    engine.close()
    print(sum(one.received for one in rounds))


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]), float(sys.argv[2]), float(sys.argv[3])))
