"""
What the map says of cables and nodes, and where they run.

Reads only; every function starts at the access door and asks a fixed number of queries.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.contrib.gis.db.models import Collect
from django.contrib.gis.db.models.functions import AsGeoJSON
from django.db.models import Count, JSONField, Q, QuerySet
from django.db.models.functions import Cast

from accounts.models import Asker
from inventory.models import (
    Cable,
    CableSection,
    Closure,
    PatchPanel,
    RouteNode,
    RouteSegment,
    Splitter,
    Strand,
)
from inventory.models.places import PlantStatus
from maps.layers import DECIMALS

#: A geometry as GeoJSON has it.
Geometry = dict[str, Any]
#: Which strands are light's, which are still to be had; the others are reserved or no good.
_LIT = Q(strands__status=Strand.Status.LIT)
_FREE = Q(strands__status=Strand.Status.DARK)


def cables_with_strands(asker: Asker) -> QuerySet[Cable]:
    """Return the cables that are not gone, by code, with `n_strands`, `n_lit` and `n_free`."""
    return (
        Cable.objects.visible_to(asker)
        .exclude(status=PlantStatus.RETIRED)
        .select_related("type", "a_node", "z_node")
        .annotate(
            n_strands=Count("strands"),
            n_lit=Count("strands", filter=_LIT),
            n_free=Count("strands", filter=_FREE),
        )
        .order_by("code")
    )


def cables_in(asker: Asker, segment_ids: Collection[int]) -> list[Cable]:
    """Return the cables that lie in any of the segments; 1 query."""
    lying = CableSection.objects.filter(segment__in=segment_ids).values("cable")
    return list(cables_with_strands(asker).filter(pk__in=lying))


def cable_with_strands(asker: Asker, cable_id: int) -> Cable | None:
    """Return a cable; None if the asker may not see it, or it is gone. 1 query."""
    return cables_with_strands(asker).filter(pk=cable_id).first()


def walk_of_cable(cable: Cable) -> Geometry | None:
    """Return the GeoJSON geometry of where a cable lies; None for a patch cord. 1 query."""
    return _drawn(RouteSegment.objects.filter(cable_places__cable=cable))


def line_of_segments(segment_ids: Collection[int]) -> Geometry | None:
    """Return the GeoJSON geometry of segments; None of none. 1 query."""
    return _drawn(RouteSegment.objects.filter(pk__in=segment_ids))


def _drawn(segments: QuerySet[RouteSegment]) -> Geometry | None:
    lines = segments.aggregate(
        drawn=Cast(AsGeoJSON(Collect("geom"), precision=DECIMALS), JSONField())
    )
    drawn: Geometry | None = lines["drawn"]
    return drawn


@dataclass(frozen=True, slots=True)
class NodeCard:
    """A node and what is there: `ending` cables end at it, `passing` ones only run through."""

    node: RouteNode
    closures: tuple[Closure, ...]
    panels: tuple[PatchPanel, ...]
    splitters: tuple[Splitter, ...]
    ending: tuple[Cable, ...]
    passing: tuple[Cable, ...]


def node_card(asker: Asker, node_id: int) -> NodeCard | None:
    """Return what is at a node; None if the asker may not see it. 5 queries."""
    nodes = RouteNode.objects.visible_to(asker).select_related("site", "structure")
    node = nodes.filter(pk=node_id).first()
    if node is None:
        return None
    gone = Q(status=PlantStatus.RETIRED)
    closures = node.closures.exclude(gone).annotate(
        n_trays=Count("trays", distinct=True), n_joints=Count("trays__joints", distinct=True)
    )
    panels = PatchPanel.objects.filter(device__node=node).exclude(
        device__status=PlantStatus.RETIRED
    )
    touching = Q(segment__a_node=node) | Q(segment__z_node=node)
    near = CableSection.objects.filter(touching).values("cable")
    cables = list(cables_with_strands(asker).filter(pk__in=near))
    ending = [one for one in cables if node_id in {one.a_node_id, one.z_node_id}]
    return NodeCard(
        node=node,
        closures=tuple(closures.order_by("code")),
        panels=tuple(panels.select_related("device").order_by("device__name")),
        splitters=tuple(node.splitters.order_by("code")),
        ending=tuple(ending),
        passing=tuple(one for one in cables if one not in ending),
    )
