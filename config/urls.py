"""Root URLs: each app's own page of routes, mounted."""

from django.conf import settings
from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path
from django.views.decorators.http import require_safe
from django.views.i18n import set_language

from accounts.access import EVERYBODY_SIGNED_IN, open_to_all, requires
from pages.appearance import choose_theme
from pages.views.overview import home

urlpatterns: list[URLPattern | URLResolver] = [
    path("", requires(EVERYBODY_SIGNED_IN)(require_safe(home)), name="home"),
    path("", include("accounts.urls")),
    path("", include("monitoring.urls")),
    path("", include("pages.urls")),
    path("", include("pages.fibre.urls")),
    path("admin/", admin.site.urls),
    path("api/", include("api.urls")),
    path("edit/", include("maps.editing.urls")),
    path("language/", open_to_all(set_language), name="set_language"),
    path("map/", include("maps.urls")),
    path("map/breaks/", include("maps.breaks.urls")),
    path("reports/", include("reports.urls")),
    path("theme/", choose_theme, name="theme"),
]
if settings.DEMO:
    # Outside the demo nothing is broken for play, and nobody can tell that one could.
    urlpatterns.append(path("lab/", include("lab.urls")))
