"""
The only module of the package that touches the network: one ICMP socket per address family.

With CAP_NET_RAW a raw socket, from which the kernel keeps away all that does not bear our id;
else a datagram ("ping") socket, whose id the kernel owns and whose ICMP errors come through the
socket's error queue. Linux only: the constants are the kernel's where Python does not name them.

    ProbeSocketError
      IcmpNotPermittedError    neither kind of socket may be opened, for neither family
      AddressError             not a numeric address of this family
"""

import array
import os
import socket
import struct
from collections.abc import Iterator
from typing import Final

from monitoring.probes import packet
from monitoring.probes.checks import SocketInfo

RCVBUF_BYTES = 64 * 1024 * 1024

_SO_ATTACH_FILTER = 26
_SO_RCVBUFFORCE = 33
_SO_TIMESTAMPNS = 35
_SO_MEMINFO = 55
_MEMINFO = struct.Struct("@9I")
_MEMINFO_DROPS = 8
_SOL_RAW, _ICMP_FILTER = 255, 1
_SOL_ICMPV6, _ICMP6_FILTER = 58, 1
_IP_TTL, _IP_RECVERR, _IP_RECVTTL = 2, 11, 12
_IPV6_RECVERR = 25
_EXTENDED_ERROR = struct.Struct("@IBBBBII")
_ORIGIN_ICMP = {4: 2, 6: 3}  # the error came from the network, not from this host's stack

SockAddr = tuple[str, int] | tuple[str, int, int, int]
Ancillary = tuple[int, int, bytes]
Received = tuple[int, list[Ancillary], int, SockAddr]

TTL_KEYS: Final = {
    4: (socket.IPPROTO_IP, _IP_TTL),
    6: (socket.IPPROTO_IPV6, socket.IPV6_HOPLIMIT),
}
ANCILLARY_BYTES = 128
read_timespec = struct.Struct("@ll").unpack
"""Return (seconds, nanoseconds) of a kernel receive stamp."""

_HOW_TO_PERMIT = (
    "Grant the worker CAP_NET_RAW (systemd: AmbientCapabilities=CAP_NET_RAW), or open ping "
    'sockets to its group (sysctl -w net.ipv4.ping_group_range="0 2147483647").'
)


class ProbeSocketError(OSError):
    """The network cannot be asked."""


class IcmpNotPermittedError(ProbeSocketError):
    """The system lets this process open no ICMP socket; the message says what to grant."""


class AddressError(ProbeSocketError):
    """Not a numeric address of this family; names are never resolved here."""


class Link:
    """
    One non-blocking ICMP socket, for the worker's life.

    `sendto` and `recvmsg_into` are the socket's own methods: the hot path pays for no wrapper.
    What is received begins with the IP header only where `has_ip_header`.
    """

    def __init__(self, *, family: int, mode: str) -> None:
        self.family = family
        self.mode = mode
        self.ident = int.from_bytes(os.urandom(2), "big")  # the kernel replaces a ping socket's
        self.has_ip_header = (family, mode) == (4, "raw")
        self._socket = socket.socket(
            socket.AF_INET if family == 4 else socket.AF_INET6,
            (socket.SOCK_RAW if mode == "raw" else socket.SOCK_DGRAM) | socket.SOCK_NONBLOCK,
            socket.IPPROTO_ICMP if family == 4 else socket.IPPROTO_ICMPV6,
        )
        self.sendto = self._socket.sendto
        self.recvmsg_into = self._socket.recvmsg_into
        self.fileno = self._socket.fileno
        self.close = self._socket.close
        try:
            self._configure()
        except OSError:
            self.close()
            raise
        self.info = SocketInfo(
            family, mode, self._socket.getsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF)
        )

    def _configure(self) -> None:
        sock = self._socket
        try:
            sock.setsockopt(socket.SOL_SOCKET, _SO_RCVBUFFORCE, RCVBUF_BYTES)
        except PermissionError:  # needs CAP_NET_ADMIN; else the system's own limit holds
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, RCVBUF_BYTES)
        sock.setsockopt(socket.SOL_SOCKET, _SO_TIMESTAMPNS, 1)
        if self.family == 6:
            sock.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_RECVHOPLIMIT, 1)
        elif not self.has_ip_header:
            sock.setsockopt(socket.IPPROTO_IP, _IP_RECVTTL, 1)
        if self.mode == "raw":
            _filter_types(sock, self.family)
            _filter_ident(sock, self.family, self.ident)
        elif self.family == 4:
            sock.setsockopt(socket.IPPROTO_IP, _IP_RECVERR, 1)
        else:
            sock.setsockopt(socket.IPPROTO_IPV6, _IPV6_RECVERR, 1)

    def resolve(self, address: str) -> SockAddr:
        """Return the socket address of a numeric one; its first part as the kernel prints it."""
        try:
            if self.family == 4:
                socket.inet_pton(socket.AF_INET, address)  # takes the canonical form only
                return address, 0
            host, _, interface = address.partition("%")
            scope = socket.if_nametoindex(interface) if interface else 0
            return socket.inet_ntop(socket.AF_INET6, self.packed(host)), 0, 0, scope
        except (OSError, ValueError) as error:
            raise AddressError(f"{address!r} is no IPv{self.family} address: {error}") from error

    def packed(self, host: str) -> bytes:
        """Return an address as it stands in a packet."""
        return socket.inet_pton(socket.AF_INET if self.family == 4 else socket.AF_INET6, host)

    def n_dropped(self) -> int:
        """Return how many packets the kernel dropped so far because our buffer was full."""
        # The same counter as SO_RXQ_OVFL's, without an ancillary message on every packet.
        words = self._socket.getsockopt(socket.SOL_SOCKET, _SO_MEMINFO, _MEMINFO.size)
        return int(_MEMINFO.unpack(words)[_MEMINFO_DROPS])

    def take_errors(self) -> Iterator[tuple[packet.EchoError, str]]:
        """Empty a ping socket's error queue: ICMP errors and who sent them."""
        while self.mode == "dgram":
            try:
                echo, ancillary, _, address = self._socket.recvmsg(
                    512, 512, socket.MSG_ERRQUEUE | socket.MSG_DONTWAIT
                )
            except OSError:  # empty
                return
            for level, _, data in ancillary:
                if level in (socket.IPPROTO_IP, socket.IPPROTO_IPV6) and len(data) > 16:
                    yield from self._read_extended(echo, data, address[0])

    def _read_extended(
        self, echo: bytes, data: bytes, destination: str
    ) -> Iterator[tuple[packet.EchoError, str]]:
        _, origin, kind, code, *_ = _EXTENDED_ERROR.unpack_from(data)
        if origin != _ORIGIN_ICMP[self.family]:
            return
        offender = data[_EXTENDED_ERROR.size :]  # a sockaddr_in or sockaddr_in6
        sender = (
            socket.inet_ntop(socket.AF_INET, offender[4:8])
            if self.family == 4
            else socket.inet_ntop(socket.AF_INET6, offender[8:24])
        )
        try:
            yield (
                packet.read_quoted(
                    echo,
                    family=self.family,
                    code=(kind, code),
                    destination=self.packed(destination),
                ),
                sender,
            )
        except packet.PacketError:
            return


