"""Geometry as text: what is written is read again, what is no place is told with its line."""

import pytest
from django.contrib.gis.geos import LineString, MultiPolygon, Polygon
from django.core.exceptions import ValidationError
from django.utils.translation import override

from maps.editing.texts import read_area, read_line, sharpened, write

SQUARE = ((7.0, 51.0), (7.1, 51.0), (7.1, 51.1), (7.0, 51.1), (7.0, 51.0))
HOLE = ((7.02, 51.02), (7.04, 51.02), (7.04, 51.04), (7.02, 51.02))
FAR = ((8.0, 51.0), (8.1, 51.0), (8.1, 51.1), (8.0, 51.0))


@pytest.mark.parametrize(
    "text",
    [
        "7.08 51.5\n7.09 51.6",
        " 7,08 51,5 \r\n\r\n7,09  51,6\r\n",
        "7.08, 51.5\n7.09; 51.6",
        '{"type": "LineString", "coordinates": [[7.08, 51.5, 40], [7.09, 51.6]]}',
        (
            '{"geometry": {"type": "LineString", "coordinates": [[7.08, 51.5], [7.09, 51.6]]},'
            ' "type": "Feature"}'
        ),
    ],
)
def test_a_line_in_each_of_its_forms(text: str) -> None:
    assert read_line(text) == LineString((7.08, 51.5), (7.09, 51.6), srid=4326)


@pytest.mark.parametrize("wrong", ["7.09", "here", "1 2 3", "1e999 51", "NaN 51", "7.0.1 51"])
def test_what_is_no_place_is_told_with_its_line(wrong: str) -> None:
    with override("en"), pytest.raises(ValidationError, match="Line 3"):
        read_line(f"7.08 51.5\n\n{wrong}")


@pytest.mark.parametrize(
    "area",
    [
        MultiPolygon(Polygon(SQUARE), srid=4326),
        MultiPolygon(Polygon(SQUARE), Polygon(FAR), srid=4326),
        MultiPolygon(Polygon(SQUARE, HOLE), srid=4326),
    ],
)
def test_an_area_that_is_written_is_read_again(area: MultiPolygon) -> None:
    assert read_area(write(area)) == area


def test_untouched_corners_stay_to_the_last_digit() -> None:
    """
    before  x-----x-----x      drawn: the middle one moved, the others read from six digits
    """
    before = LineString((7.00000012, 51.0), (7.05, 51.0), (7.1, 51.00000034), srid=4326)
    drawn = read_line("7.000000 51.000000\n7.050000 51.010000\n7.100000 51.000000")

    exact = LineString((7.00000012, 51.0), (7.05, 51.01), (7.1, 51.00000034), srid=4326)
    assert sharpened(drawn, before) == exact
    assert sharpened(drawn, None) == drawn
