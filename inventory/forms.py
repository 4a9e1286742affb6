"""Form fields for places, lines and areas, drawn on a map; and forms that keep them in the city."""

from typing import Any

from django import forms
from django.contrib.gis.db.models.fields import GeometryField as GeometryColumn
from django.contrib.gis.forms import GeometryField
from django.contrib.gis.geos import GEOSGeometry, MultiPolygon, Polygon
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from inventory import shapes
from inventory.queries import AreaVerdict, area_verdict
from inventory.widgets import GeometryWidget


class DrawnField(GeometryField):
    """A geometry as GeoJSON in degrees, read strictly; empty if nothing is drawn."""

    widget = GeometryWidget

    def to_python(self, value: Any) -> GEOSGeometry | None:
        """
        Return the sound geometry that is drawn, of the field's kind.

        Raises:
            ValidationError: it is none; says why.
        """
        if value in self.empty_values or (isinstance(value, str) and not value.strip()):
            return None
        drawn = shapes.shape(shapes.read_json(value)) if isinstance(value, str) else value
        shapes.refuse_unsound(drawn)
        if self.geom_type == "MULTIPOLYGON" and isinstance(drawn, Polygon):
            drawn = MultiPolygon(drawn, srid=drawn.srid)
        if drawn.geom_type.upper() != self.geom_type:
            raise ValidationError(_("This is not what is to be drawn here."))
        return drawn


class PlaceField(DrawnField):
    """A point."""

    geom_type = "POINT"


class LineField(DrawnField):
    """A line."""

    geom_type = "LINESTRING"


class AreaField(DrawnField):
    """One polygon or several."""

    geom_type = "MULTIPOLYGON"


FIELD_OF_KIND: dict[str, type[DrawnField]] = {
    field.geom_type: field for field in (PlaceField, LineField, AreaField)
}


class InsideCityForm(forms.ModelForm):  # type: ignore[type-arg]  # of any model with geometry
    """Says beside the field what the database would refuse: geometry outside the city."""

    def clean(self) -> dict[str, Any] | None:
        """Check each geometry that was drawn anew; one query each."""
        cleaned = super().clean() or self.cleaned_data
        for name in self.changed_data:
            column = self.instance._meta.get_field(name)
            if isinstance(column, GeometryColumn) and (drawn := cleaned.get(name)):
                verdict = area_verdict(drawn)
                if verdict is not AreaVerdict.INSIDE:
                    self.add_error(name, str(verdict.label))
        return cleaned
