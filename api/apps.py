"""The app's entry for Django."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """Names the app; holds nothing."""

    name = "api"
