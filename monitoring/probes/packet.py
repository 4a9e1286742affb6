"""
The bytes of ICMP echo, version 4 and 6: writing ours, reading what comes back.

    echo    type code checksum id seq | magic u64  slot u32  round u32  ~slot  ~seq  26 zeros
    error   type code checksum unused | the IP header and first bytes of what could not go on

`magic` is this process's own, `slot` names the echo within its round and `seq` is its lower
half. Whatever a stranger sends is read without trust: the readers raise `PacketError` and
nothing else.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from struct import Struct

ECHO_BYTES = 56
IP_HEADER_BYTES = 20
ECHO_REPLY = {4: 0, 6: 129}
ECHO_REQUEST = {4: 8, 6: 128}
# Unreachable, time exceeded, parameter problem: the errors that may tell of one of our echoes.
ERRORS = {4: frozenset({3, 11, 12}), 6: frozenset({1, 3, 4})}
ICMP_PROTOCOL = {4: 1, 6: 58}

_HEADER = Struct("!BBHHH")
_IDENTITY = Struct("!QII")  # magic, slot, round: what names an echo
_write_identity = Struct("!HQIIIH").pack_into  # from seq on

read_match = Struct("!8xB11xB7xQII").unpack_from
"""
Return (TTL, type, magic, slot, round) of a message behind 20 bytes for an IPv4 header.

For the hot path, which looks no further. With IP options in between nothing will match.
"""


class PacketError(ValueError):
    """These bytes are no message that concerns us."""


@dataclass(frozen=True, slots=True)
class EchoReply:
    """An answer to an echo, perhaps not ours."""

    ident: int
    seq: int
    magic: int
    slot: int
    round: int


@dataclass(frozen=True, slots=True)
class EchoError:
    """
    An ICMP error about an echo, as far as the router quoted it.

    Routers must quote 8 bytes after the IP header, which hold ident and seq; `magic`, `slot` and
    `round` are None where no more was quoted.
    """

    type: int
    code: int
    destination: bytes  # where the echo was going, 4 or 16 bytes
    ident: int
    seq: int
    magic: int | None
    slot: int | None
    round: int | None


class EchoWriter:
    """
    The packets of one round, a batch at a time, of which each echo changes a few bytes.

    The padding holds the complements of slot and seq, so that their sum does not change from
    echo to echo (RFC 1071: a sum of words) and IPv4's checksum is computed once a round. On
    ping sockets and for IPv6 the kernel computes it.
    """

    __slots__ = ("_buffers", "_magic", "_number")

    def __init__(self, *, family: int, ident: int, magic: int, number: int, batch: int = 1) -> None:
        self._magic = magic
        self._number = number
        template = bytearray(ECHO_BYTES)
        _HEADER.pack_into(template, 0, ECHO_REQUEST[family], 0, 0, ident, 0)
        self._buffers = [template]
        self.fill(range(1))
        template[2:4] = checksum(bytes(template)).to_bytes(2, "big")
        self._buffers = [bytearray(template) for _ in range(batch)]

    def fill(self, slots: Iterable[int]) -> list[bytearray]:
        """Return buffers of which the first are the echoes of those slots, until filled anew."""
        magic, number = self._magic, self._number
        for buffer, slot in zip(self._buffers, slots, strict=False):
            seq = slot & 0xFFFF
            _write_identity(buffer, 6, seq, magic, slot, number, slot ^ 0xFFFFFFFF, seq ^ 0xFFFF)
        return self._buffers


def checksum(data: bytes) -> int:
    """Return the Internet checksum (RFC 1071) of these bytes."""
    padded = data + b"\0" * (len(data) % 2)
    total = sum(int.from_bytes(padded[at : at + 2], "big") for at in range(0, len(padded), 2))
    while total > 0xFFFF:
        total = (total & 0xFFFF) + (total >> 16)
    return ~total & 0xFFFF


def icmp_offset(packet: bytes) -> int:
    """Return where the ICMP message begins in a packet with its IPv4 header."""
    if len(packet) < IP_HEADER_BYTES or packet[0] >> 4 != 4:
        raise PacketError("no IPv4 header")
    offset = (packet[0] & 0xF) * 4
    if offset < IP_HEADER_BYTES:
        raise PacketError("an IPv4 header shorter than 20 bytes")
    return offset


def read_reply(message: bytes, *, family: int) -> EchoReply:
    """Read an ICMP message as an echo reply with our payload's shape."""
    if len(message) != ECHO_BYTES:
        raise PacketError("not as long as an echo of ours")
    kind, code, _, ident, seq = _HEADER.unpack_from(message)
    magic, slot, number = _IDENTITY.unpack_from(message, _HEADER.size)
    if kind != ECHO_REPLY[family] or code:
        raise PacketError("not an echo reply")
    return EchoReply(ident, seq, magic, slot, number)


def read_error(message: bytes, *, family: int) -> EchoError:
    """Read an ICMP message as an error that quotes an echo request."""
    if len(message) < 8 or message[0] not in ERRORS[family]:
        raise PacketError("not an ICMP error")
    quoted = message[8:]
    if family == 4:
        at, protocol, destination = icmp_offset(quoted), quoted[9], quoted[16:20]
    else:
        if len(quoted) < 40 or quoted[0] >> 4 != 6:
            raise PacketError("no IPv6 header in the quotation")
        at, protocol, destination = 40, quoted[6], quoted[24:40]
    if protocol != ICMP_PROTOCOL[family]:
        raise PacketError("the error is about another protocol")
    return read_quoted(
        quoted[at:], family=family, code=(message[0], message[1]), destination=destination
    )


def read_quoted(
    echo: bytes, *, family: int, code: tuple[int, int], destination: bytes
) -> EchoError:
    """Read the quoted echo itself, as the kernel's error queue hands it over."""
    if len(echo) < _HEADER.size:
        raise PacketError("too little of the echo was quoted")
    kind, _, _, ident, seq = _HEADER.unpack_from(echo)
    if kind != ECHO_REQUEST[family]:
        raise PacketError("the error is not about an echo")
    magic = slot = number = None
    if len(echo) >= _HEADER.size + _IDENTITY.size:
        magic, slot, number = _IDENTITY.unpack_from(echo, _HEADER.size)
    return EchoError(*code, destination, ident, seq, magic, slot, number)
