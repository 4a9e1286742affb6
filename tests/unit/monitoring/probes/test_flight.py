"""What counts as a reply: the rules of stamps, deadlines, sources and stepped clocks."""

from datetime import timedelta

from monitoring.probes.flight import LATE_REPLY, Flight, unsent_round
from monitoring.probes.plan import Plan
from monitoring.probes.rounds import IcmpError, Outcome, RoundFlag, Target
from tests.unit.monitoring.probes.values import NOON, after

MS = 1_000_000
BASE_NS = 1_700_000_000 * 1_000 * MS
HOST = "127.86.0.1"


def a_flight(n_targets: int = 1, *, flags: RoundFlag = RoundFlag.NONE) -> Flight:
    targets = tuple(Target(key, f"127.86.0.{key}") for key in range(1, n_targets + 1))
    plan = Plan(
        targets=targets,
        offsets_s=tuple(0.1 * index for index in range(n_targets)),
        scheduled_at=NOON,
        starts_at=0.0,
        n_echoes=3,
        gap_s=0.3,
        timeout_s=1.0,
        max_slip_s=5.0,
        flags=flags,
    )
    return Flight(
        plan=plan,
        targets=targets,
        offsets_s=plan.offsets_s,
        addresses=[(target.address, 0) for target in targets],
        epoch=50.0,
        base_ns=BASE_NS,
    )


def sent(flight: Flight, *, late_ms: int = 0) -> Flight:
    """Send everything on time."""
    for index, offset_s in enumerate(flight.offsets_s):
        for wave in range(3):
            planned_ms = round(offset_s * 1000) + 300 * wave + late_ms
            flight.sent[wave * flight.n_targets + index] = BASE_NS + planned_ms * MS
            flight.n_open += 1
    flight.waves = [len(flight.targets)] * 3
    return flight


def reply(flight: Flight, slot: int, rtt_ms: float, *, host: str = HOST) -> None:
    """Let the odd path judge a reply, which takes ordinary ones as well."""
    stamp_ns = flight.sent[slot] + round(rtt_ms * MS)
    flight.take_odd(slot=slot, host=host, stamp_ns=stamp_ns)


def test_three_replies_make_a_clean_round() -> None:
    flight = sent(a_flight(), late_ms=4)
    for slot, rtt_ms in enumerate((10, 12, 11)):
        flight.got[slot] = flight.sent[slot] + rtt_ms * MS
        flight.n_open -= 1
    flight.ttl[:] = bytes([61, 61, 61])

    (one,) = flight.rounds()

    assert (one.sent, one.received, one.loss) == (3, 3, 0.0)
    assert one.rtts_us == (10_000.0, 12_000.0, 11_000.0)
    assert one.ttl == 61
    assert one.lag_ms == 4.0
    assert one.first_sent_at == after(0.004)
    assert one.first_reply_at == after(0.014)
    assert one.first_lost_sent_at is None
    assert one.scheduled_at == NOON
    assert flight.is_settled


def test_the_first_reply_may_answer_a_later_echo() -> None:
    flight = sent(a_flight())
    for slot, rtt_ms in enumerate((900, 10, 10)):
        reply(flight, slot, rtt_ms)

    (one,) = flight.rounds()

    assert one.first_reply_at == after(0.310)


def test_silence_is_dated_to_the_first_echo() -> None:
    (one,) = sent(a_flight()).rounds()

    assert one.outcome is Outcome.FAILED
    assert one.first_lost_sent_at == NOON
    assert one.first_reply_at is None


def test_a_loss_after_the_last_reply_is_dated_to_the_first_lost_echo() -> None:
    """+ - -"""
    flight = sent(a_flight())
    reply(flight, 0, 10)

    (one,) = flight.rounds()

    assert one.first_lost_sent_at == after(0.3)


def test_a_loss_before_a_reply_is_no_beginning_of_an_outage() -> None:
    """- + +"""
    flight = sent(a_flight())
    reply(flight, 1, 10)
    reply(flight, 2, 10)

    (one,) = flight.rounds()

    assert one.loss is not None
    assert round(one.loss, 2) == 0.33
    assert one.first_lost_sent_at is None


def test_a_reply_after_its_own_deadline_is_late_never_received() -> None:
    flight = sent(a_flight())
    reply(flight, 0, 1000.001)

    (one,) = flight.rounds()

    assert (one.received, one.late) == (0, 1)
    assert flight.got[0] == LATE_REPLY


def test_a_reply_on_the_deadline_still_counts() -> None:
    flight = sent(a_flight())
    reply(flight, 0, 1000)

    assert flight.rounds()[0].received == 1


def test_a_second_reply_is_a_duplicate() -> None:
    flight = sent(a_flight())
    reply(flight, 0, 10)
    reply(flight, 0, 11)
    reply(flight, 1, 1500)
    reply(flight, 1, 1600)

    (one,) = flight.rounds()

    assert (one.received, one.dup, one.late) == (1, 2, 1)
    assert one.rtts_us == (10_000.0,)


