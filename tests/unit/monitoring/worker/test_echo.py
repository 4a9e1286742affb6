"""What ping3 returns, and what is made of it."""

from datetime import timedelta
from typing import Any

import pytest

from monitoring.worker.echo import Echo, EchoAnswer

SECOND = timedelta(seconds=1)


class Ping:
    """Stands for `ping3.ping`: returns or raises what it was given, and notes how it was asked."""

    def __init__(self, outcome: object) -> None:
        self.outcome = outcome
        self.asked: list[dict[str, Any]] = []

    def __call__(self, address: str, **how: Any) -> Any:
        self.asked.append({"address": address, **how})
        if isinstance(self.outcome, Exception):
            raise self.outcome
        return self.outcome


def sent(monkeypatch: pytest.MonkeyPatch, outcome: object) -> EchoAnswer:
    monkeypatch.setattr("ping3.ping", Ping(outcome))
    return Echo().send("127.0.0.1", timeout=SECOND)


@pytest.mark.parametrize(("delay_s", "rtt_ms"), [(0.0, 0.0), (0.25, 250.0), (1.0, 1000.0)])
def test_a_number_is_a_reply_also_zero(
    monkeypatch: pytest.MonkeyPatch, delay_s: float, rtt_ms: float
) -> None:
    assert sent(monkeypatch, delay_s) == EchoAnswer(rtt_ms)


@pytest.mark.parametrize("outcome", [None, 1.3, -0.2])
def test_silence_a_late_reply_and_a_set_clock_are_no_reply(
    monkeypatch: pytest.MonkeyPatch, outcome: float | None
) -> None:
    assert sent(monkeypatch, outcome) == EchoAnswer(None)


@pytest.mark.parametrize(
    "outcome", [False, OSError("Network is unreachable"), PermissionError(1), ValueError("fd")]
)
def test_an_error_is_said_in_words(monkeypatch: pytest.MonkeyPatch, outcome: object) -> None:
    answer = sent(monkeypatch, outcome)

    assert answer.rtt_ms is None
    assert answer.error


def test_each_echo_has_its_own_number_and_never_that_of_others(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ping = Ping(None)
    monkeypatch.setattr("ping3.ping", ping)
    echo = Echo()

    for _ in range(70_000):
        echo.send("127.0.0.1", timeout=SECOND)

    numbers = [asked["seq"] for asked in ping.asked]
    assert 0 not in numbers
    assert max(numbers) <= 0xFFFF
    assert len(set(numbers[:60_000])) == 60_000
