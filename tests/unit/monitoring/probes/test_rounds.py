"""A round's numbers, and what it says of its target."""

from datetime import UTC, datetime
from math import isclose

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitoring.probes.rounds import Outcome, Target
from tests.unit.monitoring.probes.values import a_round


def test_the_numbers_are_those_ping_prints() -> None:
    one = a_round(rtts_us=(100.0, 300.0, 200.0))

    assert (one.min_us, one.avg_us, one.max_us) == (100.0, 200.0, 300.0)
    assert one.mdev_us is not None
    assert isclose(one.mdev_us, 81.6496580927726)
    assert one.jitter_us == 150.0
    assert one.loss == 0.0


def test_without_round_trips_numbers_are_unknown_not_zero() -> None:
    one = a_round(received=0)

    assert (one.min_us, one.avg_us, one.max_us, one.mdev_us, one.jitter_us) == (None,) * 5
    assert one.loss == 1.0


def test_what_was_not_sent_has_no_loss() -> None:
    assert a_round(sent=0, received=0, send_errors=3).loss is None


def test_a_reply_counts_even_where_its_time_is_void() -> None:
    one = a_round(received=3, rtts_us=())

    assert one.outcome is Outcome.ANSWERED
    assert one.loss == 0.0
    assert one.avg_us is None


@pytest.mark.parametrize(
    ("sent", "received", "send_errors", "outcome"),
    [
        (3, 3, 0, Outcome.ANSWERED),
        (3, 1, 0, Outcome.ANSWERED),
        (1, 1, 2, Outcome.ANSWERED),
        (3, 0, 0, Outcome.FAILED),
        (2, 0, 1, Outcome.BLIND),
        (0, 0, 3, Outcome.BLIND),
    ],
)
def test_only_a_round_wholly_sent_can_fail(
    sent: int, received: int, send_errors: int, outcome: Outcome
) -> None:
    assert a_round(sent=sent, received=received, send_errors=send_errors).outcome is outcome


def test_a_wrong_round_cannot_be_built() -> None:
    with pytest.raises(ValueError, match="more replies than echoes"):
        a_round(sent=2, received=3)
    with pytest.raises(ValueError, match="more replies than echoes"):
        a_round(received=1, rtts_us=(1.0, 2.0))
    with pytest.raises(ValueError, match="timezone-aware"):
        a_round(scheduled_at=datetime(2026, 11, 1))  # noqa: DTZ001 - the mistake under test


def test_a_round_is_scheduled_in_any_zone_but_some() -> None:
    assert a_round(scheduled_at=datetime(2026, 11, 1, tzinfo=UTC)).target == 1


@given(st.lists(st.floats(0.1, 1e7), min_size=1, max_size=9))
def test_mean_lies_between_the_extremes(rtts: list[float]) -> None:
    one = a_round(sent=len(rtts), received=len(rtts), rtts_us=tuple(rtts))

    assert one.min_us is not None
    assert one.avg_us is not None
    assert one.max_us is not None
    assert one.min_us <= one.avg_us * (1 + 1e-12)
    assert one.avg_us <= one.max_us * (1 + 1e-12)


def test_the_family_shows_in_the_address() -> None:
    assert Target(1, "127.86.3.4").family == 4
    assert Target(1, "fe80::1%eth0").family == 6
