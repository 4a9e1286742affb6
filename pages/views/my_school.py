"""The page of a school: one answer, what to do, what is planned. No script, no jargon."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import patch_cache_control

from accounts.access import person
from accounts.models import User
from pages.queries.school import Line, line_of, lines_of, school_page

#: A reload within this time costs no request, when the line is slow.
KEPT_S = 15


def my_school(request: HttpRequest) -> HttpResponse:
    """Show the school that the person answers for; the list, if there are several."""
    asker, at = person(request), timezone.now()
    lines = lines_of(asker, at=at)
    if len(lines) == 1:
        return _page(request, lines[0], asker)
    return render(request, "pages/my_schools.html", {"lines": lines, "at": at})


def one_school(request: HttpRequest, circuit_id: int) -> HttpResponse:
    """Show one of several schools that the person answers for."""
    asker = person(request)
    line = line_of(lines_of(asker, at=timezone.now()), circuit_id)
    if line is None:
        raise Http404
    return _page(request, line, asker, is_one_of_several=True)


def _page(
    request: HttpRequest, line: Line, asker: User, *, is_one_of_several: bool = False
) -> HttpResponse:
    at = timezone.now()
    context = {
        "page": school_page(line, asker, at=at),
        "line": line,
        "at": at,
        "fault_desk": [part.strip() for part in settings.FAULT_DESK.split("|") if part.strip()],
        "is_one_of_several": is_one_of_several,
    }
    response = render(request, "pages/my_school.html", context)
    patch_cache_control(response, private=True, max_age=KEPT_S)
    return response
