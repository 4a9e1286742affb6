from collections.abc import Iterable
from datetime import UTC, datetime, timedelta, timezone
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitoring.sla.intervals import (
    ALWAYS,
    EARLIEST,
    EMPTY,
    LATEST,
    Span,
    SpanSet,
    before,
    covered_by,
    instant_of,
    seconds_of,
)

WINDOW = range(40)
spans = st.tuples(st.integers(0, 38), st.integers(1, 12)).map(
    lambda pair: Span(pair[0], min(pair[0] + pair[1], 40))
)
span_lists = st.lists(spans, max_size=8)
fast = settings(max_examples=60, deadline=None)


def model(parts: Iterable[Span]) -> set[int]:
    """The slow truth: plain seconds."""
    return {second for part in parts for second in range(part.start, part.end)}


def has_form(found: SpanSet) -> bool:
    """Sorted and apart: no two spans touch."""
    return all(one.end < other.start for one, other in pairwise(found.spans))


@fast
@given(span_lists, span_lists)
def test_set_algebra_equals_plain_sets_of_seconds(left: list[Span], right: list[Span]) -> None:
    a, b = SpanSet.of(left), SpanSet.of(right)

    for found, expected in (
        (a, model(left)),
        (a | b, model(left) | model(right)),
        (a & b, model(left) & model(right)),
        (a - b, model(left) - model(right)),
    ):
        assert model(found) == expected
        assert has_form(found)
        assert found.length_s == len(expected)
        assert bool(found) == bool(expected)
        assert {second for second in WINDOW if second in found} == expected


@fast
@given(span_lists)
def test_the_rest_of_time_is_everything_else(parts: list[Span]) -> None:
    found = SpanSet.of(parts)

    assert ~~found == found
    assert has_form(~found)
    assert found & ~found == EMPTY
    assert found | ~found == ALWAYS


@fast
@given(st.lists(span_lists.map(SpanSet.of), max_size=4), st.integers(1, 4))
def test_cover_counts_sets_per_second(sets: list[SpanSet], at_least: int) -> None:
    found = covered_by(sets, at_least)

    assert model(found) == {
        second for second in WINDOW if sum(second in one for one in sets) >= at_least
    }
    assert has_form(found)


def test_touching_spans_become_one() -> None:
    assert SpanSet.of([Span(5, 9), Span(1, 5), None]).spans == (Span(1, 9),)


@pytest.mark.parametrize(("start", "end"), [(5, 5), (6, 5), (EARLIEST - 1, 0), (0, LATEST + 1)])
def test_a_span_without_time_cannot_be_built(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="not a stretch"):
        Span(start, end)


@pytest.mark.parametrize("parts", [(Span(5, 9), Span(1, 2)), (Span(1, 5), Span(5, 9))])
def test_a_set_out_of_form_cannot_be_built(parts: tuple[Span, ...]) -> None:
    with pytest.raises(ValueError, match="sorted and apart"):
        SpanSet(parts)


def test_no_set_at_all_covers_nothing_and_zero_is_no_count() -> None:
    assert covered_by([], 1) == EMPTY
    with pytest.raises(ValueError, match="fewer than one"):
        covered_by([], 0)


def test_before_the_first_second_there_is_nothing() -> None:
    assert before(EARLIEST) == EMPTY
    assert before(LATEST) == ALWAYS
    assert 4 in before(5)
    assert 5 not in before(5)


def test_instants_are_cut_to_the_second_in_any_zone() -> None:
    berlin_summer = timezone(timedelta(hours=2))
    instant = datetime(2026, 5, 1, 2, 0, 0, 999_999, tzinfo=berlin_summer)

    assert instant_of(seconds_of(instant)) == datetime(2026, 5, 1, tzinfo=UTC)


def test_stretches_that_touch_within_a_second_still_touch() -> None:
    edge = datetime(2026, 5, 1, 0, 0, 7, 500_000, tzinfo=UTC)
    hour = timedelta(hours=1)

    found = SpanSet.of([Span.between(edge - hour, edge), Span.between(edge, edge + hour)])

    assert len(found.spans) == 1
    assert found.length_s == 7200


def test_a_stretch_of_less_than_a_second_holds_none() -> None:
    start = datetime(2026, 5, 1, tzinfo=UTC)

    assert Span.between(start, start + timedelta(milliseconds=400)) is None


def test_an_open_stretch_ends_with_the_calendar_of_the_computer() -> None:
    found = Span.between(datetime(2026, 5, 1, tzinfo=UTC), None)

    assert found is not None
    assert found.end == LATEST


def test_an_instant_without_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        seconds_of(datetime(2026, 5, 1))  # noqa: DTZ001 - that is what is refused
