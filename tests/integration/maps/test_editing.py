"""The editing pages of sites: who may, what is stored, what is refused, two at once."""

import pytest
from django.contrib.gis.geos import Point
from django.test import Client

from accounts.roles import CHANGES_INVENTORY, Role
from inventory.models import FibreRoute, Site
from inventory.models.places import PlantStatus
from tests import factories
from tests.conftest import City
from tests.integration.maps.editor import errors, filled, save

pytestmark = pytest.mark.django_db


# --- who may --------------------------------------------------------------------------------------
@pytest.mark.parametrize("role", Role)
def test_engineers_and_administrators_only(client: Client, school: Site, role: Role) -> None:
    node = factories.make_node()
    route = factories.make_route([factories.make_segment(node, factories.make_node())])
    client.force_login(factories.make_user(role))

    for address in (
        "",
        "nodes.json",
        "sites/new/",
        f"sites/{school.pk}/",
        f"sites/{school.pk}/retire/",
        "routes/new/",
        f"routes/{route.pk}/",
        f"routes/{route.pk}/retire/",
        f"nodes/{node.pk}/",
    ):
        expected = 200 if role in CHANGES_INVENTORY else 404
        assert client.get(f"/edit/{address}").status_code == expected, address


def test_nobody_is_led_to_the_log_in_page(client: Client) -> None:
    assert client.get("/edit/").status_code == 302


def test_what_is_not_there_is_404(engineer: Client) -> None:
    for kind in ("sites", "routes", "nodes"):
        assert engineer.get(f"/edit/{kind}/4711/").status_code == 404


@pytest.mark.parametrize("role", [Role.ENGINEER, Role.AUDITOR])
def test_the_map_leads_there_who_may_go(client: Client, city: City, role: Role) -> None:
    client.force_login(factories.make_user(role))
    segment = city.segments["b1"]
    route = FibreRoute.objects.get(segments=segment)

    site = client.get(f"/map/sites/{city.head.pk}/").content.decode()
    card = client.get(f"/map/segments/{segment.pk}/").content.decode()

    is_led = role in CHANGES_INVENTORY
    assert (f'"/edit/sites/{city.head.pk}/"' in site) is is_led
    assert (f'"/edit/routes/{route.pk}/"' in card) is is_led
    assert (f'"/edit/nodes/{segment.a_node_id}/"' in card) is is_led


# --- finding --------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=gesamt", ["Gesamtschule Mitte"]),
        ("q=nothing", []),
        ("what=routes&q=R-7", ["R-7"]),
        ("what=nodes&q=K9", ["K9"]),
        ("what=junk", ["Gesamtschule Mitte"]),
    ],
)
@pytest.mark.usefixtures("school")
def test_search(engineer: Client, query: str, found: list[str]) -> None:
    nodes = factories.make_node(code="K9"), factories.make_node(code="K8")
    factories.make_route([factories.make_segment(*nodes)], code="R-7")

    page = engineer.get(f"/edit/?{query}").context["page_obj"]

    assert [str(row) for row in page] == found


# --- sites ----------------------------------------------------------------------------------------
def test_a_site_is_moved_and_renamed(engineer: Client, school: Site) -> None:
    entry = factories.make_node(site=school)

    answer = save(
        engineer,
        f"/edit/sites/{school.pk}/",
        name="Gesamtschule Nord",
        geom_lon="7,085000",
        geom_lat="51.555",
        accuracy_m="5",
    )

    assert answer.status_code == 302
    school.refresh_from_db()
    entry.refresh_from_db()
    assert (school.name, school.accuracy_m) == ("Gesamtschule Nord", 5)
    assert school.geom == entry.geom == Point(7.085, 51.555, srid=4326)


def test_what_is_not_touched_stays_to_the_last_digit(engineer: Client, school: Site) -> None:
    before = school.geom

    assert save(engineer, f"/edit/sites/{school.pk}/", street="Weg 1").status_code == 302

    school.refresh_from_db()
    assert school.geom == before
    assert school.street == "Weg 1"


@pytest.mark.parametrize(
    ("typed", "field", "words"),
    [
        ({"geom_lon": "51.55", "geom_lat": "7.09"}, "geom", "latitude and longitude are swapped"),
        ({"geom_lon": "9.0"}, "geom", "outside the city"),
        ({"geom_lon": "500"}, "geom", "no place"),
        ({"geom_lon": "NaN"}, "geom", "are numbers"),
        ({"geom_lon": "1e999"}, "geom", "are numbers"),
        ({"geom_lon": "here"}, "geom", "are numbers"),
        ({"geom_lon": ""}, "geom", "needs both"),
        ({"accuracy_m": "-1"}, "accuracy_m", "0"),
        ({"name": ""}, "name", "required"),
        ({"name": "Taken"}, "name", "Another site has this name"),
        ({"status": "retired"}, "status", "not one of the available choices"),
    ],
)
def test_refusals_stand_beside_their_field(
    engineer: Client, school: Site, typed: dict[str, str], field: str, words: str
) -> None:
    factories.make_site(name="Taken")

    answer = save(engineer, f"/edit/sites/{school.pk}/", **{"street": "Neue Str. 1", **typed})

    assert words in errors(answer, field)
    assert b"Neue Str. 1" in answer.content
    after = Site.objects.get(pk=school.pk)
    assert (after.name, after.street, after.geom) == (school.name, "", school.geom)


