"""
"Ping now": one echo by ping3, one after the other, with its traps shut.

ping3 5.1.6 compares neither source nor payload, only id and seq: with seq 0 a late reply of one
address passes for another's (reference probing.md section 5). So each echo has its own seq.
"""

from dataclasses import dataclass
from datetime import timedelta
from itertools import count

import ping3
from django.utils.translation import gettext as _

_SEQ_BITS = 0xFFFF


@dataclass(frozen=True, slots=True)
class EchoAnswer:
    """What came back: a round trip; or nothing (None); or why it could not be tried."""

    rtt_ms: float | None
    error: str = ""


class Echo:
    """Sends single echoes; for one thread only."""

    def __init__(self) -> None:
        self._numbers = count(1)

    def send(self, address: str, *, timeout: timedelta) -> EchoAnswer:
        """Send one echo and wait for its reply, at most for the timeout."""
        timeout_s = timeout.total_seconds()
        # 0 is what ping3 takes without one: never ours.
        seq = next(self._numbers) % _SEQ_BITS + 1
        try:
            delay_s = ping3.ping(address, timeout=timeout_s, seq=seq)
        except PermissionError:
            return EchoAnswer(
                None,
                _("The worker may not send pings: give it CAP_NET_RAW, or open ping_group_range."),
            )
        except (OSError, ValueError) as error:
            return EchoAnswer(None, _("The ping could not be sent: %(why)s.") % {"why": error})
        return _answer(delay_s, timeout_s=timeout_s)


def _answer(delay_s: float | bool | None, *, timeout_s: float) -> EchoAnswer:
    """Read what ping3 returns: seconds (0.0 is a reply), None for silence, False for an error."""
    if delay_s is False:
        return EchoAnswer(None, _("A router on the way said that the address cannot be reached."))
    # A reply after the deadline is late, and a negative time means that the clock was set.
    if delay_s is None or not 0 <= delay_s <= timeout_s:
        return EchoAnswer(None)
    return EchoAnswer(rtt_ms=delay_s * 1000)
