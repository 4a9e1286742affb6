"""Rounds for tests, said in few words."""

from datetime import UTC, datetime, timedelta
from typing import Any

from monitoring.probes.rounds import Round, RoundFlag

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def after(seconds: float) -> datetime:
    """Return the instant so many seconds after noon."""
    return NOON + timedelta(seconds=seconds)


def a_round(target: int = 1, *, sent: int = 3, received: int = 3, **named: Any) -> Round:
    """Return a round; what is not named follows from `sent` and `received`."""
    fields: dict[str, Any] = {
        "scheduled_at": NOON,
        "lag_ms": 0.0,
        "late": 0,
        "dup": 0,
        "foreign": 0,
        "send_errors": 0,
        "icmp_error": None,
        "rtts_us": (1000.0,) * min(sent, received) if "rtts_us" not in named else (),
        "ttl": 64,
        "flags": RoundFlag.NONE,
        "first_sent_at": None,
        "first_lost_sent_at": None,
        "first_reply_at": None,
    }
    return Round(target=target, sent=sent, received=received, **{**fields, **named})


def round_at(seconds: float, replies: str, *, target: int = 1, **named: Any) -> Round:
    """
    Return the round that began so many seconds after noon, its echoes 0.3 s apart.

    Each letter is an echo: `+` answered after 10 ms, `-` lost, `x` not sent.
    """
    sent = [index for index, fate in enumerate(replies) if fate != "x"]
    good = [index for index in sent if replies[index] == "+"]
    lost = [index for index in sent if index > max(good, default=-1)]
    return a_round(
        target,
        sent=len(sent),
        received=len(good),
        send_errors=replies.count("x"),
        **{
            "scheduled_at": after(seconds),
            "rtts_us": (10_000.0,) * len(good),
            "first_sent_at": after(seconds + 0.3 * sent[0]) if sent else None,
            "first_lost_sent_at": after(seconds + 0.3 * lost[0]) if lost else None,
            "first_reply_at": after(seconds + 0.3 * good[0] + 0.01) if good else None,
            **named,
        },
    )
