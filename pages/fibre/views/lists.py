"""The plant's start page and its lists."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from accounts.access import person
from accounts.roles import CHANGES_INVENTORY
from pages.fibre.forms import PlantSearchForm
from pages.fibre.queries.lists import KINDS, found
from pages.fibre.queries.start import counts, hits
from pages.listing import kept, page_of


def start(request: HttpRequest) -> HttpResponse:
    """Show what there is of each kind, and what a search finds in all of them."""
    asker = person(request)
    form = PlantSearchForm(request.GET or None)
    words = form.cleaned_data["q"] if form.is_valid() else ""
    context = {
        "form": form,
        "words": words,
        "counts": counts(asker, today=timezone.localdate()),
        "hits": hits(asker, words) if words else [],
        "may_change": asker.has_role(CHANGES_INVENTORY),
    }
    return render(request, "pages/fibre/start.html", context)


def plant_list(request: HttpRequest, kind: str) -> HttpResponse:
    """List one kind of plant, narrowed by words."""
    asker, listed = person(request), KINDS[kind]
    form = PlantSearchForm(request.GET or None)
    words = form.cleaned_data["q"] if form.is_valid() else ""
    page = page_of(found(listed, asker, words), request.GET)
    context = {
        "form": form,
        "kind": listed,
        "is_filtered": bool(words),
        "rows": listed.table(list(page), asker),
        "page_obj": page,
        "query": kept(request.GET, without=["page"]),
    }
    return render(request, "pages/fibre/list.html", context)
