"""The app's entry for Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    """Names the app; holds nothing."""

    name = "accounts"
    verbose_name = _("People")
