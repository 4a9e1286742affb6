"""The lab's routes; mounted in demo mode only (config/urls.py)."""

from django.urls import path
from django.views.decorators.http import require_GET, require_POST

from accounts.access import requires
from accounts.roles import CHANGES_INVENTORY
from lab import views

app_name = "lab"

works_the_lab = requires(CHANGES_INVENTORY)

urlpatterns = [
    path("", works_the_lab(require_GET(views.index)), name="index"),
    path("faults.json", works_the_lab(require_GET(views.faults)), name="faults"),
    path("cut/", works_the_lab(require_POST(views.cut)), name="cut"),
    path("loss/", works_the_lab(require_POST(views.loss)), name="loss"),
    path("delay/", works_the_lab(require_POST(views.delay)), name="delay"),
    path("isolate/", works_the_lab(require_POST(views.isolate)), name="isolate"),
    path("mend/", works_the_lab(require_POST(views.mend)), name="mend"),
]
