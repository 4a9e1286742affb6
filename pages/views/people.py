"""People: who may sign in, as what, and for which sites; administrators only."""

from django.contrib import messages
from django.contrib.auth.forms import PasswordResetForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.operations import (
    LastAdministratorError,
    NameTakenError,
    NoSuchPersonError,
    deactivate_person,
    end_access,
    reactivate_person,
)
from pages.forms.people import PersonForm, said_of
from pages.listing import page_of
from pages.operations import add_person_with_sites, change_person_with_sites
from pages.queries.people import people


def people_list(request: HttpRequest) -> HttpResponse:
    """List everybody."""
    return render(request, "pages/people.html", {"page_obj": page_of(people(), request.GET)})


def person_add(request: HttpRequest) -> HttpResponse:
    """Add a person; they get a link to choose a password."""
    form = PersonForm(request.POST or None)
    if form.is_valid():
        try:
            person = add_person_with_sites(details=form.details(), site_ids=form.site_ids())
        except NameTakenError:
            form.add_error("username", _("Somebody has this name already, perhaps in capitals."))
        else:
            _send_link(request, person)
            return redirect("pages:people")
    status = 422 if form.errors else 200
    return render(request, "pages/person_form.html", {"form": form}, status=status)


def person_change(request: HttpRequest, person_id: int) -> HttpResponse:
    """Change a person; another role ends what they have open."""
    found = get_object_or_404(User, pk=person_id)
    form = PersonForm(request.POST or None, initial=said_of(found))
    if form.is_valid():
        try:
            change_person_with_sites(
                person_id=found.pk,
                details=form.details(),
                site_ids=form.site_ids(),
                at=timezone.now(),
            )
        except NameTakenError:
            form.add_error("username", _("Somebody has this name already, perhaps in capitals."))
        except LastAdministratorError:
            form.add_error("role", _("This is the last administrator: name another one first."))
        else:
            messages.success(request, _("The person is changed."))
            return redirect("pages:people")
    status = 422 if form.errors else 200
    context = {"form": form, "found": found}
    return render(request, "pages/person_form.html", context, status=status)


def person_deactivate(request: HttpRequest, person_id: int) -> HttpResponse:
    """Close an account; everything open under it ends."""
    found = get_object_or_404(User, pk=person_id)
    try:
        deactivate_person(person_id=found.pk, at=timezone.now())
    except LastAdministratorError:
        messages.error(request, _("This is the last administrator: name another one first."))
    except NoSuchPersonError:
        messages.warning(request, _("The account was closed already."))
    else:
        messages.success(request, _("The account is closed; all its sessions and keys have ended."))
    return redirect("pages:people")


def person_reactivate(request: HttpRequest, person_id: int) -> HttpResponse:
    """Open a closed account again."""
    found = get_object_or_404(User, pk=person_id)
    try:
        reactivate_person(person_id=found.pk)
    except NoSuchPersonError:
        messages.warning(request, _("The account was open already."))
    else:
        messages.success(request, _("The account is open again."))
    return redirect("pages:person", found.pk)


def person_end_access(request: HttpRequest, person_id: int) -> HttpResponse:
    """End all sessions and keys of a person, who can sign in again."""
    found = get_object_or_404(User, pk=person_id)
    end_access(person_id=found.pk, at=timezone.now())
    messages.success(request, _("All sessions and keys of this person have ended."))
    return redirect("pages:person", found.pk)


def person_send_link(request: HttpRequest, person_id: int) -> HttpResponse:
    """Send a person the link to choose a password."""
    found = get_object_or_404(User, pk=person_id, is_active=True)
    _send_link(request, found)
    return redirect("pages:person", found.pk)


def _send_link(request: HttpRequest, person: User) -> None:
    form = PasswordResetForm({"email": person.email})
    if not form.is_valid():
        messages.error(request, _("No link was sent: the e-mail address is not a valid one."))
        return
    form.save(request=request, use_https=request.is_secure())
    said = _("A link to choose a password is on its way to %(email)s.")
    messages.success(request, said % {"email": person.email})
