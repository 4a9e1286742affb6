"""The editing pages' routes: for engineers and administrators; a 404 for everybody else."""

from django.urls import path
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import requires
from accounts.roles import CHANGES_INVENTORY
from maps.editing import views

app_name = "editing"

engineer = requires(CHANGES_INVENTORY)
page = require_http_methods(["GET", "HEAD", "POST"])

urlpatterns = [
    path("", engineer(require_safe(views.start)), name="start"),
    path("nodes.json", engineer(require_safe(views.nodes)), name="nodes"),
    path("sites/new/", engineer(page(views.site_new)), name="site_new"),
    path("sites/<int:site_id>/", engineer(page(views.site)), name="site"),
    path("sites/<int:site_id>/retire/", engineer(page(views.site_retire)), name="site_retire"),
    path("routes/new/", engineer(page(views.route_new)), name="route_new"),
    path("routes/new/path/", engineer(require_POST(views.path_new)), name="path_new"),
    path("routes/<int:route_id>/", engineer(page(views.route)), name="route"),
    path("routes/<int:route_id>/path/", engineer(require_POST(views.path)), name="path"),
    path("routes/<int:route_id>/retire/", engineer(page(views.route_retire)), name="route_retire"),
    path("nodes/<int:node_id>/", engineer(page(views.node)), name="node"),
]
