"""Use: what a site gets over the network, from whom, and since when."""

from typing import Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import Func, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Asker
from inventory.models.access import OpenQuerySet
from inventory.models.geometry import audited
from inventory.models.places import School, Site


@audited()
class Provider(models.Model):
    """Who provides circuits: here the municipal carrier."""

    name = models.CharField(_("name"), max_length=100, unique=True)
    slug = models.SlugField(_("slug"), max_length=100, unique=True)
    description = models.CharField(_("description"), max_length=200, blank=True)
    comments = models.TextField(_("comments"), blank=True)
    is_demo = models.BooleanField(_("demo"), default=False)

    objects = OpenQuerySet["Provider"].as_manager()

    class Meta:
        verbose_name = _("provider")
        verbose_name_plural = _("providers")

    def __str__(self) -> str:
        return self.name


@audited()
class CircuitType(models.Model):
    """A kind of circuit, as it is sold or assigned."""

    name = models.CharField(_("name"), max_length=100, unique=True)
    slug = models.SlugField(_("slug"), max_length=100, unique=True)
    description = models.CharField(_("description"), max_length=200, blank=True)
    is_demo = models.BooleanField(_("demo"), default=False)

    objects = OpenQuerySet["CircuitType"].as_manager()

    class Meta:
        verbose_name = _("circuit type")
        verbose_name_plural = _("circuit types")

    def __str__(self) -> str:
        return self.name


class CircuitQuerySet(models.QuerySet["Circuit"]):
    """Circuits, narrowed in domain words."""

    def visible_to(self, asker: Asker) -> Self:
        """Narrow to circuits of sites that the asker may see."""
        return self.filter(site__in=Site.objects.visible_to(asker))

    def school_connections(self) -> Self:
        """Narrow to the connections of schools and of the education office."""
        return self.filter(purpose=Circuit.Purpose.SCHOOL)

    def park_connections(self) -> Self:
        """Narrow to the connections of business parks."""
        return self.filter(purpose=Circuit.Purpose.BUSINESS_PARK)


@audited()
class Circuit(models.Model):
    """What a site gets: a connection with contracted rates, in service during its stretches."""

    class Status(models.TextChoices):
        PLANNED = "planned", _("planned")
        PROVISIONING = "provisioning", _("provisioning")
        ACTIVE = "active", _("active")
        OFFLINE = "offline", _("offline")
        DEPROVISIONING = "deprovisioning", _("deprovisioning")
        DECOMMISSIONED = "decommissioned", _("decommissioned")

    class Purpose(models.TextChoices):
        SCHOOL = "school", _("school connection")
        BUSINESS_PARK = "business_park", _("business park connection")
        OTHER = "other", _("other")

    cid = models.CharField(_("circuit id"), max_length=100)
    provider = models.ForeignKey(
        Provider, models.PROTECT, related_name="circuits", verbose_name=_("provider")
    )
    type = models.ForeignKey(
        CircuitType, models.PROTECT, related_name="circuits", verbose_name=_("type")
    )
    status = models.CharField(
        _("status"), max_length=20, choices=Status.choices, default=Status.ACTIVE
    )
    purpose = models.CharField(
        _("purpose"), max_length=20, choices=Purpose.choices, default=Purpose.OTHER
    )
    #: The site served; null only for a circuit made over the API and not yet placed.
    site = models.ForeignKey(
        Site,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="circuits",
        verbose_name=_("site"),
    )
    #: Which school of the site, where several share it.
    school = models.ForeignKey(
        School,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="circuits",
        verbose_name=_("school"),
    )
    contracted_down_mbps = models.PositiveIntegerField(
        _("contracted download in Mbit/s"), null=True, blank=True
    )
    contracted_up_mbps = models.PositiveIntegerField(
        _("contracted upload in Mbit/s"), null=True, blank=True
    )
    description = models.CharField(_("description"), max_length=200, blank=True)
    comments = models.TextField(_("comments"), blank=True)
    is_demo = models.BooleanField(_("demo"), default=False)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    updated_at = models.DateTimeField(_("updated"), auto_now=True)

    objects = CircuitQuerySet.as_manager()

    class Meta:
        verbose_name = _("circuit")
        verbose_name_plural = _("circuits")
        constraints = [
            models.UniqueConstraint(name="circuit_cid_per_provider", fields=["provider", "cid"]),
        ]

    def __str__(self) -> str:
        return self.cid

    @property
    def label(self) -> str:
        """The name people know: the school's, else the site's, else the circuit id."""
        if self.school is not None:
            return self.school.short_name or self.school.name
        return self.site.name if self.site is not None else self.cid


class TstzRange(Func):
    """A half-open range of instants."""

    function = "TSTZRANGE"


@audited()
class CircuitService(models.Model):
    """A stretch under contract, in which a circuit is in service; open while `ended_at` is null."""

    circuit = models.ForeignKey(Circuit, models.CASCADE, related_name="services")
    started_at = models.DateTimeField(_("in service since"))
    ended_at = models.DateTimeField(_("in service until"), null=True, blank=True)

    class Meta:
        verbose_name = _("stretch under contract")
        verbose_name_plural = _("stretches under contract")
        constraints = [
            models.CheckConstraint(
                name="circuitservice_ends_after_start",
                condition=Q(ended_at__isnull=True) | Q(ended_at__gt=models.F("started_at")),
            ),
            ExclusionConstraint(
                name="circuitservice_no_overlap",
                expressions=[
                    ("circuit", RangeOperators.EQUAL),
                    (TstzRange("started_at", "ended_at"), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.circuit}: {self.started_at:%Y-%m-%d} – {self.ended_at or '…'}"
