"""
The lab's page, and what the map and the page ask of it.

Answers JSON; a browser's form, which prefers HTML, is led back to the page with a message.
"""

import json
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext, ngettext

from accounts.access import person
from accounts.models import User
from inventory.models import Circuit, RouteSegment
from lab import operations, queries, wording
from lab.forms import CutForm, DelayForm, LossForm, MendForm
from lab.models import LabFault

# Each has a prefix for its ids on the page; its fields keep their own names.
FORMS: Mapping[str, type[forms.Form]] = {"cut": CutForm, "loss": LossForm, "delay": DelayForm}


def index(request: HttpRequest) -> HttpResponse:
    """Show the faults in force, and the forms that start others."""
    return _page(request)


def faults(request: HttpRequest) -> JsonResponse:
    """Answer the faults in force, with the circuits that are dark by them."""
    visible = LabFault.objects.visible_to(person(request)).in_force()
    dark = queries.dark_circuit_ids(queries.faults_in_force())
    return JsonResponse(
        {
            "lab": settings.LAB_MODE,
            "faults": queries.faults_as_json(visible),
            "dark_circuits": sorted(dark),
        }
    )


def cut(request: HttpRequest) -> HttpResponse:
    """Cut a segment, or a circuit at its door."""
    form = _form("cut", person(request), _asked(request))
    if not form.is_valid():
        return _refuse(request, "cut", form)
    told, now = form.cleaned_data, timezone.now()
    if told["segment"] is not None:
        fault = operations.cut_segment(
            segment=told["segment"], chainage_m=told["chainage_m"], at=now, by=person(request)
        )
    else:
        fault = operations.cut_circuit(circuit=told["circuit"], at=now, by=person(request))
    return _started(request, fault)


def loss(request: HttpRequest) -> HttpResponse:
    """Let a circuit lose packets."""
    form = _form("loss", person(request), _asked(request))
    if not form.is_valid():
        return _refuse(request, "loss", form)
    fault = operations.lose(
        circuit=form.cleaned_data["circuit"],
        percent=form.cleaned_data["loss_percent"],
        at=timezone.now(),
        by=person(request),
    )
    return _started(request, fault)


def delay(request: HttpRequest) -> HttpResponse:
    """Delay a circuit's replies."""
    form = _form("delay", person(request), _asked(request))
    if not form.is_valid():
        return _refuse(request, "delay", form)
    fault = operations.delay(
        circuit=form.cleaned_data["circuit"],
        delay_ms=form.cleaned_data["delay_ms"],
        at=timezone.now(),
        by=person(request),
    )
    return _started(request, fault)


def isolate(request: HttpRequest) -> HttpResponse:
    """Cut the prober off."""
    return _started(request, operations.isolate(at=timezone.now(), by=person(request)))


def mend(request: HttpRequest) -> HttpResponse:
    """Mend one fault, or all."""
    form = MendForm(_asked(request))
    if not form.is_valid():
        return _refuse(request, "mend", form)
    now = timezone.now()
    if form.cleaned_data["all"]:
        n_mended = operations.mend_all(at=now)
    else:
        try:
            operations.mend(fault_id=form.cleaned_data["fault"], at=now)
        except operations.FaultNotInForceError:
            # Somebody else was faster; that it is mended is all that was wanted.
            n_mended = 0
        else:
            n_mended = 1
    words = ngettext("%(n)d fault is mended.", "%(n)d faults are mended.", n_mended)
    return _done(request, words % {"n": n_mended}, {"n_mended": n_mended})


def _asked(request: HttpRequest) -> Mapping[str, Any]:
    """Return what was sent, as a form or as a JSON object; anything else says nothing."""
    if request.content_type != "application/json":
        return request.POST
    try:
        told = json.loads(request.body)
    except (ValueError, RecursionError):
        return {}
    return told if isinstance(told, dict) else {}


def _form(name: str, user: User, data: Mapping[str, Any] | None = None) -> forms.Form:
    found: dict[str, Any] = {"circuits": Circuit.objects.visible_to(user)}
    if name == "cut":
        found["segments"] = RouteSegment.objects.visible_to(user)
    return FORMS[name](data, auto_id=f"{name}-%s", **found)


def _started(request: HttpRequest, fault: LabFault) -> HttpResponse:
    names = queries.darkened_by(fault) if fault.kind == LabFault.Kind.CUT else []
    effect = wording.effect_words(fault, darkened=names)
    words = f"{wording.fault_words(fault)}. {effect}"
    rows = queries.faults_as_json(LabFault.objects.filter(pk=fault.pk))
    return _done(request, words, {"fault": rows[0], "darkened": names})


def _done(request: HttpRequest, words: str, told: dict[str, Any]) -> HttpResponse:
    if _wants_html(request):
        messages.success(request, words)
        return redirect("lab:index")
    return JsonResponse({**told, "message": words})


def _refuse(request: HttpRequest, name: str, form: forms.Form) -> HttpResponse:
    if _wants_html(request):
        if name in FORMS:
            return _page(request, {name: form}, status=HTTPStatus.BAD_REQUEST)
        messages.error(request, gettext("This fault is no longer in force."))
        return redirect("lab:index")
    errors = {field: [str(word) for word in words] for field, words in form.errors.items()}
    return JsonResponse({"errors": errors}, status=HTTPStatus.BAD_REQUEST)


def _wants_html(request: HttpRequest) -> bool:
    return request.get_preferred_type(["application/json", "text/html"]) == "text/html"


def _page(
    request: HttpRequest, bound: Mapping[str, forms.Form] | None = None, status: int = 200
) -> HttpResponse:
    user = person(request)
    rows = (
        LabFault.objects.visible_to(user)
        .in_force()
        .select_related("segment", "circuit__school", "circuit__site", "started_by")
        .order_by("started_at", "pk")
    )
    context = {
        "faults": [(fault, wording.fault_words(fault)) for fault in rows],
        "has_lab": settings.LAB_MODE != "none",
        "segment_codes": RouteSegment.objects.visible_to(user)
        .order_by("code")
        .values_list("code", flat=True),
        "circuits": Circuit.objects.visible_to(user)
        .select_related("school", "site")
        .order_by("cid"),
        **{f"{name}_form": _form(name, user) for name in FORMS},
        **{f"{name}_form": form for name, form in (bound or {}).items()},
    }
    return render(request, "lab/index.html", context, status=status)