def test_all_refusals_are_told_at_once(engineer: Client, school: Site) -> None:
    factories.make_site(name="Taken")

    answer = save(engineer, f"/edit/sites/{school.pk}/", name="Taken", geom_lon="9.0")

    assert set(answer.context["form"].errors) == {"name", "geom"}


def test_a_new_site_is_stored(engineer: Client) -> None:
    factories.make_area()

    answer = save(
        engineer, "/edit/sites/new/", name="Neue Schule", geom_lon="7.09", geom_lat="51.55"
    )

    made = Site.objects.get(name="Neue Schule")
    assert answer["Location"] == f"/edit/sites/{made.pk}/"
    assert (made.kind, made.slug) == (Site.Kind.SCHOOL, "neue-schule")


SQUARE = "7.08 51.55\n7.09 51.55\n7.09 51.56\n7.08 51.56"


def test_a_park_is_drawn_changed_and_its_area_removed(engineer: Client) -> None:
    factories.make_area()
    url = "/edit/sites/new/?kind=business_park"
    assert save(engineer, url, name="Park", area=SQUARE).status_code == 302
    park = Site.objects.get(name="Park")
    assert park.kind == Site.Kind.BUSINESS_PARK
    assert park.area is not None
    assert park.area.area == pytest.approx(0.0001)

    two = f"{SQUARE}\n\n7.01 51.50\n7.02 51.50\n7.02 51.51"
    assert save(engineer, f"/edit/sites/{park.pk}/", area=two).status_code == 302
    park.refresh_from_db()
    assert len(park.area.coords) == 2

    assert save(engineer, f"/edit/sites/{park.pk}/", area="").status_code == 302
    park.refresh_from_db()
    assert park.area is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("7.08 51.55\n7.09 51.56\n7.09 51.55\n7.08 51.56", "crosses itself"),
        ("7.08 51.55\n7.09 51.55", "three corners"),
        ("7.08 51.55\n7.09", "Line 2"),
        ('{"type": "Polygon"}', "needs an outline"),
        ('{"type": "Point", "coordinates": [7.08, 51.55]}', "area is expected"),
        ('{"type": "Polygon", "coordinates": [[[NaN, 1]]]}', "not GeoJSON"),
        ('{"type": ', "not GeoJSON"),
    ],
)
def test_areas_that_are_none_are_refused(engineer: Client, text: str, words: str) -> None:
    factories.make_area()
    park = factories.make_site(kind=Site.Kind.BUSINESS_PARK)

    answer = save(engineer, f"/edit/sites/{park.pk}/", area=text)

    assert words in errors(answer, "area")
    park.refresh_from_db()
    assert park.area is None


def test_retiring_names_the_circuits_and_refuses_those_in_use(engineer: Client, city: City) -> None:
    site = Site.objects.get(circuits=city.circuits["near"])
    url = f"/edit/sites/{site.pk}/retire/"

    page = engineer.get(url)

    assert b"Circuits are active here: near." in page.content
    assert page.content.count(b'<button class="button button-danger"') == 0
    assert engineer.post(url).status_code == 409
    assert Site.objects.get(pk=site.pk).status == PlantStatus.ACTIVE


def test_a_site_without_use_is_retired(engineer: Client, school: Site) -> None:
    answer = engineer.post(f"/edit/sites/{school.pk}/retire/")

    assert answer.status_code == 302
    school.refresh_from_db()
    assert school.status == PlantStatus.RETIRED


# --- two at once ----------------------------------------------------------------------------------
def test_the_second_editor_is_told_and_keeps_what_was_typed(engineer: Client, school: Site) -> None:
    url = f"/edit/sites/{school.pk}/"
    mine = filled(engineer, url, street="Mein Weg 1")
    assert save(engineer, url, street="Ihr Weg 2").status_code == 302

    answer = engineer.post(url, mine)

    assert "Somebody else has changed this" in errors(answer, "__all__")
    assert b'value="Mein Weg 1"' in answer.content
    assert ("Street and number", "Ihr Weg 2", "Mein Weg 1") in [
        tuple(map(str, one)) for one in answer.context["form"].differences()
    ]
    assert Site.objects.get(pk=school.pk).street == "Ihr Weg 2"
    seen = answer.context["form"]["seen"].value()
    assert engineer.post(url, {**mine, "seen": seen}).status_code == 302
    assert Site.objects.get(pk=school.pk).street == "Mein Weg 1"
