"""
The filters of lists, in NetBox's names.

Several values mean "or". A value that cannot be is a 400 that names the filter; so is a filter
that does not exist: NetBox ignores those and returns everything, which has cost people their
inventory (reference netbox_api.md, wish 21).
"""

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

import django_filters as filters
from django import forms
from django.contrib.gis.db.models import GeometryField
from django.db.models import F, FloatField, Func, Model, Q, QuerySet
from django_filters.rest_framework import DjangoFilterBackend
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request

from api.serializers import SITE_STATUS, SITE_STATUS_CHOICES
from inventory.models import Circuit, CircuitType, Provider, Region, Site

#: What the list itself understands, besides the filters.
LIST_PARAMETERS = frozenset(
    {"limit", "offset", "start", "brief", "fields", "omit", "ordering", "format"}
)
MAX_VALUES = 1000
_TEXT_LOOKUPS = {
    "": ("exact", False),
    "__n": ("exact", True),
    "__ic": ("icontains", False),
    "__nic": ("icontains", True),
    "__isw": ("istartswith", False),
    "__nisw": ("istartswith", True),
    "__iew": ("iendswith", False),
    "__niew": ("iendswith", True),
    "__ie": ("iexact", False),
    "__nie": ("iexact", True),
}
_NUMBER_LOOKUPS = {
    "": ("exact", False),
    "__n": ("exact", True),
    "__lt": ("lt", False),
    "__lte": ("lte", False),
    "__gt": ("gt", False),
    "__gte": ("gte", False),
}


class ManyValuesField(forms.Field):
    """A list of values, each checked by one inner field."""

    widget = forms.SelectMultiple

    def __init__(self, *, one: forms.Field, **options: Any) -> None:
        super().__init__(**options)
        self.one = one

    def clean(self, value: Any) -> list[Any]:
        """Return the cleaned values; `None` stands for "null", which pynetbox sends."""
        given = [item for item in value or [] if item != ""]
        if len(given) > MAX_VALUES:
            raise forms.ValidationError(f"At most {MAX_VALUES} values.")
        return [None if item == "null" else self.one.clean(item) for item in given]


class ManyValuesFilter(filters.Filter):  # type: ignore[misc]  # django-filter ships no types
    """Any of the values, by one lookup."""

    field_class = ManyValuesField

    def filter(self, queryset: QuerySet[Model], value: list[Any]) -> QuerySet[Model]:
        """Narrow the rows."""
        if not value:
            return queryset
        either = Q()
        for item in value:
            lookup = "isnull" if item is None else self.lookup_expr
            either |= Q(**{f"{self.field_name}__{lookup}": True if item is None else item})
        return queryset.exclude(either) if self.exclude else queryset.filter(either)


def text(column: str, name: str | None = None) -> dict[str, filters.Filter]:
    """Return the filters of a text column, with NetBox's suffixes."""
    return {
        (name or column) + suffix: ManyValuesFilter(
            field_name=column, lookup_expr=lookup, exclude=exclude, one=forms.CharField()
        )
        for suffix, (lookup, exclude) in _TEXT_LOOKUPS.items()
    }


class WholeNumberField(forms.IntegerField):
    """A number that PostgreSQL's bigint holds."""

    def __init__(self) -> None:
        super().__init__(min_value=-(2**63), max_value=2**63 - 1)


def number(column: str, one: type[forms.Field] = WholeNumberField) -> dict[str, filters.Filter]:
    """Return the filters of a number or instant, with NetBox's suffixes."""
    return {
        column + suffix: ManyValuesFilter(
            field_name=column, lookup_expr=lookup, exclude=exclude, one=one()
        )
        for suffix, (lookup, exclude) in _NUMBER_LOOKUPS.items()
    }


def choice(column: str, choices: Iterable[tuple[str, Any]]) -> dict[str, filters.Filter]:
    """Return the filters of a choice."""
    return {
        column + suffix: ManyValuesFilter(
            field_name=column, exclude=exclude, one=forms.ChoiceField(choices=list(choices))
        )
        for suffix, exclude in (("", False), ("__n", True))
    }


def reference(column: str, model: type[Model], *, by: str = "slug") -> dict[str, filters.Filter]:
    """Return the filters of a reference: by slug and, with `_id`, by id; both must exist."""
    known = model._default_manager.all()
    found: dict[str, filters.Filter] = {}
    for suffix, exclude in (("", False), ("__n", True)):
        slug = forms.ModelChoiceField(known, to_field_name=by)
        identity = forms.ModelChoiceField(known)
        found[column + suffix] = ManyValuesFilter(field_name=column, exclude=exclude, one=slug)
        found[f"{column}_id{suffix}"] = ManyValuesFilter(
            field_name=column, exclude=exclude, one=identity
        )
    return found


class RowFilterSet(filters.FilterSet):  # type: ignore[misc]  # django-filter ships no types
    """Filters that every list has: id and q."""

    search_columns: ClassVar[tuple[str, ...]] = ("name", "slug", "description")

    q = filters.CharFilter(method="search", max_length=200)

    def search(self, queryset: QuerySet[Model], _name: str, value: str) -> QuerySet[Model]:
        """Narrow to rows that hold the text, literally, in one of their columns."""
        either = Q()
        for column in self.search_columns:
            either |= Q(**{f"{column}__icontains": value})
        return queryset.filter(either)


