"""Planned works: who is touched reads them, engineers announce, change and call them off."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import person
from accounts.roles import CHANGES_INVENTORY
from monitoring.models import Maintenance
from monitoring.operations.planned import CalledOffError, OverError, announce, call_off, change
from pages.forms.planned import PlannedWorkForm, said_of
from pages.listing import page_of
from pages.queries.planned import planned_works


def maintenance_list(request: HttpRequest) -> HttpResponse:
    """List works to come, and those that were."""
    asker, at = person(request), timezone.now()
    works = planned_works(asker, at=at)
    context = {
        "coming": works.coming,
        "page_obj": page_of(works.past, request.GET),
        "at": at,
        "may_change": asker.has_role(CHANGES_INVENTORY),
    }
    return render(request, "pages/maintenance_list.html", context)


def maintenance_add(request: HttpRequest) -> HttpResponse:
    """Announce planned works."""
    form = PlannedWorkForm(request.POST or None, asker=person(request))
    if form.is_valid():
        try:
            announce(plan=form.plan(), at=timezone.now())
        except OverError:
            form.add_error("ends_at", _("This is over already."))
        else:
            messages.success(request, _("The works are announced; every school touched sees them."))
            return redirect("pages:maintenance_list")
    status = 422 if form.errors else 200
    return render(request, "pages/maintenance_form.html", {"form": form}, status=status)


def maintenance_change(request: HttpRequest, maintenance_id: int) -> HttpResponse:
    """Change planned works that are not over."""
    asker = person(request)
    work = get_object_or_404(Maintenance.objects.visible_to(asker), pk=maintenance_id)
    form = PlannedWorkForm(request.POST or None, asker=asker, initial=said_of(work))
    if form.is_valid():
        try:
            change(maintenance_id=work.pk, plan=form.plan(), at=timezone.now())
        except OverError:
            form.add_error(None, _("These works are over; what happened is not rewritten."))
        except CalledOffError:
            form.add_error(None, _("These works were called off. Announce new ones instead."))
        else:
            messages.success(request, _("The works are changed."))
            return redirect("pages:maintenance_list")
    status = 422 if form.errors else 200
    context = {"form": form, "work": work}
    return render(request, "pages/maintenance_form.html", context, status=status)


def maintenance_call_off(request: HttpRequest, maintenance_id: int) -> HttpResponse:
    """Call planned works off."""
    works = Maintenance.objects.visible_to(person(request))
    work = get_object_or_404(works, pk=maintenance_id)
    try:
        call_off(maintenance_id=work.pk, at=timezone.now())
    except OverError:
        messages.error(request, _("These works are over; they cannot be called off any more."))
    except CalledOffError:
        messages.warning(request, _("Somebody was faster: these works were called off already."))
    else:
        messages.success(request, _("The works are called off; every school touched sees it."))
    return redirect("pages:maintenance_list")
