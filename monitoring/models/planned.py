"""Planned works."""

from typing import Self

import pghistory
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Asker
from inventory.models import Circuit
from inventory.models.geometry import audited


class MaintenanceQuerySet(models.QuerySet["Maintenance"]):
    """Planned works; seen by whoever sees a circuit that they touch."""

    def visible_to(self, asker: Asker) -> Self:
        """Narrow to what the asker may see."""
        return self.filter(circuits__in=Circuit.objects.visible_to(asker)).distinct()


@audited()
class Maintenance(models.Model):
    """
    A window of planned work on circuits.

    It counts for the SLA only if not cancelled and announced at least the policy's notice before
    its start; only the planned window counts, never an overrun.
    """

    title = models.CharField(_("title"), max_length=200)
    #: In plain words, for the school.
    description = models.TextField(_("what it means for the school"), blank=True)
    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("until"))
    announced_at = models.DateTimeField(_("announced"))
    cancelled_at = models.DateTimeField(_("cancelled"), null=True, blank=True)
    circuits = models.ManyToManyField(
        Circuit, related_name="maintenances", verbose_name=_("circuits")
    )
    is_demo = models.BooleanField(_("demo"), default=False)

    objects = MaintenanceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="maintenance_ends_after_start", condition=Q(ends_at__gt=F("starts_at"))
            ),
        ]

    def __str__(self) -> str:
        return self.title


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.DeleteEvent(),
    # Django's own table between the two knows no related name for events.
    obj_field=pghistory.ObjForeignKey(related_name="+"),
)
class MaintenanceCircuit(Maintenance.circuits.through):  # type: ignore[misc,name-defined]  # made by Django
    """A circuit that planned work touches; a row of Django's, named here so that it is audited."""

    class Meta:
        proxy = True
