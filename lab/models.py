"""What the lab plays; exists only in demo mode. The prober knows nothing of it."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Asker, asker_has
from accounts.roles import CHANGES_INVENTORY
from inventory.models import Circuit, RouteSegment


class LabFaultQuerySet(models.QuerySet["LabFault"]):
    """Faults of the lab; a cut names plant, so only who works the lab sees any."""

    def visible_to(self, asker: Asker) -> Self:
        """Narrow to what the asker may see: all or nothing, by role."""
        return self if asker_has(asker, CHANGES_INVENTORY) else self.none()

    def in_force(self) -> Self:
        """Narrow to faults that are not mended."""
        return self.filter(ended_at=None)


class LabFault(models.Model):
    """A fault in the lab, in force until `ended_at`; the lab process makes it real."""

    class Kind(models.TextChoices):
        CUT = "cut", _("cut")
        LOSS = "loss", _("loss")
        DELAY = "delay", _("delay")
        ISOLATE = "isolate", _("prober isolated")

    kind = models.CharField(max_length=20, choices=Kind.choices)
    #: Where a cut is: metres from the segment's `a_node`.
    segment = models.ForeignKey(RouteSegment, models.CASCADE, null=True, blank=True)
    chainage_m = models.FloatField(null=True, blank=True)
    #: Whose line is lossy, delayed, or cut at its own door (a cut without a segment).
    circuit = models.ForeignKey(Circuit, models.CASCADE, null=True, blank=True)
    loss_percent = models.PositiveSmallIntegerField(null=True, blank=True)
    delay_ms = models.PositiveIntegerField(null=True, blank=True)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    #: When the lab process had it in force: the instant that tests measure from.
    applied_at = models.DateTimeField(null=True, blank=True)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = LabFaultQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="labfault_cut_has_place",
                condition=~Q(kind="cut")
                | Q(segment__isnull=False, chainage_m__gte=0)
                | Q(circuit__isnull=False),
            ),
            models.CheckConstraint(
                name="labfault_loss_has_percent",
                condition=~Q(kind="loss")
                | Q(circuit__isnull=False, loss_percent__gte=1, loss_percent__lte=100),
            ),
            models.CheckConstraint(
                name="labfault_delay_has_ms",
                condition=~Q(kind="delay")
                | Q(circuit__isnull=False, delay_ms__gte=1, delay_ms__lte=60000),
            ),
            models.CheckConstraint(
                name="labfault_ends_after_start",
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("started_at")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.segment or self.circuit or ''}"


class LabLine(models.Model):
    """
    A line that carries less in the lab than was contracted, for ever, so that tests find it out.

    Lines without a row carry a full gigabit.
    """

    circuit = models.OneToOneField(Circuit, models.CASCADE, related_name="lab_line")
    rate_mbps = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="labline_rate_in_range", condition=Q(rate_mbps__gte=1, rate_mbps__lte=1000)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.circuit} {self.rate_mbps} Mbit/s"
