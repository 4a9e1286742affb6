"""Ducts: pipes that cables lie in, nested in each other, along segments."""

from django.contrib.gis.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from inventory.models.geometry import audited
from inventory.models.places import PlantStatus
from inventory.models.ways import PlantQuerySet, RouteSegment


@audited()
class Duct(models.Model):
    """A pipe, or a microduct within one; lies in its sections."""

    class Kind(models.TextChoices):
        DUCT = "duct", _("duct")
        MICRODUCT = "microduct", _("microduct")

    code = models.CharField(_("code"), max_length=40, unique=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices, default=Kind.DUCT)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("lies in"),
    )
    marking = models.CharField(_("marking"), max_length=40, blank=True)
    inner_mm = models.FloatField(_("inner diameter in millimetres"))
    outer_mm = models.FloatField(_("outer diameter in millimetres"))
    status = models.CharField(
        _("status"), max_length=20, choices=PlantStatus.choices, default=PlantStatus.ACTIVE
    )
    owner = models.CharField(_("owner"), max_length=100, blank=True)
    is_demo = models.BooleanField(_("demo"), default=False)

    objects = PlantQuerySet["Duct"].as_manager()

    class Meta:
        verbose_name = _("duct")
        verbose_name_plural = _("ducts")
        constraints = [
            models.CheckConstraint(
                name="duct_has_a_wall", condition=Q(inner_mm__gt=0) & Q(outer_mm__gt=F("inner_mm"))
            ),
            models.CheckConstraint(name="duct_not_in_itself", condition=~Q(parent=F("id"))),
        ]

    def __str__(self) -> str:
        return self.code


@audited()
class DuctSection(models.Model):
    """The place of a segment in a duct's walk, counted from 1; a nested duct follows its parent."""

    duct = models.ForeignKey(Duct, models.CASCADE, related_name="walk")
    segment = models.ForeignKey(RouteSegment, models.PROTECT, related_name="duct_places")
    position = models.PositiveIntegerField(_("place in the walk"))
    is_reversed = models.BooleanField(_("walked backwards"), default=False)

    objects = PlantQuerySet["DuctSection"].as_manager()

    class Meta:
        verbose_name = _("section of a duct")
        verbose_name_plural = _("sections of ducts")
        constraints = [
            models.UniqueConstraint(
                name="ductsection_place_once",
                fields=["duct", "position"],
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.UniqueConstraint(name="ductsection_segment_once", fields=["duct", "segment"]),
            models.CheckConstraint(
                name="ductsection_counts_from_one", condition=Q(position__gte=1)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.duct}:{self.position}"
