"""Sites and parks, changed as people change them, and what is refused."""

from collections.abc import Iterator

import pytest
from django.contrib.gis.geos import MultiPolygon, Point, Polygon
from django.core.exceptions import ValidationError
from django.utils.translation import override

from inventory.models import Circuit, Site
from inventory.models.places import PlantStatus
from inventory.operations.places import (
    SiteDetails,
    create_site,
    draw_site_area,
    move_site,
    retire_site,
    update_site,
)
from tests import factories
from tests.conftest import City

pytestmark = pytest.mark.django_db

PARK = SiteDetails(name="Gewerbepark Süd", kind=Site.Kind.BUSINESS_PARK)
BOW_TIE = Polygon(((7.08, 51.5), (7.1, 51.52), (7.1, 51.5), (7.08, 51.52), (7.08, 51.5)))


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with override("en"):
        yield


@pytest.fixture
def site() -> Site:
    factories.make_area()
    return factories.make_site()


def test_a_new_site_gets_a_slug_that_is_free() -> None:
    first = create_site(details=PARK)
    second = create_site(details=SiteDetails(name="Gewerbepark Sued", kind=PARK.kind))

    assert (first.slug, second.slug) == ("gewerbepark-sued", "gewerbepark-sued-2")
    assert first.geom is None


def test_two_sites_of_one_name_are_refused() -> None:
    create_site(details=PARK)

    with pytest.raises(ValidationError) as refusal:
        create_site(details=PARK)

    assert refusal.value.message_dict == {"name": ["Another site has this name."]}


def test_a_site_of_an_unknown_kind_is_refused_beside_the_field() -> None:
    with pytest.raises(ValidationError) as refusal:
        create_site(details=SiteDetails(name="X", kind="castle"))

    assert set(refusal.value.message_dict) == {"kind"}


def test_a_change_leaves_place_and_links_alone(site: Site) -> None:
    place = site.geom

    update_site(site_id=site.pk, details=SiteDetails(name="Neu", kind=site.kind, street="Weg 1"))

    site.refresh_from_db()
    assert (site.name, site.street, site.geom) == ("Neu", "Weg 1", place)
    assert site.slug.startswith("standort-")


@pytest.mark.parametrize(
    ("point", "words"),
    [
        (Point(51.55, 7.09, srid=4326), "swapped"),
        (Point(8.5, 51.55, srid=4326), "lies outside the city."),
        (Point(500, 500, srid=4326), "is no place"),
        (Point(float("nan"), 51.5, srid=4326), "finite"),
        (Point(368257, 5709843, srid=25832), "EPSG:25832"),
    ],
    ids=["swapped", "outside", "off the globe", "NaN", "metres"],
)
def test_a_place_that_cannot_be_is_refused_in_plain_words(
    site: Site, point: Point, words: str
) -> None:
    with pytest.raises(ValidationError) as refusal:
        move_site(site_id=site.pk, point=point)

    assert words in refusal.value.message_dict["geom"][0]
    site.refresh_from_db()
    assert site.geom is not None
    assert site.geom.x < 7.2


def test_an_entry_at_the_site_goes_with_it(city: City) -> None:
    """
    K5 ---f1--- far        the site far moves, its entry and f1's end go with it
    """
    far = city.circuits["far"].site
    assert far is not None
    point = factories.place(100, 100)

    move_site(site_id=far.pk, point=point, accuracy_m=5)

    segment, node = city.segments["f1"], city.nodes["far"]
    segment.refresh_from_db()
    node.refresh_from_db()
    assert node.geom.coords == point.coords
    assert segment.geom.coords[-1] == point.coords
    assert segment.geom.coords[0] == city.nodes["K5"].geom.coords


def test_an_entry_elsewhere_stays_where_it_is(city: City) -> None:
    far = city.circuits["far"].site
    assert far is not None
    Site.objects.filter(pk=far.pk).update(geom=factories.place(10, 10))

    move_site(site_id=far.pk, point=factories.place(100, 100))

    before = city.nodes["far"].geom.coords
    city.nodes["far"].refresh_from_db()
    assert city.nodes["far"].geom.coords == before


def test_a_site_may_lose_its_place(site: Site) -> None:
    move_site(site_id=site.pk, point=None)

    site.refresh_from_db()
    assert site.geom is None


def test_an_area_that_is_drawn_is_no_demo_any_more(site: Site) -> None:
    Site.objects.filter(pk=site.pk).update(is_area_demo=True)
    area = factories.square(west=7.08, south=51.5, east=7.1, north=51.52)

    drawn = draw_site_area(site_id=site.pk, area=area)

    assert not drawn.is_area_demo
    assert draw_site_area(site_id=site.pk, area=None).area is None


def test_a_bow_tie_is_refused_with_its_crossing(site: Site) -> None:
    with pytest.raises(ValidationError) as refusal:
        draw_site_area(site_id=site.pk, area=MultiPolygon(BOW_TIE, srid=4326))

    assert "crosses itself near 7.09" in refusal.value.message_dict["area"][0]


def test_an_area_outside_the_city_is_refused(site: Site) -> None:
    area = factories.square(west=8.0, south=51.5, east=8.1, north=51.6)

    with pytest.raises(ValidationError) as refusal:
        draw_site_area(site_id=site.pk, area=area)

    assert refusal.value.message_dict == {"area": ["This lies outside the city."]}


def test_a_site_in_use_cannot_be_retired(city: City) -> None:
    site = city.circuits["near"].site
    assert site is not None
    retired = SiteDetails(name=site.name, kind=site.kind, status=PlantStatus.RETIRED)

    with pytest.raises(ValidationError, match="Circuits are active here: near"):
        retire_site(site_id=site.pk)
    with pytest.raises(ValidationError, match="Circuits are active here: near"):
        update_site(site_id=site.pk, details=retired)

    Circuit.objects.filter(site=site).update(status=Circuit.Status.DECOMMISSIONED)
    assert retire_site(site_id=site.pk).status == PlantStatus.RETIRED
