"""Django's administration behind our own door: administrators only, for everybody else a 404."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.contrib import admin
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.access import open_to_all, requires
from accounts.models import asker_has
from accounts.roles import ADMINISTERS_PEOPLE

View = TypeVar("View", bound=Callable[..., HttpResponseBase])


class Administration(admin.AdminSite):
    """Asks for the role, not for Django's `is_staff`; signs in where everybody does."""

    site_header = site_title = _("Administration")
    index_title = _("Records")

    def has_permission(self, request: HttpRequest) -> bool:
        """Whether the asker is an administrator."""
        return asker_has(request.user, ADMINISTERS_PEOPLE)

    def admin_view(self, view: View, cacheable: bool = False) -> View:
        """Put the door in front of every page."""
        return requires(ADMINISTERS_PEOPLE)(super().admin_view(view, cacheable))

    @open_to_all
    def login(self, *_args: Any, **_extra: Any) -> HttpResponse:
        """Send on to the log-in page, which counts wrong passwords."""
        return redirect_to_login(reverse("admin:index"))
