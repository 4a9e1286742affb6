"""
How much the lab's lines carry: HTB classes on the loopback, one pair for each rate.

The rules of `firewall` send the packets of throughput tests to a class by their priority; all
else, ICMP too, passes unshaped. A class's rate counts the bytes that the loopback sees, a line's
rate those on an Ethernet wire (preamble, check sum and gap: 24 a packet), so that TCP over a line
of 1 Gbit/s tops out near 941 Mbit/s here as it does there.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from lab.kernel.programs import run

FULL_LINE_MBPS = 1000
ON_WIRE_BYTES = 1538
ON_LOOPBACK_BYTES = 1514
MAJOR = 1
FIRST_MINOR = 0x10
# The loopback hands over up to 64 KiB at once; and on a busy machine a smaller burst loses the rate
# whenever the kernel comes late: 128k gave 814 of 941 Mbit/s there, 1m 916.
BURST = "1m"
QUANTUM = 60_000


@dataclass(frozen=True, slots=True)
class LineClass:
    """The pair of classes of a line: towards the site and from it."""

    rate_mbps: int
    up_minor: int

    @property
    def up(self) -> str:
        """The class of what goes to the site's server."""
        return f"{MAJOR}:{self.up_minor:x}"

    @property
    def down(self) -> str:
        """The class of what the site's server sends."""
        return f"{MAJOR}:{self.up_minor + 1:x}"


def line_classes(rates_mbps: Iterable[int]) -> dict[int, LineClass]:
    """Return the class of each rate and of a full line; the same rates give the same classes."""
    slower = sorted(set(rates_mbps) - {FULL_LINE_MBPS})
    rates = [FULL_LINE_MBPS, *slower]
    return {
        rate: LineClass(rate_mbps=rate, up_minor=FIRST_MINOR + 2 * index)
        for index, rate in enumerate(rates)
    }


def class_commands(classes: Iterable[LineClass]) -> str:
    """Return what `tc -batch` reads to make or change the classes."""
    return "".join(
        f"class replace dev lo parent {MAJOR}: classid {minor} htb rate {_rate_kbit(line)}kbit "
        f"burst {BURST} cburst {BURST} quantum {QUANTUM}\n"
        for line in classes
        for minor in (line.up, line.down)
    )


def _rate_kbit(line: LineClass) -> int:
    return round(line.rate_mbps * 1000 * ON_LOOPBACK_BYTES / ON_WIRE_BYTES)


def shape(rates_mbps: Iterable[int]) -> None:
    """
    Put the classes of these rates in force; calling it again changes nothing.

    Raises:
        KernelError: no privilege, or this kernel has no HTB.
    """
    if f"qdisc htb {MAJOR}: root" not in run(["tc", "qdisc", "show", "dev", "lo"]):
        # HTB cannot be changed in place: only made where it is not.
        run(["tc", "qdisc", "replace", "dev", "lo", "root", "handle", f"{MAJOR}:", "htb"])
    run(["tc", "-batch", "-"], stdin=class_commands(line_classes(rates_mbps).values()))
