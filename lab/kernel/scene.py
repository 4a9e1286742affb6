"""What the lab shall look like to the prober at an instant: plain values."""

import ipaddress
from collections.abc import Iterable
from dataclasses import dataclass, field

IPERF_PORT = 5201
#: The round trip of an address that has no distance of its own, in seconds.
DEFAULT_DELAY_S = 0.0002


@dataclass(frozen=True, slots=True)
class Scene:
    """
    Which addresses are dark, lossy, far away or slow; the same scene makes the same rules.

    Addresses are numeric IPv4 or IPv6 in canonical form (`canonical`). `is_isolated` silences
    everything, the canaries too. `rates_mbps` holds only lines that carry less than a full line.
    """

    dark: frozenset[str] = frozenset()
    loss_percent: dict[str, int] = field(default_factory=dict)
    delay_s: dict[str, float] = field(default_factory=dict)
    rates_mbps: dict[str, int] = field(default_factory=dict)
    ports: frozenset[int] = frozenset({IPERF_PORT})
    is_isolated: bool = False

    def __post_init__(self) -> None:
        if any(not 1 <= percent <= 100 for percent in self.loss_percent.values()):
            raise ValueError("a loss is between 1 and 100 percent")
        if any(delay < 0 for delay in self.delay_s.values()):
            raise ValueError("a delay cannot be negative")
        if any(rate < 1 for rate in self.rates_mbps.values()):
            raise ValueError("a line carries at least 1 Mbit/s")
        named = {*self.dark, *self.loss_percent, *self.delay_s, *self.rates_mbps}
        if strange := [address for address in named if canonical(address) != address]:
            # What is written into rules must be an address and nothing else.
            raise ValueError(f"not an address in canonical form: {min(strange)}")


def canonical(address: str) -> str:
    """
    Return the one way to write a numeric address.

    Raises:
        ValueError: it is no numeric IPv4 or IPv6 address.
    """
    return str(ipaddress.ip_address(address))


def of_family(addresses: Iterable[str], *, version: int) -> list[str]:
    """Return the addresses of IP version 4 or 6, in a stable order."""
    parsed = (ipaddress.ip_address(address) for address in addresses)
    return [str(ip) for ip in sorted(ip for ip in parsed if ip.version == version)]
