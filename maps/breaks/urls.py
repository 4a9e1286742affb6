"""The routes of "what breaks here": for who sees plant; a 404 for everybody else."""

from django.urls import path
from django.views.decorators.http import require_safe

from accounts.access import requires
from accounts.roles import SEES_PLANT
from maps.breaks import views

app_name = "breaks"

sees_plant = requires(SEES_PLANT)

urlpatterns = [
    path("", sees_plant(require_safe(views.page)), name="page"),
    path("answer/", sees_plant(require_safe(views.answer)), name="answer"),
]
