"""
Stored values of the audit as people read them, in the active language and time zone.

Values only: no request, no database. What a field is called is its `verbose_name`.
"""

import json
from typing import Any

from django.contrib.gis.db.models import GeometryField
from django.db.models import DateField, DateTimeField, DurationField, Field
from django.utils import timezone
from django.utils.formats import date_format, localize
from django.utils.text import Truncator
from django.utils.translation import gettext, ngettext

#: Long texts and lists are cut here; the record itself keeps all of it.
MAX_CHARACTERS = 300
#: Five digits of a degree are about a metre.
DEGREE_DIGITS = 5


def name_of(field: "Field[Any, Any]") -> str:
    """Return what people call a field."""
    # Fields without a name of their own get Django's, which is untranslated.
    return gettext(str(field.verbose_name))


def value_of(field: "Field[Any, Any]", value: Any) -> str:
    """Return a stored JSON value of a field in words; nothing is a dash."""
    if value is None or value == "":
        return "–"
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(field, GeometryField):
        return _place(value)
    if isinstance(field, DateTimeField):
        return date_format(timezone.localtime(field.to_python(value)), "DATETIME_FORMAT")
    if isinstance(field, DateField):
        return date_format(field.to_python(value), "DATE_FORMAT")
    if isinstance(field, DurationField):
        return str(field.to_python(value))
    if isinstance(value, dict | list):
        value = json.dumps(value, ensure_ascii=False)
    return Truncator(str(localize(value))).chars(MAX_CHARACTERS)


def _place(geometry: dict[str, Any]) -> str:
    """Say where a point is, and of how many points anything larger is made."""
    coordinates = geometry.get("coordinates", [])
    if geometry.get("type") == "Point":
        longitude, latitude = coordinates[:2]
        return gettext("%(latitude)s north, %(longitude)s east") % {
            "latitude": localize(round(latitude, DEGREE_DIGITS)),
            "longitude": localize(round(longitude, DEGREE_DIGITS)),
        }
    n = _n_points(coordinates)
    return ngettext("shape of %(n)d point", "shape of %(n)d points", n) % {"n": n}


def _n_points(coordinates: list[Any]) -> int:
    if coordinates and not isinstance(coordinates[0], list):
        return 1
    return sum(_n_points(part) for part in coordinates)
