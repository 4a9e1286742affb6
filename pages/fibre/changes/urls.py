"""Who may change the plant: engineers and administrators; a 404 for everybody else."""

from django.urls import path
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import requires
from accounts.roles import CHANGES_INVENTORY
from pages.fibre.changes import cables, joints, paths, reservations, uploads

engineer = requires(CHANGES_INVENTORY)
page = require_http_methods(["GET", "HEAD", "POST"])

cable_urls = [
    path("plant/cables/add/", engineer(page(cables.cable_add)), name="cable_add"),
    path(
        "plant/cables/<int:cable_id>/retire/",
        engineer(page(cables.cable_retire)),
        name="cable_retire",
    ),
    path(
        "plant/cables/<int:cable_id>/reserve/",
        engineer(page(reservations.reserve_strands)),
        name="reserve",
    ),
    path(
        "plant/reservations/<int:reservation_id>/release/",
        engineer(require_POST(reservations.release_strands)),
        name="release",
    ),
]

node_urls = [
    path("plant/nodes/<int:node_id>/splice/", engineer(page(joints.splice)), name="splice"),
    path("plant/nodes/<int:node_id>/patch/", engineer(page(joints.patch_ports)), name="patch"),
    path("plant/nodes/<int:node_id>/joints/", engineer(page(joints.joints)), name="joints"),
    path("plant/nodes/<int:node_id>/tubes/", engineer(page(joints.tubes)), name="tubes"),
]

circuit_urls = [
    path("circuits/<int:circuit_id>/assign/", engineer(page(paths.assign)), name="assign"),
    path(
        "circuits/<int:circuit_id>/clear/<slug:leg>/",
        engineer(require_POST(paths.clear)),
        name="path_clear",
    ),
]

upload_urls = [
    path("plant/import/", engineer(page(uploads.upload)), name="uploads"),
    path("plant/import/<int:upload_id>/", engineer(page(uploads.uploaded)), name="upload"),
    path(
        "plant/import/<int:upload_id>/discard/",
        engineer(require_POST(uploads.discard)),
        name="upload_discard",
    ),
    path(
        "plant/import/<slug:kind>.<slug:form>",
        engineer(require_safe(uploads.template)),
        name="upload_template",
    ),
]

urlpatterns = [*cable_urls, *node_urls, *circuit_urls, *upload_urls]
