"""
From a line drawn on a map to a walk over nodes and segments, within the caller's transaction.

Corners snap to nodes, and where the same trench lies already it is taken, not doubled. An end that
comes to lie on a trench splits it by a new node; other routes keep their way over both parts.

    drawn   o-----------o-----------o          corners at the nodes A and B, the end at trench C-D
    stored  A ---new--- B ---old--- x          B-x lay there already: taken. C-D is split at x
                                    |          by a new node; routes over it walk C-x-D.
                              C --- x --- D
"""

from collections.abc import Collection, Sequence
from itertools import pairwise
from typing import Any

from django.conf import settings
from django.contrib.gis.geos import LineString, MultiPoint, Point
from django.core.exceptions import ValidationError
from django.db import connection, models
from django.db.models import F, Q
from django.utils.translation import gettext as _

from inventory.models import FibreRoute, FibreRouteSegment, RouteNode, RouteSegment
from inventory.models.geometry import WGS84
from inventory.models.places import PlantStatus
from inventory.operations.laid import follow_split, keep_coils_on, refuse_if_laid
from inventory.operations.refusals import sound
from inventory.plant import lines

#: How near a drawn corner must come to a node or trench to mean it.
SNAP_M = 10.0


def lead(route: FibreRoute, line: LineString, *, construction: str, snap_m: float) -> None:
    """Make a route walk along a line, in place of the walk that it has."""
    corners = _places(sound("geom", line))
    for end in (corners[0], corners[-1]):
        _ensure_node(end, snap_m=snap_m)
    stops = _stops(corners, snap_m=snap_m)
    if len(stops) < 2:
        raise ValidationError(
            {"geom": _("The line begins and ends at node %(node)s.") % {"node": stops[0][1]}}
        )
    own = _walked_by_nobody_else(route)
    walk = []
    for (first, a_node), (last, z_node) in pairwise(stops):
        places = [_place(a_node), *corners[first + 1 : last], _place(z_node)]
        segment = _segment_along(
            a_node, z_node, places, own=own, construction=construction, snap_m=snap_m
        )
        walk.append((segment, segment.a_node_id != a_node.pk))
    route.walk.all().delete()
    FibreRouteSegment.objects.bulk_create(
        FibreRouteSegment(route=route, segment=segment, sequence=sequence, is_reversed=is_reversed)
        for sequence, (segment, is_reversed) in enumerate(walk, start=1)
    )


def place_node(node: RouteNode, point: Point) -> None:
    """Place a node and draw the ends of its segments to it, within the caller's transaction."""
    node.geom = point
    node.save(update_fields=["geom"])
    for segment in RouteSegment.objects.select_for_update().filter(Q(a_node=node) | Q(z_node=node)):
        places = list(segment.geom.coords)
        places[0 if segment.a_node_id == node.pk else -1] = point.coords
        segment.geom = sound("geom", LineString(places, srid=WGS84))
        segment.save(update_fields=["geom"])
        keep_coils_on(segment)


def split_segment(segment: RouteSegment, place: lines.Place) -> RouteNode:
    """
    Split a segment by a new node, within the caller's transaction; return the node.

    The segment itself stays the part from its `a_node` on, so its chainages stay true; the other
    part is new. Every route over it walks both, and all that lies in it lies in both.
    """
    whole = _places(segment.geom)
    first, second = lines.cut(whole, place)
    share = lines.length(_metres(first)) / lines.length(_metres(whole))
    surveyed_m, z_node = segment.surveyed_length_m, segment.z_node
    node = _new_node(second[0])
    segment.geom, segment.z_node = LineString(first, srid=WGS84), node
    segment.surveyed_length_m = surveyed_m and surveyed_m * share
    segment.save(update_fields=["geom", "z_node", "surveyed_length_m"])
    rest = _new_segment(
        node,
        z_node,
        second,
        construction=segment.construction,
        status=segment.status,
        surveyed_length_m=surveyed_m and surveyed_m * (1 - share),
        accuracy_m=segment.accuracy_m,
        source=segment.source,
        is_demo=segment.is_demo,
    )
    # From the last on, so that moving the later places up leaves those before as they are read.
    for walked in FibreRouteSegment.objects.filter(segment=segment).order_by("-sequence"):
        after = Q(route=walked.route, sequence__gt=walked.sequence)
        FibreRouteSegment.objects.filter(after).update(sequence=F("sequence") + 1)
        parts = (rest, segment) if walked.is_reversed else (segment, rest)
        walked.segment = parts[0]
        walked.save(update_fields=["segment"])
        FibreRouteSegment.objects.create(
            route=walked.route,
            segment=parts[1],
            sequence=walked.sequence + 1,
            is_reversed=walked.is_reversed,
        )
    follow_split(segment, rest)
    return node


