"""Uploaded tables that wait between preview and confirmation."""

from datetime import datetime, timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Asker, asker_has
from accounts.roles import CHANGES_INVENTORY

#: How long an uploaded table waits to be confirmed.
WAITS = timedelta(hours=2)


class UploadedTableQuerySet(models.QuerySet["UploadedTable"]):
    """Uploaded tables, narrowed in domain words."""

    def visible_to(self, asker: Asker) -> Self:
        """Narrow to what the asker has uploaded, while they may change the plant."""
        if not asker_has(asker, CHANGES_INVENTORY):
            return self.none()
        return self.filter(person=asker)

    def waiting(self, *, at: datetime) -> Self:
        """Narrow to those that may still be confirmed."""
        return self.filter(uploaded_at__gt=at - WAITS)


class UploadedTable(models.Model):
    """
    A file as somebody uploaded it, kept until they confirm its preview or its time is over.

    Not audited: nothing of it is plant yet. What is stored of it is audited where it is stored.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("person")
    )
    kind = models.CharField(_("kind"), max_length=20)
    name = models.CharField(_("name"), max_length=200)
    content = models.BinaryField(_("content"))
    uploaded_at = models.DateTimeField(_("uploaded"))

    objects = UploadedTableQuerySet.as_manager()

    class Meta:
        verbose_name = _("uploaded table")
        verbose_name_plural = _("uploaded tables")
        constraints = [
            # One waits for each person: another one takes its place.
            models.UniqueConstraint(name="uploadedtable_one_waits", fields=["person"]),
        ]

    def __str__(self) -> str:
        return self.name
