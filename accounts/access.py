"""
The access door for views: who may pass, said where the routes stand.

`path("reports/", requires(READS_REPORTS)(views.report_month))` — nobody signed in goes to the
log-in page; somebody without the role gets the same 404 as for a page that does not exist.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponseBase

from accounts.models import User, asker_has
from accounts.roles import Role

View = TypeVar("View", bound=Callable[..., HttpResponseBase])

EVERYBODY_SIGNED_IN = frozenset(Role)


def requires(roles: frozenset[Role]) -> Callable[[View], View]:
    """Return a decorator that lets only these roles pass; the view gets `allowed_roles`."""

    def door(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            if not asker_has(request.user, roles):
                raise Http404
            return view(request, *args, **kwargs)

        guarded.allowed_roles = roles  # type: ignore[attr-defined]  # read by the URL x role matrix
        return guarded  # type: ignore[return-value]  # same signature as the view

    return door


def open_to_all(view: View) -> View:
    """Mark a view that answers also who is not signed in, for the URL x role matrix."""
    view.allowed_roles = None  # type: ignore[attr-defined]  # read by the URL x role matrix
    return view


def person(request: HttpRequest) -> User:
    """Return the signed-in person; only behind a door (`requires`)."""
    if not isinstance(request.user, User):
        raise Http404
    return request.user
