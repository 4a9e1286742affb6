"""
Cables: their walk over segments, their tubes and strands, and the pieces of glass between cuts.

A cable's walk is its ordered sections; the nodes on it have positions 0 (`a_node`) to n. A strand
runs from end to end; a window cut at a closure makes pieces of it, each a `StrandSection` from
node position to node position. Glass has ids of one sequence over strand sections, ports and legs
of splitters: glass i has the optical ends 2i and 2i + 1, so the other end of e is e XOR 1.
"""

from django.contrib.gis.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from inventory.models.catalogue import CableType
from inventory.models.ducts import Duct
from inventory.models.geometry import audited
from inventory.models.places import PlantStatus
from inventory.models.ways import PlantQuerySet, RouteNode, RouteSegment


@audited()
class Cable(models.Model):
    """A cable along segments, or a patch cord within one node; one sequence of ids for both."""

    class Kind(models.TextChoices):
        CABLE = "cable", _("cable")
        PATCH_CORD = "patch_cord", _("patch cord")

    class LengthSource(models.TextChoices):
        GIS = "gis", _("from the map, with slack")
        SHEATH_MARKS = "sheath_marks", _("sheath marks")
        FIELD_NOTES = "field_notes", _("field notes")
        MANUAL = "manual", _("by hand")

    code = models.CharField(_("code"), max_length=60, unique=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices, default=Kind.CABLE)
    type = models.ForeignKey(
        CableType, models.PROTECT, related_name="cables", verbose_name=_("type")
    )
    status = models.CharField(
        _("status"), max_length=20, choices=PlantStatus.choices, default=PlantStatus.ACTIVE
    )
    a_node = models.ForeignKey(
        RouteNode, models.PROTECT, related_name="cables_from", verbose_name=_("from node")
    )
    z_node = models.ForeignKey(
        RouteNode, models.PROTECT, related_name="cables_to", verbose_name=_("to node")
    )
    #: Metres of sheath from end to end, slack included, where measured.
    sheath_m = models.FloatField(_("sheath length in metres"), null=True, blank=True)
    length_source = models.CharField(
        _("source of the length"),
        max_length=20,
        choices=LengthSource.choices,
        default=LengthSource.GIS,
    )
    owner = models.CharField(_("owner"), max_length=100, blank=True)
    laid_date = models.DateField(_("laid on"), null=True, blank=True)
    comments = models.TextField(_("comments"), blank=True)
    is_demo = models.BooleanField(_("demo"), default=False)

    objects = PlantQuerySet["Cable"].as_manager()

    class Meta:
        verbose_name = _("cable")
        verbose_name_plural = _("cables")
        constraints = [
            models.CheckConstraint(
                name="cable_sheath_positive",
                condition=Q(sheath_m__isnull=True) | Q(sheath_m__gt=0),
            ),
            models.CheckConstraint(
                name="cable_joins_two_nodes",
                condition=Q(kind="patch_cord") | ~Q(a_node=F("z_node")),
            ),
        ]

    def __str__(self) -> str:
        return self.code


