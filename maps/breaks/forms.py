"""
The question of what a dig breaks: a segment and metres along it, a node, or an area.

Asked by GET, so that the address of an answer can be sent to a colleague.
"""

from math import cos, radians
from typing import Any, cast

from django import forms
from django.contrib.gis.geos import MultiPolygon
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Asker
from inventory.models import RouteNode, RouteSegment
from maps.breaks import queries
from maps.editing.fields import AreaField
from monitoring.wording import quantity

#: The area stands in the address, and the web server reads 4094 characters of one: 24 a corner.
MAX_CORNERS = 150
#: A quarter of a city is no dig.
MAX_AREA_KM2 = 25
_KM_PER_DEGREE = 111.32


class MetresField(forms.FloatField):
    """A number of metres, with a point or a comma."""

    widget = forms.TextInput

    def to_python(self, value: Any) -> Any:
        """Return the number; None if nothing was typed."""
        return super().to_python(value.replace(",", ".") if isinstance(value, str) else value)


class BreakForm(forms.Form):
    """Where somebody digs. Valid: `place` is what the queries ask."""

    segment = forms.CharField(
        label=gettext_lazy("Segment"),
        required=False,
        max_length=40,
        help_text=gettext_lazy("Its code, as the map shows it."),
        widget=forms.TextInput({"list": "segment-codes", "autocomplete": "off"}),
    )
    chainage = MetresField(
        label=gettext_lazy("Metres from node A"),
        required=False,
        min_value=0,
        help_text=gettext_lazy("Left empty: its middle."),
        widget=forms.TextInput({"inputmode": "decimal", "autocomplete": "off"}),
    )
    node = forms.CharField(
        label=gettext_lazy("Node"),
        required=False,
        max_length=40,
        help_text=gettext_lazy("Its code: everything there fails, as in a fire or a flood."),
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    area = AreaField(
        label=gettext_lazy("Area"),
        required=False,
        help_text=gettext_lazy("One corner a line: longitude, a space, latitude."),
    )

    def __init__(self, data: Any, *, asker: Asker) -> None:
        super().__init__(data, use_required_attribute=False)
        self._segments = RouteSegment.objects.visible_to(asker).select_related("a_node", "z_node")
        self._nodes = RouteNode.objects.visible_to(asker)
        self._segment: RouteSegment | None = None
        self._node: RouteNode | None = None
        self._chainage_m = 0.0

    def clean_segment(self) -> str:
        """Make sure that there is such a segment."""
        code = str(self.cleaned_data["segment"]).strip()
        if code:
            self._segment = self._segments.filter(code=code).first()
            if self._segment is None:
                raise ValidationError(_("There is no segment %(code)s.") % {"code": code})
        return code

    def clean_node(self) -> str:
        """Make sure that there is such a node."""
        code = str(self.cleaned_data["node"]).strip()
        if code:
            self._node = self._nodes.filter(code=code).first()
            if self._node is None:
                raise ValidationError(_("There is no node %(code)s.") % {"code": code})
        return code

    def clean_area(self) -> MultiPolygon | None:
        """Refuse what is no dig any more, or would not fit into an address."""
        area = self.cleaned_data["area"]
        if area is None:
            return None
        if area.num_coords > MAX_CORNERS:
            raise ValidationError(
                _("The area has more than %(n)d corners: draw it simpler.") % {"n": MAX_CORNERS}
            )
        if (size := _square_km(area)) > MAX_AREA_KM2:
            raise ValidationError(
                _("The area is too large: %(size)s. At most %(most)s can be asked for.")
                % {
                    "size": quantity(size, unit="km²"),
                    "most": quantity(MAX_AREA_KM2, unit="km²"),
                }
            )
        return cast(MultiPolygon, area)

    def clean(self) -> dict[str, Any]:
        """Make sure that one place is asked for, and that the chainage lies on the segment."""
        said = self.cleaned_data
        if self.errors:
            return said
        places = [name for name in ("segment", "node", "area") if said[name]]
        if len(places) > 1:
            self.add_error(places[-1], _("Ask for one place: a segment, a node or an area."))
        elif not places:
            self.add_error("segment", _("Name a segment or a node, or draw an area."))
        elif self._segment is not None:
            self._dig(self._segment, said["chainage"])
        return said

    def _dig(self, segment: RouteSegment, chainage_m: float | None) -> None:
        length_m = segment.length_m
        if chainage_m is None:
            chainage_m = length_m / 2
        if chainage_m > length_m:
            self.add_error(
                "chainage",
                _("Segment %(code)s is only %(length)s long.")
                % {"code": segment.code, "length": quantity(length_m, unit="m", decimals=1)},
            )
        self._chainage_m = min(round(chainage_m, 1), length_m)

    @property
    def place(self) -> queries.Place:
        """Where it is dug; only of a valid form."""
        if self._segment is not None:
            return queries.at_segment(self._segment, chainage_m=self._chainage_m)
        if self._node is not None:
            return queries.at_node(self._node)
        return queries.within(self.cleaned_data["area"])


def _square_km(area: MultiPolygon) -> float:
    """Return the size of an area in degrees; a city is flat enough for 1 %."""
    _west, south, _east, north = area.extent
    return float(area.area) * _KM_PER_DEGREE**2 * cos(radians((south + north) / 2))
