"""The page of a site, and what an engineer asks of the worker from there."""

from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import person
from accounts.models import User
from accounts.roles import CHANGES_INVENTORY, SEES_ALL_SITES, SEES_PLANT
from inventory.models import Circuit, Site
from monitoring.models import Target, Vantage
from monitoring.operations.probe_requests import (
    NoThroughputServerError,
    request_ping,
    request_throughput,
)
from pages.queries.site_page import asked_of, site_page


def site(request: HttpRequest, key: str) -> HttpResponse:
    """Show a site by its slug; its number leads there too."""
    asker, at = person(request), timezone.now()
    visible = Site.objects.visible_to(asker).select_related("region").defer("area")
    found = visible.filter(slug=key).first()
    if found is None and key.isdecimal():
        return redirect("pages:site", get_object_or_404(visible, pk=key).slug)
    if found is None:
        raise Http404
    context = {
        "page": site_page(found, asker, at=at),
        "at": at,
        "may_change": asker.has_role(CHANGES_INVENTORY),
        "sees_plant": asker.has_role(SEES_PLANT),
        "sees_all": asker.has_role(SEES_ALL_SITES),
    }
    return render(request, "pages/site.html", context)


def ping(request: HttpRequest, circuit_id: int) -> HttpResponse:
    """Ask the worker for one echo."""
    asker, at = person(request), timezone.now()
    circuit, target, vantage = _askable(asker, circuit_id)
    request_ping(target=target, vantage=vantage, by=asker, at=at)
    return _asked(request, circuit, at=at)


def speed_test(request: HttpRequest, circuit_id: int) -> HttpResponse:
    """Ask the worker for a throughput test."""
    asker, at = person(request), timezone.now()
    circuit, target, vantage = _askable(asker, circuit_id)
    try:
        request_throughput(target=target, vantage=vantage, by=asker, at=at)
    except NoThroughputServerError:
        messages.error(request, _("Nothing at the far end of this line answers a bandwidth test."))
    return _asked(request, circuit, at=at)


def answers(request: HttpRequest, circuit_id: int) -> HttpResponse:
    """Show what workers answered about a connection."""
    circuit = _visible(person(request), circuit_id)
    return _answers(request, circuit, at=timezone.now())


def _visible(asker: User, circuit_id: int) -> Circuit:
    circuits = Circuit.objects.visible_to(asker).select_related("site")
    return get_object_or_404(circuits, pk=circuit_id, site__isnull=False)


def _askable(asker: User, circuit_id: int) -> tuple[Circuit, Target, Vantage]:
    """Return a connection that the asker sees, an address of it, and who is to ask there."""
    circuit = _visible(asker, circuit_id)
    targets = circuit.targets.filter(is_enabled=True)
    # One with an iperf3 server first: it serves both errands.
    target = targets.order_by("iperf_port", "pk").first()
    vantage = Vantage.objects.filter(is_enabled=True).order_by("pk").first()
    if target is None or vantage is None:
        raise Http404
    return circuit, target, vantage


def _asked(request: HttpRequest, circuit: Circuit, *, at: datetime) -> HttpResponse:
    """Show the answers to a script; lead everybody else back to the page."""
    if request.headers.get("HX-Request"):
        return _answers(request, circuit, at=at)
    place = reverse("pages:site", args=[circuit.site.slug]) if circuit.site else reverse("home")
    return redirect(f"{place}#connection-{circuit.pk}")


def _answers(request: HttpRequest, circuit: Circuit, *, at: datetime) -> HttpResponse:
    asked = asked_of([circuit.pk], at=at)[circuit.pk]
    context = {"asked": asked, "circuit": circuit, "at": at, "is_alone": True}
    return render(request, "pages/parts/answers.html", context)
