"""
Hosts behind a TUN device that answer echoes as their addresses say, each fate a /24 of its own.

    10.98.FATE.x, fd98::FATE:x

A kernel may lack netem; this needs none.
"""

import fcntl
import heapq
import os
import select
import struct
import subprocess
import time
from collections.abc import Iterator

from monitoring.probes.packet import checksum

ALIVE, DEAD, DELAYED, LOSSY, LATE, TWICE, FOREIGN, UNREACHABLE, EXPIRED, HOSTILE = range(10)
DELAYED_S, LATE_S = 0.05, 1.3
HOPS = 61
ROUTER4, STRANGER4 = bytes([10, 98, 255, 1]), bytes([10, 98, 255, 2])
ROUTER6, STRANGER6 = (bytes.fromhex("fd98" + "00" * 12 + end) for end in ("ff01", "ff02"))
_TUNSETIFF, _IFF_TUN, _IFF_NO_PI = 0x400454CA, 1, 0x1000


def address(fate: int, host: int, *, family: int = 4) -> str:
    """Return the address of a host with that fate."""
    return f"10.98.{fate}.{host}" if family == 4 else f"fd98::{fate:x}:{host:x}"


def start() -> int:
    """Make the device in this namespace and answer on it from a process of its own."""
    device = os.open("/dev/net/tun", os.O_RDWR)
    fcntl.ioctl(device, _TUNSETIFF, struct.pack("16sH22x", b"probe0", _IFF_TUN | _IFF_NO_PI))
    for command in (
        "ip link set lo up",
        "ip address add 10.98.255.254/16 dev probe0",
        "ip -6 address add fd98::ffff:fffe/64 dev probe0 nodad",
        "ip link set probe0 up txqueuelen 10000",
    ):
        subprocess.run(command.split(), check=True)
    child = os.fork()
    if child == 0:
        _answer(device)
    os.close(device)
    return child


def _answer(device: int) -> None:
    waiting: list[tuple[float, int, bytes]] = []
    n_seen: dict[bytes, int] = {}
    while True:
        timeout = max(0.0, waiting[0][0] - time.monotonic()) if waiting else None
        if select.select([device], [], [], timeout)[0]:
            packet = os.read(device, 2048)
            for delay_s, answer in _answers(packet, n_seen):
                order = len(waiting)
                heapq.heappush(waiting, (time.monotonic() + delay_s, order, answer))
        while waiting and waiting[0][0] <= time.monotonic():
            os.write(device, heapq.heappop(waiting)[2])


def _answers(packet: bytes, n_seen: dict[bytes, int]) -> Iterator[tuple[float, bytes]]:
    """Yield what comes back for a packet, and after how long."""
    family = packet[0] >> 4
    if family == 4:
        here, source, echo = packet[16:20], packet[12:16], packet[20:]
        fate, is_echo = here[2], packet[9] == 1 and echo[0] == 8
    else:
        here, source, echo = packet[24:40], packet[8:24], packet[40:]
        fate, is_echo = here[13], packet[6] == 58 and echo[0] == 128
    if not is_echo:
        return
    n_seen[here] = n_seen.get(here, 0) + 1
    router, stranger = (ROUTER4, STRANGER4) if family == 4 else (ROUTER6, STRANGER6)
    delay_s = {DELAYED: DELAYED_S, LATE: LATE_S}.get(fate, 0.0)
    sender = {FOREIGN: stranger, UNREACHABLE: router, EXPIRED: router}.get(fate, here)
    if fate == LOSSY and n_seen[here] % 3 == 2:
        return
    for message in _messages(fate, family, packet, echo):
        yield delay_s, _packet(sender, source, message)


def _messages(fate: int, family: int, packet: bytes, echo: bytes) -> list[bytes]:
    """Return the ICMP messages, without checksums, that a host of that fate causes."""
    reply = bytes([0 if family == 4 else 129]) + echo[1:]
    unreachable = (b"\x03\x01" if family == 4 else b"\x01\x03") + bytes(6)
    expired = (b"\x0b\x00" if family == 4 else b"\x03\x00") + bytes(6)
    few_bytes = packet[:28] if family == 4 else packet  # IPv6 routers quote all they can
    return {
        DEAD: [],
        TWICE: [reply, reply],
        UNREACHABLE: [unreachable + packet],
        EXPIRED: [expired + few_bytes],
        HOSTILE: [
            reply[:9],
            reply[:8] + bytes(48),
            reply + bytes(400),
            reply[:12] + bytes(44),
            unreachable + b"\x4f" + bytes(70),
        ],
    }.get(fate, [reply])


def _packet(source: bytes, destination: bytes, message: bytes) -> bytes:
    """Return an IP packet with all its checksums."""
    message = message[:2] + bytes(2) + message[4:]
    if len(source) == 4:
        sums = checksum(message)
        length = 20 + len(message)
        header = struct.pack("!BBHHHBBH", 0x45, 0, length, 0, 0, HOPS, 1, 0) + source + destination
        header = header[:10] + struct.pack("!H", checksum(header)) + header[12:]
    else:
        pseudo = source + destination + struct.pack("!IHBB", len(message), 0, 0, 58)
        sums = checksum(pseudo + message)
        header = struct.pack("!IHBB", 6 << 28, len(message), 58, HOPS) + source + destination
    return header + message[:2] + struct.pack("!H", sums) + message[4:]
