"""The map's routes; contacts pass too, and see their own sites only."""

from django.urls import path
from django.views.decorators.http import require_safe

from accounts.access import EVERYBODY_SIGNED_IN, requires
from accounts.roles import SEES_PLANT
from maps import views
from maps.glass import views as glass
from maps.glass.path_views import path_card

app_name = "maps"

signed_in = requires(EVERYBODY_SIGNED_IN)
sees_plant = requires(SEES_PLANT)

urlpatterns = [
    path("", signed_in(require_safe(views.map_page)), name="map"),
    path("state.json", signed_in(require_safe(views.live_state)), name="state"),
    path("features/<slug:layer>.geojson", signed_in(require_safe(views.features)), name="features"),
    path("sites/<int:site_id>/", signed_in(require_safe(views.site_card)), name="site"),
    path(
        "segments/<int:segment_id>/", sees_plant(require_safe(glass.segment_card)), name="segment"
    ),
    path("nodes/<int:node_id>/", sees_plant(require_safe(glass.node_card)), name="node"),
    path("cables/<int:cable_id>/", sees_plant(require_safe(glass.cable_card)), name="cable"),
    path("paths/<int:circuit_id>/", sees_plant(require_safe(path_card)), name="path"),
]
