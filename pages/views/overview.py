"""The first page of whoever sees all sites, and the part of it that keeps itself fresh."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from accounts.access import person
from accounts.models import User
from accounts.roles import SEES_ALL_SITES, SEES_PLANT
from pages.queries.month import month_so_far
from pages.queries.overview import kept_overview


def home(request: HttpRequest) -> HttpResponse:
    """Show the overview; a school contact goes to their school."""
    asker = person(request)
    if not asker.has_role(SEES_ALL_SITES):
        return redirect("pages:my_school")
    return render(request, "pages/overview.html", _context(asker))


def overview_live(request: HttpRequest) -> HttpResponse:
    """Show the part of the overview that changes by itself."""
    return render(request, "pages/parts/overview_live.html", _context(person(request)))


def _context(asker: User) -> dict[str, Any]:
    page = kept_overview(asker, at=timezone.now())
    return {
        "page": page,
        "month": month_so_far(asker, at=page.at),
        "at": page.at,
        "sees_plant": asker.has_role(SEES_PLANT),
        "poll_s": settings.POLL_S,
    }
