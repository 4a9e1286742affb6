"""Routes for supervisors and Prometheus; open, because these have no account."""

from django.urls import path

from accounts.access import open_to_all
from monitoring import views

urlpatterns = [
    path("healthz", open_to_all(views.healthz), name="healthz"),
    path("readyz", open_to_all(views.readyz), name="readyz"),
    path("metrics", open_to_all(views.metrics), name="metrics"),
]
