"""Routes of the reports, each with its door."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import path
from django.views.decorators.http import require_safe

from accounts.access import requires
from accounts.roles import READS_REPORTS, SEES_PLANT
from reports import views
from reports.resilience import views as failure_points

app_name = "reports"
_door = requires(READS_REPORTS)


def _plant_door(view: Callable[[HttpRequest], HttpResponse]) -> Callable[..., HttpResponseBase]:
    return requires(SEES_PLANT)(require_safe(view))


urlpatterns = [
    path("", _door(views.current), name="availability"),
    path("failure-points.csv", _plant_door(failure_points.table_csv), name="failure_points_csv"),
    path("failure-points/", _plant_door(failure_points.page), name="failure_points"),
    path("<str:month>.csv", _door(views.month_csv), name="month_csv"),
    path("<str:month>/", _door(views.month), name="month"),
]
