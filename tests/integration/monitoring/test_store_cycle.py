"""A cycle is stored whole, once, and never says more than was seen."""

from dataclasses import replace
from datetime import datetime

import pytest
from django.db import connection, transaction
from django.db.utils import IntegrityError
from django.test.utils import CaptureQueriesContext

from monitoring.models import Outage, ProbeRound, StateInterval, Target, VantageHealth
from monitoring.operations import downtime, intervals
from monitoring.operations.cycles import SignOfLife, Watch, store_cycle
from monitoring.probes.results import CycleKind
from monitoring.probes.rounds import IcmpError, RoundFlag
from monitoring.probes.verdict import Reason, State
from tests import factories
from tests.conftest import City
from tests.factories import make_target
from tests.integration.monitoring.found import (
    FRESHNESS,
    answers,
    falls,
    found,
    found_round,
    rises,
    sec,
    turn,
    watch_of,
    works,
)


@pytest.fixture
def target(city: City) -> Target:
    return make_target(city.circuits["near"])


@pytest.fixture
def watch(city: City) -> Watch:
    return watch_of(city)


def history(target: Target) -> list[tuple[str, datetime, datetime | None]]:
    rows = StateInterval.objects.filter(target=target).order_by("started_at")
    return list(rows.values_list("state", "started_at", "ended_at"))


def test_first_reply_opens_an_interval_asserted_for_the_freshness(
    target: Target, watch: Watch
) -> None:
    stored = works(watch, [target], sec(0))

    interval = StateInterval.objects.get()
    kept = ProbeRound.objects.get()
    assert stored.n_new_rounds == 1
    assert (interval.state, interval.started_at, interval.ended_at) == ("up", sec(0), None)
    assert interval.observed_until == sec(0) + FRESHNESS
    assert (kept.sent, kept.received, kept.rtts_us, kept.ttl) == (3, 3, [800, 800, 800], 64)


def test_all_that_a_round_knows_is_kept(target: Target, watch: Watch) -> None:
    one = found_round(target, sec(0), received=0, flags=RoundFlag.FAST | RoundFlag.DIRTY_SEND)
    broken = IcmpError(3, 1, "fe80::1%eth0")
    flooded = replace(one, icmp_error=broken, dup=70_000, late=2, foreign=1)

    store_cycle(found(sec(0), [flooded]), watch=watch)

    kept = ProbeRound.objects.get()
    assert (kept.icmp_type, kept.icmp_code, kept.icmp_from) == (3, 1, "fe80::1")
    assert (kept.dup, kept.late, kept.foreign) == (32_767, 2, 1)
    assert RoundFlag(kept.flags) == RoundFlag.FAST | RoundFlag.DIRTY_SEND


def test_outage_is_back_dated_and_ends_at_the_first_good_reply(
    target: Target, watch: Watch
) -> None:
    works(watch, [target], sec(0))

    opened = falls(watch, [target], sec(17), since=sec(10.3))
    still = store_cycle(found(sec(20), [found_round(target, sec(20), received=0)]), watch=watch)
    closed = rises(watch, [target], sec(40), since=sec(30.1))

    outage = Outage.objects.get()
    assert [one.pk for one in opened.opened] == [one.pk for one in closed.closed] == [outage.pk]
    assert not still.opened
    assert (outage.started_at, outage.ended_at) == (sec(10.3), sec(30.1))
    assert outage.known_at == sec(19)
    assert history(target) == [
        ("up", sec(0), sec(10.3)),
        ("down", sec(10.3), sec(30.1)),
        ("up", sec(30.1), None),
    ]


def test_the_same_cycle_again_stores_nothing(target: Target, watch: Watch) -> None:
    works(watch, [target], sec(0))
    falls(watch, [target], sec(17), since=sec(10))
    rises(watch, [target], sec(30), since=sec(25))
    before = history(target)

    again = falls(watch, [target], sec(17), since=sec(10))

    assert again.is_replay
    assert history(target) == before
    assert ProbeRound.objects.count() == 3
    assert Outage.objects.filter(ended_at=None).count() == 0


def test_a_gap_is_unknown_and_leaves_an_outage_open(target: Target, watch: Watch) -> None:
    works(watch, [target], sec(0))
    falls(watch, [target], sec(17), since=sec(10))
    gap = turn(target, State.UNKNOWN, sec(20), from_state=State.DOWN, reason=Reason.GAP)

    store_cycle(found(sec(60), transitions=[gap], kind=CycleKind.GAP), watch=watch)
    during = Outage.objects.get()
    back = turn(target, State.UP, sec(60), from_state=State.UNKNOWN)
    store_cycle(found(sec(60), [found_round(target, sec(60))], [back]), watch=watch)

    assert during.ended_at is None
    assert Outage.objects.get().ended_at == sec(60)
    assert [(state, start) for state, start, _ in history(target)] == [
        ("up", sec(0)),
        ("down", sec(10)),
        ("unknown", sec(20)),
        ("up", sec(60)),
    ]


def test_a_dead_workers_line_is_up_only_as_far_as_it_was_seen(target: Target, watch: Watch) -> None:
    works(watch, [target], sec(0))
    answers(watch, [target], sec(10))

    n_ended = intervals.resume(vantage_id=watch.vantage_id, at=sec(3600))
    works(watch, [target], sec(3605))

    assert n_ended == 1
    assert history(target) == [
        ("up", sec(0), sec(40)),
        ("unknown", sec(40), sec(3605)),
        ("up", sec(3605), None),
    ]


