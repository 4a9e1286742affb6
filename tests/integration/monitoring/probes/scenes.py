"""
What is played inside a namespace; started by `namespace.start`, never imported by a test.

Each scene prints JSON. As root of its namespace it may do there whatever it likes.
"""

import asyncio
import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from monitoring.probes import packet, sockets
from monitoring.probes.clock import SystemClock
from monitoring.probes.cycle import Prober
from monitoring.probes.engine import IcmpEngine
from monitoring.probes.plan import Plan
from monitoring.probes.results import CycleResult
from monitoring.probes.rounds import Round, Target
from monitoring.probes.schedule import Settings
from monitoring.probes.verdict import Policy
from tests.integration.monitoring.probes import responder

CLOCK = SystemClock()
KEYS: dict[str, int] = {}
CUT = """table inet cut {
    chain input {
        type filter hook input priority 0
        ip daddr 127.86.0.2 icmp type echo-request drop
    }
}
"""


def run(command: str, *, text: str | None = None) -> None:
    subprocess.run(command.split(), check=True, input=text, text=True)


def tell(value: Any) -> None:
    sys.stdout.write(json.dumps(value, default=str) + "\n")
    sys.stdout.flush()


def told(one: Round) -> dict[str, Any]:
    return {
        **asdict(one),
        "flags": str(one.flags),
        "outcome": one.outcome.value,
        "loss": one.loss,
    }


@contextlib.contextmanager
def responding() -> Iterator[None]:
    child = responder.start()
    try:
        yield
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)


def permit_ping_sockets() -> None:
    Path("/proc/sys/net/ipv4/ping_group_range").write_text("0 0")


async def ask(
    engine: IcmpEngine, addresses: Sequence[str], *, n_echoes: int = 3, timeout_s: float = 1.0
) -> list[Round]:
    plan = Plan(
        targets=tuple(
            Target(KEYS.setdefault(address, len(KEYS)), address) for address in addresses
        ),
        offsets_s=tuple(0.00015 * key for key in range(len(addresses))),
        scheduled_at=datetime.now(UTC),
        starts_at=CLOCK.monotonic(),
        n_echoes=n_echoes,
        gap_s=0.1,
        timeout_s=timeout_s,
        max_slip_s=30,
    )
    return await engine.run(plan)


def with_engine(mode: str, scene: Callable[[IcmpEngine], Any]) -> Any:
    async def played() -> Any:
        engine = IcmpEngine(*sockets.open_links(modes=(mode,)), clock=CLOCK)
        try:
            return await scene(engine)
        finally:
            engine.close()

    permit_ping_sockets()
    return asyncio.run(played())


def fates(mode: str) -> None:
    """Two rounds, 1.5 s apart, to one host of each fate, of both families."""
    addresses = [
        responder.address(fate, 1, family=family) for family in (4, 6) for fate in range(10)
    ]

    async def scene(engine: IcmpEngine) -> dict[str, Any]:
        first = await ask(engine, addresses)
        second = await ask(engine, addresses)
        return {
            "first": dict(zip(addresses, map(told, first), strict=True)),
            "second": dict(zip(addresses, map(told, second), strict=True)),
            "report": asdict(engine.report()),
        }

    with responding():
        tell(with_engine(mode, scene))


def late() -> None:
    """A answers after 1.3 s; then dead B is asked: by ping3 and by the engine."""
    import ping3  # only where it is compared: the engine's scenes do without

    late_host = responder.address(responder.LATE, 1)
    dead_host = responder.address(responder.DEAD, 1)

    async def scene(engine: IcmpEngine) -> list[dict[str, Any]]:
        asked = [
            await ask(engine, [address], n_echoes=1)
            for address in (late_host, dead_host, late_host)
        ]
        return [told(one) for (one,) in asked]

    with responding():
        by_ping3 = [ping3.ping(late_host, timeout=1), ping3.ping(dead_host, timeout=1)]
        time.sleep(0.5)
        with_seq = [
            ping3.ping(late_host, timeout=1, seq=1),
            ping3.ping(dead_host, timeout=1, seq=2),
        ]
        tell({"ping3": by_ping3, "with seq": with_seq, "engine": with_engine("raw", scene)})