@audited()
class CableSection(models.Model):
    """A segment in a cable's walk; position p leads from node position p - 1 to p."""

    cable = models.ForeignKey(Cable, models.CASCADE, related_name="walk")
    position = models.PositiveIntegerField(_("place in the walk"))
    segment = models.ForeignKey(RouteSegment, models.PROTECT, related_name="cable_places")
    is_reversed = models.BooleanField(_("walked backwards"), default=False)
    duct = models.ForeignKey(
        Duct,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="cable_places",
        verbose_name=_("duct"),
    )

    objects = PlantQuerySet["CableSection"].as_manager()

    class Meta:
        verbose_name = _("section of a cable")
        verbose_name_plural = _("sections of cables")
        constraints = [
            models.UniqueConstraint(
                name="cablesection_place_once",
                fields=["cable", "position"],
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.UniqueConstraint(name="cablesection_segment_once", fields=["cable", "segment"]),
            models.CheckConstraint(
                name="cablesection_counts_from_one", condition=Q(position__gte=1)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cable}:{self.position}"


@audited()
class SlackLoop(models.Model):
    """Spare metres of cable, coiled up at a node of its walk or at a chainage of a segment."""

    cable = models.ForeignKey(Cable, models.CASCADE, related_name="slack_loops")
    node = models.ForeignKey(
        RouteNode,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="slack_loops",
        verbose_name=_("node"),
    )
    segment = models.ForeignKey(
        RouteSegment,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="slack_loops",
        verbose_name=_("segment"),
    )
    chainage_m = models.FloatField(_("chainage in metres"), null=True, blank=True)
    length_m = models.FloatField(_("length in metres"))
    is_demo = models.BooleanField(_("demo"), default=False)

    objects = PlantQuerySet["SlackLoop"].as_manager()

    class Meta:
        verbose_name = _("slack loop")
        verbose_name_plural = _("slack loops")
        constraints = [
            models.CheckConstraint(name="slackloop_length_positive", condition=Q(length_m__gt=0)),
            models.CheckConstraint(
                name="slackloop_at_one_place",
                condition=Q(node__isnull=False, segment__isnull=True, chainage_m__isnull=True)
                | Q(node__isnull=True, segment__isnull=False, chainage_m__gte=0),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cable}: {self.length_m} m"


@audited()
class Tube(models.Model):
    """A tube of a cable, counted from 1; its colour is the type's."""

    cable = models.ForeignKey(Cable, models.CASCADE, related_name="tubes")
    number = models.PositiveSmallIntegerField(_("number"))

    objects = PlantQuerySet["Tube"].as_manager()

    class Meta:
        verbose_name = _("tube")
        verbose_name_plural = _("tubes")
        constraints = [
            models.UniqueConstraint(name="tube_number_once", fields=["cable", "number"]),
            models.CheckConstraint(name="tube_counts_from_one", condition=Q(number__gte=1)),
        ]

    def __str__(self) -> str:
        return f"{self.cable}/{self.number}"


@audited()
class Strand(models.Model):
    """
    A fibre of a cable; `number` counts through the cable, `place` within the tube, both from 1.

    Lit: a circuit's light runs over it. Reserved: kept for somebody. Faulty and retired ones carry
    no circuit.
    """

    class Status(models.TextChoices):
        DARK = "dark", _("dark")
        LIT = "lit", _("lit")
        RESERVED = "reserved", _("reserved")
        FAULTY = "faulty", _("faulty")
        RETIRED = "retired", _("retired")

    cable = models.ForeignKey(Cable, models.CASCADE, related_name="strands")
    tube = models.ForeignKey(Tube, models.CASCADE, related_name="strands")
    number = models.PositiveIntegerField(_("number"))
    place = models.PositiveSmallIntegerField(_("place in the tube"))
    status = models.CharField(
        _("status"), max_length=20, choices=Status.choices, default=Status.DARK
    )
    lessee = models.CharField(_("leased to"), max_length=100, blank=True)
    lease_ends_date = models.DateField(_("lease ends on"), null=True, blank=True)

    objects = PlantQuerySet["Strand"].as_manager()

    class Meta:
        verbose_name = _("strand")
        verbose_name_plural = _("strands")
        constraints = [
            models.UniqueConstraint(name="strand_number_once", fields=["cable", "number"]),
            models.UniqueConstraint(name="strand_place_once", fields=["tube", "place"]),
            models.CheckConstraint(
                name="strand_counts_from_one", condition=Q(number__gte=1, place__gte=1)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cable}#{self.number}"


@audited()
class StrandSection(models.Model):
    """
    A piece of a strand's glass from one node position of the cable's walk to a later one.

    Uncut it is the whole strand, 0 to n; that of a patch cord is 0 to 0.
    """

    id = models.BigIntegerField(primary_key=True)
    strand = models.ForeignKey(Strand, models.CASCADE, related_name="sections")
    from_position = models.PositiveIntegerField(_("from node position"))
    to_position = models.PositiveIntegerField(_("to node position"))

    objects = PlantQuerySet["StrandSection"].as_manager()

    class Meta:
        verbose_name = _("section of a strand")
        verbose_name_plural = _("sections of strands")
        constraints = [
            models.UniqueConstraint(
                name="strandsection_from_once",
                fields=["strand", "from_position"],
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.UniqueConstraint(
                name="strandsection_to_once",
                fields=["strand", "to_position"],
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(
                name="strandsection_runs_forward",
                condition=Q(to_position__gt=F("from_position")) | Q(from_position=0, to_position=0),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.strand} {self.from_position}–{self.to_position}"


@audited()
class Reservation(models.Model):
    """Strands of a cable kept for somebody, first to last, through a last day."""

    cable = models.ForeignKey(Cable, models.CASCADE, related_name="reservations")
    first_number = models.PositiveIntegerField(_("first fibre"))
    last_number = models.PositiveIntegerField(_("last fibre"))
    reserved_for = models.CharField(_("reserved for"), max_length=200)
    from_date = models.DateField(_("from"))
    until_date = models.DateField(_("until and including"))
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    objects = PlantQuerySet["Reservation"].as_manager()

    class Meta:
        verbose_name = _("reservation")
        verbose_name_plural = _("reservations")
        constraints = [
            models.CheckConstraint(
                name="reservation_in_order",
                condition=Q(first_number__gte=1)
                & Q(last_number__gte=F("first_number"))
                & Q(until_date__gte=F("from_date")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cable}#{self.first_number}–{self.last_number}: {self.reserved_for}"
