"""Reads what the demo's plant is planned on: active routes and circuits, as values."""

from collections import defaultdict

from inventory.models import Circuit, FibreRoute, FibreRouteSegment, RouteNode
from inventory.models.places import PlantStatus
from lab.plan.ground import Door, Ground, Route
from lab.queries import head_site


def read_ground() -> Ground | None:
    """
    Return the ground, doors in the order of circuit ids; None without a head that has a node.

    A circuit whose site has no drop has no door: its place is not known. Five queries.
    """
    head = head_site()
    nodes = {node.pk: node for node in RouteNode.objects.defer("geom", "geom_m").order_by("code")}
    heads = [pk for pk, node in nodes.items() if head is not None and node.site_id == head.pk]
    if not heads:
        return None
    routes = _routes()
    reached = {route.nodes[-1] for route in routes if route.role == FibreRoute.Role.DROP}
    entries: dict[int, int] = {}
    for pk, node in nodes.items():
        if node.site_id is not None and pk in reached:
            entries.setdefault(node.site_id, pk)
    circuits = Circuit.objects.filter(status=Circuit.Status.ACTIVE, site__in=entries)
    return Ground(
        head=heads[0],
        pops=frozenset(pk for pk, node in nodes.items() if node.kind == RouteNode.Kind.POP),
        codes={pk: node.code for pk, node in nodes.items()},
        routes=routes,
        doors=tuple(
            Door(pk, entries[site_id])
            for pk, site_id in circuits.order_by("cid").values_list("pk", "site_id")
        ),
    )


def _routes() -> tuple[Route, ...]:
    walks = defaultdict(list)
    steps = FibreRouteSegment.objects.filter(route__status=PlantStatus.ACTIVE)
    for step in (
        steps.select_related("route", "segment")
        .defer("segment__geom", "segment__geom_m")
        .order_by("route__code", "sequence")
    ):
        walks[step.route].append(step)
    return tuple(_route(route, walk) for route, walk in walks.items())


def _route(route: FibreRoute, walk: list[FibreRouteSegment]) -> Route:
    first = walk[0]
    nodes = [first.segment.z_node_id if first.is_reversed else first.segment.a_node_id]
    nodes += [
        step.segment.a_node_id if step.is_reversed else step.segment.z_node_id for step in walk
    ]
    return Route(
        code=route.code,
        role=route.role,
        nodes=tuple(nodes),
        segments=tuple(step.segment_id for step in walk),
        lengths_m=tuple(step.segment.length_m for step in walk),
    )