def open_links(*, modes: tuple[str, ...] = ("raw", "dgram")) -> tuple[list[Link], list[SocketInfo]]:
    """
    Open a socket for each address family in the first of the modes that the system allows.

    Returns the links and a word on each family, also on one that is unavailable.

    Raises:
        IcmpNotPermittedError: no family could be opened.
    """
    links: list[Link] = []
    infos: list[SocketInfo] = []
    for family in (4, 6):
        refusals = []
        for mode in modes:
            try:
                link = Link(family=family, mode=mode)
            except OSError as error:
                refusals.append(f"{mode} socket: {error.strerror}")
                continue
            links.append(link)
            infos.append(link.info)
            break
        else:
            infos.append(SocketInfo(family, "unavailable", 0, "; ".join(refusals)))
    if not links:
        reasons = ". ".join(f"IPv{info.family}: {info.reason}" for info in infos)
        raise IcmpNotPermittedError(f"No ICMP socket is permitted. {reasons}. {_HOW_TO_PERMIT}")
    return links, infos


def _filter_types(sock: socket.socket, family: int) -> None:
    """Let pass echo replies and errors only; a set bit blocks."""
    wanted = {packet.ECHO_REPLY[family], *packet.ERRORS[family]}
    if family == 4:
        mask = 0xFFFFFFFF & ~sum(1 << kind for kind in wanted)
        sock.setsockopt(_SOL_RAW, _ICMP_FILTER, struct.pack("@I", mask))
        return
    words = [0xFFFFFFFF] * 8
    for kind in wanted:
        words[kind >> 5] &= ~(1 << (kind & 31))
    sock.setsockopt(_SOL_ICMPV6, _ICMP6_FILTER, struct.pack("@8I", *words))


def _filter_ident(sock: socket.socket, family: int, ident: int) -> None:
    """Have the kernel drop what does not bear our id, before it costs us a wake-up."""
    load_byte, load_half, load_byte_at, load_half_at = 0x30, 0x28, 0x50, 0x48
    jump_equal, keep = 0x15, 0x06
    accept, reject = (keep, 0, 0, 0xFFFF), (keep, 0, 0, 0)
    if family == 4:  # packets begin with the IP header, whose length goes to X
        program = [
            (0xB1, 0, 0, 0),  # X = 4 * (packet[0] & 15)
            (load_byte_at, 0, 0, 0),  # ICMP type
            (jump_equal, 0, 2, packet.ECHO_REPLY[4]),
            (load_half_at, 0, 0, 4),  # id of the reply
            (jump_equal, 7, 8, ident),
            (load_byte_at, 0, 0, 8),  # first byte of the quoted IP header
            (0x54, 0, 0, 0xF),  # A &= 15
            (0x64, 0, 0, 2),  # A <<= 2
            (0x0C, 0, 0, 0),  # A += X
            (0x07, 0, 0, 0),  # X = A
            (load_half_at, 0, 0, 8 + 4),  # id of the quoted echo
            (jump_equal, 0, 1, ident),
            accept,
            reject,
        ]
    else:  # packets begin with ICMPv6; our echoes bear no extension header
        program = [
            (load_byte, 0, 0, 0),
            (jump_equal, 0, 2, packet.ECHO_REPLY[6]),
            (load_half, 0, 0, 4),
            (jump_equal, 2, 3, ident),
            (load_half, 0, 0, 8 + 40 + 4),
            (jump_equal, 0, 1, ident),
            accept,
            reject,
        ]
    code = array.array("B", b"".join(struct.pack("@HBBI", *step) for step in program))
    address, _ = code.buffer_info()
    sock.setsockopt(socket.SOL_SOCKET, _SO_ATTACH_FILTER, struct.pack("@HP", len(program), address))
