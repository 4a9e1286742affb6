"""
Geometry as a person can type it: a place a line, "longitude latitude" in degrees.

    7.084512 51.561003          an area's outlines are apart by an empty line, and close by
    7.085120 51.561344          themselves; what lines cannot say (holes) is GeoJSON

`#maps/edit-text.js` reads and writes the same, so that map and text field can be exchanged.
"""

import json
import re
from collections.abc import Sequence
from typing import Any

from django.contrib.gis.geos import LineString, MultiPolygon, Polygon
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from inventory.shapes import Shape, read_json, refuse_unsound, shape

#: Digits of a degree: 0.1 m.
DECIMALS = 6
# 7.08 or 7,08; the comma parts no two numbers unless a space follows it.
_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?")


def degrees(value: float) -> str:
    """Return a coordinate as it is shown and typed."""
    return f"{value:.{DECIMALS}f}"


def read_line(text: str) -> LineString:
    """
    Return the sound line that a text gives.

    Raises:
        ValidationError: it gives none; says why, and in which line of the text.
    """
    drawn = shape(
        _geojson(text) or {"type": "LineString", "coordinates": _places(text.splitlines())}
    )
    if not isinstance(drawn, LineString):
        raise ValidationError(_("A line is expected here."))
    refuse_unsound(drawn)
    return drawn


def read_area(text: str) -> MultiPolygon:
    """
    Return the sound area that a text gives.

    Raises:
        ValidationError: it gives none; says why, and in which line of the text.
    """
    drawn = shape(
        _geojson(text) or {"type": "MultiPolygon", "coordinates": [[one] for one in _rings(text)]}
    )
    area = MultiPolygon(drawn, srid=drawn.srid) if isinstance(drawn, Polygon) else drawn
    if not isinstance(area, MultiPolygon):
        raise ValidationError(_("An area is expected here."))
    refuse_unsound(area)
    return area


def write(drawn: Shape | None) -> str:
    """Return the text that gives a line or an area; "" for none."""
    match drawn:
        case LineString():
            return _lines(drawn.coords)
        case MultiPolygon() if all(len(rings) == 1 for rings in drawn.coords):
            return "\n\n".join(_lines(rings[0][:-1]) for rings in drawn.coords)
        case None:
            return ""
        case _:
            return str(drawn.geojson)


def sharpened(line: LineString, before: LineString | None) -> LineString:
    """Return a line with the exact corners of the line before, where the shown digits are alike."""
    exact = {_shown(place): place[:2] for place in (before.coords if before else ())}
    return LineString([exact.get(_shown(place), place) for place in line.coords], srid=line.srid)


def _shown(place: Sequence[float]) -> tuple[str, str]:
    return degrees(place[0]), degrees(place[1])


def _lines(places: Sequence[Sequence[float]]) -> str:
    return "\n".join(f"{degrees(place[0])} {degrees(place[1])}" for place in places)


def _geojson(text: str) -> Any:
    """Return the geometry object of a GeoJSON text; None if the text is none."""
    if not text.lstrip().startswith("{"):
        return None
    value = read_json(text)
    return value.get("geometry") if value.get("type") == "Feature" else value


def _rings(text: str) -> list[list[list[float]]]:
    """Return the outlines of a text, each closed."""
    rings: list[list[list[float]]] = []
    numbered = text.splitlines()
    start = 0
    for number in range(len(numbered) + 1):
        if number == len(numbered) or not numbered[number].strip():
            if ring := _places(numbered[start:number], first=start + 1):
                rings.append(ring if ring[0] == ring[-1] else [*ring, ring[0]])
            start = number + 1
    return rings


def _places(lines: Sequence[str], *, first: int = 1) -> list[list[float]]:
    return [_place(line, number=number) for number, line in enumerate(lines, first) if line.strip()]


def _place(line: str, *, number: int) -> list[float]:
    found = _NUMBER.findall(line)
    rest = re.sub(r"[\s,;]+", "", _NUMBER.sub("", line))
    if len(found) != 2 or rest:
        raise ValidationError(
            _("Line %(number)d: two numbers are expected, longitude and latitude, not “%(text)s”.")
            % {"number": number, "text": line.strip()[:40]}
        )
    return [float(one.replace(",", ".")) for one in found]


def compact(value: Any) -> str:
    """Return a value as JSON without spaces, the same text for the same value."""
    return json.dumps(value, separators=(",", ":"), sort_keys=True, default=str)
