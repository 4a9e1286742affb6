"""
Echo requests and their replies as bytes. Pure: whatever arrives, nothing here raises.

A reply is the request with another type; the check sum moves by the difference, so a request
that came damaged leaves damaged (RFC 1624).
"""

import struct
from dataclasses import dataclass

ECHO_REPLY_4, ECHO_REQUEST_4 = 0, 8
ECHO_REQUEST_6, ECHO_REPLY_6 = 128, 129
PROTOCOL_ICMP = 1
MIN_IP_HEADER = 20
MIN_ECHO = 8
LAST_OF_LOOPBACK_4 = bytes([127, 255, 255, 255])
PREFIX_6 = bytes([0xFD, 0x86, 0, 0, 0, 0, 0, 0])
LOOPBACK_6 = bytes(15) + b"\x01"


@dataclass(frozen=True, slots=True)
class Reply:
    """What to send back: from `asked` to `asker` (packed addresses)."""

    asked: bytes
    asker: bytes
    message: bytes


def reply_4(datagram: bytes) -> Reply | None:
    """Return the reply to what a raw ICMP socket received, IP header included; None: no echo."""
    if len(datagram) < MIN_IP_HEADER or datagram[0] >> 4 != 4 or datagram[9] != PROTOCOL_ICMP:
        return None
    header = (datagram[0] & 0x0F) * 4
    if header < MIN_IP_HEADER or len(datagram) < header + MIN_ECHO:
        return None
    if datagram[header] != ECHO_REQUEST_4 or datagram[header + 1] != 0:
        return None
    asker, asked = datagram[12:16], datagram[16:20]
    if asked[0] != 127 or asked == LAST_OF_LOOPBACK_4:
        return None
    (check,) = struct.unpack_from("!H", datagram, header + 2)
    # RFC 1624: HC' = ~(~HC + ~m + m'), with m = 0x0800 (the request's type) and m' = 0.
    total = (~check & 0xFFFF) + (~(ECHO_REQUEST_4 << 8) & 0xFFFF)
    total = (total & 0xFFFF) + (total >> 16)
    head = struct.pack("!BBH", ECHO_REPLY_4, 0, ~total & 0xFFFF)
    return Reply(asked=asked, asker=asker, message=head + datagram[header + 4 :])


def reply_6(message: bytes, *, asked: bytes, asker: bytes) -> Reply | None:
    """Return the reply to what a raw ICMPv6 socket received; the kernel sums it on sending."""
    if len(message) < MIN_ECHO or message[0] != ECHO_REQUEST_6 or message[1] != 0:
        return None
    if not asked.startswith(PREFIX_6) and asked != LOOPBACK_6:
        return None
    return Reply(asked=asked, asker=asker, message=bytes([ECHO_REPLY_6]) + message[1:])
