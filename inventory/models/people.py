"""Which person answers for which site."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from inventory.models.geometry import audited
from inventory.models.places import Site


@audited()
class SiteAssignment(models.Model):
    """A person answers for a site, and may therefore see it."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="site_assignments",
        verbose_name=_("person"),
    )
    site = models.ForeignKey(
        Site, models.CASCADE, related_name="assignments", verbose_name=_("site")
    )

    class Meta:
        verbose_name = _("site assignment")
        verbose_name_plural = _("site assignments")
        constraints = [
            models.UniqueConstraint(name="siteassignment_once", fields=["user", "site"]),
        ]

    def __str__(self) -> str:
        return f"{self.user} – {self.site}"
