"""The ICMP check: plans in, rounds out, over one socket per address family."""

import asyncio
import os
from collections.abc import Sequence

from monitoring.probes.checks import Clock, PingerReport, SocketInfo
from monitoring.probes.clock import StepWatch, stamp_ns
from monitoring.probes.flight import Flight, unsent_round
from monitoring.probes.plan import Pace, Plan
from monitoring.probes.rounds import Round, Target
from monitoring.probes.sockets import AddressError, Link, SockAddr
from monitoring.probes.wire import Wire


class IcmpEngine:
    """
    Pings by ICMP echo; make it within a running event loop, once in a worker's life.

    An address family without a link, or an address that is none, gives rounds in which nothing
    could be sent: our own inability, never the target's fault.
    """

    def __init__(
        self,
        links: Sequence[Link],
        infos: Sequence[SocketInfo],
        *,
        clock: Clock,
        rate: int = 20_000,
    ) -> None:
        self._infos = tuple(infos)
        self._clock = clock
        self._loop = asyncio.get_running_loop()
        self._watch = StepWatch()
        self._checked_at = self._loop.time()
        magic = int.from_bytes(os.urandom(8), "big")
        pace = Pace(rate=rate)
        self._wires = {
            link.family: Wire(
                link, magic=magic, pace=pace, stamp=stamp_ns, check_clock=self._check_clock
            )
            for link in links
        }

    async def run(self, plan: Plan) -> list[Round]:
        """Ping the plan's targets; see `checks.Check.run`."""
        delay_s = plan.starts_at - self._clock.monotonic()
        epoch = self._loop.time() + delay_s
        base_ns = stamp_ns() + round(delay_s * 1e9)
        flights = []
        for wire in self._wires.values():
            indexes, addresses = _reachable(plan.targets, wire.link)
            if indexes:
                flight = Flight(
                    plan=plan,
                    targets=[plan.targets[index] for index in indexes],
                    offsets_s=[plan.offsets_s[index] for index in indexes],
                    addresses=addresses,
                    epoch=epoch,
                    base_ns=base_ns,
                )
                flights.append((indexes, wire.fly(flight)))
        landed = await asyncio.gather(*(flying for _, flying in flights))
        if len(landed) == 1 and len(landed[0]) == len(plan.targets):
            return landed[0]
        found: dict[int, Round] = {}
        for (indexes, _), rounds in zip(flights, landed, strict=True):
            found.update(zip(indexes, rounds, strict=True))
        return [
            found[index] if index in found else unsent_round(target, plan)
            for index, target in enumerate(plan.targets)
        ]

    def report(self) -> PingerReport:
        """Return sockets, drops and strays; see `checks.Pinger.report`."""
        wires = self._wires.values()
        return PingerReport(
            sockets=self._infos,
            n_dropped=sum(wire.link.n_dropped() for wire in wires),
            n_strays=sum(wire.n_strays for wire in wires),
        )

    def close(self) -> None:
        """Stop reading and close the sockets."""
        for wire in self._wires.values():
            wire.close()
            wire.link.close()

    def _check_clock(self, now: float) -> None:
        """Tell the flights of a step of the realtime clock since last time."""
        since, self._checked_at = self._checked_at, now
        if step_ns := self._watch.take_step():
            for wire in self._wires.values():
                for flight in wire.flights:
                    flight.step(delta_ns=step_ns, since=since, now=now)


def _reachable(targets: Sequence[Target], link: Link) -> tuple[list[int], list[SockAddr]]:
    """Return the indexes of the targets of a link's family, and where to send for each."""
    is_six, resolve = link.family == 6, link.resolve
    indexes = [index for index, target in enumerate(targets) if (":" in target.address) is is_six]
    try:
        return indexes, [resolve(targets[index].address) for index in indexes]
    except AddressError:
        found = [(index, _resolved(targets[index], link)) for index in indexes]
        reachable = [(index, address) for index, address in found if address is not None]
        return [index for index, _ in reachable], [address for _, address in reachable]


def _resolved(target: Target, link: Link) -> SockAddr | None:
    try:
        return link.resolve(target.address)
    except AddressError:
        return None
