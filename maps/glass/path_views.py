"""The card of a circuit's light paths."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.access import person
from maps.glass import light
from maps.glass.views import drawing
from maps.views import private


def path_card(request: HttpRequest, circuit_id: int) -> HttpResponse:
    """Show the light paths of a circuit, each in its own kind of line."""
    circuit = light.circuit_with_paths(person(request), circuit_id)
    if circuit is None:
        raise Http404
    paths = light.paths_on_map(circuit)
    shapes = [
        (one.path.leg, one.path.get_leg_display().capitalize(), one.geometry) for one in paths
    ]
    context = {"circuit": circuit, "paths": paths, "drawing": drawing(shapes)}
    return private(render(request, "maps/glass/path_card.html", context))
