"""
Reading what `iperf3 -J` prints: one direction of a throughput test. Values only.

iperf3 exits 0 on every error, so only the report tells. It comes from a program that talked to a
far end we do not own: nothing in it is taken without looking.

    ThroughputError       the direction gave no figure; the message is for people
      ServerBusyError     another test is running there; worth another try
"""

import json
import math
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

#: More than any link here can carry: a report that says more is wrong.
MAX_BPS = 400e9
#: From here on the tester measured itself (reference probing.md section 6).
OVERLOADED_PERCENT = 90.0


class ThroughputError(Exception):
    """A direction of a test gave no figure."""


class ServerBusyError(ThroughputError):
    """The server runs another test."""


@dataclass(frozen=True, slots=True)
class Direction:
    """What one direction gave, with its conditions; None where the report is silent."""

    received_bps: int
    seconds: float
    retransmits: int | None
    mean_rtt_us: int | None
    congestion: str
    cpu_here_percent: float | None
    cpu_there_percent: float | None

    @property
    def is_overloaded(self) -> bool:
        """Whether one of the testers had no CPU left: the figure is its own, not the line's."""
        shares = (self.cpu_here_percent, self.cpu_there_percent)
        return any(share is not None and share >= OVERLOADED_PERCENT for share in shares)


def read_report(text: str) -> Direction:
    """
    Return what a report says.

    Raises:
        ServerBusyError: another test is running at the far end.
        ThroughputError: there is no usable figure in it.
    """
    report = _parsed(text)
    if error := report.get("error"):
        raise _named(str(error))
    end = _part(report, "end")
    received = _part(end, "sum_received")
    received_bps, seconds = _number(received, "bits_per_second"), _number(received, "seconds")
    if received_bps is None or not seconds or not 0 <= received_bps <= MAX_BPS:
        raise ThroughputError(_("iperf3 gave no usable figure."))
    cpu = _part(end, "cpu_utilization_percent")
    streams = end.get("streams")
    sender = _part(streams[0] if isinstance(streams, list) and streams else {}, "sender")
    return Direction(
        received_bps=round(received_bps),
        seconds=seconds,
        retransmits=_whole(_part(end, "sum_sent"), "retransmits"),
        # With -R the far end sends and says nothing of round trips: 0 is no figure.
        mean_rtt_us=_whole(sender, "mean_rtt") or None,
        congestion=str(end.get("sender_tcp_congestion", ""))[:20],
        cpu_here_percent=_number(cpu, "host_total"),
        cpu_there_percent=_number(cpu, "remote_total"),
    )


def _parsed(text: str) -> dict[str, Any]:
    try:
        # Python's json reads NaN and Infinity; `_number` refuses them where they count.
        report = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ThroughputError(_("iperf3 ended without a report.")) from error
    if not isinstance(report, dict):
        raise ThroughputError(_("iperf3 ended without a report."))
    return report


def _named(error: str) -> ThroughputError:
    """Return the error in words that say what to do."""
    lowered = error.lower()
    if "busy" in lowered:
        return ServerBusyError(_("The far end is busy with another test."))
    if "refused" in lowered:
        return ThroughputError(_("The far end refused: no iperf3 server is running there."))
    if "timed out" in lowered or "no route" in lowered or "unreachable" in lowered:
        return ThroughputError(_("The far end does not answer."))
    return ThroughputError(_("iperf3 says: %(error)s") % {"error": error[:200]})


def _part(of: object, name: str) -> dict[str, Any]:
    part = of.get(name) if isinstance(of, dict) else None
    return part if isinstance(part, dict) else {}


def _number(of: dict[str, Any], name: str) -> float | None:
    value = of.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return float(value) if math.isfinite(value) else None


def _whole(of: dict[str, Any], name: str) -> int | None:
    value = _number(of, name)
    return None if value is None else round(value)
