"""States as intervals, the outages that follow from them, and their common causes."""

from typing import Self

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Asker
from inventory.models import Circuit, RouteSegment
from inventory.models.geometry import audited
from inventory.models.use import TstzRange
from monitoring.models.circuitbound import CircuitBoundQuerySet, TargetBoundQuerySet
from monitoring.models.watch import Target, Vantage


class State(models.TextChoices):
    """What is known of a target or circuit; the words are those of every page."""

    UP = "up", _("Working")
    DEGRADED = "degraded", _("Impaired")
    DOWN = "down", _("Down")
    UNKNOWN = "unknown", _("Not measured")


class StateInterval(models.Model):
    """
    A stretch of one state of a target, seen from a vantage; the only source of SLA figures.

    While `ended_at` is null the state is asserted only to `observed_until` (last stored round plus
    freshness) and unknown after, so a dead worker cannot keep a line up.
    """

    target = models.ForeignKey(Target, models.PROTECT, related_name="intervals")
    vantage = models.ForeignKey(Vantage, models.PROTECT, related_name="intervals")
    state = models.CharField(max_length=10, choices=State.choices)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    observed_until = models.DateTimeField()
    #: When the verdict was known; `started_at` is back-dated.
    known_at = models.DateTimeField()
    reason = models.CharField(max_length=40, blank=True)

    objects = TargetBoundQuerySet["StateInterval"].as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="stateinterval_ends_after_start",
                condition=Q(ended_at__isnull=True) | Q(ended_at__gt=F("started_at")),
            ),
            models.CheckConstraint(
                name="stateinterval_state_known", condition=Q(state__in=State.values)
            ),
            ExclusionConstraint(
                name="stateinterval_no_overlap",
                expressions=[
                    ("target", RangeOperators.EQUAL),
                    ("vantage", RangeOperators.EQUAL),
                    (TstzRange("started_at", "ended_at"), RangeOperators.OVERLAPS),
                ],
            ),
        ]
        indexes = [
            models.Index(name="stateinterval_open", fields=["target"], condition=Q(ended_at=None)),
            models.Index(name="stateinterval_started", fields=["target", "started_at"]),
        ]

    def __str__(self) -> str:
        return f"{self.target_id} {self.state} {self.started_at:%Y-%m-%d %H:%M:%S}"


class IncidentQuerySet(models.QuerySet["Incident"]):
    """Incidents; seen by whoever sees one of their circuits."""

    def visible_to(self, asker: Asker) -> Self:
        """Narrow to what the asker may see."""
        return self.filter(outages__circuit__in=Circuit.objects.visible_to(asker)).distinct()


@audited()
class Incident(models.Model):
    """One cause that explains several outages: a ranked guess, which an engineer may correct."""

    started_at = models.DateTimeField(_("began"))
    ended_at = models.DateTimeField(_("over"), null=True, blank=True)
    #: The segment that all affected circuits share, if one explains them.
    segment = models.ForeignKey(
        RouteSegment,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="incidents",
        verbose_name=_("likely place"),
    )
    note = models.CharField(_("note"), max_length=300, blank=True)

    objects = IncidentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="incident_ends_after_start",
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("started_at")),
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.started_at:%Y-%m-%d %H:%M}"


@audited()
class Outage(models.Model):
    """A stretch in which a circuit was down; open while `ended_at` is null."""

    circuit = models.ForeignKey(
        Circuit, models.PROTECT, related_name="outages", verbose_name=_("circuit")
    )
    started_at = models.DateTimeField(_("began"))
    ended_at = models.DateTimeField(_("over"), null=True, blank=True)
    #: When it was confirmed; `started_at` is back-dated to the first lost echo.
    known_at = models.DateTimeField(_("confirmed"))
    incident = models.ForeignKey(
        Incident,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="outages",
        verbose_name=_("wider outage"),
    )
    acknowledged_at = models.DateTimeField(_("acknowledged"), null=True, blank=True)
    acknowledged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("acknowledged by"),
    )
    note = models.CharField(_("note"), max_length=300, blank=True)

    objects = CircuitBoundQuerySet["Outage"].as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="outage_one_open_per_circuit",
                fields=["circuit"],
                condition=Q(ended_at__isnull=True),
            ),
            models.CheckConstraint(
                name="outage_ends_after_start",
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("started_at")),
            ),
        ]
        indexes = [models.Index(name="outage_started", fields=["circuit", "started_at"])]

    def __str__(self) -> str:
        return f"{self.circuit} {self.started_at:%Y-%m-%d %H:%M}"
