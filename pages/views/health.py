"""How Lichtweg itself is doing."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from pages.queries.health import health


def health_page(request: HttpRequest) -> HttpResponse:
    """Show those who watch, and the side jobs."""
    at = timezone.now()
    return render(request, "pages/health.html", {"page": health(at=at), "at": at})
