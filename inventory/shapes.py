"""
Geometry from outside: read strictly, and told in plain words what is wrong with it.

GEOS and `json` let too much pass: NaN, points of one number, lines of two equal points, foreign
coordinate systems (bad_inputs A17-A27). No GDAL here: text is parsed by `json`, shapes are built
from numbers. Every refusal is a `ValidationError` that a person can act on.
"""

import json
from collections.abc import Callable, Iterable
from math import inf, isfinite
from typing import Any

from django.contrib.gis.geos import (
    LinearRing,
    LineString,
    MultiPolygon,
    Point,
    Polygon,
)
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from inventory.models.geometry import WGS84

#: What is drawn here.
Shape = Point | LineString | Polygon | MultiPolygon

MAX_BYTES = 16 * 1024 * 1024
MAX_VERTICES = 100_000
#: Names under which GeoJSON files say what is meant anyway: longitude and latitude of WGS84.
WGS84_NAMES = frozenset(
    {"urn:ogc:def:crs:OGC:1.3:CRS84", "EPSG:4326", "urn:ogc:def:crs:EPSG::4326"}
)


def read_json(text: str | bytes) -> Any:
    """
    Return the value of a JSON text that holds finite numbers only.

    Raises:
        ValidationError: too large, no JSON, or a number that is none.
    """
    if len(text) > MAX_BYTES:
        raise ValidationError(_("The file is larger than %(n)d MiB.") % {"n": MAX_BYTES >> 20})
    try:
        decoded = text.decode("utf-8-sig") if isinstance(text, bytes) else text
        return json.loads(decoded, parse_constant=_refuse_constant, parse_float=_finite)
    except UnicodeDecodeError as error:
        raise ValidationError(_("The text is not UTF-8.")) from error
    except (ValueError, RecursionError) as error:
        raise ValidationError(_("This is not GeoJSON: %(why)s") % {"why": error}) from error


def area_of(value: Any) -> MultiPolygon:
    """
    Return the area that a GeoJSON value draws: all its polygons, joined.

    Raises:
        ValidationError: names the feature that is wrong, and how.
    """
    polygons: list[Polygon] = []
    for number, geometry in enumerate(_geometries(value), start=1):
        try:
            polygons += _sound_polygons(shape(geometry))
        except ValidationError as error:
            raise ValidationError(
                [
                    _("Feature %(number)d: %(why)s") % {"number": number, "why": message}
                    for message in error.messages
                ]
            ) from error
    if not polygons:
        raise ValidationError(_("The file draws no area."))
    joined = MultiPolygon(polygons, srid=WGS84).unary_union
    return joined if isinstance(joined, MultiPolygon) else MultiPolygon(joined, srid=WGS84)


def shape(geometry: Any) -> Shape:
    """
    Return the geometry of a GeoJSON geometry object; heights and further numbers are dropped.

    Raises:
        ValidationError: of a kind that is not drawn here, or its coordinates are none.
    """
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    build = _BUILDERS.get(kind) if isinstance(kind, str) else None
    if build is None:
        raise ValidationError(_("%(kind)s is no kind of geometry here.") % {"kind": str(kind)[:40]})
    coordinates = geometry.get("coordinates")
    if _n_vertices(coordinates) > MAX_VERTICES:
        raise ValidationError(
            _("The drawing has more than %(n)d points: simplify it.") % {"n": MAX_VERTICES}
        )
    return build(coordinates)


def refuse_unsound(geometry: Shape) -> None:
    """
    Make sure that a geometry is finite, on the globe, in degrees, and does not cross itself.

    Raises:
        ValidationError: says what is wrong, and where if that is known.
    """
    if geometry.srid not in {None, WGS84}:
        raise ValidationError(
            _("Coordinates are expected in degrees (WGS84), not in EPSG:%(srid)s.")
            % {"srid": geometry.srid}
        )
    if geometry.empty:
        raise ValidationError(_("The drawing is empty."))
    for longitude, latitude in _corners(geometry.coords):
        _refuse_off_globe(longitude, latitude)
    if isinstance(geometry, LineString):
        if len(set(geometry.coords)) < 2:
            raise ValidationError(_("A line needs at least two different points."))
        if not geometry.simple:
            raise ValidationError(_("The line crosses or touches itself."))
    elif not geometry.valid:
        raise ValidationError(_invalid_area(geometry.valid_reason))


def _sound_polygons(geometry: Shape) -> list[Polygon]:
    if not isinstance(geometry, (Polygon, MultiPolygon)):
        raise ValidationError(_("An area is a Polygon or a MultiPolygon."))
    refuse_unsound(geometry)
    parts = [geometry] if isinstance(geometry, Polygon) else geometry
    return [part for part in parts if isinstance(part, Polygon)]


