"""A node: what stands there, which cables end and which pass, which ways meet."""

from dataclasses import dataclass

from django.db.models import Q

from accounts.models import Asker
from inventory.models import (
    Cable,
    CableSection,
    Closure,
    Mate,
    PatchPanel,
    RiskGroupMember,
    RouteNode,
    RouteSegment,
    SlackLoop,
    Splitter,
    SplitterLeg,
    Structure,
)
from pages.fibre.queries.colours import palette
from pages.fibre.queries.glass import Meeting, meetings


@dataclass(frozen=True, slots=True)
class LegRow:
    """A leg of a splitter, and what it is joined to; number 0 is the input."""

    number: int
    meeting: Meeting | None


@dataclass(frozen=True, slots=True)
class SplitterPart:
    """A splitter with its legs."""

    splitter: Splitter
    legs: tuple[LegRow, ...]


@dataclass(frozen=True, slots=True)
class NodePage:
    """What the page of a node shows."""

    node: RouteNode
    structure: Structure | None
    closures: tuple[Closure, ...]
    panels: tuple[PatchPanel, ...]
    splitters: tuple[SplitterPart, ...]
    ending: tuple[Cable, ...]
    passing: tuple[Cable, ...]
    cords: tuple[Cable, ...]
    segments: tuple[RouteSegment, ...]
    slack: tuple[SlackLoop, ...]
    risks: tuple[RiskGroupMember, ...]


def node_page(node: RouteNode, asker: Asker) -> NodePage:
    """Return the page of a node that the asker may see; 11 queries, however much is there."""
    at_node = {"node": node}
    segments = tuple(
        RouteSegment.objects.visible_to(asker)
        .filter(Q(a_node=node) | Q(z_node=node))
        .select_related("a_node", "z_node")
        .order_by("code")
    )
    cables = _cables(segments, asker)
    ends = {cable.pk for cable in cables if node.pk in {cable.a_node_id, cable.z_node_id}}
    cords = Cable.objects.visible_to(asker).filter(kind=Cable.Kind.PATCH_CORD, a_node=node)
    panels = PatchPanel.objects.visible_to(asker).filter(device__node=node)
    slack = SlackLoop.objects.visible_to(asker).filter(**at_node).select_related("cable")
    risks = RiskGroupMember.objects.visible_to(asker).filter(**at_node).select_related("group")
    return NodePage(
        node=node,
        structure=Structure.objects.visible_to(asker).filter(**at_node).first(),
        closures=tuple(Closure.objects.visible_to(asker).filter(**at_node).order_by("code")),
        panels=tuple(panels.select_related("device").order_by("device__name")),
        splitters=_splitters(node, asker),
        ending=tuple(cable for cable in cables if cable.pk in ends),
        passing=tuple(cable for cable in cables if cable.pk not in ends),
        cords=tuple(cords.order_by("code")),
        segments=segments,
        slack=tuple(slack.order_by("cable__code", "pk")),
        risks=tuple(risks.order_by("group__name")),
    )


def _cables(segments: tuple[RouteSegment, ...], asker: Asker) -> list[Cable]:
    """Return the cables in these segments by code; every step from there has an index."""
    there = CableSection.objects.filter(segment__in=[segment.pk for segment in segments])
    found = Cable.objects.visible_to(asker).filter(pk__in=there.values("cable"))
    return list(found.select_related("type", "a_node", "z_node").order_by("code"))


def _splitters(node: RouteNode, asker: Asker) -> tuple[SplitterPart, ...]:
    mates = Mate.objects.visible_to(asker).filter(end__leg__splitter__node=node)
    met = meetings(mates, palette(asker))
    legs = SplitterLeg.objects.visible_to(asker).filter(splitter__node=node)
    found: dict[int, tuple[Splitter, list[LegRow]]] = {}
    for leg in legs.select_related("splitter__tray").order_by("splitter__code", "number"):
        _, rows = found.setdefault(leg.splitter_id, (leg.splitter, []))
        rows.append(LegRow(leg.number, met.get(2 * leg.pk + 1)))
    return tuple(SplitterPart(splitter, tuple(rows)) for splitter, rows in found.values())
