"""Closures, panels, splitters and devices: shown, never changed here."""

from django.contrib import admin

from inventory.admin.shown import Shown, ShownRows
from inventory.models import (
    Closure,
    Device,
    Interface,
    IPAddress,
    PatchPanel,
    Port,
    Splitter,
    SplitterLeg,
    Transceiver,
    Tray,
)


class Trays(ShownRows):
    """The trays of a closure."""

    model = Tray
    fields = ("number", "max_joints")
    ordering = ("number",)
    related = ("closure",)


@admin.register(Closure)
class ClosureAdmin(Shown, admin.ModelAdmin):  # type: ignore[type-arg]  # of Closure
    """Boxes in which cables are joined."""

    list_display = ("code", "node", "max_trays", "status")
    list_filter = ("status",)
    list_select_related = ("node",)
    search_fields = ("code", "node__code")
    inlines = (Trays,)


class Ports(ShownRows):
    """The ports of a panel."""

    model = Port
    fields = ("number", "connector")
    ordering = ("number",)
    related = ("panel__device",)


@admin.register(PatchPanel)
class PatchPanelAdmin(Shown, admin.ModelAdmin):  # type: ignore[type-arg]  # of PatchPanel
    """Fields of ports."""

    list_display = ("device", "n_ports")
    list_select_related = ("device",)
    search_fields = ("device__name", "device__node__code")
    inlines = (Ports,)


class Legs(ShownRows):
    """The legs of a splitter."""

    model = SplitterLeg
    fields = ("number", "id")
    ordering = ("number",)
    related = ("splitter",)


@admin.register(Splitter)
class SplitterAdmin(Shown, admin.ModelAdmin):  # type: ignore[type-arg]  # of Splitter
    """Passive splitters."""

    list_display = ("code", "node", "tray", "n_outputs", "loss_db")
    list_select_related = ("node", "tray__closure")
    search_fields = ("code", "node__code")
    inlines = (Legs,)


class Interfaces(ShownRows):
    """The interfaces of a device."""

    model = Interface
    fields = ("name", "speed_mbps", "is_enabled")
    ordering = ("name",)
    related = ("device",)


@admin.register(Device)
class DeviceAdmin(Shown, admin.ModelAdmin):  # type: ignore[type-arg]  # of Device
    """What stands at nodes."""

    list_display = ("name", "role", "node", "status")
    list_filter = ("role", "status")
    list_select_related = ("node",)
    search_fields = ("name", "node__code")
    inlines = (Interfaces,)


@admin.register(IPAddress)
class IPAddressAdmin(Shown, admin.ModelAdmin):  # type: ignore[type-arg]  # of IPAddress
    """Addresses of interfaces."""

    list_display = ("address", "interface")
    list_select_related = ("interface__device",)
    search_fields = ("address", "interface__device__name")


@admin.register(Transceiver)
class TransceiverAdmin(Shown, admin.ModelAdmin):  # type: ignore[type-arg]  # of Transceiver
    """What lights fibres."""

    list_display = ("type", "interface", "serial")
    list_select_related = ("type", "interface__device")
    search_fields = ("serial", "interface__device__name")
