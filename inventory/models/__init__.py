"""What exists: the area, places, ways, circuits, and who answers for which site."""

from inventory.models.area import OperatorArea
from inventory.models.ground import Corridor
from inventory.models.people import SiteAssignment
from inventory.models.places import Region, School, Site
from inventory.models.use import Circuit, CircuitService, CircuitType, Provider
from inventory.models.ways import FibreRoute, FibreRouteSegment, RouteNode, RouteSegment

__all__ = [
    "Circuit",
    "CircuitService",
    "CircuitType",
    "Corridor",
    "FibreRoute",
    "FibreRouteSegment",
    "OperatorArea",
    "Provider",
    "Region",
    "RouteNode",
    "RouteSegment",
    "School",
    "Site",
    "SiteAssignment",
]
