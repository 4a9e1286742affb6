"""The app's entry for Django."""

from django.apps import AppConfig


class MapsConfig(AppConfig):
    """Names the app; holds nothing."""

    name = "maps"
