"""The beginning of a real city: its area and its first administrator, in one transaction."""

from dataclasses import dataclass
from pathlib import Path

import holidays
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.contrib.gis.geos import MultiPolygon, Point, Polygon
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils.translation import gettext as _

from accounts.models import User
from inventory import shapes
from inventory.models import OperatorArea
from inventory.operations.refusals import one_change

#: West, south, east, north: enough to find swapped axes.
COUNTRY_BOXES = {"DE": (5.8, 47.2, 15.1, 55.1)}


@dataclass(frozen=True, slots=True)
class Beginning:
    """What a real city begins with."""

    name: str
    area: MultiPolygon
    metric_srid: int
    state: str
    country: str = "DE"


@dataclass(frozen=True, slots=True)
class Administrator:
    """Who can sign in first."""

    username: str
    email: str
    password: str


def read_area(path: Path) -> MultiPolygon:
    """
    Read the city's area from a GeoJSON file in WGS84: all its polygons, joined.

    Raises:
        ValidationError: the file cannot be read or draws no area; names the feature.
    """
    try:
        if path.stat().st_size > shapes.MAX_BYTES:
            raise ValidationError(
                _("The file is larger than %(n)d MiB.") % {"n": shapes.MAX_BYTES >> 20}
            )
        text = path.read_bytes()
    except OSError as error:
        raise ValidationError(
            _("The file %(path)s cannot be read: %(why)s")
            % {"path": path, "why": error.strerror or error}
        ) from error
    return shapes.area_of(shapes.read_json(text))


def begin_city(*, beginning: Beginning, administrator: Administrator) -> OperatorArea:
    """
    Store the area and the first administrator of an installation that has none.

    Raises:
        ValidationError: there is a city already, or an answer cannot be.
    """
    _refuse_second_city()
    _refuse_other_metric_system(beginning.metric_srid)
    if beginning.state not in holidays.list_supported_countries().get(beginning.country, []):
        raise ValidationError(
            _("%(state)s is no state of %(country)s whose holidays are known.")
            % {"state": beginning.state, "country": beginning.country}
        )
    _refuse_elsewhere(beginning)
    with one_change():
        area = OperatorArea(
            name=beginning.name,
            geom=beginning.area,
            country=beginning.country,
            state=beginning.state,
        )
        area.full_clean(validate_constraints=False)
        area.save(force_insert=True)
        _add(administrator)
    return area


def _add(administrator: Administrator) -> None:
    person = User(username=administrator.username, email=administrator.email)
    person.full_clean(exclude=["password"])
    validate_password(administrator.password, person)
    User.objects.create_superuser(
        administrator.username, administrator.email, administrator.password
    )


def _refuse_second_city() -> None:
    area = OperatorArea.objects.first()
    if area is not None:
        raise ValidationError(
            _("This database holds a city already: %(name)s.") % {"name": area.name}
        )


def _refuse_other_metric_system(srid: int) -> None:
    if srid != settings.METRIC_SRID:
        raise ValidationError(
            _(
                "The tables are laid out for EPSG:%(laid)d, not EPSG:%(asked)d. The metric system "
                "is fixed by the first migration: set LICHTWEG_METRIC_SRID before it."
            )
            % {"laid": settings.METRIC_SRID, "asked": srid}
        )
    with connection.cursor() as cursor:
        cursor.execute("SELECT proj4text FROM spatial_ref_sys WHERE srid = %s", [srid])
        row = cursor.fetchone()
    definition = row[0].split() if row else []
    if "+units=m" not in definition or "+proj=longlat" in definition:
        raise ValidationError(_("EPSG:%(srid)d does not count in metres.") % {"srid": srid})


def _refuse_elsewhere(beginning: Beginning) -> None:
    box = COUNTRY_BOXES.get(beginning.country)
    if box is None:
        return
    country, middle = Polygon.from_bbox(box), beginning.area.centroid
    if country.contains(Point(middle.x, middle.y)):
        return
    if country.contains(Point(middle.y, middle.x)):
        raise ValidationError(
            _(
                "The area looks like latitude and longitude are swapped; "
                "GeoJSON has longitude first."
            )
        )
    raise ValidationError(_("The area lies outside %(country)s.") % {"country": beginning.country})
