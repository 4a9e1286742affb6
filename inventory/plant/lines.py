"""
Places on a line of points, in a plane: where a point lies beside it, and how it is cut there.

Coordinates are pairs of metres in the city's metric system; a *place* (leg and share) is the same
on the line in degrees, because a leg within a city bends by less than it is measured.

        0 ---- leg 0 ---- 1 ---- leg 1 ---*-- 2        * is at leg 1, share 0.7
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import hypot

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Place:
    """A place on a line: so far (0..1) along a leg, and how far the point asked for lies off it."""

    leg: int
    share: float
    distance: float

    def __post_init__(self) -> None:
        if not 0 <= self.share <= 1:
            raise ValueError(f"{self.share} is no share of a leg")


def nearest_place(line: Sequence[Point], point: Point) -> Place:
    """
    Return the place of the line that is nearest to a point; the first of equals.

    Raises:
        ValueError: the line has no leg.
    """
    if len(line) < 2:
        raise ValueError("a line has at least two points")
    places = (_on_leg(leg, line[leg], line[leg + 1], point) for leg in range(len(line) - 1))
    return min(places, key=lambda place: place.distance)


def place_at(line: Sequence[Point], share: float) -> Place:
    """
    Return the place that lies so far along a line, as a share (0..1) of its length.

    Raises:
        ValueError: the line has no leg, or the share is none.
    """
    if len(line) < 2 or not 0 <= share <= 1:
        raise ValueError(f"{share} is no place on a line of {len(line)} points")
    left = share * length(line)
    for leg, (start, end) in enumerate(pairwise(line)):
        leg_m = _apart(start, end)
        if left <= leg_m and leg_m:
            return Place(leg, left / leg_m, 0.0)
        left -= leg_m
    return Place(len(line) - 2, 1.0, 0.0)


def point_at(line: Sequence[Point], place: Place) -> Point:
    """Return the point of the line at a place."""
    (x0, y0), (x1, y1) = line[place.leg], line[place.leg + 1]
    if place.share == 1:
        return x1, y1  # exactly the corner, which the sum below may miss in the last digit
    return x0 + (x1 - x0) * place.share, y0 + (y1 - y0) * place.share


def cut(line: Sequence[Point], place: Place) -> tuple[list[Point], list[Point]]:
    """
    Return the two lines that a cut at a place makes; both have the new point.

    Raises:
        ValueError: the place is an end of the line, where there is nothing to cut off.
    """
    point = point_at(line, place)
    first = [*line[: place.leg + 1], point]
    second = [point, *line[place.leg + 1 :]]
    # At a corner the new point is the corner itself, and must not stand twice.
    if first[-1] == first[-2]:
        first.pop()
    if second[0] == second[1]:
        second.pop(0)
    if min(len(first), len(second)) < 2:
        raise ValueError("an end of the line cannot be cut off")
    return first, second


def length(line: Sequence[Point]) -> float:
    """Return the length of a line."""
    return sum(_apart(one, other) for one, other in pairwise(line))


def greatest_gap(one: Sequence[Point], other: Sequence[Point]) -> float:
    """Return how far a corner of either line lies off the other line, at most."""
    return max(
        *(nearest_place(other, point).distance for point in one),
        *(nearest_place(one, point).distance for point in other),
    )


def _on_leg(leg: int, start: Point, end: Point, point: Point) -> Place:
    along = end[0] - start[0], end[1] - start[1]
    squared = along[0] ** 2 + along[1] ** 2
    share = 0.0
    if squared:
        projected = (point[0] - start[0]) * along[0] + (point[1] - start[1]) * along[1]
        share = min(1.0, max(0.0, projected / squared))
    nearest = start[0] + along[0] * share, start[1] + along[1] * share
    return Place(leg, share, _apart(nearest, point))


def _apart(one: Point, other: Point) -> float:
    return hypot(one[0] - other[0], one[1] - other[1])
