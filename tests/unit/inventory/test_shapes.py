"""Geometry from outside: each bad input of bad_inputs A17-A31 gets its own plain answer."""

import json
from typing import Any

import pytest
from django.contrib.gis.geos import GEOSGeometry, LineString, MultiPolygon, Point, Polygon
from django.core.exceptions import ValidationError
from django.utils.translation import override

from inventory import shapes

SQUARE = [[7.0, 51.5], [7.1, 51.5], [7.1, 51.6], [7.0, 51.6], [7.0, 51.5]]
BOW_TIE = [[7.0, 51.5], [7.2, 51.7], [7.2, 51.5], [7.0, 51.7], [7.0, 51.5]]


def point(*numbers: Any) -> dict[str, Any]:
    return {"type": "Point", "coordinates": list(numbers)}


def line(*places: Any) -> dict[str, Any]:
    return {"type": "LineString", "coordinates": list(places)}


def polygon(*rings: Any) -> dict[str, Any]:
    return {"type": "Polygon", "coordinates": list(rings)}


def features(*geometries: Any) -> dict[str, Any]:
    return {
        "type": "FeatureCollection",
        "features": [{"type": "Feature", "geometry": one} for one in geometries],
    }


@pytest.fixture(autouse=True)
def _english() -> Any:
    with override("en"):
        yield


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param('{"x": [NaN, 51.5]}', "NaN is no number", id="A17"),
        pytest.param('{"x": [1e999, 51.5]}', "1e999 is no number", id="A18"),
        pytest.param('{"x": -Infinity}', "-Infinity is no number", id="A18 negative"),
        pytest.param("", "not GeoJSON", id="A31 empty"),
        pytest.param("[" * 100_000, "not GeoJSON", id="C16 deep"),
        pytest.param("<kml/>", "not GeoJSON", id="KML"),
        pytest.param('{"type": "Point"}'.encode("utf-16"), "not UTF-8", id="A31 UTF-16"),
    ],
)
def test_a_text_that_is_no_json_of_finite_numbers_is_refused(text: str | bytes, words: str) -> None:
    with pytest.raises(ValidationError, match=words):
        shapes.read_json(text)


def test_a_text_that_is_too_large_is_not_even_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shapes, "MAX_BYTES", 1 << 20)

    with pytest.raises(ValidationError, match="1 MiB"):
        shapes.read_json(" " * (1 << 20) + "1")


def test_a_byte_order_mark_is_accepted() -> None:
    assert shapes.read_json(b"\xef\xbb\xbf[7.1]") == [7.1]


@pytest.mark.parametrize(
    ("geometry", "words"),
    [
        pytest.param(point(float("nan"), 51.5), "finite", id="A17 NaN as a value"),
        pytest.param(point(10**400, 51.5), "finite", id="A18 integer"),
        pytest.param(point(500, 500), "is no place", id="A20"),
        pytest.param(point("7.1", "51.5"), "not a number: 7.1", id="A25 strings"),
        pytest.param(point(True, 51.5), "not a number", id="A25 bool"),
        pytest.param(point(7.1), "two numbers", id="A25 one number"),
        pytest.param({"type": "Point"}, "two numbers", id="A25 none"),
        pytest.param(line([7.1, 51.5]), "two different points", id="A26 one point"),
        pytest.param(line([7.1, 51.5], [7.1, 51.5]), "two different points", id="A26 equal"),
        pytest.param(line(7.1, 51.5), "two numbers", id="A26 flat"),
        pytest.param(polygon(SQUARE[:3]), "must end where it began", id="open ring"),
        pytest.param(polygon(), "outline", id="no ring"),
        pytest.param({"type": "GeometryCollection"}, "no kind of geometry", id="collection"),
        pytest.param({"type": ["Point"]}, "no kind of geometry", id="kind is a list"),
        pytest.param(None, "no kind of geometry", id="nothing"),
    ],
)
def test_coordinates_that_are_none_are_refused(geometry: Any, words: str) -> None:
    with pytest.raises(ValidationError, match=words):
        shapes.shape(geometry)


