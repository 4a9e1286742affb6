"""The audit: who changed what, when, before and after."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from pages.forms.changes import ALL, AUTOMATIC, PEOPLE, ChangeFilterForm
from pages.listing import kept, page_of
from pages.queries.change_rows import ChangeRows, local_day
from records.queries import ChangeFilter


def change_list(request: HttpRequest) -> HttpResponse:
    """List changes, newest first; by people only, unless another choice is made."""
    form = ChangeFilterForm(request.GET or None)
    said = form.cleaned_data if form.is_valid() else {}
    context = {
        "form": form,
        "is_filtered": any(said.values()),
        "page_obj": page_of(ChangeRows(_wanted(said)), request.GET),
        "query": kept(request.GET, without=["page"]),
        "at": timezone.now(),
    }
    return render(request, "pages/changes.html", context)


def _wanted(said: dict[str, Any]) -> ChangeFilter:
    by = said.get("by") or PEOPLE
    since, until = local_day(said["day"]) if said.get("day") else (None, None)
    return ChangeFilter(
        models={said["kind"]} if said.get("kind") else None,
        person_id=int(by) if by not in {PEOPLE, AUTOMATIC, ALL} else None,
        by_people={PEOPLE: True, AUTOMATIC: False}.get(by),
        since=since,
        until=until,
    )
