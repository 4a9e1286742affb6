"""Ways: nodes, the segments between them, and the routes that people name."""

from typing import Self, TypeVar

from django.contrib.gis.db import models
from django.contrib.postgres.indexes import GistIndex
from django.utils.translation import gettext_lazy as _

from accounts.models import Asker, asker_has
from accounts.roles import SEES_PLANT
from inventory.models.geometry import WGS84, GeodesicLength, audited, metric
from inventory.models.places import PlantStatus, Site

Row = TypeVar("Row", bound=models.Model)


class PlantQuerySet(models.QuerySet[Row]):
    """Rows of confidential plant."""

    def visible_to(self, asker: Asker) -> Self:
        """Narrow to what the asker may see: all or nothing, by role."""
        return self if asker_has(asker, SEES_PLANT) else self.none()


@audited(generated=("geom_m",))
class RouteNode(models.Model):
    """A point where segments meet: a junction, a PoP, or the entry of a building."""

    class Kind(models.TextChoices):
        JUNCTION = "junction", _("junction")
        POP = "pop", _("PoP")
        ENTRY = "entry", _("building entry")

    code = models.CharField(_("code"), max_length=40, unique=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices, default=Kind.JUNCTION)
    geom = models.PointField(_("place"), srid=WGS84)
    geom_m = metric("geom", models.PointField)
    #: The site that this node lets in: its PoP or its building entry.
    site = models.ForeignKey(
        Site, models.PROTECT, null=True, blank=True, related_name="nodes", verbose_name=_("site")
    )
    is_demo = models.BooleanField(_("demo"), default=False)

    objects = PlantQuerySet["RouteNode"].as_manager()

    class Meta:
        verbose_name = _("node")
        verbose_name_plural = _("nodes")
        constraints = [
            models.CheckConstraint(
                name="routenode_junction_has_no_site",
                condition=~models.Q(kind="junction") | models.Q(site__isnull=True),
            ),
        ]
        indexes = [GistIndex(name="routenode_geom_m_gist", fields=["geom_m"])]

    def __str__(self) -> str:
        return self.code


@audited(generated=("geom_m", "geodesic_length_m"))
class RouteSegment(models.Model):
    """
    The way between two nodes; its line runs from `a_node` to `z_node`.

    Chainage counts in metres from `a_node`. Several segments may join the same two nodes.
    """

    class Construction(models.TextChoices):
        TRENCH = "trench", _("trench")
        AERIAL = "aerial", _("aerial")
        INDOOR = "indoor", _("indoor")
        PIPE_BRIDGE = "pipe_bridge", _("pipe bridge")

    code = models.CharField(_("code"), max_length=40, unique=True)
    a_node = models.ForeignKey(
        RouteNode, models.PROTECT, related_name="segments_from", verbose_name=_("from node")
    )
    z_node = models.ForeignKey(
        RouteNode, models.PROTECT, related_name="segments_to", verbose_name=_("to node")
    )
    geom = models.LineStringField(_("line"), srid=WGS84)
    geom_m = metric("geom", models.LineStringField)
    geodesic_length_m = models.GeneratedField(
        expression=GeodesicLength("geom"), output_field=models.FloatField(), db_persist=True
    )
    surveyed_length_m = models.FloatField(_("surveyed length in metres"), null=True, blank=True)
    construction = models.CharField(
        _("construction"),
        max_length=20,
        choices=Construction.choices,
        default=Construction.TRENCH,
    )
    status = models.CharField(
        _("status"), max_length=20, choices=PlantStatus.choices, default=PlantStatus.ACTIVE
    )
    accuracy_m = models.FloatField(_("accuracy in metres"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=200, blank=True)
    is_demo = models.BooleanField(_("demo"), default=False)

    objects = PlantQuerySet["RouteSegment"].as_manager()

    class Meta:
        verbose_name = _("segment")
        verbose_name_plural = _("segments")
        constraints = [
            models.CheckConstraint(
                name="routesegment_two_nodes", condition=~models.Q(a_node=models.F("z_node"))
            ),
            models.CheckConstraint(
                name="routesegment_surveyed_length_positive",
                condition=models.Q(surveyed_length_m__isnull=True)
                | models.Q(surveyed_length_m__gt=0),
            ),
        ]
        indexes = [GistIndex(name="routesegment_geom_m_gist", fields=["geom_m"])]

    def __str__(self) -> str:
        return self.code

    @property
    def length_m(self) -> float:
        """Metres of way: the surveyed length where known, else that of the line."""
        return self.surveyed_length_m or self.geodesic_length_m


@audited()
class FibreRoute(models.Model):
    """What people call a route: a named, contiguous walk over segments, from `a_node` on."""

    class Role(models.TextChoices):
        RING = "ring", _("ring")
        DISTRIBUTION = "distribution", _("distribution")
        DROP = "drop", _("drop")

    code = models.CharField(_("code"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=200, blank=True)
    role = models.CharField(_("role"), max_length=20, choices=Role.choices)
    status = models.CharField(
        _("status"), max_length=20, choices=PlantStatus.choices, default=PlantStatus.ACTIVE
    )
    segments = models.ManyToManyField(RouteSegment, through="FibreRouteSegment")
    source = models.CharField(_("source"), max_length=200, blank=True)
    is_demo = models.BooleanField(_("demo"), default=False)

    objects = PlantQuerySet["FibreRoute"].as_manager()

    class Meta:
        verbose_name = _("route")
        verbose_name_plural = _("routes")

    def __str__(self) -> str:
        return self.name or self.code


@audited()
class FibreRouteSegment(models.Model):
    """The place of a segment in a route's walk, counted from 1; reversed if walked z to a."""

    route = models.ForeignKey(FibreRoute, models.CASCADE, related_name="walk")
    segment = models.ForeignKey(RouteSegment, models.PROTECT, related_name="route_places")
    sequence = models.PositiveIntegerField(_("place in the walk"))
    is_reversed = models.BooleanField(_("walked backwards"), default=False)

    objects = PlantQuerySet["FibreRouteSegment"].as_manager()

    class Meta:
        verbose_name = _("place in a route")
        verbose_name_plural = _("places in a route")
        constraints = [
            models.UniqueConstraint(
                name="fibreroutesegment_place_once",
                fields=["route", "sequence"],
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(
                name="fibreroutesegment_counts_from_one", condition=models.Q(sequence__gte=1)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.route}:{self.sequence}"
