"""
Light paths: between which two ends a circuit's light is to run, and the glass that it runs over.

Hops are rebuilt in the transaction that changes a joint; `manage.py check_plant` proves that
stored = recomputed. They are derived, so they are not audited.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from inventory.models.cables import Cable, StrandSection
from inventory.models.catalogue import TransceiverType
from inventory.models.geometry import audited
from inventory.models.joints import OpticalEnd
from inventory.models.use import Circuit
from inventory.models.ways import PlantQuerySet, RouteNode


@audited()
class CircuitPath(models.Model):
    """
    A path of a circuit: light is to run from `a_end`, at the head, into its glass to `z_end`.

    It runs if `z_end` is the last end of the trace from `a_end`; only then has it hops.
    """

    class Leg(models.TextChoices):
        WORKING = "working", _("working path")
        PROTECT = "protect", _("protect path")

    circuit = models.ForeignKey(Circuit, models.CASCADE, related_name="paths")
    leg = models.CharField(_("path"), max_length=10, choices=Leg.choices)
    a_end = models.ForeignKey(
        OpticalEnd, models.PROTECT, related_name="paths_from", verbose_name=_("from")
    )
    z_end = models.ForeignKey(
        OpticalEnd, models.PROTECT, related_name="paths_to", verbose_name=_("to")
    )
    optics = models.ForeignKey(
        TransceiverType,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="paths",
        verbose_name=_("transceivers"),
    )
    #: Derived with the hops: the light runs to `z_end`.
    is_running = models.BooleanField(_("runs"), default=False)

    objects = PlantQuerySet["CircuitPath"].as_manager()

    class Meta:
        verbose_name = _("light path")
        verbose_name_plural = _("light paths")
        constraints = [
            models.UniqueConstraint(name="circuitpath_leg_once", fields=["circuit", "leg"]),
        ]
        indexes = [models.Index(name="circuitpath_running", fields=["circuit", "is_running"])]

    def __str__(self) -> str:
        return f"{self.circuit} {self.leg}"


class CircuitHop(models.Model):
    """
    A piece of glass on a light path that runs, counted from 1 at `a_end`.

    `entered_end` is where the light goes in. For glass of a cable, cable and node positions are
    those of its strand section, so that a cut is answered without tracing.
    """

    path = models.ForeignKey(CircuitPath, models.CASCADE, related_name="hops")
    sequence = models.PositiveIntegerField(_("place"))
    entered_end = models.ForeignKey(OpticalEnd, models.PROTECT, related_name="hops")
    strand_section = models.ForeignKey(
        StrandSection, models.PROTECT, null=True, blank=True, related_name="hops"
    )
    cable = models.ForeignKey(Cable, models.PROTECT, null=True, blank=True, related_name="hops")
    from_position = models.PositiveIntegerField(null=True, blank=True)
    to_position = models.PositiveIntegerField(null=True, blank=True)
    #: Where the glass of a port or splitter lies; null for glass of a cable.
    node = models.ForeignKey(RouteNode, models.PROTECT, null=True, blank=True, related_name="hops")

    objects = PlantQuerySet["CircuitHop"].as_manager()

    class Meta:
        verbose_name = _("hop")
        verbose_name_plural = _("hops")
        constraints = [
            models.UniqueConstraint(name="circuithop_place_once", fields=["path", "sequence"]),
        ]

    def __str__(self) -> str:
        return f"{self.path}:{self.sequence}"
