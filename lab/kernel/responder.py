"""
Answers echo requests to every address of the lab after the address's delay; a process of its own.

Started by `stage` as `python -m lab.kernel.responder`, so that neither the database nor its
reading holds up a reply. Orders come as JSON lines on standard input (`orders`); its end ends the
process, so none outlives the lab.
"""

import contextlib
import heapq
import ipaddress
import json
import os
import random
import select
import signal
import socket
import struct
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from lab.kernel.echo import Reply, reply_4, reply_6
from lab.kernel.firewall import REPLY_MARK
from lab.kernel.scene import DEFAULT_DELAY_S

# Linux' numbers for what Python does not name.
SOL_RAW, ICMP_FILTER = 255, 1
ICMP6_FILTER = 1
IP_PKTINFO = 8
IPV6_FREEBIND = 78
SO_RCVBUFFORCE = 33
#: A bit set is a type shut out: all but echo requests.
ONLY_REQUESTS_4 = struct.pack("=I", 0xFFFFFFFF & ~(1 << 8))
ONLY_REQUESTS_6 = struct.pack("=8I", *(0xFFFFFFFF & ~(1 if word == 4 else 0) for word in range(8)))

RECEIVE_BUFFER_BYTES = 8 << 20
BATCH = 128
MAX_DATAGRAM = 65535
# A flood of slow echoes must not eat the machine: beyond this they are lost, as in a full queue.
MAX_WAITING_BYTES = 64 << 20
JITTER = 0.03
READ_BYTES = 1 << 16


def orders(delay_s: Mapping[str, float]) -> bytes:
    """Return the line that sets the delays of all addresses; others get the default."""
    return json.dumps({"delay_s": dict(sorted(delay_s.items()))}).encode() + b"\n"


@dataclass(frozen=True, slots=True)
class Link:
    """One raw socket with how to read a request from it and send a reply over it."""

    socket: socket.socket
    read: Callable[[], Reply | None]
    send: Callable[[Reply], None]


def open_links() -> list[Link]:
    """
    Open the raw socket of each address family that this namespace has.

    Raises:
        OSError: not even IPv4 (no CAP_NET_RAW).
    """
    links = [_link_4()]
    with contextlib.suppress(OSError):
        links.append(_link_6())
    return links


def _raw(family: socket.AddressFamily, protocol: int) -> socket.socket:
    raw = socket.socket(family, socket.SOCK_RAW | socket.SOCK_NONBLOCK, protocol)
    raw.setsockopt(socket.SOL_SOCKET, socket.SO_MARK, REPLY_MARK)
    try:
        raw.setsockopt(socket.SOL_SOCKET, SO_RCVBUFFORCE, RECEIVE_BUFFER_BYTES)
    except OSError:
        raw.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, RECEIVE_BUFFER_BYTES)
    return raw


def _link_4() -> Link:
    raw = _raw(socket.AF_INET, socket.IPPROTO_ICMP)
    raw.setsockopt(SOL_RAW, ICMP_FILTER, ONLY_REQUESTS_4)

    def send(reply: Reply) -> None:
        source = struct.pack("=i4s4s", 0, reply.asked, bytes(4))
        raw.sendmsg(
            [reply.message],
            [(socket.IPPROTO_IP, IP_PKTINFO, source)],
            0,
            (socket.inet_ntoa(reply.asker), 0),
        )

    return Link(socket=raw, read=lambda: reply_4(raw.recv(MAX_DATAGRAM)), send=send)


def _link_6() -> Link:
    raw = _raw(socket.AF_INET6, socket.IPPROTO_ICMPV6)
    raw.setsockopt(socket.IPPROTO_ICMPV6, ICMP6_FILTER, ONLY_REQUESTS_6)
    raw.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_RECVPKTINFO, 1)
    # The prefix is a route, not addresses of ours: without this we may not answer from it.
    raw.setsockopt(socket.IPPROTO_IPV6, IPV6_FREEBIND, 1)

    def read() -> Reply | None:
        message, ancillary, _, sender = raw.recvmsg(MAX_DATAGRAM, 64)
        for level, kind, value in ancillary:
            if (level, kind) == (socket.IPPROTO_IPV6, socket.IPV6_PKTINFO):
                asker = socket.inet_pton(socket.AF_INET6, sender[0].partition("%")[0])
                return reply_6(message, asked=value[:16], asker=asker)
        return None

    def send(reply: Reply) -> None:
        source = struct.pack("=16si", reply.asked, 0)
        raw.sendmsg(
            [reply.message],
            [(socket.IPPROTO_IPV6, socket.IPV6_PKTINFO, source)],
            0,
            (socket.inet_ntop(socket.AF_INET6, reply.asker), 0),
        )

    return Link(socket=raw, read=read, send=send)


class Responder:
    """The loop: what was asked waits in a heap until it is due."""

    def __init__(self, links: list[Link]) -> None:
        self._links = links
        self._delay_s: dict[bytes, float] = {}
        self._waiting: list[tuple[float, int, Link, Reply]] = []
        self._waiting_bytes = 0
        self._n_taken = 0
        self._half_line = b""

    def run(self, orders_fd: int) -> None:
        """Answer until the orders end."""
        links = {link.socket.fileno(): link for link in self._links}
        while True:
            ready, _, _ = select.select([orders_fd, *links], [], [], self._patience_s())
            if orders_fd in ready and not self._take_orders(os.read(orders_fd, READ_BYTES)):
                return
            for fd in ready:
                if fd in links:
                    self._take_requests(links[fd])
            self._send_due()

    def _patience_s(self) -> float | None:
        if not self._waiting:
            return None
        return max(0.0, self._waiting[0][0] - time.monotonic())

    def _take_orders(self, chunk: bytes) -> bool:
        """Take what was read of the orders; returns False at their end."""
        *lines, self._half_line = (self._half_line + chunk).split(b"\n")
        for line in lines:
            told: dict[str, float] = json.loads(line)["delay_s"]
            self._delay_s = {
                ipaddress.ip_address(address).packed: delay for address, delay in told.items()
            }
        return bool(chunk)

    def _take_requests(self, link: Link) -> None:
        for _ in range(BATCH):
            try:
                reply = link.read()
            except OSError:
                # Nothing left; or an error that the kernel noted for us, which is nobody's echo.
                return
            if reply is not None:
                self._wait(link, reply)

    def _wait(self, link: Link, reply: Reply) -> None:
        if self._waiting_bytes + len(reply.message) > MAX_WAITING_BYTES:
            return
        delay_s = self._delay_s.get(reply.asked, DEFAULT_DELAY_S)
        delay_s *= 1 + random.uniform(-JITTER, JITTER)  # noqa: S311 - jitter, no secret
        self._n_taken += 1
        self._waiting_bytes += len(reply.message)
        # The count keeps the order of equal instants, and links from being compared.
        heapq.heappush(self._waiting, (time.monotonic() + delay_s, self._n_taken, link, reply))

    def _send_due(self) -> None:
        now = time.monotonic()
        while self._waiting and self._waiting[0][0] <= now:
            _, _, link, reply = heapq.heappop(self._waiting)
            self._waiting_bytes -= len(reply.message)
            # A reply that cannot leave is a lost reply.
            with contextlib.suppress(OSError):
                link.send(reply)


def main() -> int:
    """Answer until standard input ends; a terminal's Ctrl-C is the lab's to hear."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        links = open_links()
    except OSError as error:
        sys.stderr.write(f"The lab cannot answer echoes: {error.strerror}\n")
        return 1
    Responder(links).run(sys.stdin.fileno())
    return 0


if __name__ == "__main__":
    sys.exit(main())
