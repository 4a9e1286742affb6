"""The list of outages, the page of an incident, and what engineers say of both."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.access import person
from accounts.models import User
from accounts.roles import CHANGES_INVENTORY
from monitoring.models import Incident, Outage
from monitoring.operations.outages import (
    AlreadyAcknowledgedError,
    NoSuchSegmentError,
    acknowledge_incident,
    acknowledge_outage,
    correct_likely_segment,
)
from pages.forms.outages import AcknowledgeForm, LikelyPlaceForm, OutageFilterForm
from pages.listing import kept, page_of
from pages.queries.outage_rows import OutageFilter, incident_page, outage_rows


def outage_list(request: HttpRequest) -> HttpResponse:
    """List the outages of all connections that the asker sees."""
    asker, at = person(request), timezone.now()
    form = OutageFilterForm(request.GET or None)
    # What is wrong in the filter is said above the list and narrows nothing.
    wanted = OutageFilter(**form.cleaned_data) if form.is_valid() else OutageFilter()
    context = {
        "form": form,
        "is_filtered": wanted != OutageFilter(),
        "page_obj": page_of(outage_rows(asker, wanted, at=at), request.GET),
        "query": kept(request.GET, without=["page"]),
        "at": at,
        "may_change": asker.has_role(CHANGES_INVENTORY),
    }
    return render(request, "pages/outage_list.html", context)


def incident(request: HttpRequest, incident_id: int) -> HttpResponse:
    """Show a wider outage with its connections and, to who sees plant, its likely place."""
    asker = person(request)
    return _incident(request, asker, _visible_incident(asker, incident_id))


def acknowledge(request: HttpRequest, outage_id: int) -> HttpResponse:
    """Note that the asker takes care of an outage."""
    asker = person(request)
    outage = get_object_or_404(Outage.objects.visible_to(asker), pk=outage_id)
    form = AcknowledgeForm(request.POST)
    note = form.cleaned_data["note"] if form.is_valid() else ""
    try:
        acknowledge_outage(outage_id=outage.pk, user_id=asker.pk, at=timezone.now(), note=note)
    except AlreadyAcknowledgedError:
        messages.warning(request, _("Somebody was faster: the outage was taken already."))
    else:
        messages.success(request, _("You have taken the outage; everybody sees it."))
    return redirect("pages:outage_list")


def acknowledge_all(request: HttpRequest, incident_id: int) -> HttpResponse:
    """Note that the asker takes care of every outage of an incident."""
    asker = person(request)
    found = _visible_incident(asker, incident_id)
    form = AcknowledgeForm(request.POST)
    note = form.cleaned_data["note"] if form.is_valid() else ""
    try:
        n = acknowledge_incident(
            incident_id=found.pk, user_id=asker.pk, at=timezone.now(), note=note
        )
    except AlreadyAcknowledgedError:
        messages.warning(request, _("Somebody was faster: all outages were taken already."))
    else:
        said = ngettext("You have taken %(n)d outage.", "You have taken %(n)d outages.", n)
        messages.success(request, said % {"n": n})
    return redirect("pages:incident", found.pk)


def correct_place(request: HttpRequest, incident_id: int) -> HttpResponse:
    """Put what an engineer found in the place of the guess."""
    asker = person(request)
    found = _visible_incident(asker, incident_id)
    form = LikelyPlaceForm(request.POST)
    if not form.is_valid():
        return _incident(request, asker, found, form=form)
    try:
        correct_likely_segment(
            incident_id=found.pk,
            segment_code=form.cleaned_data["segment"],
            note=form.cleaned_data["note"],
        )
    except NoSuchSegmentError:
        form.add_error("segment", _("There is no segment with this code. Nothing was changed."))
        return _incident(request, asker, found, form=form)
    messages.success(request, _("The place is noted as you found it."))
    return redirect("pages:incident", found.pk)


def _visible_incident(asker: User, incident_id: int) -> Incident:
    incidents = Incident.objects.visible_to(asker).select_related("segment")
    return get_object_or_404(incidents.defer("segment__geom", "segment__geom_m"), pk=incident_id)


def _incident(
    request: HttpRequest, asker: User, found: Incident, *, form: LikelyPlaceForm | None = None
) -> HttpResponse:
    said = {"segment": found.segment.code if found.segment else "", "note": found.note}
    context = {
        "page": incident_page(found, asker),
        "form": form or LikelyPlaceForm(initial=said),
        "acknowledge_form": AcknowledgeForm(auto_id="ack_%s"),
        "at": timezone.now(),
        "may_change": asker.has_role(CHANGES_INVENTORY),
    }
    status = 422 if form is not None and form.errors else 200
    return render(request, "pages/incident.html", context, status=status)
