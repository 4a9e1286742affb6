"""Sending and reading on one link, whose socket is a list: no network."""

import asyncio
import errno
import os
import struct
from array import array
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from monitoring.probes.checks import SocketInfo
from monitoring.probes.clock import StepWatch
from monitoring.probes.flight import Flight
from monitoring.probes.packet import EchoError, read_reply
from monitoring.probes.plan import Pace, Plan
from monitoring.probes.rounds import IcmpError, Round, Target
from monitoring.probes.sockets import SockAddr
from monitoring.probes.wire import Wire
from tests.unit.monitoring.probes.values import NOON

MAGIC = 0xFEED
MS = 1_000_000
Packet = tuple[bytes, int, str]  # ICMP message, nanoseconds on the way, source


class FakeLink:
    """A ping socket over a network that answers at once, as `network(echo, host)` says."""

    family = 4
    mode = "dgram"
    ident = 7
    info = SocketInfo(4, "dgram", 64 << 20)

    def __init__(self, network: "Callable[[bytes, str], list[Packet]]", header: bytes) -> None:
        self.network = network
        self.header = header
        self.has_ip_header = bool(header)
        self.arrived: list[tuple[bytes, int, str]] = []
        self.refusals: list[int] = []  # errno of the next sends
        self.errors: list[tuple[EchoError, str]] = []
        self.now_ns = 1_700_000_000 * 1000 * MS
        self.n_sent = 0
        self._event = os.eventfd(0, os.EFD_NONBLOCK)

    def fileno(self) -> int:
        return self._event

    def stamp(self) -> int:
        self.now_ns += 1000
        return self.now_ns

    def sendto(self, echo: bytearray, address: SockAddr) -> int:
        if self.refusals:
            number = self.refusals.pop(0)
            raise OSError(number, os.strerror(number))
        self.n_sent += 1
        for message, way_ns, source in self.network(bytes(echo), address[0]):
            self.arrived.append((message, self.now_ns + way_ns, source))
        return len(echo)

    def recvmsg_into(self, buffers: list[memoryview], _: int) -> tuple[Any, ...]:
        if not self.arrived:
            raise OSError(errno.EAGAIN, "nothing there")
        message, stamp_ns, source = self.arrived.pop(0)
        message = self.header + message
        buffers[0][: len(message)] = message
        stamp = struct.pack("@ll", *divmod(stamp_ns, 1000 * MS))
        ancillary = [(1, 35, stamp), (0, 2, struct.pack("@i", 61))]
        return len(message), ancillary, 0, (source, 0)

    def take_errors(self) -> Iterator[tuple[EchoError, str]]:
        while self.errors:
            yield self.errors.pop(0)

    def packed(self, host: str) -> bytes:
        return bytes(map(int, host.split(".")))

    def close(self) -> None:
        os.close(self._event)


def reply(echo: bytes) -> bytes:
    return b"\x00" + echo[1:]


def prompt(echo: bytes, host: str) -> list[Packet]:
    return [(reply(echo), 10 * MS, host)]


class Rig:
    """A wire on a fake link."""

    def __init__(
        self, network: Callable[[bytes, str], list[Packet]] = prompt, *, header: bytes = b""
    ) -> None:
        self.link = FakeLink(network, header)

    def fly(self, *counts: int, before: Callable[[int], None] = lambda _: None) -> list[Any]:
        """Return the rounds of flights one after the other, each to so many targets."""
        try:
            return asyncio.run(self._fly(counts or (10,), before))
        finally:
            self.link.close()

    async def _fly(self, counts: tuple[int, ...], before: Callable[[int], None]) -> list[Any]:
        self.wire = Wire(
            self.link,  # type: ignore[arg-type]  # stands for a Link
            magic=MAGIC,
            pace=Pace(rate=100_000),
            stamp=self.link.stamp,
            check_clock=lambda _: None,
        )
        found: list[Any] = []
        for number, n_targets in enumerate(counts):
            before(number)
            found.append(await self.wire.fly(self._flight(n_targets)))
        self.wire.close()
        return found

    def _flight(self, n_targets: int) -> Flight:
        targets = tuple(Target(key, f"10.0.{key >> 8}.{key & 255}") for key in range(n_targets))
        plan = Plan(
            targets=targets,
            offsets_s=(0.0,) * n_targets,
            scheduled_at=NOON,
            starts_at=0.0,
            n_echoes=3,
            gap_s=0.001,
            timeout_s=0.05,
            max_slip_s=5.0,
        )
        return Flight(
            plan=plan,
            targets=targets,
            offsets_s=plan.offsets_s,
            addresses=[(target.address, 0) for target in targets],
            epoch=asyncio.get_running_loop().time(),
            base_ns=self.link.now_ns,
        )


