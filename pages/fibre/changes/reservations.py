"""Fibres kept for somebody, and released."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import person
from inventory.models import Cable, Reservation
from inventory.operations.strands import release, reserve
from pages.fibre.changes.reservation_forms import ReservationForm


def reserve_strands(request: HttpRequest, cable_id: int) -> HttpResponse:
    """Reserve fibres of a cable; those that are reserved stand below."""
    asker = person(request)
    cable = get_object_or_404(Cable.objects.visible_to(asker).select_related("type"), pk=cable_id)
    today = timezone.localdate()
    initial = {"from_date": today, **request.GET.dict()}
    form = ReservationForm(request.POST or None, initial=initial)
    if form.is_valid():
        said = form.cleaned_data
        if form.made(partial(reserve, cable_id=cable.pk, **said)):
            words = _("Fibres %(first)d to %(last)d are reserved for %(whom)s.")
            said = {"first": said["first"], "last": said["last"], "whom": said["reserved_for"]}
            messages.success(request, words % said)
            return redirect("fibre:cable", cable.pk)
    reserved = Reservation.objects.visible_to(asker).filter(cable=cable)
    context = {
        "form": form,
        "cable": cable,
        "reserved": reserved.order_by("first_number", "from_date"),
        "today": today,
    }
    status = 422 if form.errors else 200
    return render(request, "pages/fibre/changes/reserve.html", context, status=status)


def release_strands(request: HttpRequest, reservation_id: int) -> HttpResponse:
    """Release what was reserved."""
    mine = Reservation.objects.visible_to(person(request))
    kept = mine.filter(pk=reservation_id).first()
    if kept is None:
        messages.warning(request, _("This reservation was released already."))
        return redirect("fibre:reservations")
    try:
        release(reservation_id=kept.pk)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(
            request, _("The reservation for %(whom)s is released.") % {"whom": kept.reserved_for}
        )
    return redirect("fibre:reserve", kept.cable_id)
