"""
Answers from the plant: who goes dark by a cut, and which segment would explain who is down; and
whether a geometry lies in the city.

The graph is made of the segments that lie in an active route; a circuit is connected through the
nodes of its site. A circuit whose site has no node is never dark by a cut. Each function reads
with three queries, however large the city.
"""

from collections.abc import Collection
from dataclasses import dataclass

from django.contrib.gis.geos import GEOSGeometry
from django.db import connection
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from inventory.models import Circuit, RouteNode, RouteSegment
from inventory.models.places import PlantStatus
from inventory.plant import reach


@dataclass(frozen=True, slots=True)
class RouteGraph:
    """The active routes as seen from a head, read once and asked often."""

    ways: tuple[reach.Way, ...]
    heads: frozenset[int]
    #: Circuit id to the ids of its site's nodes.
    doors: dict[int, tuple[int, ...]]

    def dark_by(self, cut_segment_ids: Collection[int]) -> frozenset[int]:
        """Return the circuits that go dark by the cut."""
        return reach.dark(self.ways, heads=self.heads, doors=self.doors, cut=cut_segment_ids)

    def unconnected(self) -> frozenset[int]:
        """Return the circuits with a door that no head reaches: their path does not run at all."""
        lit = reach.reachable(self.ways, heads=self.heads)
        return frozenset(one for one, nodes in self.doors.items() if lit.isdisjoint(nodes))


class AreaVerdict(TextChoices):
    """Where a geometry lies, as the trigger on every geometry sees it."""

    INSIDE = "inside", _("This lies in the city.")
    OUTSIDE = "outside", _("This lies outside the city.")
    SWAPPED = (
        "swapped",
        _("This lies outside the city; it looks like latitude and longitude are swapped."),
    )


def area_verdict(geometry: GEOSGeometry) -> AreaVerdict:
    """Return whether a sound geometry in degrees may be stored; inside if no city is set up."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT inventory_area_verdict(%s::geometry)", [geometry.ewkt])
        (verdict,) = cursor.fetchone()
    return AreaVerdict(verdict)


def route_graph(*, head_site_id: int) -> RouteGraph:
    """Return the graph of all active routes and circuits, lit from the nodes of the head's site."""
    heads = RouteNode.objects.filter(site_id=head_site_id).values_list("pk", flat=True)
    return RouteGraph(ways=_active_ways(), heads=frozenset(heads), doors=_active_doors())


def _active_ways() -> tuple[reach.Way, ...]:
    in_active_route = RouteSegment.objects.filter(
        status=PlantStatus.ACTIVE, route_places__route__status=PlantStatus.ACTIVE
    )
    return tuple(
        reach.Way(segment_id=pk, a_node=a_node, z_node=z_node)
        for pk, a_node, z_node in in_active_route.order_by("pk")
        .distinct()
        .values_list("pk", "a_node_id", "z_node_id")
    )


def _active_doors() -> dict[int, tuple[int, ...]]:
    doors: dict[int, tuple[int, ...]] = {}
    for circuit_id, node_id in (
        Circuit.objects.filter(status=Circuit.Status.ACTIVE, site__nodes__isnull=False)
        .order_by("pk", "site__nodes")
        .values_list("pk", "site__nodes")
    ):
        doors[circuit_id] = (*doors.get(circuit_id, ()), node_id)
    return doors


def connected_circuits() -> frozenset[int]:
    """Return the active circuits to which light runs from any PoP: what an edit must not lose."""
    pops = RouteNode.objects.filter(kind=RouteNode.Kind.POP).values_list("pk", flat=True)
    ways, doors = _active_ways(), _active_doors()
    lit = reach.reachable(ways, heads=pops)
    return frozenset(one for one, nodes in doors.items() if not lit.isdisjoint(nodes))


def circuits_dark_by(cut_segment_ids: Collection[int], *, head_site_id: int) -> frozenset[int]:
    """Return the circuits that lose the head when these segments are cut."""
    return route_graph(head_site_id=head_site_id).dark_by(cut_segment_ids)


def segments_on_way(circuit: Circuit, *, head_site_id: int) -> list[int]:
    """
    Return the segments of the shortest way (in segments) from the head to the circuit, in order.

    Its last one is the drop. Empty if the circuit is not connected. It is *a* way: where a ring
    is on it, the light may take the other side.
    """
    graph = route_graph(head_site_id=head_site_id)
    return reach.way_to(graph.ways, heads=graph.heads, nodes=graph.doors.get(circuit.pk, ()))


def likely_segments(
    down_circuit_ids: Collection[int],
    *,
    head_site_id: int,
    unseen_circuit_ids: Collection[int] = frozenset(),
) -> list[reach.Explanation]:
    """
    Return the segments whose single cut explains circuits that are down, the best first.

    Circuits of which nothing is known now (not measured, in planned work) neither accuse nor
    acquit: name them as unseen.
    """
    graph = route_graph(head_site_id=head_site_id)
    seen = {one: nodes for one, nodes in graph.doors.items() if one not in unseen_circuit_ids}
    return reach.explain(graph.ways, heads=graph.heads, doors=seen, down=down_circuit_ids)
