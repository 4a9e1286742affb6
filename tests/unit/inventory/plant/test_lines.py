"""Places on lines, and lines cut there."""

from math import isclose

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inventory.plant.lines import (
    Place,
    Point,
    cut,
    greatest_gap,
    length,
    nearest_place,
    place_at,
    point_at,
)

#: 0,0 --- 10,0 then up to 10,10
CORNER: list[Point] = [(0, 0), (10, 0), (10, 10)]


def test_a_point_beside_a_leg_is_dropped_onto_it() -> None:
    assert nearest_place(CORNER, (4, 3)) == Place(leg=0, share=0.4, distance=3)


def test_a_point_beyond_the_end_is_nearest_to_the_end() -> None:
    assert nearest_place(CORNER, (10, 14)) == Place(leg=1, share=1.0, distance=4)


def test_a_cut_within_a_leg_gives_both_sides_the_point() -> None:
    assert cut(CORNER, nearest_place(CORNER, (4, 3))) == (
        [(0, 0), (4, 0)],
        [(4, 0), (10, 0), (10, 10)],
    )


def test_a_cut_at_a_corner_doubles_no_point() -> None:
    assert cut(CORNER, nearest_place(CORNER, (11, -1))) == (
        [(0, 0), (10, 0)],
        [(10, 0), (10, 10)],
    )


@pytest.mark.parametrize("point", [(-1, 0), (10, 12)])
def test_an_end_cannot_be_cut_off(point: Point) -> None:
    with pytest.raises(ValueError, match="end"):
        cut(CORNER, nearest_place(CORNER, point))


def test_a_line_of_one_point_has_no_places() -> None:
    with pytest.raises(ValueError, match="two points"):
        nearest_place([(0, 0)], (1, 1))


def test_the_gap_between_two_lines_is_that_of_their_farthest_corner() -> None:
    assert greatest_gap([(0, 0), (10, 0)], [(0, 0), (5, 2), (10, 0)]) == 2
    assert greatest_gap(CORNER, CORNER) == 0


METRES = st.floats(-1000, 1000, allow_nan=False)
POINTS = st.tuples(METRES, METRES)


@given(line=st.lists(POINTS, min_size=2, max_size=6), point=POINTS)
def test_a_cut_keeps_every_metre(line: list[Point], point: Point) -> None:
    place = nearest_place(line, point)
    try:
        first, second = cut(line, place)
    except ValueError:
        return

    assert isclose(length(first) + length(second), length(line), abs_tol=1e-6)
    assert first[-1] == second[0]
    assert (first[0], second[-1]) == (line[0], line[-1])


@given(line=st.lists(POINTS, min_size=2, max_size=6), point=POINTS)
def test_the_nearest_place_is_nearer_than_any_sample(line: list[Point], point: Point) -> None:
    nearest = nearest_place(line, point).distance
    samples = [
        point_at(line, Place(leg, tenth / 10, 0))
        for leg in range(len(line) - 1)
        for tenth in range(11)
    ]

    assert all(nearest <= length([sample, point]) + 1e-9 for sample in samples)


@pytest.mark.parametrize(
    ("share", "point"), [(0, (0, 0)), (0.25, (5, 0)), (0.5, (10, 0)), (0.8, (10, 6)), (1, (10, 10))]
)
def test_a_share_of_the_length_is_a_place(share: float, point: Point) -> None:
    assert point_at(CORNER, place_at(CORNER, share)) == pytest.approx(point)


@pytest.mark.parametrize("share", [-0.1, 1.1, float("nan")])
def test_no_place_lies_before_or_behind_the_line(share: float) -> None:
    with pytest.raises(ValueError, match="no place"):
        place_at(CORNER, share)
