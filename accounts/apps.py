"""The app's entry for Django."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Names the app; holds nothing."""

    name = "accounts"
