"""Cables, their fibres, joints and the light over them: shown, never changed here."""

from django.contrib import admin

from inventory.admin.shown import Shown, ShownRows
from inventory.models import (
    Cable,
    CableSection,
    CircuitHop,
    CircuitPath,
    Joint,
    Mate,
    Reservation,
    SlackLoop,
    Strand,
    StrandSection,
)


class Walk(ShownRows):
    """The segments that a cable lies in."""

    model = CableSection
    fields = ("position", "segment", "is_reversed", "duct")
    ordering = ("position",)
    related = ("cable", "segment", "duct")


class Slack(ShownRows):
    """The coils of a cable."""

    model = SlackLoop
    fields = ("node", "segment", "chainage_m", "length_m")
    related = ("cable", "node", "segment")


@admin.register(Cable)
class CableAdmin(Shown, admin.ModelAdmin):  # type: ignore[type-arg]  # of Cable
    """Cables and patch cords."""

    list_display = ("code", "kind", "type", "a_node", "z_node", "status")
    list_filter = ("kind", "status", "type")
    list_select_related = ("type", "a_node", "z_node")
    search_fields = ("code", "a_node__code", "z_node__code")
    inlines = (Walk, Slack)


class Pieces(ShownRows):
    """The glass of a fibre between its cuts."""

    model = StrandSection
    fields = ("id", "from_position", "to_position")
    ordering = ("from_position",)
    related = ("strand__cable",)


@admin.register(Strand)
class StrandAdmin(Shown, admin.ModelAdmin):  # type: ignore[type-arg]  # of Strand
    """Fibres; found by the code of their cable."""

    list_display = ("__str__", "tube", "place", "status", "lessee", "lease_ends_date")
    list_filter = ("status",)
    list_select_related = ("cable", "tube__cable")
    search_fields = ("cable__code",)
    # A city has millions: the first page shall not count them twice.
    show_full_result_count = False
    inlines = (Pieces,)


@admin.register(Reservation)
class ReservationAdmin(Shown, admin.ModelAdmin):  # type: ignore[type-arg]  # of Reservation
    """Fibres kept for somebody."""

    list_display = ("cable", "first_number", "last_number", "reserved_for", "until_date")
    list_select_related = ("cable",)
    search_fields = ("cable__code", "reserved_for")


class Sides(ShownRows):
    """The two ends of a joint."""

    model = Mate
    fk_name = "joint"
    fields = ("end", "mate", "node")
    related = ("end", "mate", "node")


@admin.register(Joint)
class JointAdmin(Shown, admin.ModelAdmin):  # type: ignore[type-arg]  # of Joint
    """Splices and connectors; found by the code of their node or closure."""

    list_display = ("__str__", "node", "tray", "loss_db", "made_date", "made_by")
    list_filter = ("kind",)
    list_select_related = ("node", "tray__closure")
    search_fields = ("node__code", "tray__closure__code")
    show_full_result_count = False
    inlines = (Sides,)


class Hops(ShownRows):
    """The glass that a light path runs over."""

    model = CircuitHop
    fields = ("sequence", "cable", "from_position", "to_position", "node")
    ordering = ("sequence",)
    related = ("path__circuit", "cable", "node")


@admin.register(CircuitPath)
class CircuitPathAdmin(Shown, admin.ModelAdmin):  # type: ignore[type-arg]  # of CircuitPath
    """Where the light of circuits is to run."""

    list_display = ("circuit", "leg", "a_end", "z_end", "is_running")
    list_filter = ("leg", "is_running")
    list_select_related = ("circuit", "a_end", "z_end")
    search_fields = ("circuit__cid",)
    inlines = (Hops,)
