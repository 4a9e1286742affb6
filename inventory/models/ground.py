"""Plain ground: lines by which people find their way on a map that has no base map."""

from django.contrib.gis.db import models
from django.utils.translation import gettext_lazy as _

from inventory.models.access import OpenQuerySet
from inventory.models.geometry import WGS84, audited


@audited()
class Corridor(models.Model):
    """A stretch between two public-transport stops, for orientation; no plant lies in it."""

    code = models.CharField(_("code"), max_length=40, unique=True)
    geom = models.LineStringField(_("line"), srid=WGS84)
    source = models.CharField(_("source"), max_length=200, blank=True)

    objects = OpenQuerySet["Corridor"].as_manager()

    class Meta:
        verbose_name = _("corridor")
        verbose_name_plural = _("corridors")

    def __str__(self) -> str:
        return self.code