def test_heights_are_dropped() -> None:
    assert shapes.shape(point(7.1, 51.5, 42.0, 1, 2)).coords == (7.1, 51.5)


def test_too_many_points_are_refused_before_they_are_built(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(shapes, "MAX_VERTICES", 4)

    with pytest.raises(ValidationError, match="more than 4 points"):
        shapes.shape(polygon(SQUARE))


@pytest.mark.parametrize(
    ("geometry", "words"),
    [
        pytest.param(Point(500, 500, srid=4326), "is no place", id="A20"),
        pytest.param(GEOSGeometry("SRID=4326;POINT(nan nan)"), "finite", id="A21"),
        pytest.param(GEOSGeometry("SRID=999999;POINT(0 0)"), "EPSG:999999", id="A23"),
        pytest.param(Point(368257, 5709843, srid=25832), "EPSG:25832", id="metres"),
        pytest.param(LineString((7, 51), (7, 51), srid=4326), "two different", id="A26"),
        pytest.param(
            LineString((7, 51), (7.2, 51.2), (7.2, 51), (7, 51.2), srid=4326),
            "crosses or touches itself",
            id="line that crosses itself",
        ),
        pytest.param(Polygon(BOW_TIE, srid=4326), "crosses itself near 7.1 51.6", id="A27 bow tie"),
    ],
)
def test_an_unsound_geometry_is_told_apart(geometry: Any, words: str) -> None:
    with pytest.raises(ValidationError, match=words):
        shapes.refuse_unsound(geometry)


def test_a_sound_geometry_passes() -> None:
    shapes.refuse_unsound(Point(7.1, 51.5, srid=4326))
    shapes.refuse_unsound(LineString((7, 51), (7.1, 51), srid=4326))
    shapes.refuse_unsound(MultiPolygon(Polygon(SQUARE), srid=4326))


def test_all_polygons_of_a_file_are_joined_to_one_area() -> None:
    neighbour = [[x + 0.1, y] for x, y in SQUARE]
    island = [[x + 0.5, y] for x, y in SQUARE]

    area = shapes.area_of(features(polygon(SQUARE), polygon(neighbour), polygon(island)))

    assert area.geom_type == "MultiPolygon"
    assert len(area) == 2
    assert area.srid == 4326


@pytest.mark.parametrize(
    "value", [polygon(SQUARE), {"type": "Feature", "geometry": polygon(SQUARE)}]
)
def test_a_single_feature_or_geometry_is_an_area_too(value: Any) -> None:
    assert len(shapes.area_of(value)) == 1


@pytest.mark.parametrize(
    ("value", "words"),
    [
        pytest.param(features(), "draws no area", id="A31 no feature"),
        pytest.param(features(polygon(SQUARE), point(7, 51)), "Feature 2: An area is", id="point"),
        pytest.param(features(polygon(BOW_TIE)), "Feature 1: The outline crosses", id="A27"),
        pytest.param(features(None), "Feature 1: None is no kind", id="null geometry"),
        pytest.param({"type": "FeatureCollection"}, "no list of features", id="no list"),
        pytest.param([1, 2], "not GeoJSON", id="list"),
        pytest.param(
            {"crs": {"properties": {"name": "EPSG:25832"}}, **features()}, "25832", id="other CRS"
        ),
        pytest.param({"crs": "/vsicurl/http://x", **features()}, "another coordinate", id="A32"),
    ],
)
def test_a_file_that_draws_no_area_says_why(value: Any, words: str) -> None:
    with pytest.raises(ValidationError, match=words):
        shapes.area_of(value)


def test_files_that_name_wgs84_are_read() -> None:
    value = features(polygon(SQUARE)) | {
        "crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"}}
    }

    assert len(shapes.area_of(json.loads(json.dumps(value)))) == 1
