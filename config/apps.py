"""Apps of others, set up our way."""

from django.contrib.admin.apps import AdminConfig


class AdministrationConfig(AdminConfig):
    """Django's administration with our door."""

    default_site = "accounts.administration.Administration"
