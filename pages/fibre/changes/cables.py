"""New cables, and cables that are taken out of use."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from accounts.access import person
from accounts.models import Asker
from inventory.models import Cable, FibreRoute
from inventory.models.places import PlantStatus
from inventory.operations.cables import delete_cable, make_cable, retire_cable
from pages.fibre.asked import askable, id_in
from pages.fibre.changes.cable_forms import CableForm, codes_in
from pages.fibre.changes.refusable import refusal_of
from pages.fibre.changes.walks import walk_of_route, walk_so_far


def cable_add(request: HttpRequest) -> HttpResponse:
    """Lay a new cable of a type along segments."""
    asker = person(request)
    typed = request.POST.copy() or request.GET.copy()
    is_asked_to_store = bool(request.POST) and not _helped(typed, asker)
    if is_asked_to_store:
        form = CableForm(typed, asker=asker)
        if form.is_valid() and form.made(partial(_store, form)):
            code = form.cleaned_data["code"]
            made = Cable.objects.visible_to(asker).get(code=code)
            said = {"code": code, "n": made.type.n_fibres}
            messages.success(request, _("Cable %(code)s with %(n)d fibres is stored.") % said)
            return redirect("fibre:cable", made.pk)
    else:
        form = CableForm(initial=typed.dict(), asker=asker)
    codes = codes_in(typed.get("segments", ""))
    context = {"form": form, "walk": walk_so_far(askable(typed.get("from_node", "")), codes, asker)}
    status = 422 if form.errors else 200
    return render(request, "pages/fibre/changes/cable_add.html", context, status=status)


def cable_retire(request: HttpRequest, cable_id: int) -> HttpResponse:
    """Say what retiring a cable means, and retire it; a patch cord is taken away."""
    cable = get_object_or_404(Cable.objects.visible_to(person(request)), pk=cable_id)
    is_cord = cable.kind == Cable.Kind.PATCH_CORD
    change = partial(delete_cable if is_cord else retire_cable, cable_id=cable_id)
    refusal = None
    if cable.status == PlantStatus.RETIRED:
        refusal = ValidationError(_("This cable is retired already."))
    elif request.method == "POST":
        try:
            change()
        except ValidationError as error:
            refusal = error
        else:
            return _gone(request, cable, is_cord=is_cord)
    else:
        refusal = refusal_of(change)
    context = {
        "cable": cable,
        "is_cord": is_cord,
        "refusals": refusal.messages if refusal else [],
    }
    status = 409 if refusal and request.method == "POST" else 200
    return render(request, "pages/fibre/changes/cable_retire.html", context, status=status)


def _gone(request: HttpRequest, cable: Cable, *, is_cord: bool) -> HttpResponse:
    if is_cord:
        messages.success(request, _("Patch cord %(code)s is taken away.") % {"code": cable.code})
        return redirect("fibre:node", cable.a_node_id)
    messages.success(request, _("Cable %(code)s is retired.") % {"code": cable.code})
    return redirect("fibre:cable", cable.pk)


def _helped(typed: QueryDict, asker: Asker) -> bool:
    """Do what the buttons beside the walk ask for; return whether one was pressed."""
    if "look" in typed:
        return True
    if step := typed.get("step"):
        codes = codes_in(typed.get("segments", ""))
        typed["segments"] = "\n".join([*codes, step])
        return True
    if "fill" in typed:
        chosen = id_in(typed.get("route", ""))
        routes = FibreRoute.objects.visible_to(asker)
        route = routes.filter(pk=chosen).first() if chosen is not None else None
        if route is not None:
            typed["from_node"], codes = walk_of_route(route)
            typed["segments"] = "\n".join(codes)
        return True
    return False


def _store(form: CableForm) -> Cable:
    said = form.cleaned_data
    return make_cable(
        code=said["code"],
        type_id=said["type"].pk,
        from_node_id=said["from_node"].pk,
        segment_ids=said["segments"],
        status=said["status"],
        sheath_m=said["sheath_m"],
        length_source="gis" if said["sheath_m"] is None else "manual",
        owner=said["owner"],
    )