def _ensure_node(end: lines.Point, *, snap_m: float) -> None:
    """Make sure that a node stands where a line ends: an old one, on a trench, or a new one."""
    (place,) = _metres([end])
    point = Point(place, srid=settings.METRIC_SRID)
    if RouteNode.objects.filter(geom_m__dwithin=(point, snap_m)).exists():
        return
    trenches = (
        RouteSegment.objects.select_for_update()
        .filter(geom_m__dwithin=(point, snap_m))
        .exclude(status=PlantStatus.RETIRED)
    )
    found = [(lines.nearest_place(_places(one.geom_m), place), one) for one in trenches]
    if found:
        nearest, trench = min(found, key=lambda one: (one[0].distance, one[1].pk))
        split_segment(trench, nearest)
    else:
        _new_node(end)


def _stops(corners: Sequence[lines.Point], *, snap_m: float) -> list[tuple[int, RouteNode]]:
    """Return the corners that mean a node, by their number, each with its node."""
    corners_m = _metres(corners)
    near = LineString(corners_m, srid=settings.METRIC_SRID)
    nodes = list(RouteNode.objects.filter(geom_m__dwithin=(near, snap_m)).order_by("pk"))
    stops: list[tuple[int, RouteNode]] = []
    for number, corner in enumerate(corners_m):
        distances = [(lines.length([corner, node.geom_m.coords]), node) for node in nodes]
        distance, node = min(distances, key=lambda one: one[0])
        # Two corners in a row at one node are one corner, drawn twice.
        if distance <= snap_m and (number - 1, node) not in stops[-1:]:
            stops.append((number, node))
    return stops


def _segment_along(
    a_node: RouteNode,
    z_node: RouteNode,
    places: Sequence[lines.Point],
    *,
    own: Collection[int],
    construction: str,
    snap_m: float,
) -> RouteSegment:
    """Return the segment that runs along the places: the route's own, another's, or a new one."""
    joining = (
        RouteSegment.objects.select_for_update()
        .filter(Q(a_node=a_node, z_node=z_node) | Q(a_node=z_node, z_node=a_node))
        .exclude(status=PlantStatus.RETIRED)
    )
    gaps = sorted(
        (lines.greatest_gap(_metres(places), _places(one.geom_m)), one.pk, one) for one in joining
    )
    for _gap, pk, segment in gaps:
        if pk in own:
            drawn = places if segment.a_node_id == a_node.pk else places[::-1]
            if list(drawn) != _places(segment.geom):
                refuse_if_laid([segment.pk])
                segment.geom = sound("geom", LineString(drawn, srid=WGS84))
                segment.save(update_fields=["geom"])
            return segment
    if gaps and gaps[0][0] <= snap_m:
        return gaps[0][2]
    return _new_segment(a_node, z_node, places, construction=construction)


def _walked_by_nobody_else(route: FibreRoute) -> set[int]:
    walked = set(route.walk.values_list("segment", flat=True))
    others = FibreRouteSegment.objects.filter(segment__in=walked).exclude(route=route)
    return walked - set(others.values_list("segment", flat=True))


def _new_node(place: lines.Point) -> RouteNode:
    pk = _next_id(RouteNode)
    point = sound("geom", Point(place, srid=WGS84))
    return RouteNode.objects.create(pk=pk, code=f"N-{pk}", geom=point)


def _new_segment(
    a_node: RouteNode, z_node: RouteNode, places: Sequence[lines.Point], **said: Any
) -> RouteSegment:
    pk = _next_id(RouteSegment)
    line = sound("geom", LineString(places, srid=WGS84))
    return RouteSegment.objects.create(
        pk=pk, code=f"T-{pk}", a_node=a_node, z_node=z_node, geom=line, **said
    )


def _next_id(model: type[models.Model]) -> int:
    """Take a key beforehand, so that a code can be made of it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(pg_get_serial_sequence(%s, 'id'))", [model._meta.db_table])
        (pk,) = cursor.fetchone()
    return int(pk)


def _place(node: RouteNode) -> lines.Point:
    return node.geom.x, node.geom.y


def _places(line: LineString) -> list[lines.Point]:
    """Return the corners of a line, without heights."""
    return [(place[0], place[1]) for place in line.coords]


def _metres(places: Sequence[lines.Point]) -> list[lines.Point]:
    """Return places in degrees as places in the city's metric system."""
    points = MultiPoint([Point(place) for place in places], srid=WGS84)
    points.transform(settings.METRIC_SRID)
    return [(place[0], place[1]) for place in points.coords]
