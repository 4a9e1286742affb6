"""The state machine: what makes a line down, degraded, up or unknown, and since when."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitoring.probes.rounds import Round, RoundFlag
from monitoring.probes.schedule import Gap
from monitoring.probes.verdict import (
    Policy,
    Reason,
    Snapshot,
    Standing,
    State,
    Transition,
    Verdicts,
    classify,
)
from tests.unit.monitoring.probes.values import after, round_at

POLICY = Policy()
UP, DOWN, UNKNOWN, DEGRADED = State.UP, State.DOWN, State.UNKNOWN, State.DEGRADED


class Line:
    """One target under watch, a round every ten seconds unless said otherwise."""

    def __init__(self, policy: Policy = POLICY) -> None:
        self.policy = policy
        self.standings = {1: Standing(1)}
        self.told: list[Transition] = []
        self.second = -10.0

    def ask(self, *fates: str, seconds: float = 10, **named: Any) -> "Line":
        """Have a round for each word of `+`, `-` and `x`."""
        for fate in fates:
            self.second += seconds
            self._judge([round_at(self.second, fate, **named)])
        return self

    def sleep(self, n_cycles: int) -> "Line":
        start = after(self.second + 10)
        self.second += 10 * n_cycles
        self._judge([], gaps=[Gap(start, after(self.second + 10), n_cycles)])
        return self

    def isolate(self, fate: str = "---") -> "Line":
        self.second += 10
        self._judge([round_at(self.second, fate)], isolated={1})
        return self

    def _judge(self, rounds: Sequence[Round], **named: Any) -> Verdicts:
        verdicts = classify(
            Snapshot(
                standings=self.standings,
                rounds=rounds,
                scheduled_at=after(self.second),
                known_at=after(self.second + 9),
                policy=self.policy,
                **named,
            )
        )
        self.standings = verdicts.standings
        self.told.extend(verdicts.transitions)
        return verdicts

    @property
    def state(self) -> State:
        return self.standings[1].state

    @property
    def last(self) -> Transition:
        return self.told[-1]


def test_a_new_target_is_unknown_and_up_with_its_first_reply() -> None:
    line = Line().ask("-++")

    assert (line.last.from_state, line.last.to_state) == (UNKNOWN, UP)
    assert line.last.at == after(0.31)
    assert line.last.reason is Reason.REPLIES


def test_down_needs_a_failed_round_and_two_further_ones() -> None:
    line = Line().ask("+++", "---", "---")

    assert line.state is UP
    assert line.standings[1].is_suspect
    assert line.ask("---").state is DOWN
    assert line.last.reason is Reason.NO_REPLY


def test_an_outage_begins_with_the_first_lost_echo_after_the_last_reply() -> None:
    """+++ +-- --- --- ---: the round with a reply already holds the beginning."""
    line = Line().ask("+++", "+--", "---", "---", "---")

    assert line.last.at == after(10.3)
    assert line.last.known_at == after(49)


def test_an_outage_ends_with_the_first_reply() -> None:
    line = Line().ask("+++", "---", "---", "---", "--+")

    assert line.state is DOWN
    assert line.standings[1].is_recovering
    assert line.ask("+++").state is UP
    assert line.last.at == after(40.61)


def test_one_good_round_does_not_end_an_outage() -> None:
    line = Line().ask("+++", "---", "---", "---", "+++", "---", "+++")

    assert line.state is DOWN
    assert line.ask("+++").last.at == after(60.01)


def test_a_target_that_never_answered_goes_down_from_unknown() -> None:
    line = Line().ask("---", "---", "---")

    assert (line.last.from_state, line.last.to_state) == (UNKNOWN, DOWN)
    assert line.last.at == after(0)


def test_a_lossy_line_shows_degraded_and_does_not_flap() -> None:
    line = Line().ask("+++")
    for _ in range(40):
        line.ask("+-+", "---", "++-", "-+-")

    assert [told.to_state for told in line.told] == [UP, DEGRADED]
    assert line.last.reason is Reason.LOSS


def test_a_line_within_policy_again_is_up_again() -> None:
    line = Line().ask("+++", *["+-+"] * 6)
    assert line.state is DEGRADED

    line.ask(*["+++"] * 19)

    assert line.state is UP
    assert line.last.reason is Reason.WITHIN_POLICY


def test_a_little_loss_degrades_nothing() -> None:
    line = Line().ask(*["+++"] * 10, "+-+", *["+++"] * 10, "-++", *["+++"] * 10)

    assert [told.to_state for told in line.told] == [UP]


def test_a_slow_line_is_degraded_after_some_rounds_and_up_after_as_many() -> None:
    slow, quick = (150_000.0, 400_000.0, 160_000.0), (900.0, 400_000.0, 900.0)
    line = Line().ask("+++", *["+++"] * 5, rtts_us=slow).ask("+++", rtts_us=quick)
    assert line.state is UP

    line.ask(*["+++"] * 6, rtts_us=slow)
    assert (line.state, line.last.reason) == (DEGRADED, Reason.RTT)

    line.ask(*["+++"] * 5, rtts_us=quick)
    assert line.state is DEGRADED
    assert line.ask("+++", rtts_us=quick).state is UP


def test_a_policy_without_a_limit_minds_no_delay() -> None:
    line = Line(Policy(rtt_limit_us=None)).ask(*["+++"] * 20, rtts_us=(9e6,) * 3)

    assert line.state is UP


def test_void_round_trips_say_nothing_about_speed() -> None:
    line = Line().ask(*["+++"] * 20, rtts_us=(), flags=RoundFlag.STEPPED_CLOCK)

    assert line.state is UP


def test_a_throughput_test_degrades_nothing() -> None:
    busy = RoundFlag.BW_TEST_OVERLAP
    line = Line().ask("+++", *["+-+"] * 20, rtts_us=(9e5,) * 2, flags=busy)

    assert line.state is UP


def test_a_degraded_line_can_go_down_and_comes_back_with_a_clean_record() -> None:
    line = Line().ask("+++", *["+-+"] * 8, "---", "---", "---", "+++", "+++", "+++")

    assert [told.to_state for told in line.told] == [UP, DEGRADED, DOWN, UP]


def test_a_missed_cycle_is_unknown_to_the_second_and_never_down() -> None:
    line = Line().ask("+++").sleep(360)

    assert line.state is UNKNOWN
    assert (line.last.at, line.last.reason) == (after(10), Reason.GAP)
    assert line.ask("+++").last.at == after(3610.01)


def test_failures_on_both_sides_of_a_gap_do_not_add_up() -> None:
    line = Line().ask("+++", "---", "---").sleep(2).ask("---", "---")

    assert line.state is UNKNOWN
    assert line.ask("---").last.at == after(50)
    assert line.last.to_state is DOWN


def test_what_a_gap_leaves_unconfirmed_is_unknown_from_the_first_lost_echo() -> None:
    line = Line().ask("+++", "---", "---").sleep(2)

    assert line.last.at == after(10)


def test_a_gap_ends_the_assertion_of_an_outage_too() -> None:
    line = Line().ask("+++", "---", "---", "---", "-++").sleep(1)

    assert (line.last.from_state, line.last.to_state) == (DOWN, UNKNOWN)
    assert line.last.at == after(40.31)  # from its first reply on nothing is sure


@pytest.mark.parametrize("fate", ["---", "+++", "xxx"])
def test_isolation_makes_everything_unknown_and_nothing_down(fate: str) -> None:
    line = Line().ask("+++", "+++").isolate(fate).isolate(fate).isolate(fate).isolate(fate)

    assert [told.to_state for told in line.told] == [UP, UNKNOWN]
    assert (line.last.at, line.last.reason) == (after(20), Reason.ISOLATED)


def test_losses_before_isolation_was_noticed_are_forgotten() -> None:
    line = Line().ask("+++", "---", "---").isolate().ask("---", "---")

    assert [told.to_state for told in line.told] == [UP, UNKNOWN]
    assert line.told[1].at == after(10)


def test_what_we_could_not_send_is_unknown_never_down() -> None:
    line = Line().ask("+++", *["xxx"] * 9, *["-xx"] * 9)

    assert [told.to_state for told in line.told] == [UP, UNKNOWN]
    assert (line.last.at, line.last.reason) == (after(10), Reason.NOT_SENT)


def test_a_partly_sent_round_with_a_reply_is_an_answer() -> None:
    assert Line().ask("+++", "+xx").state is UP


def test_evidence_that_nobody_renewed_goes_stale() -> None:
    line = Line().ask("+++")
    line.second = 60

    line._judge([])

    assert (line.last.to_state, line.last.reason) == (UNKNOWN, Reason.STALE)
    assert line.last.at == after(0) + POLICY.freshness


def test_an_earlier_workers_outage_is_taken_over() -> None:
    line = Line()
    line.standings = {1: Standing(1, state=DOWN, since=after(-600))}

    line.ask("---", "+++", "+++")

    assert [told.from_state for told in line.told] == [DOWN]
    assert line.last.at == after(10.01)


def test_rounds_of_a_target_no_longer_asked_are_ignored() -> None:
    verdicts = classify(
        Snapshot(
            standings={},
            rounds=[round_at(0, "+++")],
            scheduled_at=after(0),
            known_at=after(9),
            policy=POLICY,
        )
    )

    assert verdicts.transitions == ()
    assert verdicts.standings == {}


def test_a_snapshot_is_judged_as_a_whole_and_says_who_is_suspect() -> None:
    standings = {key: Standing(key, state=UP, since=after(-100)) for key in (1, 2, 3)}
    standings[3] = Standing(3, state=DOWN, since=after(-100))

    verdicts = classify(
        Snapshot(
            standings=standings,
            rounds=[
                round_at(0, "+++", target=1),
                round_at(0, "---", target=2),
                round_at(0, "+++", target=3),
            ],
            scheduled_at=after(0),
            known_at=after(9),
            policy=POLICY,
        )
    )

    assert verdicts.transitions == ()
    assert verdicts.suspects == {2}
    assert verdicts.unsettled == {2, 3}


FATES = st.text("+-", min_size=3, max_size=3) | st.just("xxx")
EVENTS = st.lists(
    st.one_of(FATES, st.sampled_from(["---", "---", "+++"]), st.just("gap"), st.just("isolated")),
    max_size=25,
)
BRIEFLY = settings(max_examples=50)


def lived(events: Sequence[str]) -> Line:
    line = Line()
    for event in events:
        if event == "gap":
            line.sleep(1)
        elif event == "isolated":
            line.isolate()
        else:
            line.ask(event)
    return line


@BRIEFLY
@given(EVENTS)
def test_no_outage_without_three_failed_rounds_running(events: list[str]) -> None:
    """Against a model that cannot be wrong: the words themselves."""
    line = Line()
    for number, event in enumerate(events):
        before = len(line.told)
        line = line.sleep(1) if event == "gap" else line
        line = line.isolate() if event == "isolated" else line
        line = line.ask(event) if event not in {"gap", "isolated"} else line
        for told in line.told[before:]:
            if told.to_state is DOWN:
                assert list(events[number - 2 : number + 1]) == ["---"] * 3


@BRIEFLY
@given(EVENTS)
def test_the_states_join_without_overlap_and_never_run_ahead(events: list[str]) -> None:
    line = lived(events)

    for told in line.told:
        assert told.from_state is not told.to_state
        assert told.at <= told.known_at
    for earlier, later in zip(line.told, line.told[1:], strict=False):
        assert later.from_state is earlier.to_state
        assert later.at >= earlier.at


@BRIEFLY
@given(EVENTS)
def test_down_time_holds_no_reply_and_unseen_time_is_unknown(events: list[str]) -> None:
    """Durations: each asserted stretch is held against every echo that lies in it."""
    line = lived(events)
    starts = [told.at for told in line.told]
    for told, end in zip(line.told, [*starts[1:], after(10 * len(events))], strict=False):
        for number, event in enumerate(events):
            if event in {"gap", "isolated", "xxx"}:
                seen = told.at <= after(10 * number + 0.3) < end
                assert not seen or told.to_state is UNKNOWN
            elif told.to_state is DOWN:
                replies = [after(10 * number + 0.3 * echo + 0.01) for echo in range(3)]
                answered = [
                    at for at, fate in zip(replies, event, strict=True)
                    if fate == "+" and told.at <= at < end
                ]  # fmt: skip
                # Only a lone good round lies within an outage: the next one failed again.
                assert not answered or events[number + 1 : number + 2] in ([], ["---"])


@BRIEFLY
@given(EVENTS.filter(lambda events: "---" not in events))
def test_gaps_and_isolation_alone_never_make_an_outage(events: list[str]) -> None:
    assert DOWN not in {told.to_state for told in lived(events).told}


@BRIEFLY
@given(st.integers(1, 5), st.integers(1, 5))
def test_the_policy_says_how_many_rounds(n_fail: int, n_good: int) -> None:
    line = Line(Policy(n_fail_rounds=n_fail, n_good_rounds=n_good)).ask("+++")

    line.ask(*["---"] * (n_fail - 1))
    assert line.state is UP
    line.ask("---")
    assert line.state is DOWN
    line.ask(*["+++"] * (n_good - 1))
    assert (line.state is DOWN) == (n_good > 1) or n_good == 1
    assert line.ask("+++").state is UP


def test_freshness_is_a_stretch_of_time() -> None:
    assert timedelta(seconds=30) == POLICY.freshness
