"""Nodes, segments, routes, structures, ducts and risk groups: shown, never changed here."""

from django.contrib import admin

from inventory.admin.shown import Drawn, Shown, ShownRows
from inventory.models import (
    Corridor,
    Duct,
    DuctSection,
    FibreRoute,
    FibreRouteSegment,
    RiskGroup,
    RiskGroupMember,
    RouteNode,
    RouteSegment,
    Structure,
)


class Walk(ShownRows):
    """The segments that a route walks."""

    model = FibreRouteSegment
    fields = ("sequence", "segment", "is_reversed")
    ordering = ("sequence",)
    related = ("route", "segment")


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

    list_display = ("code", "name", "role", "status")
    list_filter = ("role", "status")
    search_fields = ("code", "name")
    inlines = (Walk,)


@admin.register(Corridor)
class CorridorAdmin(Shown, Drawn):
    """Plain ground."""

    list_display = ("code", "source")
    search_fields = ("code",)


@admin.register(Structure)
class StructureAdmin(Shown, admin.ModelAdmin):  # type: ignore[type-arg]  # of Structure
    """Manholes, cabinets and what else can be opened."""

    list_display = ("code", "kind", "node", "status", "owner")
    list_filter = ("kind", "status")
    list_select_related = ("node",)
    search_fields = ("code", "node__code")


class DuctWalk(ShownRows):
    """The segments that a duct lies in."""

    model = DuctSection
    fields = ("position", "segment", "is_reversed")
    ordering = ("position",)
    related = ("duct", "segment")


@admin.register(Duct)
class DuctAdmin(Shown, admin.ModelAdmin):  # type: ignore[type-arg]  # of Duct
    """Ducts, and the microducts in them."""

    list_display = ("code", "kind", "parent", "inner_mm", "outer_mm", "status")
    list_filter = ("kind", "status")
    list_select_related = ("parent",)
    search_fields = ("code", "marking")
    inlines = (DuctWalk,)


class Members(ShownRows):
    """What fails together."""

    model = RiskGroupMember
    fields = ("segment", "node", "cable")
    related = ("group", "segment", "node", "cable")


@admin.register(RiskGroup)
class RiskGroupAdmin(Shown, admin.ModelAdmin):  # type: ignore[type-arg]  # of RiskGroup
    """What one event can take together."""

    list_display = ("name", "kind", "is_automatic")
    list_filter = ("kind", "is_automatic")
    search_fields = ("name",)
    inlines = (Members,)
