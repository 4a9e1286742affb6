"""The app's entry for Django."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """Names the app; holds nothing."""

    name = "reports"
