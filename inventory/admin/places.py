"""Regions, sites, schools, circuits and what they name: edited by administrators."""

from typing import Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest

from inventory.admin.shown import Drawn
from inventory.models import (
    Circuit,
    CircuitService,
    CircuitType,
    OperatorArea,
    Provider,
    Region,
    School,
    Site,
    SiteAssignment,
)


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
