import socket
import struct

from hypothesis import given
from hypothesis import strategies as st

from lab.kernel.echo import reply_4, reply_6

ASKER, ASKED = "127.0.0.1", "127.86.3.4"


def checksum(data: bytes) -> int:
    """The internet checksum, the slow way."""
    padded = data + b"\0" * (len(data) % 2)
    total: int = sum(struct.unpack(f"!{len(padded) // 2}H", padded))
    while total >> 16:
        total = (total & 0xFFFF) + (total >> 16)
    return ~total & 0xFFFF


def request_4(payload: bytes, *, to: str = ASKED, kind: int = 8, code: int = 0) -> bytes:
    bare = struct.pack("!BBHHH", kind, code, 0, 7, 9) + payload
    message = bare[:2] + struct.pack("!H", checksum(bare)) + bare[4:]
    addresses = socket.inet_aton(ASKER) + socket.inet_aton(to)
    header = struct.pack("!BBHHHBBH", 0x45, 0, 20 + len(message), 0, 0, 64, 1, 0) + addresses
    return header + message


@given(st.binary(max_size=200))
def test_a_reply_is_sound_and_carries_what_was_asked(payload: bytes) -> None:
    reply = reply_4(request_4(payload))

    assert reply is not None
    assert (reply.asked, reply.asker) == (socket.inet_aton(ASKED), socket.inet_aton(ASKER))
    assert reply.message[:2] == b"\0\0"
    assert reply.message[4:] == struct.pack("!HH", 7, 9) + payload
    assert checksum(reply.message) == 0


def test_a_damaged_request_stays_damaged() -> None:
    damaged = bytearray(request_4(b"hello"))
    damaged[-1] ^= 1

    reply = reply_4(bytes(damaged))

    assert reply is not None
    assert checksum(reply.message) != 0


@given(st.binary(max_size=80))
def test_no_bytes_make_it_raise(junk: bytes) -> None:
    reply_4(junk)
    reply_4(b"\x45" + junk)
    reply_4(bytes([0x4F, *junk]))
    reply_6(junk, asked=bytes(16), asker=bytes(16))


def test_only_echo_requests_to_the_lab_are_answered() -> None:
    assert reply_4(request_4(b"", kind=0)) is None
    assert reply_4(request_4(b"", code=1)) is None
    assert reply_4(request_4(b"", to="10.0.0.1")) is None
    assert reply_4(request_4(b"", to="127.255.255.255")) is None
    assert reply_4(request_4(b"")[:27]) is None


def test_options_in_the_header_are_skipped() -> None:
    plain = request_4(b"x")
    with_options = bytes([0x46]) + plain[1:20] + bytes(4) + plain[20:]

    assert reply_4(with_options) == reply_4(plain)


def test_ipv6_is_answered_within_the_labs_prefix() -> None:
    message = struct.pack("!BBHHH", 128, 0, 0xABCD, 7, 9) + b"hello"
    asker = socket.inet_pton(socket.AF_INET6, "::1")

    def ask(address: str) -> bool:
        asked = socket.inet_pton(socket.AF_INET6, address)
        return reply_6(message, asked=asked, asker=asker) is not None

    assert ask("fd86::5")
    assert ask("::1")
    assert not ask("fd86:0:0:1::5")
    assert not ask("ff02::1")
    assert reply_6(b"\x81" + message[1:], asked=asker, asker=asker) is None
