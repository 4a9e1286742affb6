"""What people and calendars ask of a worker, and what it answered."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from inventory.models import Circuit
from inventory.models.geometry import audited
from monitoring.models.circuitbound import CircuitBoundQuerySet, TargetBoundQuerySet
from monitoring.models.watch import Target, Vantage


class ProbeRequest(models.Model):
    """
    A ping or throughput test that the vantage's worker shall execute where it stands.

    waiting -> running (taken by a guarded update) -> done | failed; expired if nobody took it by
    `expires_at`. The web and job processes never touch the network themselves.
    """

    class Kind(models.TextChoices):
        PING = "ping", _("ping")
        THROUGHPUT = "throughput", _("throughput test")

    class Status(models.TextChoices):
        WAITING = "waiting", _("waiting")
        RUNNING = "running", _("running")
        DONE = "done", _("done")
        FAILED = "failed", _("failed")
        EXPIRED = "expired", _("expired")

    kind = models.CharField(max_length=20, choices=Kind.choices)
    status = models.CharField(max_length=20, choices=Status.choices, default=Status.WAITING)
    target = models.ForeignKey(Target, models.CASCADE, related_name="requests")
    vantage = models.ForeignKey(Vantage, models.CASCADE, related_name="requests")
    #: Null: asked by the calendar.
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    requested_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    #: Ping: {"rtt_ms": float | null}. Throughput: {"result": id of the ThroughputResult}.
    answer = models.JSONField(null=True)
    #: Why it failed, in plain words.
    error = models.CharField(max_length=300, blank=True)

    objects = TargetBoundQuerySet["ProbeRequest"].as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="proberequest_status_known",
                condition=Q(status__in=["waiting", "running", "done", "failed", "expired"]),
            ),
            models.UniqueConstraint(
                name="proberequest_one_pending",
                fields=["kind", "target", "vantage"],
                condition=Q(status__in=["waiting", "running"]),
            ),
        ]
        indexes = [
            models.Index(
                name="proberequest_waiting",
                fields=["vantage", "requested_at"],
                condition=Q(status="waiting"),
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.target} {self.status}"


@audited()
class ThroughputResult(models.Model):
    """
    A finished throughput test with the conditions it ran under.

    Rates are bit/s of received TCP payload; null where that direction gave none. Only `ok` results
    count for compliance; TCP over 1 Gbit/s tops out near 941 Mbit/s, so compliance is a share.
    """

    class Validity(models.TextChoices):
        OK = "ok", _("valid")
        FAILED = "failed", _("failed")
        MAINTENANCE = "maintenance", _("during planned work")
        OVERLOADED = "overloaded", _("tester overloaded")

    circuit = models.ForeignKey(Circuit, models.CASCADE, related_name="throughput_results")
    target = models.ForeignKey(Target, models.CASCADE, related_name="throughput_results")
    vantage = models.ForeignKey(Vantage, models.CASCADE, related_name="throughput_results")
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField()
    down_bps = models.BigIntegerField(null=True)
    up_bps = models.BigIntegerField(null=True)
    contracted_down_mbps = models.PositiveIntegerField(null=True)
    contracted_up_mbps = models.PositiveIntegerField(null=True)
    validity = models.CharField(max_length=20, choices=Validity.choices)
    #: Duration, omitted seconds, congestion control, retransmits, RTTs, CPU share, cap, trigger.
    conditions = models.JSONField(default=dict)
    error = models.CharField(max_length=300, blank=True)

    objects = CircuitBoundQuerySet["ThroughputResult"].as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="throughputresult_rates_not_negative",
                condition=(Q(down_bps__isnull=True) | Q(down_bps__gte=0))
                & (Q(up_bps__isnull=True) | Q(up_bps__gte=0)),
            ),
            models.CheckConstraint(
                name="throughputresult_ok_has_rates",
                condition=~Q(validity="ok") | (Q(down_bps__isnull=False) & Q(up_bps__isnull=False)),
            ),
        ]
        indexes = [models.Index(name="throughputresult_started", fields=["circuit", "started_at"])]

    def __str__(self) -> str:
        return f"{self.circuit_id} {self.started_at:%Y-%m-%d %H:%M}"
