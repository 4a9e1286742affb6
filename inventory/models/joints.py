"""
Joints: where glass meets glass, and what holds it.

An optical end belongs to one piece of glass (a strand section, a port, a leg of a splitter) and
lies at one node. A joint pairs two ends, stored as two symmetric mate rows:

    (end a, mate z, node, joint)  <->  (end z, mate a, node, joint)

The primary key of `Mate` refuses an end used twice, a CHECK a joint with itself, and deferred
composite foreign keys (0008_plant_refused.sql) one-sided joints, half deletes, invented ends, and
joints across nodes.
"""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from inventory.models.cables import StrandSection
from inventory.models.devices import Device
from inventory.models.geometry import audited
from inventory.models.places import PlantStatus
from inventory.models.ways import PlantQuerySet, RouteNode


@audited()
class Closure(models.Model):
    """A box at a node in which cables are joined on trays."""

    code = models.CharField(_("code"), max_length=60, unique=True)
    node = models.ForeignKey(
        RouteNode, models.PROTECT, related_name="closures", verbose_name=_("node")
    )
    max_trays = models.PositiveSmallIntegerField(_("room for trays"))
    status = models.CharField(
        _("status"), max_length=20, choices=PlantStatus.choices, default=PlantStatus.ACTIVE
    )
    comments = models.TextField(_("comments"), blank=True)
    is_demo = models.BooleanField(_("demo"), default=False)

    objects = PlantQuerySet["Closure"].as_manager()

    class Meta:
        verbose_name = _("closure")
        verbose_name_plural = _("closures")

    def __str__(self) -> str:
        return self.code


@audited()
class Tray(models.Model):
    """A tray of a closure, counted from 1."""

    closure = models.ForeignKey(Closure, models.CASCADE, related_name="trays")
    number = models.PositiveSmallIntegerField(_("number"))
    max_joints = models.PositiveSmallIntegerField(_("room for joints"))

    objects = PlantQuerySet["Tray"].as_manager()

    class Meta:
        verbose_name = _("tray")
        verbose_name_plural = _("trays")
        constraints = [
            models.UniqueConstraint(name="tray_number_once", fields=["closure", "number"]),
            models.CheckConstraint(name="tray_counts_from_one", condition=Q(number__gte=1)),
        ]

    def __str__(self) -> str:
        return f"{self.closure}/{self.number}"


@audited()
class PatchPanel(models.Model):
    """A panel of ports (an ODF); stands where its device stands."""

    device = models.OneToOneField(
        Device, models.CASCADE, related_name="panel", verbose_name=_("device")
    )
    n_ports = models.PositiveSmallIntegerField(_("ports"))

    objects = PlantQuerySet["PatchPanel"].as_manager()

    class Meta:
        verbose_name = _("patch panel")
        verbose_name_plural = _("patch panels")

    def __str__(self) -> str:
        return self.device.name


@audited()
class Port(models.Model):
    """A port of a panel, counted from 1: glass from its back (end 2i) to its front (2i + 1)."""

    id = models.BigIntegerField(primary_key=True)
    panel = models.ForeignKey(PatchPanel, models.CASCADE, related_name="ports")
    number = models.PositiveSmallIntegerField(_("number"))
    connector = models.CharField(_("connector"), max_length=20, default="LC/APC")

    objects = PlantQuerySet["Port"].as_manager()

    class Meta:
        verbose_name = _("port")
        verbose_name_plural = _("ports")
        constraints = [
            models.UniqueConstraint(name="port_number_once", fields=["panel", "number"]),
            models.CheckConstraint(name="port_counts_from_one", condition=Q(number__gte=1)),
        ]

    def __str__(self) -> str:
        return f"{self.panel}/{self.number}"


@audited()
class Splitter(models.Model):
    """A passive splitter: one input, `n_outputs` outputs, at a node."""

    code = models.CharField(_("code"), max_length=60, unique=True)
    node = models.ForeignKey(
        RouteNode, models.PROTECT, related_name="splitters", verbose_name=_("node")
    )
    tray = models.ForeignKey(
        Tray,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="splitters",
        verbose_name=_("tray"),
    )
    n_outputs = models.PositiveSmallIntegerField(_("outputs"))
    #: Measured or from its data sheet, input to any output; null: computed from `n_outputs`.
    loss_db = models.FloatField(_("loss in dB"), null=True, blank=True)
    is_demo = models.BooleanField(_("demo"), default=False)

    objects = PlantQuerySet["Splitter"].as_manager()

    class Meta:
        verbose_name = _("splitter")
        verbose_name_plural = _("splitters")
        constraints = [
            models.CheckConstraint(name="splitter_splits", condition=Q(n_outputs__gte=2)),
            models.CheckConstraint(
                name="splitter_loss_not_negative",
                condition=Q(loss_db__isnull=True) | Q(loss_db__gte=0),
            ),
        ]

    def __str__(self) -> str:
        return self.code


