"""
The lab's network namespace: which kind this machine allows, and the words that enter it.

Tried, not guessed: each kind is made once with a bridled command (loopback up, an nftables
table), because kernels, containers and Ubuntu's AppArmor refuse at different places.
"""

import functools
import socket
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum

from setup import commands
from setup.packages import program
from setup.users import Identity, has_capability

LAB_CAPS = ("net_admin", "net_raw")
PROBER_CAPS = ("net_raw",)
ICMP_REMEDY = "start as root, or: sysctl -w net.ipv4.ping_group_range='0 2147483647'"
IPV6_SIGN = "ipv6"
TRIAL = (
    "{ip} link set lo up && {nft} add table inet lichtweg_trial && "
    f"if {{ip}} -6 address add fd86::1/64 dev lo 2>/dev/null; then echo {IPV6_SIGN}; fi"
)


class Mode(StrEnum):
    """What `LICHTWEG_LAB` says."""

    ROOT = "namespace-root"
    USER = "namespace-user"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Room:
    """
    Where lab and prober stand: a kind of namespace and how a process gets in and stays bridled.

    `enter` comes before the command that holds the namespace; `lab` and `prober` come before the
    two commands inside it.
    """

    mode: Mode
    sentence: str
    #: Whether the demo's IPv6 addresses can answer in it.
    has_ipv6: bool = False
    enter: tuple[str, ...] = ()
    lab: tuple[str, ...] = ()
    prober: tuple[str, ...] = ()


def find_room(identity: Identity, *, may_ask: bool = True) -> Room:
    """
    Return the best room that this machine allows; without any, both stand on the host.

    `may_ask`: whether sudo may ask for a password on the terminal.
    """
    candidates: tuple[Callable[[Identity], Room | None], ...] = (
        (_as_root, _as_root_in_user_namespace)
        if identity.drops_root
        else (_as_user, functools.partial(_through_sudo, may_ask=may_ask))
    )
    reasons = []
    for candidate in candidates:
        room = candidate(identity)
        if room is None:
            continue
        try:
            return _tried(room)
        except commands.CommandError as error:
            lines = [line for line in error.output.splitlines() if line.strip()]
            reasons.append(lines[0].strip() if lines else "no reason given")
    why = reasons[0] if reasons else "no way to make one"
    return without_lab(identity, f"this machine allows no network namespace ({why})")


def without_lab(identity: Identity, reason: str) -> Room:
    """Return the room of a demo that can have no namespace, and says why."""
    return replace(
        on_host(identity),
        sentence=(
            f"none: {reason}. The demo's addresses answer from this computer's own loopback, "
            "and nothing can be cut."
        ),
    )


def on_host(identity: Identity) -> Room:
    """Return the room on the machine's own network: a real city, or a demo without a lab."""
    caps = PROBER_CAPS if identity.drops_root and has_capability("net_raw") else ()
    words = tuple(identity.as_product(caps=caps, death_signal="TERM"))
    return Room(
        mode=Mode.NONE,
        sentence="none: a real city is probed over this machine's own network.",
        lab=words,
        prober=words,
    )


def icmp_right() -> str:
    """Return how this user may send ICMP: `raw socket`, `datagram socket` or nothing."""
    if has_capability("net_raw"):
        return "raw socket"
    try:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM, socket.IPPROTO_ICMP):
            return "datagram socket"
    except OSError:
        return ""


def _as_root(identity: Identity) -> Room:
    return Room(
        mode=Mode.ROOT,
        sentence="a network namespace of its own, made by root; nothing leaves this machine.",
        enter=("unshare", "--net", "--"),
        lab=tuple(identity.as_product(caps=LAB_CAPS, death_signal="TERM")),
        prober=tuple(identity.as_product(caps=PROBER_CAPS, death_signal="TERM")),
    )


def _as_root_in_user_namespace(identity: Identity) -> Room:
    """In a container whose root may not make a network namespace, a user namespace may still."""
    room = _as_user(identity)
    return Room(
        mode=room.mode,
        sentence=room.sentence,
        enter=(*identity.as_product(), *room.enter),
        lab=room.lab,
        prober=room.prober,
    )


def _as_user(_identity: Identity) -> Room:
    return Room(
        mode=Mode.USER,
        sentence="a network namespace of its own, made without root; nothing leaves this machine.",
        enter=("unshare", "--user", "--map-root-user", "--net", "--"),
        lab=_bridle_mapped_root(LAB_CAPS),
        prober=_bridle_mapped_root(PROBER_CAPS),
    )


def _through_sudo(identity: Identity, *, may_ask: bool) -> Room | None:
    """Where user namespaces are restricted (Ubuntu 24.04): root makes it, the user lives in it."""
    sudo = program("sudo")
    if sudo is None:
        return None
    if not commands.succeeds([sudo, "-n", "true"]) and not (may_ask and _asked_for_sudo(sudo)):
        return None
    person = identity.product
    keep = _caps_words(LAB_CAPS)
    return Room(
        mode=Mode.ROOT,
        sentence="a network namespace of its own, made with sudo; nothing leaves this machine.",
        enter=(
            *(sudo, "-n", "--", "unshare", "--net", "--", "setpriv"),
            *(f"--reuid={person.uid}", f"--regid={person.gid}", "--init-groups"),
            *(f"--inh-caps={keep}", f"--bounding-set={keep}", f"--ambient-caps={keep}", "--"),
        ),
        lab=("setpriv", "--pdeathsig=TERM", "--"),
        prober=(
            "setpriv",
            "--pdeathsig=TERM",
            f"--inh-caps={_caps_words(PROBER_CAPS)}",
            f"--ambient-caps={_caps_words(PROBER_CAPS)}",
            "--",
        ),
    )


def _asked_for_sudo(sudo: str) -> bool:
    """Ask for sudo once, on a terminal only; the lab is worth a password, not a hang."""
    if not sys.stdin.isatty():
        return False
    prompt = "[sudo] password for %u (the lab's network namespace; Ctrl-C: without a lab): "
    try:
        return subprocess.run([sudo, "-p", prompt, "-v"], check=False).returncode == 0
    except KeyboardInterrupt:
        return False


def _tried(room: Room) -> Room:
    """
    Return the room, found to stand, with what it can do.

    Raises:
        CommandError: the machine refuses it; the output says why.
    """
    trial = TRIAL.format(ip=program("ip") or "ip", nft=program("nft") or "nft")
    # Through the lab's own bridle: it is the lab that must be able to cut.
    said = commands.run([*room.enter, *room.lab, "sh", "-c", trial], what="Trying a namespace")
    return replace(room, has_ipv6=IPV6_SIGN in said)


def _bridle_mapped_root(caps: tuple[str, ...]) -> tuple[str, ...]:
    """A user mapped to root regains all capabilities at exec but what the bounding set lacks."""
    kept = _caps_words(caps)
    return ("setpriv", "--pdeathsig=TERM", f"--bounding-set={kept}", f"--inh-caps={kept}", "--")


def _caps_words(caps: tuple[str, ...]) -> str:
    return ",".join(["-all", *(f"+{cap}" for cap in caps)])