def test_a_restart_within_the_freshness_leaves_no_hole(target: Target, watch: Watch) -> None:
    works(watch, [target], sec(0))

    n_ended = intervals.resume(vantage_id=watch.vantage_id, at=sec(12))
    works(watch, [target], sec(15))

    assert n_ended == 0
    assert history(target) == [("up", sec(0), None)]
    assert StateInterval.objects.get().observed_until == sec(15) + FRESHNESS


def test_cycles_that_were_never_handed_over_are_unknown(target: Target, watch: Watch) -> None:
    """
    UP ----| last round + 30 s         a round, and no word of a change
            unknown ------------------ UP
    """
    works(watch, [target], sec(0))

    answers(watch, [target], sec(300))

    assert history(target) == [
        ("up", sec(0), sec(30)),
        ("unknown", sec(30), sec(300)),
        ("up", sec(300), None),
    ]


def test_isolation_is_unknown_from_the_last_good_round_and_opens_no_outage(
    target: Target, watch: Watch
) -> None:
    works(watch, [target], sec(0))
    blind = found_round(target, sec(10), received=0, flags=RoundFlag.ISOLATED)
    turns = [turn(target, State.UNKNOWN, sec(0.5), reason=Reason.ISOLATED)]

    store_cycle(found(sec(10), [blind], turns, isolated=True), watch=watch)

    assert history(target) == [("up", sec(0), sec(0.5)), ("unknown", sec(0.5), None)]
    assert not Outage.objects.exists()


def test_a_failed_round_does_not_bear_out_that_a_line_works(target: Target, watch: Watch) -> None:
    works(watch, [target], sec(0))
    suspect = found_round(target, sec(10), received=0)

    store_cycle(found(sec(10), [suspect], suspects={target.pk}), watch=watch)

    assert StateInterval.objects.get().observed_until == sec(0) + FRESHNESS


def test_one_worker_that_sees_it_work_outweighs_one_that_does_not(
    target: Target, watch: Watch
) -> None:
    other = Watch(factories.make_vantage().pk, head_site_id=None, freshness=FRESHNESS)
    works(watch, [target], sec(0))
    works(other, [target], sec(0))

    alone = falls(watch, [target], sec(15), since=sec(10))
    both = falls(other, [target], sec(25), since=sec(20))
    back = rises(watch, [target], sec(40), since=sec(35))

    assert not alone.opened
    assert [one.started_at for one in both.opened] == [sec(20)]
    assert [one.ended_at for one in back.closed] == [sec(35)]


def test_a_missed_change_is_made_up_for_by_the_next_cycle(target: Target, watch: Watch) -> None:
    works(watch, [target], sec(0))
    falls(watch, [target], sec(17), since=sec(10))
    Outage.objects.all().delete()

    again = store_cycle(found(sec(27), [found_round(target, sec(27), received=0)]), watch=watch)

    assert [one.started_at for one in again.opened] == [sec(10)]


def test_a_circuit_out_of_contract_has_no_outage(target: Target, watch: Watch) -> None:
    target.circuit.services.update(ended_at=sec(-60))
    works(watch, [target], sec(0))

    assert not falls(watch, [target], sec(17), since=sec(10)).opened


def test_what_is_watched_no_more_ends_where_it_was_last_seen(target: Target, watch: Watch) -> None:
    works(watch, [target], sec(0))
    falls(watch, [target], sec(17), since=sec(10))
    Target.objects.update(is_enabled=False)

    intervals.release([target.pk], vantage_id=watch.vantage_id, at=sec(30))
    n_closed = downtime.close_unwatched(at=sec(30))

    assert history(target)[-1] == ("down", sec(10), sec(30))
    assert n_closed == 1
    assert Outage.objects.get().ended_at == sec(30)


def test_a_target_taken_up_again_begins_after_what_is_known(target: Target, watch: Watch) -> None:
    works(watch, [target], sec(0))
    intervals.release([target.pk], vantage_id=watch.vantage_id, at=sec(20))

    works(watch, [target], sec(10))

    assert history(target) == [("up", sec(0), sec(20)), ("up", sec(20), None)]


def test_a_target_that_is_gone_is_left_out(target: Target, watch: Watch) -> None:
    gone = make_target(target.circuit)
    result = found(
        sec(0),
        [found_round(target, sec(0)), found_round(gone, sec(0))],
        [turn(gone, State.UP, sec(0), from_state=State.UNKNOWN)],
    )
    gone_pk = gone.pk
    gone.delete()

    store_cycle(result, watch=watch)

    assert not ProbeRound.objects.filter(target_id=gone_pk).exists()
    assert ProbeRound.objects.count() == 1


def test_sign_of_life_is_rewritten(target: Target, watch: Watch) -> None:
    for beat in (0, 10):
        life = SignOfLife(sec(beat), started_at=sec(0), n_targets=1, n_lost_rounds=beat)
        store_cycle(found(sec(beat), [found_round(target, sec(beat))]), watch=watch, life=life)

    health = VantageHealth.objects.get()
    assert (health.heartbeat_at, health.n_lost_rounds) == (sec(10), 10)


def test_two_intervals_of_a_probe_never_overlap(target: Target, watch: Watch) -> None:
    works(watch, [target], sec(0))

    with pytest.raises(IntegrityError, match="stateinterval_no_overlap"), transaction.atomic():
        factories.make_interval(target, target.intervals.get().vantage, started_at=sec(5))


def test_queries_do_not_grow_with_the_targets(watch: Watch) -> None:
    one, many = [make_target()], [make_target() for _ in range(20)]

    with CaptureQueriesContext(connection) as few:
        works(watch, one, sec(0))
    with CaptureQueriesContext(connection) as more:
        works(watch, many, sec(10))

    assert len(more) == len(few)
