"""The list of people, for administrators."""

from django.db.models import Prefetch, QuerySet

from accounts.models import User
from inventory.models import SiteAssignment


def people() -> QuerySet[User]:
    """Return everybody with the sites that they answer for, those who may sign in first."""
    assignments = SiteAssignment.objects.select_related("site").defer("site__geom", "site__area")
    return User.objects.prefetch_related(
        Prefetch("site_assignments", assignments.order_by("site__name"))
    ).order_by("-is_active", "username")
