"""Risk groups: what can fail together. Each segment is a risk of its own and needs no row."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from inventory.models.cables import Cable
from inventory.models.geometry import audited
from inventory.models.ways import PlantQuerySet, RouteNode, RouteSegment


@audited()
class RiskGroup(models.Model):
    """Things that one event can take together: a bridge, a building entry, a PoP's power."""

    class Kind(models.TextChoices):
        BRIDGE = "bridge", _("bridge")
        ENTRY = "entry", _("building entry")
        POP_POWER = "pop_power", _("power of a PoP")
        DUCT_BANK = "duct_bank", _("duct bank")
        MANUAL = "manual", _("by hand")

    name = models.CharField(_("name"), max_length=200, unique=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices, default=Kind.MANUAL)
    #: Made from the plant by `make_risk_groups`, which may change it again.
    is_automatic = models.BooleanField(_("made automatically"), default=False)
    comments = models.TextField(_("comments"), blank=True)
    is_demo = models.BooleanField(_("demo"), default=False)

    objects = PlantQuerySet["RiskGroup"].as_manager()

    class Meta:
        verbose_name = _("risk group")
        verbose_name_plural = _("risk groups")

    def __str__(self) -> str:
        return self.name


@audited()
class RiskGroupMember(models.Model):
    """A segment, node or cable that fails with its group."""

    group = models.ForeignKey(RiskGroup, models.CASCADE, related_name="members")
    segment = models.ForeignKey(
        RouteSegment, models.PROTECT, null=True, blank=True, related_name="risks"
    )
    node = models.ForeignKey(RouteNode, models.PROTECT, null=True, blank=True, related_name="risks")
    cable = models.ForeignKey(Cable, models.PROTECT, null=True, blank=True, related_name="risks")

    objects = PlantQuerySet["RiskGroupMember"].as_manager()

    class Meta:
        verbose_name = _("member of a risk group")
        verbose_name_plural = _("members of risk groups")
        constraints = [
            models.CheckConstraint(
                name="riskgroupmember_is_one_thing",
                condition=Q(segment__isnull=False, node__isnull=True, cable__isnull=True)
                | Q(segment__isnull=True, node__isnull=False, cable__isnull=True)
                | Q(segment__isnull=True, node__isnull=True, cable__isnull=False),
            ),
            models.UniqueConstraint(
                name="riskgroupmember_once",
                fields=["group", "segment", "node", "cable"],
                nulls_distinct=False,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.group}: {self.segment or self.node or self.cable}"
