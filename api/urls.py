"""Routes of the REST face. Every route needs a token, but the schema (pynetbox asks it without)."""

from django.urls import include, path, re_path
from drf_spectacular.views import SpectacularJSONAPIView
from rest_framework.permissions import AllowAny
from rest_framework.routers import Route, SimpleRouter

from api import views

app_name = "api"


class BulkRouter(SimpleRouter):
    """Routes whose lists also take PUT, PATCH and DELETE."""

    routes = [
        Route(
            url=r"^{prefix}/$",
            mapping={
                "get": "list",
                "post": "create",
                "put": "bulk_update",
                "patch": "bulk_update",
                "delete": "bulk_destroy",
            },
            name="{basename}-list",
            detail=False,
            initkwargs={"suffix": "List"},
        ),
        Route(
            url=r"^{prefix}/{lookup}/$",
            mapping={
                "get": "retrieve",
                "put": "update",
                "patch": "partial_update",
                "delete": "destroy",
            },
            name="{basename}-detail",
            detail=True,
            initkwargs={"suffix": "Instance"},
        ),
    ]


dcim = BulkRouter()
dcim.register("regions", views.RegionViewSet, basename="region")
dcim.register("sites", views.SiteViewSet, basename="site")

circuits = BulkRouter()
circuits.register("circuits", views.CircuitViewSet, basename="circuit")
circuits.register("circuit-types", views.CircuitTypeViewSet, basename="circuittype")
circuits.register("providers", views.ProviderViewSet, basename="provider")

schema = SpectacularJSONAPIView.as_view(permission_classes=[AllowAny], authentication_classes=[])

urlpatterns = [
    path("", views.RootView.as_view(), name="root"),
    path("status/", views.StatusView.as_view(), name="status"),
    path("schema/", schema, name="schema"),
    path("dcim/", views.RootView.as_view(), {"app": "dcim"}, name="dcim"),
    path("dcim/", include(dcim.urls)),
    path("circuits/", views.RootView.as_view(), {"app": "circuits"}, name="circuits"),
    path("circuits/", include(circuits.urls)),
    re_path(r"", views.NowhereView.as_view(), name="nowhere"),
]
