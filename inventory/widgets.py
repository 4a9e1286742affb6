"""
The widget of geometry fields: django-leaflet's, without its inline scripts and foreign hosts.

Its own template writes scripts with a nonce and asks for a foreign base map; ours hands what the
map needs over as JSON and lets a module of ours begin it, so the content security policy stays as
strict as everywhere. GeoJSON is read by `inventory.shapes`, never by GDAL.
"""

from typing import Any

from django.contrib.gis.geos import GEOSGeometry
from django.core.exceptions import ValidationError
from django.forms import Media, Script
from django.templatetags.static import static
from leaflet.forms.widgets import LeafletWidget

from inventory import shapes
from inventory.models import OperatorArea

#: Digits of a degree that are stored: 0.1 m.
PRECISION = 6
MAX_ZOOM = 20


class GeometryWidget(LeafletWidget):  # type: ignore[misc]  # leaflet ships no types
    """A map on plain ground with the city's outline, on which the field's geometry is drawn."""

    template_name = "inventory/widgets/geometry.html"
    include_media = True
    geom_type = "GEOMETRY"

    @property
    def media(self) -> Media:
        """What the page loads: django-leaflet's own files, then the module that begins the map."""
        return Media(
            js=[
                "leaflet/leaflet.js",
                "leaflet/leaflet.extras.js",
                "leaflet/draw/leaflet.draw.js",
                "leaflet/draw/leaflet.draw.i18n.js",
                "leaflet/leaflet.forms.js",
                Script("inventory/geometry-field.js", type="module"),  # type: ignore[list-item]  # stubs know no Script here
            ],
            css={
                "screen": [
                    "leaflet/leaflet.css",
                    "leaflet/draw/leaflet.draw.css",
                    "inventory/geometry-field.css",
                ]
            },
        )

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Add what the map begins with; one query, for the city's outline."""
        context: dict[str, Any] = super().get_context(name, value, attrs)
        area = OperatorArea.objects.only("geom").first()
        context["drawing"] = {
            "field": context["id_css"],
            "map": context["id_map"],
            "kind": self.geom_type,
            "modifiable": self.modifiable,
            "precision": PRECISION,
            "maxZoom": MAX_ZOOM,
            "outline": area.geom.geojson if area else None,
            "images": static("leaflet/images/"),
        }
        context["with_forms"] = True
        return context

    def deserialize(self, value: str) -> GEOSGeometry | None:
        """Return the geometry of a text, None if it is none; the field says why."""
        try:
            return shapes.shape(shapes.read_json(value))
        except ValidationError:
            return None