def _invalid_area(reason: str) -> str:
    what, _bracket, place = reason.rstrip("]").partition("[")
    if what == "Self-intersection":
        return _("The outline crosses itself near %(place)s.") % {"place": place}
    return _("The outline is not one of an area near %(place)s (%(what)s).") % {
        "place": place,
        "what": what,
    }


def _refuse_off_globe(longitude: float, latitude: float) -> None:
    if not (isfinite(longitude) and isfinite(latitude)):
        raise ValidationError(_("A coordinate is not a finite number."))
    if abs(longitude) > 180 or abs(latitude) > 90:
        raise ValidationError(
            _(
                "%(longitude)s, %(latitude)s is no place: longitude goes from -180 to 180 degrees, "
                "latitude from -90 to 90."
            )
            % {"longitude": longitude, "latitude": latitude}
        )


# --- GeoJSON to GEOS -----------------------------------------------------------------------------
def _geometries(value: Any) -> Iterable[Any]:
    """Yield the geometry objects of a FeatureCollection, Feature or geometry."""
    if not isinstance(value, dict):
        raise ValidationError(_("This is not GeoJSON: %(why)s") % {"why": type(value).__name__})
    _refuse_foreign_system(value.get("crs"))
    match value.get("type"):
        case "FeatureCollection":
            features = value.get("features")
            if not isinstance(features, list):
                raise ValidationError(_("The file has no list of features."))
            for feature in features:
                yield feature.get("geometry") if isinstance(feature, dict) else None
        case "Feature":
            yield value.get("geometry")
        case _:
            yield value


def _refuse_foreign_system(crs: Any) -> None:
    if crs is None:
        return
    properties = crs.get("properties") if isinstance(crs, dict) else None
    name = properties.get("name") if isinstance(properties, dict) else None
    if name not in WGS84_NAMES:
        raise ValidationError(
            _("The file is in another coordinate system (%(name)s); save it as WGS84.")
            % {"name": str(name)[:40]}
        )


def _pair(value: Any) -> tuple[float, float]:
    if not isinstance(value, list) or len(value) < 2:
        raise ValidationError(_("A place needs two numbers: longitude and latitude."))
    longitude, latitude = _number(value[0]), _number(value[1])
    _refuse_off_globe(longitude, latitude)
    return longitude, latitude


def _number(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise ValidationError(_("A coordinate is not a number: %(it)s") % {"it": str(value)[:40]})
    try:
        return float(value)
    except OverflowError:
        return inf


def _pairs(value: Any) -> list[tuple[float, float]]:
    if not isinstance(value, list):
        raise ValidationError(_("A line needs a list of places."))
    return [_pair(one) for one in value]


def _line(value: Any) -> LineString:
    pairs = _pairs(value)
    if len(set(pairs)) < 2:
        raise ValidationError(_("A line needs at least two different points."))
    return LineString(pairs, srid=WGS84)


def _polygon(value: Any) -> Polygon:
    if not isinstance(value, list) or not value:
        raise ValidationError(_("An area needs an outline."))
    rings = [_pairs(ring) for ring in value]
    if any(len(ring) < 4 or ring[0] != ring[-1] for ring in rings):
        raise ValidationError(_("An outline needs three corners and must end where it began."))
    return Polygon(*(LinearRing(ring) for ring in rings), srid=WGS84)


def _multipolygon(value: Any) -> MultiPolygon:
    if not isinstance(value, list):
        raise ValidationError(_("An area needs an outline."))
    return MultiPolygon([_polygon(one) for one in value], srid=WGS84)


_BUILDERS: dict[str, Callable[[Any], Shape]] = {
    "Point": lambda value: Point(*_pair(value), srid=WGS84),
    "LineString": _line,
    "Polygon": _polygon,
    "MultiPolygon": _multipolygon,
}


def _n_vertices(value: Any) -> int:
    """Count places without recursion: the nesting is an outsider's."""
    count, waiting = 0, [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, list):
            if one and not isinstance(one[0], list):
                count += 1
            else:
                waiting += one
    return count


def _corners(coordinates: Any) -> Iterable[tuple[float, float]]:
    if isinstance(coordinates[0], (int, float)):
        yield coordinates[0], coordinates[1]
    else:
        for part in coordinates:
            yield from _corners(part)


def _refuse_constant(name: str) -> None:
    raise ValueError(_("%(name)s is no number") % {"name": name})


def _finite(digits: str) -> float:
    number = float(digits)
    if not isfinite(number):
        raise ValueError(_("%(name)s is no number") % {"name": digits[:40]})
    return number
