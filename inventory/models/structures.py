"""Structures: what stands or lies at a node and can be opened."""

from django.contrib.gis.db import models
from django.utils.translation import gettext_lazy as _

from inventory.models.geometry import audited
from inventory.models.places import PlantStatus
from inventory.models.ways import PlantQuerySet, RouteNode


@audited()
class Structure(models.Model):
    """A manhole, handhole, cabinet, pole or building entry; one at a node."""

    class Kind(models.TextChoices):
        MANHOLE = "manhole", _("manhole")
        HANDHOLE = "handhole", _("handhole")
        CABINET = "cabinet", _("cabinet")
        POLE = "pole", _("pole")
        ENTRY = "entry", _("building entry")

    code = models.CharField(_("code"), max_length=40, unique=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    node = models.OneToOneField(
        RouteNode, models.PROTECT, related_name="structure", verbose_name=_("node")
    )
    status = models.CharField(
        _("status"), max_length=20, choices=PlantStatus.choices, default=PlantStatus.ACTIVE
    )
    owner = models.CharField(_("owner"), max_length=100, blank=True)
    comments = models.TextField(_("comments"), blank=True)
    is_demo = models.BooleanField(_("demo"), default=False)

    objects = PlantQuerySet["Structure"].as_manager()

    class Meta:
        verbose_name = _("structure")
        verbose_name_plural = _("structures")

    def __str__(self) -> str:
        return self.code
