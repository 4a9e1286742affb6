"""From the codes of a table to the rows that they name, or a plain word that there is none."""

from django.utils.translation import gettext as _

from inventory.models import (
    Cable,
    CableType,
    Circuit,
    Closure,
    FibreRoute,
    Port,
    RouteNode,
    RouteSegment,
    TransceiverType,
    Tray,
)
from inventory.operations.importing.outcomes import RowError


def node_id_of(column: str, code: str) -> int:
    """Return the node with a code."""
    node = RouteNode.objects.filter(code=code).values_list("pk", flat=True).first()
    if node is None:
        raise RowError(column, _("There is no node “%(code)s”.") % {"code": code})
    return node


def place_of(column: str, code: str) -> tuple[int, Closure | None]:
    """Return the node that a closure's or a node's code names, and the closure if it is one."""
    closure = Closure.objects.filter(code=code).first()
    if closure is not None:
        return closure.node_id, closure
    node = RouteNode.objects.filter(code=code).values_list("pk", flat=True).first()
    if node is None:
        raise RowError(column, _("There is no closure and no node “%(code)s”.") % {"code": code})
    return node, None


def tray_id_of(
    column: str, number: int | None, *, node_id: int, closure: Closure | None
) -> int | None:
    """Return the tray with a number in the closure, or in the only closure at the node."""
    if number is None:
        return None
    trays = Tray.objects.filter(number=number, closure__node_id=node_id)
    if closure is not None:
        trays = trays.filter(closure=closure)
    found = list(trays.values_list("pk", flat=True)[:2])
    if not found:
        raise RowError(column, _("There is no tray %(n)d in the closure.") % {"n": number})
    if len(found) > 1:
        raise RowError(column, _("Several closures lie at this node: name the closure instead."))
    return found[0]


def cable_of(column: str, code: str) -> Cable:
    """Return the cable with a code."""
    cable = Cable.objects.filter(code=code).first()
    if cable is None:
        raise RowError(column, _("There is no cable “%(code)s”.") % {"code": code})
    return cable


def cable_type_of(column: str, name: str) -> CableType:
    """Return the cable type with a name or short name, in capitals or not."""
    types = CableType.objects
    found = types.filter(slug=name.lower()).first() or types.filter(name__iexact=name).first()
    if found is None:
        raise RowError(column, _("There is no cable type “%(name)s”.") % {"name": name})
    return found


def segment_ids_of(column: str, codes: tuple[str, ...]) -> list[int]:
    """Return the segments with these codes, in order."""
    found = dict(RouteSegment.objects.filter(code__in=codes).values_list("code", "pk"))
    for code in codes:
        if code not in found:
            raise RowError(column, _("There is no segment “%(code)s”.") % {"code": code})
    return [found[code] for code in codes]


def route_segment_ids(column: str, code: str, *, from_node_id: int) -> list[int]:
    """Return the segments of a route in order, from its end that lies at the node."""
    route = FibreRoute.objects.filter(code=code).first()
    if route is None:
        raise RowError(column, _("There is no route “%(code)s”.") % {"code": code})
    walk = list(route.walk.order_by("sequence").select_related("segment"))
    if not walk:
        raise RowError(column, _("The route “%(code)s” has no segments.") % {"code": code})
    first = walk[0]
    begins = first.segment.z_node_id if first.is_reversed else first.segment.a_node_id
    ids = [place.segment_id for place in walk]
    return ids if begins == from_node_id else ids[::-1]


def circuit_of(column: str, cid: str) -> Circuit:
    """Return the circuit with an id."""
    found = list(Circuit.objects.filter(cid=cid)[:2])
    if not found:
        raise RowError(column, _("There is no circuit “%(cid)s”.") % {"cid": cid})
    if len(found) > 1:
        raise RowError(column, _("Several providers have a circuit “%(cid)s”.") % {"cid": cid})
    return found[0]


def port_front(panel_column: str, panel: str, port_column: str, number: int) -> int:
    """Return the end at the front of a port."""
    ports = Port.objects.filter(panel__device__name=panel)
    if not ports.exists():
        raise RowError(panel_column, _("There is no panel “%(name)s”.") % {"name": panel})
    port = ports.filter(number=number).values_list("pk", flat=True).first()
    if port is None:
        raise RowError(port_column, _("The panel has no port %(n)d.") % {"n": number})
    return 2 * port + 1


def optics_id_of(column: str, name: str) -> int | None:
    """Return the transceiver type with a name or short name; None for no name."""
    if not name:
        return None
    types = TransceiverType.objects
    found = types.filter(slug=name.lower()).first() or types.filter(name__iexact=name).first()
    if found is None:
        raise RowError(column, _("There is no transceiver type “%(name)s”.") % {"name": name})
    return found.pk
