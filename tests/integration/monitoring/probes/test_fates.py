"""Hosts of every fate, asked by real sockets: raw and ping sockets, IPv4 and IPv6."""

from collections.abc import Callable
from functools import cache
from statistics import median
from typing import Any

import pytest

from tests.integration.monitoring.probes import responder
from tests.integration.monitoring.probes.namespace import need_tun, play

pytestmark = pytest.mark.root

Asked = Callable[[int], tuple[dict[str, Any], dict[str, Any]]]
MODES = ("raw", "dgram")


@cache
def played(mode: str) -> dict[str, Any]:
    result = play("fates", mode)
    assert isinstance(result, dict)
    return result


@pytest.fixture(params=[(mode, family) for mode in MODES for family in (4, 6)], ids=str)
def asked(request: pytest.FixtureRequest) -> Asked:
    """Return both rounds to the host of a fate."""
    need_tun()
    mode, family = request.param

    def both(fate: int) -> tuple[dict[str, Any], dict[str, Any]]:
        host = responder.address(fate, 1, family=family)
        return played(mode)["first"][host], played(mode)["second"][host]

    return both


def test_a_living_host_answers_every_echo(asked: Asked) -> None:
    for one in asked(responder.ALIVE):
        assert (one["sent"], one["received"], one["loss"]) == (3, 3, 0.0)
        assert one["ttl"] == responder.HOPS


def test_a_dead_host_fails_its_round(asked: Asked) -> None:
    for one in asked(responder.DEAD):
        assert (one["outcome"], one["send_errors"]) == ("failed", 0)
        assert one["first_lost_sent_at"] == one["first_sent_at"] is not None


def test_a_delay_is_measured_to_less_than_the_responders_own_jitter(asked: Asked) -> None:
    for one in asked(responder.DELAYED):
        assert one["received"] == 3
        assert all(rtt >= responder.DELAYED_S * 1e6 for rtt in one["rtts_us"])
        assert min(one["rtts_us"], default=0) < responder.DELAYED_S * 1e6 + 20_000


def test_losses_are_counted_one_by_one(asked: Asked) -> None:
    assert [one["received"] for one in asked(responder.LOSSY)] == [2, 2]


def test_replies_after_the_deadline_are_late_never_received(asked: Asked) -> None:
    first, second = asked(responder.LATE)

    assert (first["received"], first["late"], first["outcome"]) == (0, 0, "failed")
    assert (second["received"], second["late"], second["outcome"]) == (0, 3, "failed")


def test_duplicates_are_counted_and_prove_nothing_more(asked: Asked) -> None:
    for one in asked(responder.TWICE):
        assert (one["received"], one["dup"]) == (3, 3)


def test_a_strangers_answer_is_foreign_and_no_sign_of_life(asked: Asked) -> None:
    for one in asked(responder.FOREIGN):
        assert (one["received"], one["foreign"], one["outcome"]) == (0, 3, "failed")


def test_routers_errors_are_recorded_with_their_sender(
    asked: Asked, request: pytest.FixtureRequest
) -> None:
    is_six = "6" in request.node.callspec.id
    router = "fd98::ff01" if is_six else "10.98.255.1"

    unreachable, _ = asked(responder.UNREACHABLE)
    expired, _ = asked(responder.EXPIRED)

    kinds = [(1, 3), (3, 0)] if is_six else [(3, 1), (11, 0)]
    assert [unreachable["icmp_error"], expired["icmp_error"]] == [
        {"type": kind, "code": code, "sender": router} for kind, code in kinds
    ]
    assert unreachable["outcome"] == expired["outcome"] == "failed"


def test_hostile_packets_are_neither_replies_nor_harm(asked: Asked) -> None:
    for one in asked(responder.HOSTILE):
        assert (one["received"], one["late"], one["dup"], one["foreign"]) == (0, 0, 0, 0)


@pytest.mark.parametrize("mode", MODES)
def test_the_health_page_learns_mode_buffer_drops_and_strays(mode: str) -> None:
    need_tun()
    report = played(mode)["report"]

    assert [(one["family"], one["mode"]) for one in report["sockets"]] == [(4, mode), (6, mode)]
    assert all(one["rcvbuf_bytes"] >= 100_000 for one in report["sockets"])
    assert report["n_dropped"] == 0
    assert report["n_strays"] > 0


@pytest.mark.parametrize("mode", MODES)
def test_round_trips_do_not_care_how_busy_the_worker_is(mode: str) -> None:
    """The loop stands still for 50 ms of every 100; the kernel stamps what arrives meanwhile."""
    need_tun()
    rounds = play("busy", mode)

    rtts = [rtt for one in rounds for rtt in one["rtts_us"]]
    assert all(one["received"] == 3 for one in rounds)
    # Stamped by the loop they would be 25 ms too long in the middle.
    assert median(rtts) < responder.DELAYED_S * 1e6 + 15_000
