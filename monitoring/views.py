"""What a supervisor and Prometheus ask: no person, no session."""

import ipaddress
import secrets

from django.conf import settings
from django.db import Error
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_1_0_0

from monitoring.health import parts
from monitoring.metrics import exposition


@require_safe
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - a view's form
    """Say that this process lives; 0 queries."""
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
@never_cache
def readyz(request: HttpRequest) -> JsonResponse:  # noqa: ARG001 - a view's form
    """Say how each part is: 200 if all work, else 503."""
    found = parts(at=timezone.now())
    is_ready = all(part.is_ready for part in found)
    told = {part.name: {"ready": part.is_ready, "words": part.words} for part in found}
    return JsonResponse({"ready": is_ready, "parts": told}, status=200 if is_ready else 503)


@require_safe
@never_cache
def metrics(request: HttpRequest) -> HttpResponse:
    """Tell Prometheus; this machine, or who brings METRICS_TOKEN."""
    if not _may_scrape(request):
        raise Http404
    try:
        text = exposition(at=timezone.now())
    except Error:
        return HttpResponse(
            "The database does not answer.\n", status=503, content_type="text/plain"
        )
    return HttpResponse(text, content_type=CONTENT_TYPE_PLAIN_1_0_0)


def _may_scrape(request: HttpRequest) -> bool:
    wanted = f"Bearer {settings.METRICS_TOKEN}"
    given = request.headers.get("Authorization", "")
    if settings.METRICS_TOKEN and secrets.compare_digest(given.encode(), wanted.encode()):
        return True
    # Behind a proxy every request comes from loopback: there the token is needed.
    is_direct = "X-Forwarded-For" not in request.headers
    try:
        return is_direct and ipaddress.ip_address(request.META["REMOTE_ADDR"]).is_loopback
    except (KeyError, ValueError):
        return False
