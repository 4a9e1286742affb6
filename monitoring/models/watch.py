"""Who watches what."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from inventory.models import Circuit, Site
from inventory.models.geometry import audited
from monitoring.models.circuitbound import CircuitBoundQuerySet


@audited()
class Vantage(models.Model):
    """A place where a worker stands and probes from."""

    name = models.CharField(_("name"), max_length=100, unique=True)
    slug = models.SlugField(_("slug"), max_length=100, unique=True)
    #: The PoP where it stands: from there it must reach every circuit.
    site = models.ForeignKey(
        Site, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("PoP")
    )
    #: Addresses that answer whenever the worker itself is connected: if all fail, it is blind.
    canaries = models.JSONField(_("canary addresses"), default=list, blank=True)
    is_enabled = models.BooleanField(_("enabled"), default=True)
    is_demo = models.BooleanField(_("demo"), default=False)

    def __str__(self) -> str:
        return self.name


class VantageHealth(models.Model):
    """How the worker at a vantage is doing, as it said last; rewritten every cycle, not audited."""

    vantage = models.OneToOneField(Vantage, models.CASCADE, primary_key=True, related_name="health")
    heartbeat_at = models.DateTimeField(_("last sign of life"))
    started_at = models.DateTimeField(_("worker started"))
    is_isolated = models.BooleanField(_("isolated"), default=False)
    lag_ms = models.FloatField(_("lag in ms"), default=0)
    n_targets = models.PositiveIntegerField(_("targets"), default=0)
    n_pending_rounds = models.PositiveIntegerField(_("rounds not yet stored"), default=0)
    n_lost_rounds = models.PositiveBigIntegerField(_("rounds lost"), default=0)
    #: Socket mode per family, effective receive buffer, kernel drops: `sockets.describe()`.
    sockets = models.JSONField(_("sockets"), default=dict)

    def __str__(self) -> str:
        return f"{self.vantage} {self.heartbeat_at:%Y-%m-%d %H:%M:%S}"


@audited()
class Target(models.Model):
    """What is probed for a circuit: an address, a check and an interval."""

    class Check(models.TextChoices):
        ICMP = "icmp", _("ICMP echo")

    circuit = models.ForeignKey(
        Circuit, models.CASCADE, related_name="targets", verbose_name=_("circuit")
    )
    address = models.GenericIPAddressField(_("address"))
    check_kind = models.CharField(
        _("check"), max_length=20, choices=Check.choices, default=Check.ICMP
    )
    interval_s = models.PositiveIntegerField(_("interval in seconds"), default=60)
    n_echoes = models.PositiveSmallIntegerField(_("echoes a round"), default=3)
    timeout_ms = models.PositiveIntegerField(_("timeout in ms"), default=1000)
    #: Where an iperf3 server answers; null: no throughput test.
    iperf_port = models.PositiveIntegerField(_("iperf3 port"), null=True, blank=True)
    is_enabled = models.BooleanField(_("enabled"), default=True)
    is_demo = models.BooleanField(_("demo"), default=False)

    objects = CircuitBoundQuerySet["Target"].as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="target_once_per_circuit", fields=["circuit", "address", "check_kind"]
            ),
            models.CheckConstraint(
                name="target_interval_in_range",
                condition=models.Q(interval_s__gte=5, interval_s__lte=3600),
            ),
            models.CheckConstraint(
                name="target_echoes_in_range", condition=models.Q(n_echoes__gte=1, n_echoes__lte=20)
            ),
            models.CheckConstraint(
                name="target_timeout_in_range",
                condition=models.Q(timeout_ms__gte=50, timeout_ms__lte=5000),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.circuit} {self.address}"
