"""
The lists of the plant: cables, closures, panels, ducts, nodes, reservations.

Each kind says how it is found by words, and what a row of it shows. Counts are asked for the rows
of one page only: over a whole city's strands they would take seconds.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from accounts.models import Asker
from inventory.models import (
    Cable,
    CableSection,
    Closure,
    Duct,
    Joint,
    Mate,
    PatchPanel,
    Reservation,
    RouteNode,
    Strand,
)
from inventory.models.ways import PlantQuerySet


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a list: its name, which is the link, words below it, and a text for each column."""

    url: str
    name: str
    sub: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of plant that is listed."""

    key: str
    title: Promise
    #: What would be here, and how it gets here.
    empty: Promise
    columns: tuple[tuple[Promise, str], ...]
    sought_in: tuple[str, ...]
    order: tuple[str, ...]
    rows_of: Callable[[Asker], "QuerySet[Any]"]
    show: Callable[[Sequence[Any], Asker], list[Row]]

    @property
    def url(self) -> str:
        """The list's page."""
        return reverse(f"fibre:{self.key}")

    def table(self, things: Sequence[Any], asker: Asker) -> list["TableRow"]:
        """Return the rows of a page, each text with its column's heading and class."""
        return [
            TableRow(
                row,
                tuple(
                    (*column, text) for column, text in zip(self.columns, row.cells, strict=True)
                ),
            )
            for row in self.show(things, asker)
        ]


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row with its cells as the template writes them: heading, class, text."""

    row: Row
    cells: tuple[tuple[Promise, str, str], ...]


def found(kind: Kind, asker: Asker, words: str) -> "QuerySet[Any]":
    """Return the rows of a kind in which every word occurs, in order."""
    rows = kind.rows_of(asker)
    for word in words.split():
        sought = Q()
        for field in kind.sought_in:
            sought |= Q(**{f"{field}__icontains": word})
        rows = rows.filter(sought)
    return rows.order_by(*kind.order)


def current_reservations(asker: Asker, *, today: date) -> PlantQuerySet[Reservation]:
    """Return the reservations that run or are to come."""
    return Reservation.objects.visible_to(asker).filter(until_date__gte=today)


def _show_cables(cables: Sequence[Cable], asker: Asker) -> list[Row]:
    counted = (
        Strand.objects.visible_to(asker)
        .filter(cable__in=[cable.pk for cable in cables])
        .values_list("cable")
        .annotate(n=Count("pk"), n_dark=Count("pk", filter=Q(status=Strand.Status.DARK)))
    )
    counts = {cable_id: (n, n_dark) for cable_id, n, n_dark in counted}
    rows = []
    for cable in cables:
        n, n_dark = counts.get(cable.pk, (0, 0))
        rows.append(
            Row(
                url=reverse("fibre:cable", args=[cable.pk]),
                name=cable.code,
                sub=cable.type.name,
                cells=(
                    cable.a_node.code,
                    cable.z_node.code,
                    capfirst(cable.get_status_display()),
                    f"{n_dark} / {n}",
                ),
            )
        )
    return rows


def _show_closures(closures: Sequence[Closure], asker: Asker) -> list[Row]:
    ids = [closure.pk for closure in closures]
    joined = dict(
        Joint.objects.visible_to(asker)
        .filter(tray__closure__in=ids)
        .values_list("tray__closure")
        .annotate(n=Count("pk"))
    )
    return [
        Row(
            url=reverse("fibre:closure", args=[closure.pk]),
            name=closure.code,
            sub="",
            cells=(
                closure.node.code,
                capfirst(closure.get_status_display()),
                str(joined.get(closure.pk, 0)),
                str(closure.max_trays),
            ),
        )
        for closure in closures
    ]


def _show_panels(panels: Sequence[PatchPanel], asker: Asker) -> list[Row]:
    ids = [panel.pk for panel in panels]
    used = dict(
        Mate.objects.visible_to(asker)
        .filter(end__port__panel__in=ids)
        .values_list("end__port__panel")
        .annotate(n=Count("end__port", distinct=True))
    )
    return [
        Row(
            url=reverse("fibre:panel", args=[panel.pk]),
            name=panel.device.name,
            sub="",
            cells=(
                panel.device.node.code,
                panel.device.node.site.name if panel.device.node.site else "–",
                f"{used.get(panel.pk, 0)} / {panel.n_ports}",
            ),
        )
        for panel in panels
    ]


def _show_ducts(ducts: Sequence[Duct], asker: Asker) -> list[Row]:
    held = dict(
        CableSection.objects.visible_to(asker)
        .filter(duct__in=[duct.pk for duct in ducts])
        .values_list("duct")
        .annotate(n=Count("cable", distinct=True))
    )
    return [
        Row(
            url=reverse("fibre:duct", args=[duct.pk]),
            name=duct.code,
            sub=duct.marking,
            cells=(
                capfirst(duct.get_kind_display()),
                f"{duct.outer_mm:g} / {duct.inner_mm:g}",
                duct.parent.code if duct.parent else "–",
                str(held.get(duct.pk, 0)),
            ),
        )
        for duct in ducts
    ]


def _show_nodes(nodes: Sequence[RouteNode], asker: Asker) -> list[Row]:
    closures = dict(
        Closure.objects.visible_to(asker)
        .filter(node__in=[node.pk for node in nodes])
        .values_list("node")
        .annotate(n=Count("pk"))
    )
    return [
        Row(
            url=reverse("fibre:node", args=[node.pk]),
            name=node.code,
            sub=node.site.name if node.site else "",
            cells=(
                capfirst(node.get_kind_display()),
                _structure(node),
                str(closures.get(node.pk, 0)),
            ),
        )
        for node in nodes
    ]


def _structure(node: RouteNode) -> str:
    structure = getattr(node, "structure", None)
    return f"{capfirst(structure.get_kind_display())} {structure.code}" if structure else "–"


def _show_reservations(reservations: Sequence[Reservation], asker: Asker) -> list[Row]:  # noqa: ARG001 - as all the others
    return [
        Row(
            url=f"{reverse('fibre:cable', args=[one.cable_id])}#strands",
            name=f"{one.cable.code} {one.first_number}–{one.last_number}",
            sub="",
            cells=(
                one.reserved_for,
                str(one.last_number - one.first_number + 1),
                date_format(one.from_date, "SHORT_DATE_FORMAT"),
                date_format(one.until_date, "SHORT_DATE_FORMAT"),
            ),
        )
        for one in reservations
    ]


CABLES = Kind(
    key="cables",
    title=_("Cables"),
    empty=_("A new cable is made from its type along segments, or cables are imported."),
    columns=(
        (_("From"), ""),
        (_("To"), ""),
        (_("Status"), "less"),
        (_("Dark strands, of all"), "number"),
    ),
    sought_in=("code", "type__name", "a_node__code", "z_node__code"),
    order=("code",),
    rows_of=lambda asker: (
        Cable.objects.visible_to(asker)
        .filter(kind=Cable.Kind.CABLE)
        .select_related("type", "a_node", "z_node")
    ),
    show=_show_cables,
)
CLOSURES = Kind(
    key="closures",
    title=_("Closures"),
    empty=_("A closure is made at a node where cables are joined, or closures are imported."),
    columns=(
        (_("Node"), ""),
        (_("Status"), "less"),
        (_("Joints"), "number"),
        (_("Room for trays"), "number"),
    ),
    sought_in=("code", "node__code"),
    order=("code",),
    rows_of=lambda asker: Closure.objects.visible_to(asker).select_related("node"),
    show=_show_closures,
)
PANELS = Kind(
    key="panels",
    title=_("Panels"),
    empty=_("A panel is made at the node of a PoP or a building."),
    columns=((_("Node"), ""), (_("Site"), ""), (_("Ports in use, of all"), "number")),
    sought_in=("device__name", "device__node__code", "device__node__site__name"),
    order=("device__name",),
    rows_of=lambda asker: PatchPanel.objects.visible_to(asker).select_related("device__node__site"),
    show=_show_panels,
)
DUCTS = Kind(
    key="ducts",
    title=_("Ducts"),
    empty=_("Ducts are made along segments; cables and smaller ducts are then laid in them."),
    columns=(
        (_("Kind"), ""),
        (_("Outer / inner diameter, mm"), "number"),
        (_("Lies in"), "less"),
        (_("Cables"), "number"),
    ),
    sought_in=("code", "marking"),
    order=("code",),
    rows_of=lambda asker: Duct.objects.visible_to(asker).select_related("parent"),
    show=_show_ducts,
)
NODES = Kind(
    key="nodes",
    title=_("Nodes"),
    empty=_("Nodes are drawn on the map, with the segments between them."),
    columns=((_("Kind"), ""), (_("Structure"), ""), (_("Closures"), "number")),
    sought_in=("code", "site__name", "structure__code"),
    order=("code",),
    rows_of=lambda asker: (
        RouteNode.objects.visible_to(asker).select_related("site", "structure").defer("site__area")
    ),
    show=_show_nodes,
)
RESERVATIONS = Kind(
    key="reservations",
    title=_("Reservations"),
    empty=_("Strands that are kept for somebody are listed here until their last day."),
    columns=(
        (_("Reserved for"), ""),
        (_("Strands"), "number"),
        (_("From"), "less"),
        (_("Until and including"), ""),
    ),
    sought_in=("reserved_for", "cable__code"),
    order=("until_date", "cable__code", "first_number"),
    rows_of=lambda asker: Reservation.objects.visible_to(asker).select_related("cable"),
    show=_show_reservations,
)
KINDS: Mapping[str, Kind] = {
    kind.key: kind for kind in (CABLES, CLOSURES, PANELS, DUCTS, NODES, RESERVATIONS)
}
