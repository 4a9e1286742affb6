"""
Changes to sites and business parks, as people make them every day.

Each function is one transaction and raises `ValidationError`, in plain words beside the field, for
what must not be stored.
"""

from dataclasses import asdict, dataclass

from django.contrib.gis.geos import MultiPolygon, Point
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from inventory.models import Circuit, Site
from inventory.models.places import PlantStatus
from inventory.naming import slug
from inventory.operations.drawing import place_node
from inventory.operations.refusals import one_change, sound


@dataclass(frozen=True, slots=True)
class SiteDetails:
    """What is said of a site, but where it lies."""

    name: str
    kind: str
    status: str = PlantStatus.ACTIVE
    street: str = ""
    postcode: str = ""
    city: str = ""
    region_id: int | None = None
    area_ha: float | None = None
    source: str = ""
    description: str = ""
    comments: str = ""


def create_site(
    *,
    details: SiteDetails,
    point: Point | None = None,
    accuracy_m: float | None = None,
    area: MultiPolygon | None = None,
) -> Site:
    """Store a new site, placed or not; its slug follows from its name."""
    with one_change():
        site = Site(
            **asdict(details),
            slug=_free_slug(details.name),
            geom=sound("geom", point),
            accuracy_m=accuracy_m,
            area=sound("area", area),
        )
        site.full_clean(validate_constraints=False)
        site.save(force_insert=True)
    return site


def update_site(*, site_id: int, details: SiteDetails) -> Site:
    """Write what is said of a site; its slug stays, so that links go on working."""
    with one_change():
        site = _locked(site_id)
        if details.status == PlantStatus.RETIRED and site.status != PlantStatus.RETIRED:
            _refuse_in_use(site)
        for name, value in asdict(details).items():
            setattr(site, name, value)
        site.full_clean(validate_constraints=False)
        site.save(update_fields=[*asdict(details), "updated_at"])
    return site


def move_site(*, site_id: int, point: Point | None, accuracy_m: float | None = None) -> Site:
    """
    Place a site, or take its place away; an entry that stood exactly there goes with it.

    The entry's segments are drawn to where it stands then.
    """
    with one_change():
        site = _locked(site_id)
        before, site.geom = site.geom, sound("geom", point)
        site.accuracy_m = accuracy_m
        site.save(update_fields=["geom", "accuracy_m", "updated_at"])
        if before is not None and site.geom is not None:
            for node in site.nodes.filter(geom=before):
                place_node(node, site.geom)
    return site


def draw_site_area(*, site_id: int, area: MultiPolygon | None) -> Site:
    """Draw the area of a business park, or take it away; what is drawn by hand is no demo."""
    with one_change():
        site = _locked(site_id)
        site.area, site.is_area_demo = sound("area", area), False
        site.save(update_fields=["area", "is_area_demo", "updated_at"])
    return site


def retire_site(*, site_id: int) -> Site:
    """Take a site out of use; it stays in the records. Refused while a circuit is active there."""
    with one_change():
        site = _locked(site_id)
        _refuse_in_use(site)
        site.status = PlantStatus.RETIRED
        site.save(update_fields=["status", "updated_at"])
    return site


def _locked(site_id: int) -> Site:
    return Site.objects.select_for_update().get(pk=site_id)


def _refuse_in_use(site: Site) -> None:
    active = Circuit.objects.filter(site=site, status=Circuit.Status.ACTIVE).order_by("cid")
    if names := [circuit.cid for circuit in active]:
        raise ValidationError(
            {"status": _("Circuits are active here: %(names)s.") % {"names": ", ".join(names)}}
        )


def _free_slug(name: str) -> str:
    # Two sites of one name are refused by their names; two names may still make one slug.
    base = slug(name, max_length=90) or "site"
    taken = set(Site.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    numbered = (f"{base}-{number}" for number in range(2, len(taken) + 3))
    return next(one for one in (base, *numbered) if one not in taken)
