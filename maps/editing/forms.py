"""
What an engineer fills in; geometry as text, with a map beside it.

Each form bears a hidden `seen`: the digest of what it showed at first. Whoever saves compares it
with what is stored then (`operations`), so that nobody overwrites unseen what somebody else saved.
"""

from hashlib import sha256
from typing import Any

from django import forms
from django.contrib.gis.geos import LineString, Point
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from inventory.models import FibreRoute, Region, RouteNode, RouteSegment, Site
from inventory.models.places import PlantStatus
from inventory.operations.places import SiteDetails
from inventory.operations.ways import RouteDetails
from maps.editing import texts
from maps.editing.fields import AreaField, LineField, PlaceField, not_understood
from maps.editing.operations import RouteChange, SiteChange

PLACE_HELP = _("Degrees (WGS84), such as 7.0845 and 51.5610; or drag the marker on the map.")
LINE_HELP = _(
    "One place a line: longitude, a space, latitude; or a GeoJSON LineString; or draw it on the "
    "map."
)
AREA_HELP = _(
    "One corner a line: longitude, a space, latitude; an empty line between two outlines; or "
    "GeoJSON; or draw it on the map. Leave it empty to remove the area."
)


class EditForm(forms.Form):
    """A form over what is stored, that knows whether somebody else has changed it since."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    #: Somebody else has changed it since it was opened.
    is_overtaken = False

    def digest(self) -> str:
        """Return the digest of what the form shows at first."""
        shown = {
            name: field.prepare_value(self.get_initial_for_field(field, name))
            for name, field in self.fields.items()
            if name != "seen"
        }
        return sha256(texts.compact(shown).encode()).hexdigest()

    def overtaken(self, error: ValidationError) -> None:
        """Keep what was typed, take what is stored now as seen, and say so."""
        self.data = {**{name: self.data.get(name) for name in self.data}, "seen": self.digest()}
        self.is_overtaken = True
        self.add_error(None, error)

    def differences(self) -> list[tuple[Any, str, str]]:
        """Return label, what is stored, and what was typed, where these differ."""
        return [
            (bound.label, _said(bound, bound.initial), _said(bound, bound.data))
            for bound in (self[name] for name in self.changed_data if name != "seen")
        ]

    def tell(self, error: ValidationError) -> None:
        """Say each refusal beside the field that it names, or above the form if it names none."""
        if not hasattr(error, "error_dict"):
            self.add_error(None, error)
            return
        for name, errors in error.error_dict.items():
            field = FIELD_OF_REFUSAL.get(name, name)
            self.add_error(field if field in self.fields else None, errors or not_understood())


def _said(bound: forms.BoundField, value: Any) -> str:
    """Return a field's value as people read it."""
    if isinstance(value, (Point, list)):
        numbers = bound.field.widget.decompress(value) if isinstance(value, Point) else value
        return " ".join(str(number or "") for number in numbers)
    text = bound.field.prepare_value(value)
    choices = getattr(bound.field, "choices", ())
    return next((str(label) for key, label in choices if str(key) == str(text)), str(text or ""))


#: Where a refusal of the database speaks of a column that is no field of ours.
FIELD_OF_REFUSAL = {"region_id": "region", "segments": "geom"}


def _life(status: str = "") -> list[tuple[str, Any]]:
    """Return the states that one may choose: to retire has a page of its own."""
    return [
        (value, label)
        for value, label in PlantStatus.choices
        if value != PlantStatus.RETIRED or status == PlantStatus.RETIRED
    ]