def _filter_set(
    name: str, declared: Mapping[str, filters.Filter], **attributes: Any
) -> type[RowFilterSet]:
    return type(name, (RowFilterSet,), {**number("id"), **declared, **attributes})


class RegionTreeFilter(ManyValuesFilter):
    """A region with everything in it."""

    def filter(self, queryset: QuerySet[Model], value: list[Any]) -> QuerySet[Model]:
        """Narrow to rows of the regions or of their parts."""
        if not value:
            return queryset
        if None in value:
            return queryset.filter(**{f"{self.field_name}__isnull": True})
        either = Q(**{f"{self.field_name}__in": value}) | Q(
            **{f"{self.field_name}__parent__in": value}
        )
        return queryset.exclude(either) if self.exclude else queryset.filter(either)


def region(column: str) -> dict[str, filters.Filter]:
    """Return the filters by region; NetBox's regions include what is in them."""
    return {
        name: RegionTreeFilter(field_name=column, exclude=plain.exclude, one=plain.extra["one"])
        for name, plain in reference("region", Region).items()
    }


class Coordinate(Func):
    """Latitude (`ST_Y`) or longitude (`ST_X`) of a point, in degrees."""

    output_field = FloatField()


@extend_schema_field(OpenApiTypes.DOUBLE)
class CoordinateFilter(ManyValuesFilter):
    """Latitude or longitude; the column is computed where it is asked for."""

    def filter(self, queryset: QuerySet[Model], value: list[Any]) -> QuerySet[Model]:
        """Narrow the rows."""
        if not value:
            return queryset
        function = "ST_Y" if self.field_name == "latitude" else "ST_X"
        place = F("geom")
        computed = {self.field_name: Coordinate(place, function=function)}
        return super().filter(queryset.alias(**computed), value)


def coordinate(name: str) -> dict[str, filters.Filter]:
    """Return the filters of latitude or longitude."""
    return {
        name + suffix: CoordinateFilter(
            field_name=name, lookup_expr=lookup, exclude=exclude, one=forms.FloatField()
        )
        for suffix, (lookup, exclude) in _NUMBER_LOOKUPS.items()
    }


class SiteStatusField(forms.ChoiceField):
    """A status in NetBox's word, cleaned to ours."""

    def clean(self, value: Any) -> str:
        """Return our status."""
        word = super().clean(value)
        return next(status.value for status, theirs in SITE_STATUS.items() if theirs == word)


def site_status() -> dict[str, filters.Filter]:
    """Return the filters of a site's status."""
    return {
        "status" + suffix: ManyValuesFilter(
            field_name="status", exclude=exclude, one=SiteStatusField(choices=SITE_STATUS_CHOICES)
        )
        for suffix, exclude in (("", False), ("__n", True))
    }


RegionFilterSet = _filter_set(
    "RegionFilterSet",
    {**text("name"), **text("slug"), **text("description"), **reference("parent", Region)},
)
SiteFilterSet = _filter_set(
    "SiteFilterSet",
    {
        **text("name"),
        **text("slug"),
        **text("description"),
        **site_status(),
        **choice("kind", Site.Kind.choices),
        **region("region"),
        **coordinate("latitude"),
        **coordinate("longitude"),
    },
    search_columns=("name", "slug", "description", "street", "comments"),
)
ProviderFilterSet = _filter_set(
    "ProviderFilterSet", {**text("name"), **text("slug"), **text("description")}
)
CircuitTypeFilterSet = _filter_set(
    "CircuitTypeFilterSet", {**text("name"), **text("slug"), **text("description")}
)
CircuitFilterSet = _filter_set(
    "CircuitFilterSet",
    {
        **text("cid"),
        **text("description"),
        **choice("status", Circuit.Status.choices),
        **choice("purpose", Circuit.Purpose.choices),
        **reference("provider", Provider),
        **reference("type", CircuitType),
        **reference("site", Site),
        **region("site__region"),
        **number("contracted_down_mbps"),
        **number("contracted_up_mbps"),
    },
    search_columns=("cid", "description", "comments", "site__name", "school__name"),
)


class StrictFilterBackend(DjangoFilterBackend):  # type: ignore[misc]  # django-filter ships no types
    """Applies a list's filters and its ordering; refuses names that do not exist."""

    def filter_queryset(
        self, request: Request, queryset: QuerySet[Model], view: Any
    ) -> QuerySet[Model]:
        """
        Return the rows asked for, in a total order.

        Raises:
            ValidationError: an unknown filter or order, or a value that cannot be.
        """
        known = set(view.filterset_class.base_filters) | LIST_PARAMETERS
        unknown = sorted(set(request.query_params) - known)
        if unknown:
            raise ValidationError({name: ["There is no such filter."] for name in unknown})
        rows = super().filter_queryset(request, queryset, view)
        return rows.order_by(*_ordering(request, rows.model), "pk")  # type: ignore[no-any-return]  # untyped base


def _ordering(request: Request, model: type[Model]) -> list[str]:
    allowed = {
        field.name
        for field in model._meta.concrete_fields
        if not field.is_relation and not isinstance(field, GeometryField)
    } - {"geom_m"}
    asked = [name for name in request.query_params.get("ordering", "").split(",") if name]
    unknown = [name for name in asked if name.removeprefix("-") not in allowed]
    if unknown:
        raise ValidationError({"ordering": [f"Cannot order by {', '.join(unknown)}."]})
    natural = "cid" if model is Circuit else "name"
    return asked or [natural]
