"""Who may go where in the plant; all of it is confidential, docs/access.md holds it to that."""

from django.urls import path
from django.views.decorators.http import require_safe

from accounts.access import requires
from accounts.roles import SEES_PLANT
from pages.fibre.changes.urls import urlpatterns as change_urls
from pages.fibre.views import circuits, lists, things

app_name = "fibre"

sees_plant = requires(SEES_PLANT)

list_urls = [
    path("plant/", sees_plant(require_safe(lists.start)), name="start"),
    *(
        path(
            f"plant/{kind}/",
            sees_plant(require_safe(lists.plant_list)),
            {"kind": kind},
            name=kind,
        )
        for kind in ("cables", "closures", "panels", "ducts", "nodes", "reservations")
    ),
]

thing_urls = [
    path("plant/cables/<int:cable_id>/", sees_plant(require_safe(things.cable)), name="cable"),
    path(
        "plant/closures/<int:closure_id>/", sees_plant(require_safe(things.closure)), name="closure"
    ),
    path("plant/panels/<int:panel_id>/", sees_plant(require_safe(things.panel)), name="panel"),
    path("plant/ducts/<int:duct_id>/", sees_plant(require_safe(things.duct)), name="duct"),
    path("plant/nodes/<int:node_id>/", sees_plant(require_safe(things.node)), name="node"),
    path("circuits/<int:circuit_id>/", sees_plant(require_safe(circuits.circuit)), name="circuit"),
]

urlpatterns = [*list_urls, *change_urls, *thing_urls]
