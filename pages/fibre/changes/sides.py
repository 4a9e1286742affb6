"""What can be joined at a node: whose glass ends there, and which of it is free."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Count, F, Q
from django.utils.translation import gettext as _

from accounts.models import Asker
from inventory.models import Cable, Mate, OpticalEnd, RouteNode, Tray


@dataclass(frozen=True, slots=True)
class Side:
    """
    Glass that ends at a node and is counted together: of a cable to one side, a panel, a splitter.

    `towards` is the end of the cable to which the glass leads, "a" or "z".
    """

    kind: str
    owner_id: int
    code: str
    towards: str
    towards_node: str
    n: int
    n_free: int

    @property
    def value(self) -> str:
        """The side as a form sends it."""
        return f"{self.kind}-{self.owner_id}-{self.towards}"

    @property
    def label(self) -> str:
        """The side for people."""
        said = {"code": self.code, "node": self.towards_node, "free": self.n_free, "n": self.n}
        if self.kind == "cable":
            return _("%(code)s towards %(node)s (%(free)d of %(n)d free)") % said
        if self.kind == "panel":
            return _("%(code)s, back of the panel (%(free)d of %(n)d free)") % said
        return _("%(code)s, splitter (%(free)d of %(n)d free)") % said


def sides_at(node: RouteNode, asker: Asker) -> list[Side]:
    """Return all sides at a node, cables first; 3 queries."""
    ends = OpticalEnd.objects.visible_to(asker).filter(node=node)
    counted = {"n": Count("pk"), "n_free": Count("pk", filter=Q(mating__isnull=True))}
    cable = "strand_section__strand__cable"
    of_cables = (
        ends.filter(**{f"{cable}__kind": Cable.Kind.CABLE})
        .annotate(far=F("pk") % 2)
        .values(
            f"{cable}_id",
            f"{cable}__code",
            f"{cable}__a_node__code",
            f"{cable}__z_node__code",
            "far",
        )
        .annotate(**counted)
        .order_by(f"{cable}__code", "far")
    )
    # Glass entered at its far, odd end leads back to the cable's beginning.
    sides = [
        Side(
            "cable",
            row[f"{cable}_id"],
            row[f"{cable}__code"],
            "a" if row["far"] else "z",
            row[f"{cable}__a_node__code" if row["far"] else f"{cable}__z_node__code"],
            row["n"],
            row["n_free"],
        )
        for row in of_cables
    ]
    backs = ends.filter(port__isnull=False).annotate(far=F("pk") % 2).filter(far=0)
    sides += _boxes(
        "panel", backs.values_list("port__panel_id", "port__panel__device__name"), counted
    )
    legs = ends.filter(leg__isnull=False)
    sides += _boxes(
        "splitter", legs.values_list("leg__splitter_id", "leg__splitter__code"), counted
    )
    return sides


def _boxes(kind: str, rows: object, counted: dict[str, Count]) -> Iterator[Side]:
    for owner_id, code, n, n_free in rows.annotate(**counted).order_by():  # type: ignore[attr-defined]  # a query of values
        yield Side(kind, owner_id, code, "", "", n, n_free)


def ends_on(side: Side, node: RouteNode) -> dict[int, int]:
    """Return number to end of a panel's backs or a splitter's legs at a node."""
    ends = OpticalEnd.objects.filter(node=node)
    if side.kind == "panel":
        backs = ends.filter(port__panel=side.owner_id).values_list("port__number", "pk")
        return {number: end for number, end in backs if not end % 2}
    legs = ends.filter(leg__splitter=side.owner_id)
    return dict(legs.values_list("leg__number", "pk"))


def tray_choices(node: RouteNode, asker: Asker) -> list[tuple[str, str]]:
    """Return the trays of the closures at a node, with the room on each."""
    trays = (
        Tray.objects.visible_to(asker)
        .filter(closure__node=node)
        .select_related("closure")
        .annotate(n_joints=Count("joints"))
        .order_by("closure__code", "number")
    )
    return [
        (
            str(tray.pk),
            _("%(closure)s, tray %(n)d (%(free)d of %(room)d free)")
            % {
                "closure": tray.closure.code,
                "n": tray.number,
                "free": tray.max_joints - tray.n_joints,
                "room": tray.max_joints,
            },
        )
        for tray in trays
    ]


def free_fronts(node: RouteNode, asker: Asker) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the free fronts of ports at a node by panel, each with what is spliced behind it."""
    fronts = (
        OpticalEnd.objects.visible_to(asker)
        .filter(node=node, port__isnull=False, mating__isnull=True)
        .annotate(far=F("pk") % 2)
        .filter(far=1)
        .order_by("port__panel__device__name", "port__number")
        .values_list("pk", "port__panel__device__name", "port__number")
    )
    rows = list(fronts)
    behind = _behind([end_id - 1 for end_id, _panel, _number in rows])
    panels: dict[str, list[tuple[str, str]]] = {}
    for end_id, panel, number in rows:
        fibre = behind.get(end_id - 1, "")
        label = f"{panel}/{number} · {fibre}" if fibre else f"{panel}/{number}"
        panels.setdefault(panel, []).append((str(end_id), label))
    return list(panels.items())


def _behind(back_ids: list[int]) -> dict[int, str]:
    mates = Mate.objects.filter(end__in=back_ids, mate__strand_section__isnull=False)
    strand = "mate__strand_section__strand"
    rows = mates.values_list("end_id", f"{strand}__cable__code", f"{strand}__number")
    return {end_id: f"{code}#{number}" for end_id, code, number in rows}
