"""The app's entry for Django."""

from django.apps import AppConfig


class RecordsConfig(AppConfig):
    """Names the app; holds nothing."""

    name = "records"
