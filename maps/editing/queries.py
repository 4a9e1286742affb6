"""What the editing pages show of what is stored: lists, nodes to snap to, and a route's path."""

from collections.abc import Collection
from dataclasses import dataclass

from django.contrib.gis.geos import LineString, Point
from django.db.models import Prefetch, Q, QuerySet

from accounts.models import Asker
from inventory.models import Circuit, FibreRoute, FibreRouteSegment, RouteNode, RouteSegment, Site
from inventory.models.area import METRIC_SRID
from inventory.models.geometry import WGS84
from inventory.models.places import PlantStatus


@dataclass(frozen=True, slots=True)
class PathNode:
    """A node on a route's path; `code` is empty for one that the drawing makes."""

    code: str
    #: The segment that a new node divides, by its code; "" for none.
    divides: str
    #: Metres from where its corner was drawn; None where no corner was drawn near it.
    distance_m: float | None


@dataclass(frozen=True, slots=True)
class RoutePath:
    """Where a route runs: its nodes in order, and its length."""

    nodes: tuple[PathNode, ...]
    length_m: float

    @property
    def first(self) -> PathNode:
        """Where it begins."""
        return self.nodes[0]

    @property
    def last(self) -> PathNode:
        """Where it ends."""
        return self.nodes[-1]

    @property
    def between(self) -> tuple[PathNode, ...]:
        """The nodes that it runs over."""
        return self.nodes[1:-1]


def sites_found(asker: Asker, words: str) -> QuerySet[Site]:
    """Return the sites that fit the search, by name."""
    found = Site.objects.visible_to(asker).select_related("region").order_by("name", "pk")
    for word in words.split():
        found = found.filter(
            Q(name__icontains=word)
            | Q(street__icontains=word)
            | Q(region__name__icontains=word)
            | Q(schools__number=word)
        )
    return found.distinct()


def routes_found(asker: Asker, words: str) -> QuerySet[FibreRoute]:
    """Return the routes that fit the search, by code."""
    found = FibreRoute.objects.visible_to(asker).order_by("code")
    for word in words.split():
        found = found.filter(Q(code__icontains=word) | Q(name__icontains=word))
    return found


def nodes_found(asker: Asker, words: str) -> QuerySet[RouteNode]:
    """Return the nodes that fit the search, by code."""
    found = RouteNode.objects.visible_to(asker).select_related("site").order_by("code")
    for word in words.split():
        found = found.filter(Q(code__icontains=word) | Q(site__name__icontains=word))
    return found


def circuits_at(site: Site) -> list[Circuit]:
    """Return the circuits of a site, those in use first."""
    rows = Circuit.objects.filter(site=site).select_related("school", "site").order_by("cid")
    return sorted(rows, key=lambda one: one.status != Circuit.Status.ACTIVE)


def node_places(asker: Asker) -> list[tuple[int, str, str, float, float]]:
    """Return id, code, site's name, longitude and latitude of every node; one query."""
    rows = RouteNode.objects.visible_to(asker).order_by("pk")
    return [
        (pk, code, site or "", round(geom.x, 7), round(geom.y, 7))
        for pk, code, site, geom in rows.values_list("pk", "code", "site__name", "geom")
    ]


def node_pks() -> frozenset[int]:
    """Return the ids of all nodes."""
    return frozenset(RouteNode.objects.values_list("pk", flat=True))


def line_of(route: FibreRoute) -> LineString | None:
    """Return the line that a route walks, as it would be drawn; None if it walks none."""
    places: list[tuple[float, float]] = []
    for step in _walk(route):
        corners = [(place[0], place[1]) for place in step.segment.geom.coords]
        corners = corners[::-1] if step.is_reversed else corners
        # The end of a segment is the beginning of the next, to 0.05 m.
        places += corners[1:] if places else corners
    return LineString(places, srid=WGS84) if places else None


def path_of(route: FibreRoute, *, line: LineString, known_nodes: Collection[int]) -> RoutePath:
    """Return the path of a route along a drawn line; nodes that are not known count as new."""
    walk = list(_walk(route))
    first = walk[0]
    nodes = [first.segment.z_node if first.is_reversed else first.segment.a_node]
    nodes += [step.segment.a_node if step.is_reversed else step.segment.z_node for step in walk]
    ends = {0: line.coords[0], len(nodes) - 1: line.coords[-1]}
    return RoutePath(
        nodes=tuple(
            PathNode(
                code=node.code if node.pk in known_nodes else "",
                divides="" if node.pk in known_nodes else _divided(node, route),
                distance_m=_apart(node, ends[number]) if number in ends else None,
            )
            for number, node in enumerate(nodes)
        ),
        length_m=sum(step.segment.length_m for step in walk),
    )


def _walk(route: FibreRoute) -> QuerySet[FibreRouteSegment]:
    return (
        FibreRouteSegment.objects.filter(route=route)
        .select_related("segment__a_node", "segment__z_node")
        .order_by("sequence")
    )


def _divided(node: RouteNode, route: FibreRoute) -> str:
    """Return the code of the segment that a new node has divided: its first part, not ours."""
    parts = RouteSegment.objects.filter(z_node=node).exclude(route_places__route=route)
    return parts.order_by("pk").values_list("code", flat=True).first() or ""


def _apart(node: RouteNode, place: tuple[float, ...]) -> float:
    """Return the metres between a node and a place in degrees."""
    drawn = Point(place[0], place[1], srid=WGS84)
    drawn.transform(METRIC_SRID)
    return float(node.geom.transform(METRIC_SRID, clone=True).distance(drawn))


def segments_at(node: RouteNode) -> list[RouteSegment]:
    """Return the segments in use that end at a node, with the routes over them."""
    routes = Prefetch("route_places", FibreRouteSegment.objects.select_related("route"))
    rows = RouteSegment.objects.filter(Q(a_node=node) | Q(z_node=node))
    return list(rows.exclude(status=PlantStatus.RETIRED).prefetch_related(routes).order_by("code"))