def test_each_target_gets_its_echoes_and_its_replies() -> None:
    rig = Rig()

    (rounds,) = rig.fly(100)

    assert rig.link.n_sent == 300
    assert all((one.sent, one.received, one.ttl) == (3, 3, 61) for one in rounds)
    assert all(len(one.rtts_us) == 3 for one in rounds)
    assert rig.wire.n_strays == 0


@pytest.mark.parametrize("n_options", [0, 3])
def test_replies_behind_an_ip_header_count_with_or_without_options(n_options: int) -> None:
    header = bytes([0x45 + n_options]) + bytes(7) + bytes([59]) + bytes(11 + 4 * n_options)
    rig = Rig(header=header)

    (rounds,) = rig.fly(5)

    assert all((one.sent, one.received) == (3, 3) for one in rounds)
    assert {one.ttl for one in rounds} == {59 if n_options == 0 else None}


def test_a_flight_whose_echoes_are_all_answered_does_not_wait_for_the_deadline() -> None:
    rig = Rig()

    async def timed() -> float:
        start = asyncio.get_running_loop().time()
        await rig._fly((10,), lambda _: None)
        return asyncio.get_running_loop().time() - start

    assert asyncio.run(timed()) < 0.05 + 0.03
    rig.link.close()


def test_a_full_send_buffer_delays_and_loses_nothing() -> None:
    rig = Rig()
    rig.link.refusals = [errno.EAGAIN, errno.ENOBUFS]

    (rounds,) = rig.fly()

    assert all((one.sent, one.received, one.send_errors) == (3, 3, 0) for one in rounds)


def test_an_earlier_icmp_error_fails_no_later_send() -> None:
    """A ping socket reports an error about one target on the next send to another."""
    rig = Rig()
    rig.link.refusals = [errno.EHOSTUNREACH]

    (rounds,) = rig.fly()

    assert all((one.sent, one.send_errors) == (3, 0) for one in rounds)


def test_what_fails_twice_is_our_own_inability() -> None:
    rig = Rig()
    rig.link.refusals = [errno.ENETUNREACH] * 2

    (rounds,) = rig.fly()

    assert sorted(one.send_errors for one in rounds) == [0] * 9 + [1]


def test_a_late_reply_is_never_the_next_rounds_and_shows_there_as_late() -> None:
    """The first flight's echoes to target 3 are answered when the second is under way."""
    kept: list[Packet] = []

    def network(echo: bytes, host: str) -> list[Packet]:
        if host != "10.0.0.3":
            return prompt(echo, host)
        if len(kept) < 3:
            kept.append((reply(echo), 0, host))
        return []

    rig = Rig(network)

    def release(number: int) -> None:
        if number == 1:
            rig.link.arrived += [(kept[0][0], rig.link.now_ns, "10.0.0.3")] * 2

    first, second = rig.fly(10, 10, before=release)

    assert (first[3].received, first[3].late) == (0, 0)
    assert (second[3].received, second[3].late, second[3].dup) == (0, 1, 1)
    assert all(one.received == 3 for one in second if one.target != 3)


def test_a_reply_from_another_address_is_foreign_in_its_targets_round() -> None:
    rig = Rig(lambda echo, _: [(reply(echo), 1, "10.9.9.9")])

    (rounds,) = rig.fly(2)

    assert [(one.received, one.foreign) for one in rounds] == [(0, 3), (0, 3)]