def test_a_reply_from_another_address_is_foreign() -> None:
    flight = sent(a_flight())
    reply(flight, 0, 10, host="127.86.0.99")

    (one,) = flight.rounds()

    assert (one.received, one.foreign) == (0, 1)
    assert one.outcome is Outcome.FAILED


def test_a_held_up_send_voids_its_round_trip_but_the_echo_counts() -> None:
    """The clock was read, the process stopped for 2 s, then the echo left."""
    flight = sent(a_flight())
    flight.dirty[0] = flight.sent[0] + 2000 * MS
    reply(flight, 0, 2010)
    reply(flight, 1, 10)

    (one,) = flight.rounds()

    assert one.received == 2
    assert one.rtts_us == (10_000.0,)
    assert RoundFlag.DIRTY_SEND in one.flags


def test_an_icmp_error_is_told_and_does_not_count_as_a_reply() -> None:
    flight = sent(a_flight())
    flight.errors[0] = IcmpError(3, 1, "10.0.0.1")

    (one,) = flight.rounds()

    assert one.icmp_error == IcmpError(3, 1, "10.0.0.1")
    assert one.outcome is Outcome.FAILED


def test_a_step_of_the_clock_voids_the_round_trips_of_those_being_asked() -> None:
    """Target 1 was done before the step, 2 was being asked, 3 had not begun."""
    flight = sent(a_flight(3))
    flight.offsets_s = (0.0, 2.0, 9.0)
    hour_ns = 3600 * 1000 * MS
    for slot in (0, 3, 6, 1):  # target 1 wholly, target 2's first echo
        reply(flight, slot, 10, host=f"127.86.0.{1 + slot % 3}")
    for slot in (2, 5, 8):
        flight.sent[slot] = 0

    flight.step(delta_ns=hour_ns, since=52.1, now=52.2)
    for slot in (4, 7):  # their stamps are in the new time, like those of their sending
        reply(flight, slot, 10, host="127.86.0.2")
    for slot in (2, 5, 8):
        flight.sent[slot] = BASE_NS + hour_ns + 9000 * MS + slot
        reply(flight, slot, 10, host="127.86.0.3")
    one, two, three = flight.rounds()

    assert [found.received for found in (one, two, three)] == [3, 3, 3]
    assert len(one.rtts_us) == len(three.rtts_us) == 3
    assert two.rtts_us == ()
    assert two.flags is RoundFlag.STEPPED_CLOCK
    assert one.flags is three.flags is RoundFlag.NONE
    assert one.first_sent_at == NOON
    assert three.first_sent_at == after(9.0)


def test_a_reply_stamped_before_a_step_that_we_noticed_after_counts() -> None:
    flight = sent(a_flight())
    stamp_ns = flight.sent[0] + 10 * MS

    flight.step(delta_ns=-3600 * 1000 * MS, since=50.0, now=50.1)
    flight.take_odd(slot=0, host=HOST, stamp_ns=stamp_ns)

    (one,) = flight.rounds()
    assert (one.received, one.late) == (1, 0)


def test_a_short_lag_moves_what_is_left_and_keeps_the_distances() -> None:
    flight = a_flight(2)
    flight.waves = [1, 0, 0]

    flight.slip(0.5)

    assert flight.next_due() == 50.0 + 0.5 + 0.1
    assert flight.due(0, 50.61) == 2
    assert flight.due(1, 50.61) == 0


def test_a_long_pause_is_given_up_not_sent_in_a_burst() -> None:
    flight = sent(a_flight(2))
    for slot in (3, 5):
        flight.sent[slot] = 0
    flight.waves = [2, 1, 1]
    for slot in (0, 2, 4):
        reply(flight, slot, 10)

    flight.slip(60)

    one, two = flight.rounds()
    assert flight.is_sent
    assert (one.sent, one.send_errors, one.outcome) == (3, 0, Outcome.ANSWERED)
    assert (two.sent, two.send_errors, two.outcome) == (1, 2, Outcome.BLIND)


def test_what_we_have_no_means_to_ask_gives_a_blind_round() -> None:
    flight = a_flight(flags=RoundFlag.FAST)

    one = unsent_round(flight.targets[0], flight.plan)

    assert (one.sent, one.send_errors, one.outcome) == (0, 3, Outcome.BLIND)
    assert one.flags is RoundFlag.FAST


def test_a_failed_send_is_our_own_inability() -> None:
    flight = sent(a_flight())
    flight.send_failed(0, 1)
    reply(flight, 0, 10)
    reply(flight, 2, 10)

    (one,) = flight.rounds()

    assert (one.sent, one.received, one.send_errors, one.loss) == (2, 2, 1, 0.0)


def test_the_next_echo_due_is_the_earliest_of_all_waves() -> None:
    flight = a_flight(3)
    flight.waves = [3, 0, 0]

    assert flight.next_due() == 50.3
    assert flight.due(1, 50.45) == 2
    assert timedelta(seconds=flight.timeout_ns / 1e9) == timedelta(seconds=1)
