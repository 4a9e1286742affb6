"""A real city begins once, with an area that is one and somebody who can sign in."""

import json
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.contrib.gis.geos import Point
from django.core.management import CommandError, call_command
from django.utils.translation import override
from pytest_django import Settings

from accounts.models import User
from accounts.roles import Role
from inventory.models import OperatorArea
from tests import factories

pytestmark = pytest.mark.django_db

PASSWORD = "gut-und-lang-genug"
CORNERS = [[7.0, 51.5], [7.2, 51.5], [7.2, 51.6], [7.0, 51.6], [7.0, 51.5]]


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("LICHTWEG_ADMIN_PASSWORD", PASSWORD)
    with override("en"):
        yield


def begin(path: Path, outline: Any = None, **answers: Any) -> str:
    """Begin Musterstadt with an outline, by the command; return what it says."""
    outline = outline or {"type": "Polygon", "coordinates": [CORNERS]}
    path.write_text(outline if isinstance(outline, str) else json.dumps(outline))
    said = {"metric_srid": 25832, "state": "NW", "admin": "erste", "admin_email": "a@b.invalid"}
    out = StringIO()
    call_command("begin_city", name="Musterstadt", area=path, stdout=out, **(said | answers))
    return out.getvalue()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "area.geojson"


def test_a_city_begins_with_its_area_and_an_administrator(path: Path) -> None:
    said = begin(path)

    area = OperatorArea.objects.get()
    admin = User.objects.get()
    assert "Musterstadt" in said
    assert not area.is_demo
    assert area.geom.contains(Point(7.1, 51.55))
    assert (admin.role, admin.is_superuser) == (Role.ADMINISTRATOR, True)
    assert admin.check_password(PASSWORD)


def test_a_second_city_is_refused(path: Path) -> None:
    factories.make_area(name="Altstadt")

    with pytest.raises(CommandError, match="holds a city already: Altstadt"):
        begin(path)


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ({"metric_srid": 25833}, "laid out for EPSG:25832, not EPSG:25833"),
        ({"state": "XX"}, "XX is no state of DE"),
        ({"admin": "a b"}, "valid username"),
        ({"admin_email": "nobody"}, "valid email"),
    ],
)
def test_an_answer_that_cannot_be_is_refused_and_nothing_stored(
    path: Path, answers: dict[str, Any], words: str
) -> None:
    with pytest.raises(CommandError, match=words):
        begin(path, **answers)

    assert not OperatorArea.objects.exists()
    assert not User.objects.exists()


def test_a_system_in_degrees_is_refused(path: Path, settings: Settings) -> None:
    settings.METRIC_SRID = 4326

    with pytest.raises(CommandError, match="EPSG:4326 does not count in metres"):
        begin(path, metric_srid=4326)


def test_a_short_password_is_refused(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LICHTWEG_ADMIN_PASSWORD", "kurz")

    with pytest.raises(CommandError, match="too short"):
        begin(path)

    assert not OperatorArea.objects.exists()


def test_nobody_there_to_ask_is_said(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("LICHTWEG_ADMIN_PASSWORD")
    monkeypatch.setattr("sys.stdin", StringIO())

    with pytest.raises(CommandError, match="set LICHTWEG_ADMIN_PASSWORD"):
        begin(path)


@pytest.mark.parametrize(
    ("outline", "words"),
    [
        ({"type": "Polygon", "coordinates": [[[y, x] for x, y in CORNERS]]}, "swapped"),
        ({"type": "Polygon", "coordinates": [[[x + 20, y] for x, y in CORNERS]]}, "outside DE"),
        ({"type": "FeatureCollection", "features": []}, "draws no area"),
        ("PK\x03\x04", "not GeoJSON"),
        ('{"type": "Polygon", "coordinates": [[[NaN, 1]]]}', "NaN is no number"),
    ],
)
def test_an_area_that_is_none_is_refused(path: Path, outline: Any, words: str) -> None:
    with pytest.raises(CommandError, match=words):
        begin(path, outline)


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="cannot be read: No such file"):
        call_command(
            "begin_city",
            name="X",
            area=tmp_path / "none",
            metric_srid=25832,
            state="NW",
            admin="a",
            admin_email="a@b.invalid",
        )
