"""The bytes of echo: what we write is right, and nothing that comes back can hurt."""

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitoring.probes.packet import (
    ECHO_BYTES,
    EchoWriter,
    PacketError,
    checksum,
    icmp_offset,
    read_error,
    read_match,
    read_quoted,
    read_reply,
)

U16, U32, U64 = (st.integers(0, 2**bits - 1) for bits in (16, 32, 64))
FAMILIES = st.sampled_from([4, 6])
REPLY_TYPE = {4: 0, 6: 129}
UNREACHABLE = {4: 3, 6: 1}


def echo(
    *, family: int = 4, ident: int = 7, magic: int = 99, slot: int = 5, number: int = 3
) -> bytes:
    writer = EchoWriter(family=family, ident=ident, magic=magic, number=number)
    return bytes(writer.fill([slot])[0])


def answered(packet: bytes, family: int = 4) -> bytes:
    return bytes([REPLY_TYPE[family]]) + packet[1:]


def ipv4(payload: bytes, *, n_options: int = 0, destination: bytes = bytes([10, 0, 0, 9])) -> bytes:
    header = struct.pack("!BBHHHBBH4s", 0x45 + n_options, 0, 0, 0, 0, 61, 1, 0, bytes(4))
    return header + destination + bytes(4 * n_options) + payload


def ipv6(payload: bytes, *, destination: bytes) -> bytes:
    return struct.pack("!IHBB16s", 6 << 28, len(payload), 58, 64, bytes(16)) + destination + payload


@given(ident=U16, magic=U64, slots=st.lists(U32, min_size=1), number=U32)
def test_every_echo_of_a_round_has_a_right_checksum(
    ident: int, magic: int, slots: list[int], number: int
) -> None:
    writer = EchoWriter(family=4, ident=ident, magic=magic, number=number)

    for slot in slots:
        buffer = writer.fill([slot])[0]

        # A whole packet with its checksum in place sums to nothing (RFC 1071).
        assert checksum(bytes(buffer)) == 0


@given(family=FAMILIES, ident=U16, magic=U64, slot=U32, number=U32)
def test_a_reply_reads_as_what_was_sent(
    family: int, ident: int, magic: int, slot: int, number: int
) -> None:
    sent = echo(family=family, ident=ident, magic=magic, slot=slot, number=number)
    reply = read_reply(answered(sent, family), family=family)

    assert len(sent) == ECHO_BYTES
    assert (reply.ident, reply.seq) == (ident, slot & 0xFFFF)
    assert (reply.magic, reply.slot, reply.round) == (magic, slot, number)
    behind_header = ipv4(answered(sent, family))
    assert read_match(behind_header) == (61, REPLY_TYPE[family], magic, slot, number)


def test_the_checksum_is_the_standards_own_example() -> None:
    """RFC 1071 section 3: 0001 f203 f4f5 f6f7 sum to ddf2."""
    assert checksum(bytes.fromhex("0001f203f4f5f6f7")) == 0xFFFF - 0xDDF2


def test_an_odd_byte_counts_as_the_upper_half_of_a_word() -> None:
    assert checksum(b"\x01") == checksum(b"\x01\x00")


@pytest.mark.parametrize("n_options", [0, 1, 10])
def test_the_icmp_message_is_found_behind_ip_options(n_options: int) -> None:
    packet = ipv4(b"icmp", n_options=n_options)

    assert packet[icmp_offset(packet) :] == b"icmp"


@pytest.mark.parametrize("packet", [b"", bytes(19), bytes(20), b"\x44" + bytes(19), b"\x65" * 40])
def test_what_is_no_ipv4_packet_is_refused(packet: bytes) -> None:
    with pytest.raises(PacketError):
        icmp_offset(packet)


@pytest.mark.parametrize("n_options", [0, 3])
def test_an_ipv4_error_tells_which_echo_it_is_about(n_options: int) -> None:
    error = b"\x03\x0d" + bytes(6) + ipv4(echo(slot=70_000), n_options=n_options)

    told = read_error(error, family=4)

    assert (told.type, told.code, told.destination) == (3, 13, bytes([10, 0, 0, 9]))
    assert (told.ident, told.seq) == (7, 70_000 & 0xFFFF)
    assert (told.magic, told.slot, told.round) == (99, 70_000, 3)


def test_an_ipv6_error_tells_which_echo_it_is_about() -> None:
    destination = bytes.fromhex("fd86" + "00" * 13 + "01")
    error = b"\x01\x00" + bytes(6) + ipv6(echo(family=6), destination=destination)

    told = read_error(error, family=6)

    assert (told.type, told.code, told.destination) == (1, 0, destination)
    assert (told.magic, told.slot, told.round) == (99, 5, 3)


def test_a_router_that_quotes_eight_bytes_leaves_the_rest_unknown() -> None:
    error = b"\x0b\x00" + bytes(6) + ipv4(echo(slot=5)[:8])

    told = read_error(error, family=4)

    assert (told.ident, told.seq) == (7, 5)
    assert (told.magic, told.slot, told.round) == (None, None, None)


@pytest.mark.parametrize(
    "message",
    [
        answered(echo()),
        b"\x03\x01" + bytes(6),
        b"\x03\x01" + bytes(6) + ipv4(b""),
        b"\x03\x01" + bytes(6) + ipv4(echo()[:7]),
        b"\x03\x01" + bytes(6) + ipv4(answered(echo())),
        b"\x03\x01" + bytes(6) + ipv4(echo())[:9] + b"\x11" + ipv4(echo())[10:],
        b"\x03\x01" + bytes(6) + b"\x4f" + bytes(8) + b"\x01" + bytes(20),
    ],
    ids=["a reply", "no quote", "no echo", "cut", "about a reply", "about UDP", "options cut"],
)
def test_an_error_that_is_not_about_an_echo_is_refused(message: bytes) -> None:
    with pytest.raises(PacketError):
        read_error(message, family=4)


@given(
    message=st.one_of(
        st.binary(max_size=120),
        st.builds(
            lambda kind, quoted, cut: (bytes([kind, 0]) + bytes(6) + quoted)[:cut],
            st.integers(0, 255),
            st.one_of(
                st.binary(max_size=80),
                st.just(ipv4(echo(), n_options=2)),
                st.just(ipv6(echo(family=6), destination=bytes(16))),
            ),
            st.integers(0, 130),
        ),
    ),
    family=FAMILIES,
)
def test_hostile_bytes_raise_nothing_but_the_one_error(message: bytes, family: int) -> None:
    for read in (
        lambda: icmp_offset(message),
        lambda: read_reply(message, family=family),
        lambda: read_error(message, family=family),
        lambda: read_quoted(message, family=family, code=(3, 1), destination=b""),
    ):
        try:
            read()
        except PacketError:
            continue


@given(packet=st.binary(min_size=ECHO_BYTES, max_size=ECHO_BYTES), family=FAMILIES)
def test_a_random_packet_is_never_taken_for_a_reply_of_ours(packet: bytes, family: int) -> None:
    try:
        reply = read_reply(packet, family=family)
    except PacketError:
        return

    assert packet[0] == REPLY_TYPE[family]
    assert reply.magic == int.from_bytes(packet[8:16], "big")


def test_an_echo_is_no_reply() -> None:
    with pytest.raises(PacketError):
        read_reply(echo(), family=4)


def test_unreachable_of_the_other_family_is_no_error_here() -> None:
    quoted = ipv6(echo(family=6), destination=bytes(16))

    with pytest.raises(PacketError):
        read_error(bytes([UNREACHABLE[6], 0]) + bytes(6) + quoted, family=4)
