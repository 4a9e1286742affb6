"""
The hot path: sending and reading on one link, for all flights under way there.

How late the loop runs does not matter to the results: round trips end with the kernel's stamp,
and before a flight is closed everything that has arrived is read.
"""

import asyncio
import errno
import sys
from array import array
from collections.abc import Callable
from operator import sub

from monitoring.probes import packet
from monitoring.probes.flight import LATE_REPLY, NO_REPLY, Flight, Oddities
from monitoring.probes.packet import IP_HEADER_BYTES, read_match
from monitoring.probes.plan import Pace
from monitoring.probes.rounds import IcmpError, Round
from monitoring.probes.sockets import (
    ANCILLARY_BYTES,
    TTL_KEYS,
    Ancillary,
    Link,
    Received,
    read_timespec,
)

BATCH = 32  # echoes sent before reading
BUFFER_BYTES = 1024  # our replies have 76; errors quote more, of which the first part tells
NAP_S = 0.02  # shortest pause between two sendings: a wake-up costs as much as 20 echoes
DENSE = 16  # echoes per wake-up from which on we read after sending, not on arrival,
DOZE_BYTES = 4 << 20  # if the buffer holds what comes in between
DIRTY_NS = 200_000  # a send that took longer does not tell when the echo left
TOLERATED_LAG_S = 0.05  # caught up with at the pace; what is beyond moves the plan
CLOSING_S = 0.002  # after the last deadline
MAX_READS = 4_096  # per wake-up: a flood must not hold the loop
MAX_LAST_READS = 200_000  # more than a full buffer holds
N_KEPT = 8  # closed flights by which late replies are known
BUFFER_FULL = frozenset({errno.EAGAIN, errno.ENOBUFS})


class _Trip:
    """A flight's place in the event loop; `number` is the round that its echoes bear."""

    __slots__ = ("flight", "landing", "number", "timer", "writer")

    def __init__(
        self,
        number: int,
        flight: Flight,
        writer: packet.EchoWriter,
        landing: asyncio.Future[None],
    ) -> None:
        self.number = number
        self.flight = flight
        self.writer = writer
        self.landing = landing
        self.timer: asyncio.TimerHandle | None = None


