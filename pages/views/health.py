"""How Lichtweg itself is doing."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from accounts.access import requires
from accounts.roles import SEES_PLANT
from pages.queries.health import health


@requires(SEES_PLANT)
def health_page(request: HttpRequest) -> HttpResponse:
    """Show those who watch, and the side jobs."""
    at = timezone.now()
    return render(request, "pages/health.html", {"page": health(at=at), "at": at})
