"""The app's entry for Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InventoryConfig(AppConfig):
    """Names the app; holds nothing."""

    name = "inventory"
    verbose_name = _("Inventory")
