"""What each role gets drawn, as GeoJSON, in one query a layer."""

import json
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from pytest_django import DjangoAssertNumQueries

from accounts.roles import Role
from inventory.models import Corridor, Region, Site
from inventory.models.places import PlantStatus
from maps.layers import LAYERS, layer, layers_of
from tests import factories
from tests.conftest import City


def features(name: str, role: Role = Role.ENGINEER) -> list[dict[str, Any]]:
    text = layer(name, factories.make_user(role))
    assert text is not None
    drawn = json.loads(text)
    assert drawn["type"] == "FeatureCollection"
    return list(drawn["features"])


@pytest.mark.parametrize("name", LAYERS)
@pytest.mark.usefixtures("city")
def test_a_layer_takes_one_query(
    name: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    engineer = factories.make_user()

    with django_assert_num_queries(1):
        assert layer(name, engineer)


@pytest.mark.django_db
@pytest.mark.parametrize("name", LAYERS)
def test_an_empty_city_has_empty_layers(name: str) -> None:
    assert features(name) == []


def test_sites_are_points_with_longitude_first(city: City) -> None:
    drawn = {feature["properties"]["name"]: feature for feature in features("sites")}

    assert set(drawn) == {"PoP Mitte", "ring", "near", "far"}
    assert drawn["PoP Mitte"]["properties"]["kind"] == "pop"
    longitude, latitude = drawn["near"]["geometry"]["coordinates"]
    near = city.nodes["near"].geom
    assert (longitude, latitude) == pytest.approx((near.x, near.y), abs=1e-6)
    assert longitude < latitude


@pytest.mark.usefixtures("city")
def test_places_that_nobody_knows_are_not_drawn() -> None:
    factories.make_site(kind=Site.Kind.BUSINESS_PARK, geom=None, name="Irgendwo")

    assert "Irgendwo" not in {feature["properties"]["name"] for feature in features("sites")}


def test_what_is_retired_is_not_drawn(city: City) -> None:
    Site.objects.filter(name="far").update(status=PlantStatus.RETIRED)
    city.segments["f1"].status = PlantStatus.RETIRED
    city.segments["f1"].save()

    assert "far" not in {feature["properties"]["name"] for feature in features("sites")}
    assert "f1" not in {feature["properties"]["code"] for feature in features("routes")}


def test_a_segment_is_drawn_as_its_most_important_route(city: City) -> None:
    factories.make_route([city.segments["r1"]], role="drop")

    roles = {f["properties"]["code"]: f["properties"]["role"] for f in features("routes")}

    assert roles["r1"] == "ring"
    assert (roles["b1"], roles["n1"]) == ("distribution", "drop")


def test_a_segment_says_how_it_is_built_and_how_long_it_is(city: City) -> None:
    segment = city.segments["b1"]
    segment.status, segment.construction = PlantStatus.PLANNED, "pipe_bridge"
    segment.surveyed_length_m = 123.5
    segment.save()

    drawn = {feature["id"]: feature["properties"] for feature in features("routes")}[segment.pk]

    assert drawn["is_planned"] is True
    assert (drawn["construction"], drawn["length_m"]) == ("pipe_bridge", 123.5)


def test_corridors_are_one_line_of_many_parts(city: City) -> None:
    for code in ("x", "y"):
        Corridor.objects.create(code=code, geom=city.segments["r1"].geom)

    (drawn,) = features("corridors")

    assert drawn["geometry"]["type"] == "MultiLineString"
    assert len(drawn["geometry"]["coordinates"]) == 2


@pytest.mark.usefixtures("city")
def test_only_districts_are_drawn_not_boroughs() -> None:
    box = factories.square(west=7.05, south=51.5, east=7.1, north=51.6)
    factories.make_region(kind=Region.Kind.DISTRICT, name="Erle", geom=box)
    factories.make_region(kind=Region.Kind.BOROUGH, name="Ost", geom=box)

    assert [feature["properties"]["name"] for feature in features("districts")] == ["Erle"]


@pytest.mark.parametrize("role", Role)
@pytest.mark.usefixtures("city")
def test_routes_are_for_those_who_see_plant(role: Role) -> None:
    person = factories.make_user(role)

    has_routes = layer("routes", person) is not None

    assert has_routes == (role in {Role.ENGINEER, Role.AUDITOR, Role.ADMINISTRATOR})
    assert ("routes" in layers_of(person)) == has_routes


@pytest.mark.usefixtures("city")
def test_management_sees_sites_but_no_pop() -> None:
    names = {feature["properties"]["name"] for feature in features("sites", Role.MANAGEMENT)}

    assert names == {"ring", "near", "far"}


@pytest.mark.usefixtures("city")
def test_a_contact_sees_only_their_own_site_once() -> None:
    contact = factories.make_user(Role.CONTACT)
    factories.make_site_assignment(contact, Site.objects.get(name="near"))
    other = factories.make_user(Role.CONTACT)
    factories.make_site_assignment(other, Site.objects.get(name="far"))

    drawn = json.loads(layer("sites", contact) or "")["features"]

    assert [feature["properties"]["name"] for feature in drawn] == ["near"]


@pytest.mark.usefixtures("city")
def test_a_stranger_has_no_layer() -> None:
    assert layers_of(AnonymousUser()) == []
    assert layer("sites", AnonymousUser()) is None


@pytest.mark.usefixtures("city")
def test_there_is_no_layer_of_another_name() -> None:
    assert layer("secrets", factories.make_user()) is None
