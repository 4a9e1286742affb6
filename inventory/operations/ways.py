"""
Changes to nodes and routes, as people draw them on a map (`drawing` says how a line is read).

No change may take the light from a circuit, and none re-routes anything else behind the user's
back. Each function is one transaction and raises `ValidationError`, in plain words beside the
field that is meant.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass

from django.contrib.gis.geos import LineString, Point
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from inventory.models import Circuit, FibreRoute, FibreRouteSegment, RouteNode, RouteSegment
from inventory.models.places import PlantStatus
from inventory.operations.drawing import SNAP_M, lead, place_node, split_segment
from inventory.operations.known import known
from inventory.operations.laid import refuse_if_laid
from inventory.operations.refusals import one_change, sound
from inventory.plant import lines
from inventory.queries import connected_circuits

#: A part of a segment is at least as long.
LEAST_PART_M = 0.1
#: How many circuits a refusal names.
N_NAMED = 5


@dataclass(frozen=True, slots=True)
class RouteDetails:
    """What is said of a route, but where it runs."""

    code: str
    role: str
    name: str = ""
    status: str = PlantStatus.ACTIVE
    source: str = ""


def draw_route(
    *,
    details: RouteDetails,
    line: LineString,
    construction: str = RouteSegment.Construction.TRENCH,
    snap_m: float = SNAP_M,
) -> FibreRoute:
    """Store a new route along a drawn line, with the nodes and segments that it lacks."""
    with one_change(), _keeping_the_light():
        route = FibreRoute(**asdict(details))
        route.full_clean(validate_constraints=False)
        route.save(force_insert=True)
        lead(route, line, construction=construction, snap_m=snap_m)
    return route


def redraw_route(
    *,
    route_id: int,
    line: LineString,
    construction: str = RouteSegment.Construction.TRENCH,
    snap_m: float = SNAP_M,
) -> FibreRoute:
    """
    Lead a route along another line.

    A segment of this route alone is redrawn in place; one that other routes share stays where it
    is. Segments that no route walks any more are retired.
    """
    with one_change(), _keeping_the_light():
        route = FibreRoute.objects.select_for_update().get(pk=route_id)
        left = set(route.walk.values_list("segment", flat=True))
        lead(route, line, construction=construction, snap_m=snap_m)
        _retire_unwalked(left)
    return route


def update_route(*, route_id: int, details: RouteDetails) -> FibreRoute:
    """Write what is said of a route."""
    with one_change(), _keeping_the_light():
        route = FibreRoute.objects.select_for_update().get(pk=route_id)
        for name, value in asdict(details).items():
            setattr(route, name, value)
        route.full_clean(validate_constraints=False)
        route.save(update_fields=list(asdict(details)))
    return route


def retire_route(*, route_id: int) -> FibreRoute:
    """Take a route out of use; it stays in the records with its walk."""
    with one_change(), _keeping_the_light():
        route = FibreRoute.objects.select_for_update().get(pk=route_id)
        route.status = PlantStatus.RETIRED
        route.save(update_fields=["status"])
        _retire_unwalked(set(route.walk.values_list("segment", flat=True)))
    return route


def move_node(*, node_id: int, point: Point) -> RouteNode:
    """Move a node, and the ends of its segments with it."""
    with one_change():
        node = RouteNode.objects.select_for_update().get(pk=node_id)
        place_node(node, sound("geom", point))
    return node


def split_at(*, segment_id: int, chainage_m: float) -> RouteNode:
    """
    Put a new node on a segment, for a structure or a closure say; all that lies there follows.

    The segment stays the part before the node, so that its chainages stay true.
    """
    with one_change():
        # In full, unlike `known`: who lays a cable through it meanwhile waits, and sees both parts.
        RouteSegment.objects.select_for_update().filter(pk=segment_id).first()
        segment = known(RouteSegment, segment_id, "segment_id")
        if not LEAST_PART_M <= chainage_m <= segment.length_m - LEAST_PART_M:
            words = _("A chainage here is from 0 to %(length)s m, and not at an end.")
            raise ValidationError({"chainage_m": words % {"length": f"{segment.length_m:.1f}"}})
        corners_m = [(corner[0], corner[1]) for corner in segment.geom_m.coords]
        return split_segment(segment, lines.place_at(corners_m, chainage_m / segment.length_m))


@contextmanager
def _keeping_the_light() -> Iterator[None]:
    """Refuse a change that leaves an active circuit without a way to any PoP."""
    before = connected_circuits()
    yield
    lost = before - connected_circuits()
    if lost:
        circuits = Circuit.objects.select_related("school", "site").order_by("cid")
        named = ", ".join(circuit.label for circuit in circuits.filter(pk__in=lost)[:N_NAMED])
        words = ngettext(
            "This would cut off %(n)d connection that is in use: %(names)s.",
            "This would cut off %(n)d connections that are in use: %(names)s.",
            len(lost),
        )
        more = " …" if len(lost) > N_NAMED else ""
        raise ValidationError(words % {"n": len(lost), "names": named + more})


def _retire_unwalked(segment_ids: set[int]) -> None:
    """Retire those of the segments that no route walks which is in use itself."""
    walked = FibreRouteSegment.objects.exclude(route__status=PlantStatus.RETIRED)
    unwalked = RouteSegment.objects.filter(pk__in=segment_ids).exclude(
        pk__in=walked.values("segment")
    )
    refuse_if_laid(list(unwalked.values_list("pk", flat=True)))
    unwalked.update(status=PlantStatus.RETIRED)
