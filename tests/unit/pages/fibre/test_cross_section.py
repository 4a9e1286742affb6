"""A duct cut across: everything to scale, nothing overlaps, nothing leaves its bore."""

from itertools import combinations
from math import hypot

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pages.fibre.diagrams.cross_section import (
    MOST_LAID,
    TOLERANCE_MM,
    Content,
    draw_cross_section,
    pack,
)


def assert_lie_apart(radii: list[float], *, bore: float) -> int:
    places = pack(radii, bore=bore)
    laid = [(place, radius) for place, radius in zip(places, radii, strict=True) if place]
    slack = 10 * TOLERANCE_MM
    for (x, y), radius in laid:
        assert hypot(x, y) + radius <= bore + slack
    for ((x1, y1), r1), ((x2, y2), r2) in combinations(laid, 2):
        assert hypot(x2 - x1, y2 - y1) >= r1 + r2 - slack
    return len(laid)


@pytest.mark.parametrize(
    ("radii", "bore"),
    [
        ([], 20.0),
        ([5.0], 5.0),
        ([5.0, 5.0], 10.0),
        # Seven of 10 mm fill a bore of 30 mm, six around one.
        ([5.0] * 7, 15.0),
        ([7.0] * 7, 22.0),
        ([3.5] * 24, 25.0),
        ([10.0, 3.0, 3.0], 16.0),
    ],
)
def test_what_fits_finds_a_place(radii: list[float], bore: float) -> None:
    assert assert_lie_apart(radii, bore=bore) == len(radii)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.floats(0.5, 12), max_size=9), st.floats(1, 25))
def test_nothing_overlaps_whatever_is_put_in(radii: list[float], bore: float) -> None:
    assert_lie_apart(radii, bore=bore)


def test_what_is_wider_than_the_bore_finds_no_place() -> None:
    assert pack([6.0], bore=5.0) == [None]


def test_no_bore_is_filled_without_end() -> None:
    assert assert_lie_apart([0.5] * (MOST_LAID + 20), bore=50.0) == MOST_LAID


def test_nested_ducts_and_cables_keep_their_scale() -> None:
    """
    50/44 duct ( 20/16 duct ( 11 cable ), cable of unknown size )
    """
    inner = Content("LR-1.1", 20, 16, (Content("K-1", 11),))
    drawing = draw_cross_section(Content("LR-1", 50, 44, (inner, Content("K-2", None))))

    assert [(one.kind, one.radius) for one in drawing.circles] == [
        ("wall", 25),
        ("bore", 22),
        ("wall", 10),
        ("bore", 8),
        ("cable", 5.5),
    ]
    assert [(one.content.label, one.depth, one.is_drawn) for one in drawing.listed] == [
        ("LR-1", 0, True),
        ("LR-1.1", 1, True),
        ("K-1", 2, True),
        ("K-2", 1, False),
    ]
    # The number of what has something in it would lie under that.
    assert [one.number for one in drawing.labels] == [3]
    duct, cable = drawing.circles[3], drawing.circles[4]
    assert hypot(cable.x - duct.x, cable.y - duct.y) + cable.radius <= duct.radius + 1e-5


def test_duct_without_diameters_is_not_drawn() -> None:
    with pytest.raises(ValueError, match="diameters"):
        draw_cross_section(Content("LR-1", None, None))
