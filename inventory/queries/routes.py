"""
Answers from the routes: who has a way to a PoP at all; and whether a geometry lies in the city.

The graph is made of the segments that lie in an active route; a circuit is connected through the
nodes of its site. Where its light does run, its paths say (`inventory.queries.impact`).
"""

from django.contrib.gis.geos import GEOSGeometry
from django.db import connection
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from inventory.models import Circuit, RouteNode, RouteSegment
from inventory.models.places import PlantStatus
from inventory.plant import reach


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
