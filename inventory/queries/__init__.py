"""Ready answers from the plant: ways and who hangs on them, light, cuts, paths, what is amiss."""

from inventory.queries.routes import (
    AreaVerdict,
    RouteGraph,
    area_verdict,
    circuits_dark_by,
    connected_circuits,
    likely_segments,
    route_graph,
    segments_on_way,
)

__all__ = [
    "AreaVerdict",
    "RouteGraph",
    "area_verdict",
    "circuits_dark_by",
    "connected_circuits",
    "likely_segments",
    "route_graph",
    "segments_on_way",
]