@audited()
class SplitterLeg(models.Model):
    """
    A leg of a splitter: number 0 is the input, from 1 on the outputs.

    Its end 2i lies within the splitter and has no `OpticalEnd`, so nothing can be joined to it;
    its end 2i + 1 is what is spliced. Light crosses from the input to each output and back.
    """

    id = models.BigIntegerField(primary_key=True)
    splitter = models.ForeignKey(Splitter, models.CASCADE, related_name="legs")
    number = models.PositiveSmallIntegerField(_("number"))

    objects = PlantQuerySet["SplitterLeg"].as_manager()

    class Meta:
        verbose_name = _("leg of a splitter")
        verbose_name_plural = _("legs of splitters")
        constraints = [
            models.UniqueConstraint(name="splitterleg_number_once", fields=["splitter", "number"]),
        ]

    def __str__(self) -> str:
        return f"{self.splitter}/{self.number}"


class OpticalEnd(models.Model):
    """
    An end of a piece of glass, at a node; id = 2 x glass id, + 1 at its far side.

    Audited through the glass that it belongs to.
    """

    id = models.BigIntegerField(primary_key=True)
    node = models.ForeignKey(
        RouteNode, models.PROTECT, related_name="optical_ends", verbose_name=_("node")
    )
    strand_section = models.ForeignKey(
        StrandSection, models.CASCADE, null=True, blank=True, related_name="ends"
    )
    port = models.ForeignKey(Port, models.CASCADE, null=True, blank=True, related_name="ends")
    leg = models.ForeignKey(SplitterLeg, models.CASCADE, null=True, blank=True, related_name="ends")

    objects = PlantQuerySet["OpticalEnd"].as_manager()

    class Meta:
        verbose_name = _("optical end")
        verbose_name_plural = _("optical ends")

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def glass_id(self) -> int:
        """The piece of glass that this is an end of."""
        return self.pk >> 1


@audited()
class Joint(models.Model):
    """How two optical ends are joined; which ones, its two mates say."""

    class Kind(models.TextChoices):
        FUSION = "fusion", _("fusion splice")
        MECHANICAL = "mechanical", _("mechanical splice")
        CONNECTOR = "connector", _("connector")
        EXPRESS = "express", _("express")

    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices, default=Kind.FUSION)
    node = models.ForeignKey(
        RouteNode, models.PROTECT, related_name="joints", verbose_name=_("node")
    )
    tray = models.ForeignKey(
        Tray, models.PROTECT, null=True, blank=True, related_name="joints", verbose_name=_("tray")
    )
    #: As measured; null: the kind's design value.
    loss_db = models.FloatField(_("loss in dB"), null=True, blank=True)
    made_date = models.DateField(_("made on"), null=True, blank=True)
    made_by = models.CharField(_("made by"), max_length=100, blank=True)

    objects = PlantQuerySet["Joint"].as_manager()

    class Meta:
        verbose_name = _("joint")
        verbose_name_plural = _("joints")
        constraints = [
            models.CheckConstraint(
                name="joint_loss_not_negative",
                condition=Q(loss_db__isnull=True) | Q(loss_db__gte=0),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.pk}"


@audited()
class Mate(models.Model):
    """One side of a joint: this end meets that mate. The other side is a row of its own."""

    end = models.OneToOneField(OpticalEnd, models.PROTECT, primary_key=True, related_name="mating")
    mate = models.OneToOneField(OpticalEnd, models.PROTECT, related_name="+")
    node = models.ForeignKey(RouteNode, models.PROTECT, related_name="+")
    joint = models.ForeignKey(Joint, models.CASCADE, related_name="mates")

    objects = PlantQuerySet["Mate"].as_manager()

    class Meta:
        verbose_name = _("mate")
        verbose_name_plural = _("mates")
        constraints = [
            models.CheckConstraint(name="mate_not_itself", condition=~Q(end=F("mate"))),
            models.UniqueConstraint(
                name="mate_pair_at_joint", fields=["end", "mate", "node", "joint"]
            ),
        ]

    def __str__(self) -> str:
        return f"{self.end_id} – {self.mate_id}"