def test_strangers_packets_are_strays_and_change_nothing() -> None:
    def network(echo: bytes, host: str) -> list[Packet]:
        told = read_reply(reply(echo), family=4)
        magic, slot, number = told.magic, told.slot, told.round
        forged = bytearray(reply(echo))
        struct.pack_into("!QII", forged, 8, magic ^ 1, slot, number)
        beyond = bytearray(reply(echo))
        struct.pack_into("!QII", beyond, 8, magic, 4_000_000_000, number)
        unknown = bytearray(reply(echo))
        struct.pack_into("!QII", unknown, 8, magic, slot, number ^ 0x80000000)
        junk = [bytes(forged), bytes(beyond), bytes(unknown), reply(echo)[:30], b"", bytes(200)]
        return [(message, 1, host) for message in junk]

    rig = Rig(network)

    (rounds,) = rig.fly(2)

    assert all((one.received, one.late, one.dup, one.foreign) == (0, 0, 0, 0) for one in rounds)
    assert rig.wire.n_strays == 6 * 6


def unreachable(echo: bytes, host: str, n_quoted: int) -> bytes:
    header = b"\x45" + bytes(8) + b"\x01" + bytes(6) + bytes(map(int, host.split(".")))
    return b"\x03\x01" + bytes(6) + header + echo[:n_quoted]


def test_an_icmp_error_is_recorded_with_the_router_that_sent_it() -> None:
    rig = Rig(lambda echo, host: [(unreachable(echo, host, 56), 1, "10.1.1.1")])

    (rounds,) = rig.fly(3)

    assert {one.icmp_error for one in rounds} == {IcmpError(3, 1, "10.1.1.1")}
    assert all(one.received == 0 for one in rounds)


def test_an_error_that_quotes_eight_bytes_finds_its_target_among_many() -> None:
    """Beyond 65,535 slots seq repeats: the destination tells them apart."""
    rig = Rig()

    async def find() -> int | None:
        await rig._fly((1,), lambda _: None)
        flight = rig._flight(22_100)
        flight.sent = array("q", [1]) * flight.n_slots
        # Slot 65,736 is the third echo to target 21,536, which is 10.0.84.32; its seq is 200.
        error = EchoError(3, 1, bytes([10, 0, 84, 32]), 7, 200, None, None, None)
        return rig.wire._quoted_slot(error, 1, flight)

    assert asyncio.run(find()) == 65_736
    rig.link.close()


def test_an_error_from_the_sockets_queue_is_recorded() -> None:
    rig = Rig(lambda *_: [])

    def queue(_: int) -> None:
        rig.link.errors.append(
            (EchoError(3, 1, bytes([10, 0, 0, 2]), 7, 7, MAGIC, 7, 1), "10.1.1.1")
        )

    (rounds,) = rig.fly(5, before=queue)

    assert [one.icmp_error for one in rounds] == [None, None, IcmpError(3, 1, "10.1.1.1")] + [
        None
    ] * 2


def test_an_error_about_somebody_elses_echo_is_a_stray() -> None:
    rig = Rig(lambda echo, host: [(unreachable(echo, "10.9.9.9", 56), 1, host)])

    (rounds,) = rig.fly(1)

    assert rounds[0].icmp_error is None
    assert rig.wire.n_strays == 3


def test_a_cancelled_flight_leaves_nothing_behind() -> None:
    rig = Rig(lambda *_: [])

    async def cancelled() -> None:
        flying = asyncio.create_task(rig._fly((5,), lambda _: None))
        await asyncio.sleep(0.01)
        flying.cancel()
        await asyncio.wait({flying})
        assert rig.wire.flights == ()

    asyncio.run(cancelled())
    rig.link.close()


def test_flights_side_by_side_keep_their_replies_apart() -> None:
    rig = Rig()

    async def both() -> tuple[list[Round], list[Round]]:
        await rig._fly((1,), lambda _: None)
        one, other = await asyncio.gather(
            rig.wire.fly(rig._flight(50)), rig.wire.fly(rig._flight(50))
        )
        return one, other

    for rounds in asyncio.run(both()):
        assert all((one.received, one.dup, one.late) == (3, 0, 0) for one in rounds)
    rig.link.close()


def test_a_step_of_the_clock_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    times = {"time_ns": 5_000_000_000, "monotonic_ns": 1_000_000_000}
    monkeypatch.setattr("time.time_ns", lambda: times["time_ns"])
    monkeypatch.setattr("time.monotonic_ns", lambda: times["monotonic_ns"])
    watch = StepWatch()

    times["monotonic_ns"] += 10_000_000
    times["time_ns"] += 10_000_500
    assert watch.take_step() == 0
    times["time_ns"] -= 3_600_000_000_000
    assert watch.take_step() == -3_600_000_000_000
    assert watch.take_step() == 0
