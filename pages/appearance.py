"""
Light or dark: a cookie that the server reads, so that no script is needed and no page flashes.

Holds no table and asks none.
"""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from accounts.access import open_to_all

COOKIE = "theme"
YEAR_S = 365 * 24 * 3600

#: Values of the cookie; "auto" follows the device.
THEMES = ("auto", "light", "dark")


def theme_of(request: HttpRequest) -> str:
    """Return the theme that the reader chose; "auto" if none or nonsense."""
    chosen = request.COOKIES.get(COOKIE, "auto")
    return chosen if chosen in THEMES else "auto"


@open_to_all
@require_POST
def choose_theme(request: HttpRequest) -> HttpResponse:
    """Keep the posted theme for a year and return to where the reader was."""
    target = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(
        target, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    ):
        target = "/"
    response = HttpResponseRedirect(target)
    theme = request.POST.get("theme", "auto")
    if theme not in THEMES or theme == "auto":
        response.delete_cookie(COOKIE, samesite="Lax")
        return response
    response.set_cookie(
        COOKIE,
        theme,
        max_age=YEAR_S,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response
