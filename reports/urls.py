"""Routes of the reports, each with its door."""

from django.urls import path

from accounts.access import requires
from accounts.roles import READS_REPORTS
from reports import views

app_name = "reports"
_door = requires(READS_REPORTS)

urlpatterns = [
    path("", _door(views.current), name="availability"),
    path("<str:month>.csv", _door(views.month_csv), name="month_csv"),
    path("<str:month>/", _door(views.month), name="month"),
]
