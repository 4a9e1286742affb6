"""A circuit's light: found, shown with its losses, confirmed; or taken away."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from accounts.access import person
from accounts.models import Asker
from inventory.models import Circuit, CircuitPath, RouteNode
from inventory.operations.paths import clear_path
from inventory.queries.paths import PathLight
from pages.fibre.changes.lighting import Way, assign_along, find_way, light_along
from pages.fibre.changes.path_forms import PathForm


def assign(request: HttpRequest, circuit_id: int) -> HttpResponse:
    """Find a way for a circuit's light, show it, and assign it when it is confirmed."""
    asker = person(request)
    circuits = Circuit.objects.visible_to(asker).select_related("site", "school")
    circuit = get_object_or_404(circuits.defer("site__area"), pk=circuit_id)
    asked = request.POST or request.GET
    form = PathForm(asked or None, asker=asker, initial=_first_guess(circuit, asker))
    way = light = None
    is_changed = False
    if asked and form.is_valid():
        way, light = _proposal(form, circuit)
        is_changed = bool(request.POST) and way is not None and request.POST.get("way") != str(way)
        if request.POST and way is not None and not is_changed:
            done = _assigned(request, form, circuit, way)
            if done is not None:
                return done
    context = {
        "circuit": circuit,
        "form": form,
        "way": way,
        "light": light,
        "is_changed": is_changed,
        "stored": CircuitPath.objects.visible_to(asker).filter(circuit=circuit).order_by("-leg"),
    }
    status = 422 if form.errors else 409 if is_changed else 200
    return render(request, "pages/fibre/changes/assign.html", context, status=status)


def clear(request: HttpRequest, circuit_id: int, leg: str) -> HttpResponse:
    """Take a path of a circuit away; joints stay."""
    circuits = Circuit.objects.visible_to(person(request))
    circuit = get_object_or_404(circuits, pk=circuit_id)
    if leg not in CircuitPath.Leg.values:
        raise Http404
    try:
        clear_path(circuit_id=circuit.pk, leg=leg)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("The path is taken away; its joints stay."))
    return redirect("fibre:assign", circuit.pk)


def _proposal(form: PathForm, circuit: Circuit) -> tuple[Way | None, PathLight | None]:
    said = form.cleaned_data
    try:
        way = find_way(
            from_node=said["from_node"],
            to_node=said["to_node"],
            a_port=said["a_port"],
            z_port=said["z_port"],
        )
        return way, light_along(way, circuit_id=circuit.pk, **_as_what(form))
    except ValidationError as error:
        form.tell(error)
        return None, None


def _assigned(
    request: HttpRequest, form: PathForm, circuit: Circuit, way: Way
) -> HttpResponse | None:
    if not form.made(partial(assign_along, way, circuit_id=circuit.pk, **_as_what(form))):
        return None
    messages.success(request, _("%(cid)s has its path.") % {"cid": circuit.cid})
    return redirect("fibre:circuit", circuit.pk)


def _as_what(form: PathForm) -> dict[str, Any]:
    optics = form.cleaned_data["optics"]
    return {"leg": form.cleaned_data["leg"], "optics_id": optics.pk if optics else None}


def _first_guess(circuit: Circuit, asker: Asker) -> dict[str, str]:
    """Return the codes of a PoP's node and of the node that lets the circuit's site in."""
    nodes = RouteNode.objects.visible_to(asker)
    pop = nodes.filter(kind=RouteNode.Kind.POP).order_by("pk").first()
    door = nodes.filter(site=circuit.site_id).order_by("pk").first() if circuit.site_id else None
    return {"from_node": pop.code if pop else "", "to_node": door.code if door else ""}
