"""
The administration of what exists, for administrators only.

Regions, sites, schools and the catalogue are edited here; plant is only shown (DESIGN section 8):
it changes on the map, through operations that keep every circuit lit. What anything hangs on cannot
be deleted: it is retired.
"""

from typing import Any

from django.contrib import admin
from django.contrib.gis.db.models.fields import GeometryField
from django.db import models
from django.forms import Field
from django.http import HttpRequest
from leaflet.admin import LeafletGeoAdminMixin

from inventory.forms import FIELD_OF_KIND, InsideCityForm
from inventory.models import (
    Circuit,
    CircuitService,
    CircuitType,
    Corridor,
    FibreRoute,
    FibreRouteSegment,
    OperatorArea,
    Provider,
    Region,
    RouteNode,
    RouteSegment,
    School,
    Site,
    SiteAssignment,
)
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


class SchoolsThere(admin.TabularInline):  # type: ignore[type-arg]  # of School
    """The schools of a site."""

    model = School
    fields = ("number", "name", "status")
    extra = 0
    show_change_link = True

    def has_add_permission(self, *_args: Any) -> bool:
        """A school is added on its own page."""
        return False

    def has_change_permission(self, *_args: Any) -> bool:
        """A school is changed on its own page."""
        return False

    def has_delete_permission(self, *_args: Any) -> bool:
        """A school outlives its site."""
        return False


class Assignments(admin.TabularInline):  # type: ignore[type-arg]  # of SiteAssignment
    """Who answers for a site."""

    model = SiteAssignment
    autocomplete_fields = ("user",)
    extra = 0


@admin.register(OperatorArea)
class OperatorAreaAdmin(Drawn):
    """The one row that says which city this is."""

    list_display = ("name", "country", "state", "is_demo")
    exclude = ("geom",)

    def has_add_permission(self, request: HttpRequest) -> bool:  # noqa: ARG002 - Django's
        """A city begins by `manage.py begin_city`."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002
        """Without its area everything else would lie anywhere."""
        return False


@admin.register(Region)
class RegionAdmin(Drawn):
    """Boroughs and districts."""

    list_display = ("name", "kind", "parent", "accuracy")
    list_filter = ("kind",)
    search_fields = ("name",)
    prepopulated_fields = {"slug": ("name",)}


@admin.register(Site)
class SiteAdmin(Drawn):
    """Premises, with the schools there and who answers for them."""

    list_display = ("name", "kind", "status", "street", "region")
    list_filter = ("kind", "status", "region")
    list_select_related = ("region",)
    search_fields = ("name", "street", "schools__number", "schools__name")
    autocomplete_fields = ("region",)
    readonly_fields = ("created_at", "updated_at")
    inlines = (SchoolsThere, Assignments)


@admin.register(School)
class SchoolAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # of School
    """The register's entries."""

    list_display = ("name", "number", "school_type", "status", "site")
    list_filter = ("status", "school_type")
    list_select_related = ("site",)
    search_fields = ("name", "short_name", "number")
    autocomplete_fields = ("site",)
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}


@admin.register(Provider, CircuitType)
class CatalogueAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # of either
    """What circuits name."""

    list_display = ("name", "description")
    search_fields = ("name",)
    prepopulated_fields = {"slug": ("name",)}


class Services(admin.TabularInline):  # type: ignore[type-arg]  # of CircuitService
    """The stretches in which a circuit is under contract."""

    model = CircuitService
    extra = 0


@admin.register(Circuit)
class CircuitAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # of Circuit
    """What sites get."""

    list_display = ("cid", "label", "purpose", "status", "provider")
    list_filter = ("purpose", "status", "provider")
    list_select_related = ("school", "site", "provider")
    search_fields = ("cid", "site__name", "school__name", "school__number")
    autocomplete_fields = ("site", "school", "provider", "type")
    readonly_fields = ("created_at", "updated_at")
    inlines = (Services,)


# --- plant: shown, never changed here -------------------------------------------------------------
class Walk(Shown, admin.TabularInline):  # type: ignore[type-arg]  # of FibreRouteSegment
    """The segments that a route walks."""

    model = FibreRouteSegment
    fields = ("sequence", "segment", "is_reversed")
    ordering = ("sequence",)


@admin.register(RouteNode)
class RouteNodeAdmin(Shown, Drawn):
    """Junctions, PoPs and building entries."""

    list_display = ("code", "kind", "site")
    list_filter = ("kind",)
    list_select_related = ("site",)
    search_fields = ("code", "site__name")


@admin.register(RouteSegment)
class RouteSegmentAdmin(Shown, Drawn):
    """The ways between nodes."""

    list_display = ("code", "a_node", "z_node", "construction", "status")
    list_filter = ("construction", "status")
    list_select_related = ("a_node", "z_node")
    search_fields = ("code",)


@admin.register(FibreRoute)
class FibreRouteAdmin(Shown, admin.ModelAdmin):  # type: ignore[type-arg]  # of FibreRoute
    """What people call a route."""

    list_display = ("code", "name", "role", "status", "n_fibres")
    list_filter = ("role", "status")
    search_fields = ("code", "name")
    inlines = (Walk,)


@admin.register(Corridor)
class CorridorAdmin(Shown, Drawn):
    """Plain ground."""

    list_display = ("code", "source")
    search_fields = ("code",)
