"""The app's entry for Django."""

from django.apps import AppConfig


class LabConfig(AppConfig):
    """Names the app; holds nothing."""

    name = "lab"
