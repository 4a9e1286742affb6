"""
What breaks here: the answer for a segment, a node and an area, and what is no question.

The plant is that of `lit_city`: a cut of r1 takes near and far down and ring's second way; one of
d1 takes ring down; one of r3 only the ring's working path.
"""

import json
import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.roles import Role
from inventory.models import Site
from maps.breaks import queries
from monitoring.wording import quantity
from tests import factories
from tests import plant_factories as plant
from tests.conftest import City
from tests.lit_city import LitCity

PAGE, ANSWER = "/map/breaks/", "/map/breaks/answer/"


@pytest.fixture
def engineer(lit: LitCity) -> Client:  # noqa: ARG001 - asks for the plant
    client = Client()
    client.force_login(factories.make_user())
    return client


def told(client: Client, *, status: int = 200, **question: str) -> str:
    """Return the answer in one line, as the page and the fragment both give it."""
    pages = [client.get(url, question) for url in (PAGE, ANSWER)]
    assert [page.status_code for page in pages] == [status, status]
    page, part = (re.sub(r"[ \n]+", " ", one.content.decode()) for one in pages)
    assert part.strip() in page
    return part


def drawn(part: str) -> dict[str, Any]:
    found = re.search(r'<script id="broken" type="application/json">(.*?)</script>', part)
    assert found is not None
    return dict(json.loads(found[1]))


def group(part: str, word: str) -> set[str]:
    """Return the names that stand under a verdict."""
    found = re.search(rf'state-word">{word}</span>.*?<ul class="breaks-list">(.*?)</ul>', part)
    return set(re.findall(r"<li.*?<a href=[^>]*>([^<]+)</a>", found[1])) if found else set()


def test_a_cut_says_who_goes_down_and_who_loses_the_second_way(
    city: City, engineer: Client
) -> None:
    part = told(engineer, segment="r1", chainage="3")

    assert "Ein Schnitt hier nimmt 2 Anschlüsse außer Betrieb, 1 verliert den Ersatzweg." in part
    assert group(part, "fällt aus") == {"near", "far"}
    assert group(part, "verliert den Ersatzweg") == {"ring"}
    assert "sign-down" in part
    assert "sign-degraded" in part
    near, far, ring = (str(city.circuits[one].site_id) for one in ("near", "far", "ring"))
    assert drawn(part)["sites"] == {near: "down", far: "down", ring: "degraded"}


def test_the_place_is_told_with_metres_from_its_node(city: City, engineer: Client) -> None:
    segment = city.segments["r1"]

    part = told(engineer, segment="r1", chainage="3,5")

    assert "Trasse r1, 3,5\N{NARROW NO-BREAK SPACE}m ab K1" in part
    longitude, latitude = drawn(part)["point"]
    share = 3.5 / segment.length_m
    start, end = segment.geom[0], segment.geom[-1]
    assert longitude == pytest.approx(start[0] + share * (end[0] - start[0]), abs=2e-6)
    assert latitude == pytest.approx(start[1] + share * (end[1] - start[1]), abs=2e-6)
    assert drawn(part)["segments"] == [segment.pk]


def test_without_metres_the_middle_is_meant(city: City, engineer: Client) -> None:
    middle = quantity(city.segments["r1"].length_m / 2, unit="m", decimals=1)

    assert middle in told(engineer, segment="r1")


def test_counts_have_their_base(city: City, engineer: Client) -> None:
    near, far = city.circuits["near"].site, city.circuits["far"].site
    factories.make_school(site=near, n_pupils=1234)
    factories.make_school(site=far, n_pupils=None)
    for name in ("near", "far"):
        city.circuits[name].purpose = "school"
        city.circuits[name].save()
    Site.objects.filter(name="ring").update(kind=Site.Kind.BUSINESS_PARK)

    part = told(engineer, segment="r1")

    figures = dict(
        re.findall(r"<dt>([^<]+)</dt><dd><strong>(.*?)</strong> <span class=\"quiet\">", part)
    )
    assert figures["Anschlüsse fallen aus"] == "2"
    assert figures["Schulen"] == "2"
    assert figures["Schülerinnen und Schüler"] == "1.234"
    assert figures["Gewerbegebiete"] == "0"
    assert "von 3" in part
    assert "bekannt von 1 von 2 Schulen" in part


def test_the_cables_cut_are_named(engineer: Client) -> None:
    part = told(engineer, segment="d1")

    assert "Getrennte Kabel" in part
    assert "west" in part
    assert "east" in part
    assert "main" not in part
    assert "nicht betroffen" in part


def test_a_segment_without_a_cable_breaks_nothing(city: City, engineer: Client) -> None:
    factories.make_segment(city.nodes["K5"], city.nodes["K6"], code="empty")

    assert "Hier liegt kein Kabel" in told(engineer, segment="empty")


def test_a_node_takes_all_that_is_there(engineer: Client) -> None:
    part = told(engineer, node="K4")

    assert group(part, "fällt aus") == {"near", "far"}
    assert "Alles am Trassenpunkt K4" in part
    assert group(told(engineer, node="K1"), "fällt aus") == {"near", "far", "ring"}


def test_an_area_takes_all_that_it_touches(city: City, engineer: Client) -> None:
    middle = city.segments["n1"].geom.interpolate_normalized(0.5)
    x, y, r = middle.x, middle.y, 1e-5
    corners = [(x - r, y - r), (x + r, y - r), (x + r, y + r), (x - r, y + r)]

    part = told(engineer, area="\n".join(f"{x:.6f} {y:.6f}" for x, y in corners))

    assert "Die gezeichnete Fläche" in part
    assert "near" in group(part, "fällt aus")
    assert city.segments["n1"].pk in drawn(part)["segments"]
    assert drawn(part)["point"] is None


