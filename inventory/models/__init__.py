"""What exists: places, ways, cables, joints, light paths, and who answers for which site."""

from inventory.models.area import OperatorArea
from inventory.models.cables import (
    Cable,
    CableSection,
    Reservation,
    SlackLoop,
    Strand,
    StrandSection,
    Tube,
)
from inventory.models.catalogue import (
    CableType,
    CableTypeAttenuation,
    CableTypeTube,
    ColourScheme,
    SchemeColour,
    TransceiverType,
)
from inventory.models.devices import Device, Interface, IPAddress, Transceiver
from inventory.models.ducts import Duct, DuctSection
from inventory.models.ground import Corridor
from inventory.models.joints import (
    Closure,
    Joint,
    Mate,
    OpticalEnd,
    PatchPanel,
    Port,
    Splitter,
    SplitterLeg,
    Tray,
)
from inventory.models.light import CircuitHop, CircuitPath
from inventory.models.people import SiteAssignment
from inventory.models.places import Region, School, Site
from inventory.models.risk import RiskGroup, RiskGroupMember
from inventory.models.structures import Structure
from inventory.models.uploads import UploadedTable
from inventory.models.use import Circuit, CircuitService, CircuitType, Provider
from inventory.models.ways import FibreRoute, FibreRouteSegment, RouteNode, RouteSegment

__all__ = [
    "Cable",
    "CableSection",
    "CableType",
    "CableTypeAttenuation",
    "CableTypeTube",
    "Circuit",
    "CircuitHop",
    "CircuitPath",
    "CircuitService",
    "CircuitType",
    "Closure",
    "ColourScheme",
    "Corridor",
    "Device",
    "Duct",
    "DuctSection",
    "FibreRoute",
    "FibreRouteSegment",
    "IPAddress",
    "Interface",
    "Joint",
    "Mate",
    "OperatorArea",
    "OpticalEnd",
    "PatchPanel",
    "Port",
    "Provider",
    "Region",
    "Reservation",
    "RiskGroup",
    "RiskGroupMember",
    "RouteNode",
    "RouteSegment",
    "SchemeColour",
    "School",
    "Site",
    "SiteAssignment",
    "SlackLoop",
    "Splitter",
    "SplitterLeg",
    "Strand",
    "StrandSection",
    "Structure",
    "Transceiver",
    "TransceiverType",
    "Tray",
    "Tube",
    "UploadedTable",
]
