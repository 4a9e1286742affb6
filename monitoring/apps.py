"""The app's entry for Django."""

from django.apps import AppConfig


class MonitoringConfig(AppConfig):
    """Names the app; holds nothing."""

    name = "monitoring"
