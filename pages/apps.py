"""The app's entry for Django."""

from django.apps import AppConfig


class PagesConfig(AppConfig):
    """Names the app; holds nothing."""

    name = "pages"
