"""How geometry is drawn in the administration, and how plant is shown and never changed."""

from typing import Any

from django.contrib import admin
from django.contrib.gis.db.models.fields import GeometryField
from django.db import models
from django.forms import Field
from django.http import HttpRequest
from leaflet.admin import LeafletGeoAdminMixin

from inventory.forms import FIELD_OF_KIND, InsideCityForm
from inventory.widgets import GeometryWidget


class Drawn(LeafletGeoAdminMixin, admin.ModelAdmin):  # type: ignore[misc, type-arg]  # of any model
    """Geometry is drawn on a map, and told beside its field where it cannot be."""

    form = InsideCityForm
    widget = GeometryWidget
    map_template = GeometryWidget.template_name

    def formfield_for_dbfield(
        self, db_field: "models.Field[Any, Any]", request: HttpRequest, **kwargs: Any
    ) -> Field | None:
        """Read drawn geometry strictly."""
        if isinstance(db_field, GeometryField):
            kwargs["form_class"] = FIELD_OF_KIND[db_field.geom_type]
        field: Field | None = super().formfield_for_dbfield(db_field, request, **kwargs)
        return field


class Shown:
    """Rows that are shown and never changed here."""

    def has_add_permission(self, *_args: Any) -> bool:
        """Nobody adds here."""
        return False

    def has_change_permission(self, *_args: Any) -> bool:
        """Nobody changes here."""
        return False

    def has_delete_permission(self, *_args: Any) -> bool:
        """Nobody deletes here."""
        return False


class ShownRows(Shown, admin.TabularInline):  # type: ignore[type-arg]  # of any model
    """Rows that belong to what is shown; `related` are read along with them."""

    related: tuple[str, ...] = ()

    def get_queryset(self, request: HttpRequest) -> "models.QuerySet[Any]":
        """Read names along: one query, however many rows."""
        return super().get_queryset(request).select_related(*self.related)
