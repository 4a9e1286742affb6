"""The operator's area: one row that says which city this is."""

from django.conf import settings
from django.contrib.gis.db import models
from django.utils.translation import gettext_lazy as _

from inventory.models.geometry import WGS84, audited


@audited()
class OperatorArea(models.Model):
    """
    The city and its outline; exactly one row once set up, none before.

    A trigger refuses geometry farther than `tolerance_m` outside `geom`, and says so in its own
    words where swapped axes would explain it.
    """

    name = models.CharField(_("city"), max_length=100)
    geom = models.MultiPolygonField(_("outline"), srid=WGS84)
    tolerance_m = models.FloatField(_("tolerance in metres"), default=500)
    country = models.CharField(_("country"), max_length=2, default="DE")
    state = models.CharField(_("state, for its holidays"), max_length=2, default="NW")
    outline_note = models.CharField(_("note on the outline"), max_length=300, blank=True)
    attribution = models.TextField(_("data sources"), blank=True)
    is_demo = models.BooleanField(_("demo"), default=False)
    #: What the demo's tables were when they were loaded; empty for a real city.
    demo_digest = models.CharField(max_length=64, blank=True, editable=False)

    class Meta:
        verbose_name = _("operator area")
        verbose_name_plural = _("operator areas")
        constraints = [
            models.UniqueConstraint(models.Value(1), name="operatorarea_only_one"),
            models.CheckConstraint(
                name="operatorarea_tolerance_not_negative",
                condition=models.Q(tolerance_m__gte=0),
            ),
        ]

    def __str__(self) -> str:
        return self.name


#: The metric system, fixed for an installation by its first migration.
METRIC_SRID: int = settings.METRIC_SRID