class SiteForm(EditForm):
    """A site: what it is, where it lies, and a park's area."""

    name = forms.CharField(label=_("Name"), max_length=200)
    kind = forms.ChoiceField(label=_("Kind"), choices=Site.Kind.choices)
    status = forms.ChoiceField(label=_("Status"), choices=_life)
    street = forms.CharField(label=_("Street and number"), max_length=200, required=False)
    postcode = forms.CharField(label=_("Postcode"), max_length=10, required=False)
    city = forms.CharField(label=_("Town"), max_length=100, required=False)
    region = forms.ModelChoiceField(Region.objects.none(), label=_("District"), required=False)
    description = forms.CharField(label=_("Note"), max_length=200, required=False)
    geom = PlaceField(label=_("Place"), help_text=PLACE_HELP, required=False)
    accuracy_m = forms.FloatField(label=_("Place good to, in metres"), min_value=0, required=False)
    area = AreaField(label=_("Area"), help_text=AREA_HELP, required=False)
    area_ha = forms.FloatField(
        label=_("Area in hectares, as published"), min_value=0, required=False
    )

    def __init__(
        self, data: Any = None, *, site: Site | None = None, kind: str = Site.Kind.SCHOOL
    ) -> None:
        initial = {"kind": kind, "status": PlantStatus.ACTIVE}
        super().__init__(data, initial=_values(site, self.base_fields) or initial)
        if not (_is_park(site.kind if site else kind) or (site and site.area)):
            del self.fields["area"], self.fields["area_ha"]
        _choose(self, "region", Region.objects.filter(kind="district").order_by("name"))
        _choose_status(self, site.status if site else "")

    def details(self, site: Site | None = None) -> SiteDetails:
        """Return what the form says of a site; what it does not show stays as it is."""
        said = self.cleaned_data
        region: Region | None = said["region"]
        return SiteDetails(
            name=said["name"],
            kind=said["kind"],
            status=said["status"],
            street=said["street"],
            postcode=said["postcode"],
            city=said["city"],
            region_id=region.pk if region else None,
            area_ha=said.get("area_ha", site and site.area_ha),
            description=said["description"],
            source=site.source if site else "",
            comments=site.comments if site else "",
        )

    def change(self, site: Site) -> SiteChange:
        """Return what is to be stored of a site."""
        said, changed = self.cleaned_data, set(self.changed_data)
        return SiteChange(
            details=self.details(site),
            point=said["geom"],
            accuracy_m=said["accuracy_m"],
            area=said.get("area"),
            is_moved=bool({"geom", "accuracy_m"} & changed),
            is_redrawn="area" in changed,
        )


class RouteForm(EditForm):
    """A route: what people call it, and where it runs."""

    code = forms.CharField(label=_("Code"), max_length=40)
    name = forms.CharField(label=_("Name"), max_length=200, required=False)
    role = forms.ChoiceField(label=_("Role"), choices=FibreRoute.Role.choices)
    status = forms.ChoiceField(label=_("Status"), choices=_life)
    construction = forms.ChoiceField(
        label=_("Construction of what is new"),
        choices=RouteSegment.Construction.choices,
        initial=RouteSegment.Construction.TRENCH,
    )
    geom = LineField(label=_("Line"), help_text=LINE_HELP)

    def __init__(
        self, data: Any = None, *, route: FibreRoute | None = None, line: Any = None
    ) -> None:
        initial = {"role": FibreRoute.Role.DISTRIBUTION, "status": PlantStatus.ACTIVE}
        values = _values(route, self.base_fields) or initial
        super().__init__(data, initial={**values, "geom": line})
        _choose_status(self, route.status if route else "")

    def clean_geom(self) -> LineString:
        """Return the drawn line; corners that were not touched stay to the last digit."""
        line: LineString = self.cleaned_data["geom"]
        return texts.sharpened(line, self.initial["geom"])

    def details(self, route: FibreRoute | None = None) -> RouteDetails:
        """Return what the form says of a route; what it does not show stays as it is."""
        said = self.cleaned_data
        return RouteDetails(
            code=said["code"],
            role=said["role"],
            name=said["name"],
            status=said["status"],
            source=route.source if route else "",
        )

    def change(self, route: FibreRoute) -> RouteChange:
        """Return what is to be stored of a route."""
        said = self.cleaned_data
        return RouteChange(
            details=self.details(route),
            line=said["geom"] if "geom" in self.changed_data else None,
            construction=said["construction"],
        )


class NodeForm(EditForm):
    """A node: where it lies."""

    geom = PlaceField(label=_("Place"), help_text=PLACE_HELP)

    def __init__(self, data: Any = None, *, node: RouteNode) -> None:
        super().__init__(data, initial={"geom": node.geom})


class SearchForm(forms.Form):
    """What is looked for on the start page."""

    what = forms.ChoiceField(
        label=_("Show"),
        choices=[("sites", _("Sites")), ("routes", _("Named routes")), ("nodes", _("Nodes"))],
        required=False,
    )
    q = forms.CharField(label=_("Search"), max_length=100, required=False)


def _is_park(kind: str) -> bool:
    return kind == Site.Kind.BUSINESS_PARK


def _values(row: Any, fields: Any) -> dict[str, Any]:
    return {name: getattr(row, name) for name in fields if hasattr(row, name)} if row else {}


def _choose(form: forms.Form, name: str, rows: Any) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - for the type checker
    field.queryset = rows


def _choose_status(form: forms.Form, status: str) -> None:
    field = form.fields["status"]
    assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the type checker
    field.choices = _life(status)