def test_a_circuit_whose_light_does_not_run_is_incomplete(
    city: City, lit: LitCity, engineer: Client
) -> None:
    branch, far = lit.cables["branch"], lit.cables["to-far"]
    plant.make_circuit_path(
        factories.make_circuit(cid="halb", site=factories.make_site(name="halb")),
        a_end=plant.end_of(branch, 5, city.nodes["K2"]),
        z_end=plant.end_of(far, 5, city.nodes["far"]),
    )

    part = told(engineer, segment="r3")

    assert group(part, "Lichtweg unvollständig") == {"halb"}
    assert "Ein Schnitt hier nimmt nichts außer Betrieb, 1 verliert den Ersatzweg." in part


def test_connections_without_a_path_are_admitted(engineer: Client) -> None:
    factories.make_circuit(site=factories.make_site(name="ohne Weg"))

    assert "Für 1 Anschluss in Betrieb ist kein Lichtweg hinterlegt" in told(engineer, segment="r1")


def test_a_page_without_a_question_asks_for_one(engineer: Client) -> None:
    part = told(engineer)

    assert "Noch ist kein Ort genannt." in part
    assert "alert" not in part


@pytest.mark.parametrize(
    ("question", "field", "word"),
    [
        ({"segment": "nirgends"}, "Trasse", "Es gibt keine Trasse nirgends."),
        ({"node": "nirgends"}, "Trassenpunkt", "Es gibt keinen Trassenpunkt nirgends."),
        ({"chainage": "3"}, "Trasse", "Bitte Trasse oder Trassenpunkt nennen"),
        ({"segment": "r1", "chainage": "99999999"}, "Meter", "ist nur"),
        ({"segment": "r1", "chainage": "-1"}, "Meter", "größer oder gleich"),
        ({"segment": "r1", "chainage": "nan"}, "Meter", "Zahl"),
        ({"segment": "r1", "chainage": "viel"}, "Meter", "Zahl"),
        ({"segment": "r1", "node": "K1"}, "Trassenpunkt", "nach einem Ort"),
        ({"segment": "r1' OR '1'='1"}, "Trasse", "Es gibt keine Trasse"),
        ({"area": "7.08 51.55\n7.09 51.55"}, "Fläche", "drei Ecken"),
        ({"area": "51 7\n51 200\n52 7"}, "Fläche", "kein Ort"),
        ({"area": "7.0 51.4\n7.2 51.6\n7.2 51.4\n7.0 51.6"}, "Fläche", "kreuzt sich"),
        ({"area": "7.0 51.4\n7.2 51.4\n7.2 51.6\n7.0 51.6"}, "Fläche", "zu groß"),
        ({"area": "hier"}, "Fläche", "zwei Zahlen"),
        ({"area": '{"type": "Point"'}, "Fläche", "GeoJSON"),
    ],
)
def test_what_is_no_question_is_told_beside_its_field(
    engineer: Client, question: dict[str, str], field: str, word: str
) -> None:
    part = told(engineer, status=400, **question)

    assert f">{field}" in part
    assert word in part


def test_an_area_of_too_many_corners_is_refused(engineer: Client) -> None:
    saw = [f"{7.08 + i * 1e-5:.6f} {51.55 + i % 2 * 1e-5:.6f}" for i in range(200)]

    part = told(engineer, status=400, area="\n".join([*saw, "7.09 51.5", "7.08 51.5"]))

    assert "mehr als 150 Ecken" in part


def test_queries_do_not_grow_with_the_plant(city: City, engineer: Client) -> None:
    engineer.get(ANSWER, {"segment": "r1"})
    with CaptureQueriesContext(connection) as few:
        engineer.get(ANSWER, {"segment": "r1"})

    for number in range(4):
        cable = plant.make_cable([city.segments["r1"]])
        ends = plant.ends_of_cord(cable)
        site = factories.make_site(name=f"Neu {number}")
        factories.make_school(site=site)
        circuit = factories.make_circuit(site=site, purpose="school")
        plant.make_circuit_path(circuit, a_end=ends[0], z_end=ends[1])
    with CaptureQueriesContext(connection) as many:
        engineer.get(ANSWER, {"segment": "r1"})

    assert len(many) == len(few)
    asker = factories.make_user()
    with CaptureQueriesContext(connection) as alone:
        queries.broken_at(queries.at_segment(city.segments["r1"], chainage_m=1), asker=asker)
    assert len(alone) <= 13


@pytest.mark.usefixtures("lit")
@pytest.mark.parametrize("role", [Role.MANAGEMENT, Role.CONTACT])
def test_plant_is_404_for_who_must_not_know_of_it(role: Role) -> None:
    client = Client()
    client.force_login(factories.make_user(role))

    assert client.get(PAGE).status_code == 404
    assert client.get(ANSWER, {"segment": "r1"}).status_code == 404


def test_names_are_not_markup(city: City, engineer: Client) -> None:
    Site.objects.filter(name="near").update(name="<b>near</b>")
    factories.make_segment(city.nodes["K5"], city.nodes["K6"], code="<i>x")

    assert "<b>near" not in told(engineer, segment="r1")
    assert "<i>x" not in told(engineer, segment="<i>x")


def test_of_a_site_that_no_light_leads_to_no_effect_is_denied(engineer: Client) -> None:
    config = engineer.get("/map/breaks/").context["config"]

    assert config["words"]["noConnection"] == "keine Auswirkung bekannt"