def busy(mode: str) -> None:
    """The loop is blocked for 50 of every 100 ms while 50 hosts are asked."""

    async def block() -> None:
        while True:
            time.sleep(0.05)  # the fault under test
            await asyncio.sleep(0.05)

    async def scene(engine: IcmpEngine) -> list[dict[str, Any]]:
        blocking = asyncio.create_task(block())
        hosts = [responder.address(responder.DELAYED, host) for host in range(1, 51)]
        rounds = await ask(engine, hosts)
        blocking.cancel()
        return [told(one) for one in rounds]

    with responding():
        tell(with_engine(mode, scene))


def agreement() -> None:
    """Twelve hosts on loopback, some of which a rule silences: ping3's word and the engine's."""
    import ping3  # only where it is compared: the engine's scenes do without

    run("ip link set lo up")
    hosts = [f"127.86.0.{number}" for number in range(1, 13)]
    dead = ", ".join(hosts[1::3])
    rules = f"""table inet scene {{
        chain input {{
            type filter hook input priority 0
            ip daddr {{ {dead} }} icmp type echo-request drop
        }}
    }}"""
    run("nft -f -", text=rules)

    async def scene(engine: IcmpEngine) -> list[bool]:
        return [one.received > 0 for one in await ask(engine, hosts, timeout_s=0.5)]

    by_engine = with_engine("raw", scene)
    by_ping3 = [
        isinstance(ping3.ping(host, timeout=0.5, seq=number), float)
        for number, host in enumerate(hosts)
    ]
    tell({"engine": by_engine, "ping3": by_ping3, "dead": hosts[1::3], "hosts": hosts})


def blind_family(mode: str) -> None:
    """IPv6 is switched off."""
    run("ip link set lo up")
    run("sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.lo.disable_ipv6=1")

    async def scene(engine: IcmpEngine) -> list[dict[str, Any]]:
        addresses = ["127.86.0.1", "fd86::1", "::1", "nonsense", "127.86.0.2"]
        return [told(one) for one in await ask(engine, addresses)]

    tell(with_engine(mode, scene))


def overflow(mode: str) -> None:
    """A buffer for a handful of packets, and nobody who reads."""
    run("ip link set lo up")
    permit_ping_sockets()
    sockets.RCVBUF_BYTES = 2048
    links, infos = sockets.open_links(modes=(mode,))
    link = links[0]
    echo = bytearray(b"\x08" + bytes(55))
    echo[4:6] = link.ident.to_bytes(2, "big")
    echo[2:4] = packet.checksum(bytes(echo)).to_bytes(2, "big")
    for _ in range(200):
        link.sendto(echo, ("127.0.0.1", 0))
    tell({"dropped": link.n_dropped(), "rcvbuf": infos[0].rcvbuf_bytes})
    for link in links:
        link.close()


def prober(n_results: str) -> None:
    """A prober on loopback with short intervals; "cut" and "mend" on standard input are obeyed."""
    run("ip link set lo up")

    def obey() -> None:
        order = sys.stdin.readline().strip()
        if order:
            run("nft -f -", text=CUT if order == "cut" else "flush ruleset")

    async def scene(engine: IcmpEngine) -> None:
        watching = Prober(
            targets=[Target(key, f"127.86.0.{key}") for key in range(1, 5)],
            canaries=[Target(-1, "127.0.0.1")],
            pinger=engine,
            clock=CLOCK,
            settings=Settings(
                interval=timedelta(seconds=2),
                gap=timedelta(seconds=0.1),
                timeout=timedelta(seconds=0.3),
                fast_delays=(timedelta(seconds=0.3), timedelta(seconds=0.6)),
            ),
            policy=Policy(),
        )
        asyncio.get_running_loop().add_reader(sys.stdin.fileno(), obey)
        cycles = watching.cycles()
        n_left = int(n_results)
        async for result in cycles:
            tell(summary(result))
            n_left -= 1
            if not n_left:
                break
        await cycles.aclose()

    with_engine("raw", scene)


def summary(result: CycleResult) -> dict[str, Any]:
    return {
        "kind": result.kind.value,
        "scheduled_at": result.scheduled_at.timestamp(),
        "finished_at": result.finished_at.timestamp(),
        "received": sum(one.received for one in result.rounds),
        "isolated": result.isolated,
        "gaps": [[gap.start.timestamp(), gap.end.timestamp(), gap.n_cycles] for gap in result.gaps],
        "transitions": [
            [one.target, one.to_state.value, one.at.timestamp(), one.reason.value]
            for one in result.transitions
        ],
    }


if __name__ == "__main__":
    scene, *arguments = sys.argv[1:]
    globals()[scene](*arguments)