class Wire:
    """One link and the flights on it, within one event loop."""

    def __init__(
        self,
        link: Link,
        *,
        magic: int,
        pace: Pace,
        stamp: Callable[[], int],
        check_clock: Callable[[float], None],
    ) -> None:
        self.link = link
        self.n_strays = 0
        self._loop = asyncio.get_running_loop()
        self._magic = magic
        self._pace = pace
        self._stamp = stamp
        self._check_clock = check_clock
        self._may_doze = link.info.rcvbuf_bytes >= DOZE_BYTES
        self._ttl_key = TTL_KEYS[link.family]
        header_bytes = IP_HEADER_BYTES if link.has_ip_header else 0
        self._own = (packet.ECHO_REPLY[link.family], magic, packet.ECHO_BYTES + header_bytes)
        # ICMP always begins behind room for an IPv4 header, which only some links fill.
        self._buffers = [bytearray(BUFFER_BYTES) for _ in range(BATCH)]
        start = IP_HEADER_BYTES - header_bytes
        self._receivers = [[memoryview(buffer)[start:]] for buffer in self._buffers]
        self._number = 0
        self._trips: dict[int, _Trip] = {}
        self._flights: dict[int, Flight] = {}
        self._closed: dict[int, Flight] = {}
        self._carried: dict[int, Oddities] = {}  # by target's key: late for a closed flight
        self._is_listening = False

    @property
    def flights(self) -> tuple[Flight, ...]:
        """The flights under way."""
        return tuple(self._flights.values())

    async def fly(self, flight: Flight) -> list[Round]:
        """Send a flight's echoes, wait for what comes back, and return its rounds."""
        self._number = (self._number + 1) & 0xFFFFFFFF
        writer = packet.EchoWriter(
            family=self.link.family,
            ident=self.link.ident,
            magic=self._magic,
            number=self._number,
            batch=BATCH,
        )
        trip = _Trip(self._number, flight, writer, self._loop.create_future())
        self._trips[trip.number] = trip
        self._flights[trip.number] = flight
        self._listen(True)
        trip.timer = self._loop.call_at(flight.next_due(), self._pump, trip)
        try:
            await trip.landing
        finally:
            self._close(trip)
        self._hand_on_carried(flight)
        return flight.rounds()

    def close(self) -> None:
        """Stop reading; the link itself is its owner's to close."""
        self._listen(False)

    # Sending

    def _pump(self, trip: _Trip) -> None:
        flight, now = trip.flight, self._loop.time()
        self._check_clock(now)
        if (lag_s := now - flight.next_due()) > TOLERATED_LAG_S:
            flight.slip(lag_s - TOLERATED_LAG_S)
        n_sent = self._send_due(trip, now)
        if trip.landing.done():
            return
        now = self._loop.time()
        if flight.is_sent:
            self._listen(True)
            over = now + flight.plan.timeout_s + CLOSING_S
            trip.timer = self._loop.call_at(over, self._land, trip)
        else:
            self._listen(n_sent < DENSE or not self._may_doze)
            due = max(flight.next_due(), now + NAP_S)
            trip.timer = self._loop.call_at(due, self._pump, trip)

    def _send_due(self, trip: _Trip, now: float) -> int:
        """Send what is due and the pace allows; return how many."""
        flight = trip.flight
        budget = left = self._pace.allowance(now)
        for wave in range(flight.n_echoes):
            stop = min(flight.due(wave, now), flight.waves[wave] + left)
            while (first := flight.waves[wave]) < stop:
                done = self._send_batch(trip, wave, first, min(first + BATCH, stop))
                flight.waves[wave] = done
                left -= done - first
                self._read()
                if done == first:  # the kernel's buffer is full: go on at the next wake-up
                    stop = left = 0
        self._pace.spend(budget - left)
        return budget - left

    def _send_batch(self, trip: _Trip, wave: int, first: int, stop: int) -> int:
        """
        Send one echo each to some targets; return the first that was not served.

        Loops are kept apart, here and in reading: between two system calls, which leave the
        processor's caches cold, stands as little Python as possible.
        """
        flight = trip.flight
        slot = wave * flight.n_targets + first
        echoes = trip.writer.fill(range(slot, slot + stop - first))
        stamps: list[int] = []
        note, stamp, sendto = stamps.append, self._stamp, self.link.sendto
        failure = None
        try:
            for echo, address in zip(echoes, flight.addresses[first:stop], strict=False):
                note(stamp())
                sendto(echo, address)
        except OSError as error:
            stamps.pop()
            failure = error
        note(stamp())
        n_sent = len(stamps) - 1
        flight.sent[slot : slot + n_sent] = array("q", stamps[:-1])
        flight.n_open += n_sent
        if max(map(sub, stamps[1:], stamps), default=0) > DIRTY_NS:
            flight.note_held_up(slot, stamps, DIRTY_NS)
        if failure is not None and self._send_again(trip, first + n_sent, wave, failure):
            n_sent += 1
        return first + n_sent

    def _send_again(self, trip: _Trip, index: int, wave: int, error: OSError) -> bool:
        """
        Try once more what failed, and note it; return False if only the buffer was full.

        On a ping socket an ICMP error about any earlier echo fails the next send: asking for
        the errors clears it.
        """
        if error.errno in BUFFER_FULL:
            return False
        flight, slot = trip.flight, wave * trip.flight.n_targets + index
        self._take_errors()
        (echo,) = trip.writer.fill([slot])[:1]
        before = self._stamp()
        try:
            self.link.sendto(echo, flight.addresses[index])
        except OSError:
            flight.send_failed(index, wave)
        else:
            flight.sent[slot] = before
            flight.n_open += 1
        return True

    # Reading

    def _on_readable(self) -> None:
        self._read()
        self._take_errors()

    def _read(self, max_reads: int = MAX_READS) -> None:
        """Take in what has arrived; end the flights to which nothing more can come."""
        receive, is_empty = self.link.recvmsg_into, False
        while not is_empty and max_reads > 0:
            max_reads -= BATCH
            received: list[Received] = []
            note = received.append
            try:
                for buffers in self._receivers:
                    note(receive(buffers, ANCILLARY_BYTES))
            except OSError as error:
                is_empty = error.errno == errno.EAGAIN
            self._take(received)
            if not is_empty and len(received) < BATCH:
                self._take_errors()  # an ICMP error was waiting on a ping socket
        self._land_settled()

    def _take(self, received: list[Received]) -> None:
        """Match packets to their echoes by magic, round, slot and source."""
        flights, (reply, own, length) = self._flights, self._own
        for buffer, (n_bytes, ancillary, _, source) in zip(self._buffers, received, strict=False):
            ttl, kind, magic, slot, number = read_match(buffer)
            flight = flights.get(number)
            if magic != own or flight is None or kind != reply or n_bytes != length:
                self._take_other(buffer, n_bytes, ancillary, source[0])
                continue
            seconds, ns = read_timespec(ancillary[0][2])
            stamp_ns = seconds * 1_000_000_000 + ns
            if (
                slot < flight.n_slots
                and source[0] == flight.hosts[slot]
                and flight.got[slot] == NO_REPLY
                and 0 <= stamp_ns - flight.sent[slot] <= flight.timeout_ns
            ):
                flight.got[slot] = stamp_ns
                flight.ttl[slot] = ttl or self._ttl(ancillary)
                flight.n_open -= 1
            else:
                self._take_odd(flight, slot, source[0], stamp_ns)

    def _ttl(self, ancillary: list[Ancillary]) -> int:
        """Return the TTL or hop limit that the kernel handed along; 0 if it did not."""
        for level, kind, data in ancillary:
            if (level, kind) == self._ttl_key:
                return int.from_bytes(data, sys.byteorder)
        return 0

    def _take_odd(self, flight: Flight, slot: int, host: str, stamp_ns: int) -> None:
        # What looks late or early may be a clock that was set while the echo was out.
        self._check_clock(self._loop.time())
        if flight.was_sent(slot):
            flight.take_odd(slot=slot, host=host, stamp_ns=stamp_ns)
        else:
            self.n_strays += 1

    def _take_other(
        self, buffer: bytearray, n_bytes: int, ancillary: list[Ancillary], host: str
    ) -> None:
        """Take what is no plain reply to a flight under way; count strays."""
        message = bytes(buffer[IP_HEADER_BYTES : IP_HEADER_BYTES + n_bytes])
        family = self.link.family
        try:
            if self.link.has_ip_header:
                whole = bytes(buffer[:n_bytes])
                message = whole[packet.icmp_offset(whole) :]
            if message[:1] != bytes([self._own[0]]):
                self._note_error(packet.read_error(message, family=family), host)
                return
            reply = packet.read_reply(message, family=family)
        except packet.PacketError:
            self.n_strays += 1
            return
        if reply.magic != self._magic:
            self.n_strays += 1
        elif (flight := self._flights.get(reply.round)) is not None:
            seconds, ns = read_timespec(ancillary[0][2])
            self._take_odd(flight, reply.slot, host, seconds * 1_000_000_000 + ns)
        else:
            self._take_old(reply, host)

    def _take_old(self, reply: packet.EchoReply, host: str) -> None:
        """Count a reply to an echo of a closed flight for its target's next round."""
        flight, slot = self._closed.get(reply.round), reply.slot
        if flight is None or not flight.was_sent(slot):
            self.n_strays += 1
            return
        key = flight.targets[slot % flight.n_targets].key
        odd = self._carried.setdefault(key, Oddities())
        if host != flight.hosts[slot]:
            odd.foreign += 1
        elif flight.got[slot] != NO_REPLY:
            odd.dup += 1
        else:
            flight.got[slot] = LATE_REPLY
            odd.late += 1

    def _take_errors(self) -> None:
        for error, sender in self.link.take_errors():
            self._note_error(error, sender)

    def _note_error(self, error: packet.EchoError, sender: str) -> None:
        for number, flight in self._flights.items():
            slot = self._quoted_slot(error, number, flight)
            if slot is not None:
                noted = IcmpError(error.type, error.code, sender)
                flight.errors.setdefault(slot % flight.n_targets, noted)
                return
        self.n_strays += 1

    def _quoted_slot(self, error: packet.EchoError, number: int, flight: Flight) -> int | None:
        """Return the slot of the echo that an error quotes, if it is one of this flight's."""
        if error.magic is None:  # 8 bytes were quoted: only the lower half of the slot is known
            slots = range(error.seq, flight.n_slots, 0x10000)
        elif error.magic == self._magic and error.round == number and error.slot is not None:
            slots = range(error.slot, min(error.slot + 1, flight.n_slots))
        else:
            return None
        for slot in slots:
            sent_to = self.link.packed(flight.hosts[slot])
            if flight.sent[slot] > 0 and sent_to == error.destination:
                return slot
        return None

    # Ending

    def _land(self, trip: _Trip) -> None:
        """End a flight after its last deadline, having read all that came in time."""
        self._check_clock(self._loop.time())
        self._read(MAX_LAST_READS)
        self._take_errors()
        if not trip.landing.done():
            trip.landing.set_result(None)

    def _land_settled(self) -> None:
        for trip in self._trips.values():
            if trip.flight.is_settled and not trip.landing.done():
                trip.landing.set_result(None)

    def _close(self, trip: _Trip) -> None:
        if trip.timer is not None:
            trip.timer.cancel()
        del self._trips[trip.number], self._flights[trip.number]
        self._closed[trip.number] = trip.flight
        while len(self._closed) > N_KEPT:
            del self._closed[next(iter(self._closed))]
        if not self._trips:
            self._listen(False)

    def _hand_on_carried(self, flight: Flight) -> None:
        """Give replies to earlier flights to the rounds during which they came."""
        if not self._carried:
            return
        for index, target in enumerate(flight.targets):
            if (carried := self._carried.pop(target.key, None)) is not None:
                odd = flight.oddities(index)
                odd.late += carried.late
                odd.dup += carried.dup
                odd.foreign += carried.foreign

    def _listen(self, wanted: bool) -> None:
        if wanted and not self._is_listening:
            self._loop.add_reader(self.link.fileno(), self._on_readable)
        elif self._is_listening and not wanted:
            self._loop.remove_reader(self.link.fileno())
        self._is_listening = wanted
