"""
People in the administration: shown, never changed.

Who may sign in, in which role and for which sites is said on the page of people, whose operations
end sessions and tokens with a role, and keep the last administrator.
"""

from typing import Any

import django.contrib.auth.admin  # noqa: F401 - registers groups, which are taken out below
from django.contrib import admin
from django.contrib.auth.models import Group
from django.http import HttpRequest

from accounts.models import ApiToken, User

# Roles decide here; a group would give nothing to anybody.
admin.site.unregister(Group)


class Shown(admin.ModelAdmin):  # type: ignore[type-arg]  # of either
    """Rows that are shown and never changed here."""

    def has_add_permission(self, request: HttpRequest) -> bool:  # noqa: ARG002 - Django's
        """Nobody adds here."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002
        """Nobody changes here."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002
        """Nobody deletes here."""
        return False


@admin.register(User)
class UserAdmin(Shown):
    """Who may sign in, and in which role."""

    list_display = ("username", "role", "is_active", "last_login")
    list_filter = ("role", "is_active")
    search_fields = ("username", "first_name", "last_name", "email")
    fields = (
        "username",
        "first_name",
        "last_name",
        "email",
        "role",
        "is_active",
        "date_joined",
        "last_login",
    )


@admin.register(ApiToken)
class ApiTokenAdmin(Shown):
    """Machines' keys, by the eight signs that they begin with."""

    list_display = ("name", "token_key", "user", "read_only", "expiry", "last_used_at")
    list_filter = ("read_only",)
    list_select_related = ("user",)
    fields = ("name", "token_key", "user", "read_only", "created", "expiry", "last_used_at")
