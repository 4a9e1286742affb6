"""Places: regions, sites, and the schools at them."""

from typing import Self

from django.contrib.gis.db import models
from django.contrib.postgres.indexes import GistIndex
from django.utils.translation import gettext_lazy as _

from accounts.models import Asker, User, asker_has
from accounts.roles import SEES_ALL_SITES, SEES_PLANT
from inventory.models.access import OpenQuerySet
from inventory.models.geometry import WGS84, audited, metric


class PlantStatus(models.TextChoices):
    """The life of anything that is built; mapped to NetBox's words in the REST face."""

    PLANNED = "planned", _("planned")
    UNDER_CONSTRUCTION = "under_construction", _("under construction")
    ACTIVE = "active", _("active")
    DECOMMISSIONING = "decommissioning", _("decommissioning")
    RETIRED = "retired", _("retired")


@audited()
class Region(models.Model):
    """A part of the city: a borough, or a district within one."""

    class Kind(models.TextChoices):
        BOROUGH = "borough", _("borough")
        DISTRICT = "district", _("district")

    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    name = models.CharField(_("name"), max_length=100)
    slug = models.SlugField(_("slug"), max_length=100, unique=True)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("part of"),
    )
    geom = models.MultiPolygonField(_("outline"), srid=WGS84, null=True, blank=True)
    accuracy = models.CharField(_("accuracy of the outline"), max_length=200, blank=True)
    description = models.CharField(_("description"), max_length=200, blank=True)
    is_demo = models.BooleanField(_("demo"), default=False)

    objects = OpenQuerySet["Region"].as_manager()

    class Meta:
        verbose_name = _("region")
        verbose_name_plural = _("regions")
        constraints = [
            models.UniqueConstraint(name="region_name_per_kind", fields=["kind", "name"]),
            models.CheckConstraint(
                name="region_borough_has_no_parent",
                condition=models.Q(kind="district") | models.Q(parent__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class SiteQuerySet(models.QuerySet["Site"]):
    """Sites, narrowed in domain words."""

    def visible_to(self, asker: Asker) -> Self:
        """Narrow to what the asker may see; PoPs are plant, contacts see their own sites only."""
        if asker_has(asker, SEES_PLANT):
            return self
        if asker_has(asker, SEES_ALL_SITES):
            return self.exclude(kind=Site.Kind.POP)
        if isinstance(asker, User) and asker.is_active:
            return self.filter(assignments__user=asker).distinct()
        return self.none()

    def placed(self) -> Self:
        """Narrow to sites whose place on the map is known."""
        return self.filter(geom__isnull=False)


@audited(generated=("geom_m",))
class Site(models.Model):
    """An address or premises: a school building, business park, PoP or customer."""

    class Kind(models.TextChoices):
        SCHOOL = "school", _("school")
        BUSINESS_PARK = "business_park", _("business park")
        POP = "pop", _("PoP")
        MUNICIPAL = "municipal", _("municipal building")
        CUSTOMER = "customer", _("customer")

    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    status = models.CharField(
        _("status"), max_length=20, choices=PlantStatus.choices, default=PlantStatus.ACTIVE
    )
    name = models.CharField(_("name"), max_length=200)
    slug = models.SlugField(_("slug"), max_length=100, unique=True)
    street = models.CharField(_("street"), max_length=200, blank=True)
    postcode = models.CharField(_("postcode"), max_length=10, blank=True)
    city = models.CharField(_("city"), max_length=100, blank=True)
    region = models.ForeignKey(
        Region,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="sites",
        verbose_name=_("district"),
    )
    geom = models.PointField(_("place"), srid=WGS84, null=True, blank=True)
    geom_m = metric("geom", models.PointField)
    accuracy_m = models.FloatField(_("accuracy of the place in metres"), null=True, blank=True)
    area = models.MultiPolygonField(_("area"), srid=WGS84, null=True, blank=True)
    area_ha = models.FloatField(_("area in hectares, as published"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=300, blank=True)
    description = models.CharField(_("description"), max_length=200, blank=True)
    comments = models.TextField(_("comments"), blank=True)
    is_demo = models.BooleanField(_("demo"), default=False)
    #: The drawn area is an illustration, not a boundary.
    is_area_demo = models.BooleanField(_("area is a demo"), default=False)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    updated_at = models.DateTimeField(_("updated"), auto_now=True)

    objects = SiteQuerySet.as_manager()

    class Meta:
        verbose_name = _("site")
        verbose_name_plural = _("sites")
        constraints = [
            models.UniqueConstraint(name="site_name_unique", fields=["name"]),
            models.CheckConstraint(
                name="site_accuracy_not_negative",
                condition=models.Q(accuracy_m__isnull=True) | models.Q(accuracy_m__gte=0),
            ),
        ]
        indexes = [GistIndex(name="site_geom_m_gist", fields=["geom_m"])]

    def __str__(self) -> str:
        return self.name


class SchoolQuerySet(models.QuerySet["School"]):
    """Schools; seen by whoever sees their site."""

    def visible_to(self, asker: Asker) -> Self:
        """Narrow to what the asker may see."""
        return self.filter(site__in=Site.objects.visible_to(asker))


@audited()
class School(models.Model):
    """An entry of the school register; it may move between sites, and several may share one."""

    class Status(models.TextChoices):
        OPERATING = "operating", _("operating")
        CLOSED = "closed", _("closed")

    number = models.CharField(_("official number"), max_length=10, unique=True)
    name = models.CharField(_("name"), max_length=200)
    short_name = models.CharField(_("short name"), max_length=100, blank=True)
    school_type = models.CharField(_("type"), max_length=100)
    legal_status = models.CharField(_("legal status"), max_length=20, blank=True)
    operator = models.CharField(_("operator"), max_length=100, blank=True)
    status = models.CharField(_("status"), max_length=20, choices=Status.choices)
    closed_date = models.DateField(_("closed on"), null=True, blank=True)
    n_pupils = models.PositiveIntegerField(_("pupils"), null=True, blank=True)
    pupils_note = models.CharField(_("note on the pupils"), max_length=100, blank=True)
    site = models.ForeignKey(
        Site, models.PROTECT, null=True, blank=True, related_name="schools", verbose_name=_("site")
    )
    homepage = models.URLField(_("home page"), blank=True)
    is_demo = models.BooleanField(_("demo"), default=False)

    objects = SchoolQuerySet.as_manager()

    class Meta:
        verbose_name = _("school")
        verbose_name_plural = _("schools")
        constraints = [
            models.CheckConstraint(
                name="school_closed_date_only_if_closed",
                condition=models.Q(status="closed") | models.Q(closed_date__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return self.name
