"""What probes saw: samples, single timelines, several merged."""

import pytest

from monitoring.sla.intervals import EMPTY, Span, SpanSet
from monitoring.sla.merge import State, Timeline, merge
from monitoring.sla.outages import Outage
from monitoring.sla.samples import Sample, timeline_of

UP, DEGRADED, DOWN, UNKNOWN = State


def spans(*pairs: tuple[int, int]) -> SpanSet:
    return SpanSet.of(Span(*pair) for pair in pairs)


def test_any_probe_that_says_up_outweighs_the_others() -> None:
    """
    p1  uuuuddddddd????
    p2  ddddddgg???????
    """
    p1 = Timeline(up=spans((0, 4)), down=spans((4, 11)))
    p2 = Timeline(down=spans((0, 6)), degraded=spans((6, 8)))

    found = merge([p1, p2])

    assert found.timeline == Timeline(
        up=spans((0, 4)), degraded=spans((6, 8)), down=spans((4, 6), (8, 11))
    )
    assert found.disagree == spans((0, 4), (6, 8))


def test_too_few_that_say_down_leave_it_unknown() -> None:
    p1, p2 = Timeline(down=spans((0, 10))), Timeline(down=spans((6, 8)))

    found = merge([p1, p2], down_quorum=2)

    assert found.timeline.down == spans((6, 8))
    assert found.timeline.available == EMPTY


def test_nobody_looked_so_nothing_is_known() -> None:
    assert merge([]).timeline == Timeline()


def test_two_states_for_one_second_are_refused() -> None:
    with pytest.raises(ValueError, match="one state"):
        Timeline.of([(Span(0, 10), UP), (Span(9, 12), DOWN)])
    with pytest.raises(ValueError, match="one state"):
        Timeline(up=spans((0, 10)), degraded=spans((5, 6)))


def test_unknown_stretches_assert_nothing() -> None:
    found = Timeline.of([(Span(0, 5), UP), (Span(5, 9), UNKNOWN), (None, DOWN)])

    assert found == Timeline(up=spans((0, 5)))


def test_a_state_laid_over_another_replaces_it() -> None:
    found = (
        Timeline(up=spans((0, 100)))
        .overlaid(spans((10, 30)), DOWN)
        .overlaid(spans((20, 40)), DEGRADED)
        .overlaid(spans((35, 50)), UNKNOWN)
    )

    assert found.up == spans((0, 10), (50, 100))
    assert found.down == spans((10, 20))
    assert found.degraded == spans((20, 35))


def test_a_timeline_cut_short_knows_nothing_outside() -> None:
    found = Timeline(up=spans((0, 50)), down=spans((50, 90))).within(spans((40, 60)))

    assert found == Timeline(up=spans((40, 50)), down=spans((50, 60)))


def test_a_sample_holds_until_the_next_and_not_beyond_its_freshness() -> None:
    samples = [Sample(60, UP), Sample(0, UP), Sample(300, UP)]

    found = timeline_of(samples, valid_for_s=150)

    assert found.up == spans((0, 210), (300, 450))


def test_a_short_failure_is_up_and_a_confirmed_one_counts_from_its_first_sample() -> None:
    states = [UP, DOWN, UP, DOWN, DOWN, UP]
    samples = [Sample(60 * n, state) for n, state in enumerate(states)]

    found = timeline_of(samples, valid_for_s=90, confirm_down=2)

    assert found.down == spans((180, 300))
    assert found.up == spans((0, 180), (300, 390))


def test_a_sample_that_saw_nothing_leaves_a_gap() -> None:
    samples = [Sample(0, UP), Sample(60, UNKNOWN), Sample(120, UP)]

    assert timeline_of(samples, valid_for_s=90).up == spans((0, 60), (120, 210))


def test_the_last_of_two_samples_at_one_second_stands() -> None:
    assert timeline_of([Sample(0, DOWN), Sample(0, UP)], valid_for_s=10) == Timeline(
        up=spans((0, 10))
    )


@pytest.mark.parametrize(("valid_for_s", "confirm"), [(0, 1), (10, 0)])
def test_samples_that_could_never_say_anything_are_refused(valid_for_s: int, confirm: int) -> None:
    with pytest.raises(ValueError, match="holds at least"):
        timeline_of([], valid_for_s=valid_for_s, confirm_down=confirm)


def test_no_probe_can_be_fewer_than_one() -> None:
    with pytest.raises(ValueError, match="fewer than one"):
        merge([], down_quorum=0)


def test_an_outage_without_a_second_is_none() -> None:
    with pytest.raises(ValueError, match="at least one second"):
        Outage(EMPTY, is_over=True)
