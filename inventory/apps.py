"""The app's entry for Django."""

from django.apps import AppConfig


class InventoryConfig(AppConfig):
    """Names the app; holds nothing."""

    name = "inventory"
