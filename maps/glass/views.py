"""The cards of segments, nodes and cables; each hands the map what to draw while it is open."""

from collections.abc import Iterable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.access import person
from accounts.models import asker_has
from accounts.roles import CHANGES_INVENTORY
from maps.glass import queries
from maps.queries import segment_with_routes
from maps.views import lab_urls, private

#: Look (a CSS class of the map), words beside it, GeoJSON geometry.
Shape = tuple[str, str, queries.Geometry | None]


def drawing(shapes: Iterable[Shape]) -> dict[str, Any]:
    """Return what `#maps/drawing.js` draws, as a FeatureCollection."""
    return {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "geometry": geometry,
                "properties": {"look": look, "label": label},
            }
            for look, label, geometry in shapes
            if geometry is not None
        ],
    }


def segment_card(request: HttpRequest, segment_id: int) -> HttpResponse:
    """Show what a click on a route tells; in the lab also the way to cut it there."""
    asker = person(request)
    segment = segment_with_routes(asker, segment_id)
    if segment is None:
        raise Http404
    shapes: list[Shape] = [("segment", "", queries.line_of_segments([segment_id]))]
    context = {
        "segment": segment,
        "cables": queries.cables_in(asker, [segment_id]),
        "drawing": drawing(shapes),
        "chainage_m": chainage(request.GET.get("at", ""), length_m=segment.length_m),
        "lab_urls": lab_urls(asker),
        "may_change": asker_has(asker, CHANGES_INVENTORY),
    }
    return private(render(request, "maps/segment_card.html", context))


def chainage(text: str, *, length_m: float) -> float:
    """Return metres along a segment from what a click said; the middle if it said nothing sound."""
    try:
        metres = round(float(text), 1)
    except ValueError:
        return round(length_m / 2, 1)
    return metres if 0 <= metres <= length_m else round(length_m / 2, 1)


def node_card(request: HttpRequest, node_id: int) -> HttpResponse:
    """Show what is at a node: closures, panels, cables."""
    asker = person(request)
    card = queries.node_card(asker, node_id)
    if card is None:
        raise Http404
    point = card.node.geom
    place = {"type": "Point", "coordinates": [round(point.x, 6), round(point.y, 6)]}
    context = {
        "card": card,
        "drawing": drawing([("node", "", place)]),
        "may_change": asker_has(asker, CHANGES_INVENTORY),
    }
    return private(render(request, "maps/glass/node_card.html", context))


def cable_card(request: HttpRequest, cable_id: int) -> HttpResponse:
    """Show a cable and where it lies."""
    cable = queries.cable_with_strands(person(request), cable_id)
    if cable is None:
        raise Http404
    shapes: list[Shape] = [("cable", cable.code, queries.walk_of_cable(cable))]
    context = {"cable": cable, "drawing": drawing(shapes)}
    return private(render(request, "maps/glass/cable_card.html", context))
