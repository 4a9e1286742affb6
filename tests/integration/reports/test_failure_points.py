"""
The report of single points of failure: its order, bases, names and file.

The plant is that of `lit_city`: r1 takes near and far down, and so do b1, K2 and K4; K1 all three.
"""

import csv
import io
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.roles import Role
from inventory.models import RouteSegment
from tests import factories
from tests import plant_factories as plant
from tests.conftest import City
from tests.lit_city import LitCity, light_up

PAGE, FILE = "/reports/failure-points/", "/reports/failure-points.csv"


@pytest.fixture
def lit(city: City) -> LitCity:
    """Store light for schools at near (its pupils known), far (not known) and ring."""
    for name, n_pupils in (("near", 1200), ("far", None), ("ring", 300)):
        circuit = city.circuits[name]
        factories.make_school(site=circuit.site, name=f"Schule {name}", n_pupils=n_pupils)
        circuit.purpose = "school"
        circuit.save()
    return light_up(city)


def client_of(role: Role = Role.ENGINEER) -> Client:
    client = Client()
    client.force_login(factories.make_user(role))
    return client


def page_of(client: Client, **query: str) -> str:
    answer = client.get(PAGE, query)
    assert answer.status_code == 200
    return re.sub(r"[ \n]+", " ", answer.content.decode())


def table(client: Client, **query: str) -> list[dict[str, str]]:
    text = client.get(FILE, query).content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text), delimiter=";"))


@pytest.mark.usefixtures("lit")
def test_what_cuts_off_most_schools_stands_first() -> None:
    rows = table(client_of())

    assert (rows[0]["Element"], rows[0]["Schulen"]) == ("K1", "3")
    assert rows[0]["Standort"] == "PoP Mitte"
    by_element = {row["Element"]: row for row in rows}
    assert by_element["r1"]["Anschlüsse fallen aus"] == "2"
    assert by_element["r1"]["Schülerinnen und Schüler"] == "1200"
    assert by_element["r1"]["Schulen ohne bekannte Schülerzahl"] == "1"
    assert by_element["r1"]["Namen der Schulen"] == "Schule far, Schule near"
    # The ring's working path alone runs over r3: its cut takes nobody down.
    assert "r3" not in by_element
    assert by_element["d1"]["Schulen"] == "1"
    assert [int(row["Rang"]) for row in rows] == list(range(1, len(rows) + 1))


def test_page_answers_in_a_sentence_and_leads_to_the_map(city: City, lit: LitCity) -> None:
    page = page_of(client_of())

    assert "Fällt allein K1 aus, sind 3 von 3 Schulen vom Netz." in page
    assert f'href="/map/#segment={city.segments["r1"].pk}"' in page
    assert f'href="/map/#node={lit.closure.node_id}"' in page
    assert 'href="/map/breaks/?segment=r1"' in page
    assert "2 von 3" in page
    assert "1.200 <span" in page
    assert "von 1 Schule nicht bekannt" in page


@pytest.mark.usefixtures("lit")
def test_a_risk_group_counts_and_is_shown_where_its_first_segment_lies(city: City) -> None:
    bridge = plant.make_risk_group(
        segments=[city.segments["r1"], city.segments["r4"]], name="Brücke"
    )

    page = page_of(client_of(), kind="group")
    (row,) = table(client_of(), kind="group")

    assert (row["Element"], row["Art"], row["Schulen"]) == (bridge.name, "Risikogruppe", "3")
    assert f'href="/map/#segment={city.segments["r1"].pk}"' in page
    assert "K1" not in page.split("<tbody>")[1]


@pytest.mark.usefixtures("lit")
def test_a_risk_group_of_nodes_is_shown_at_its_node(city: City) -> None:
    plant.make_risk_group(nodes=[city.nodes["K4"]], name="Flut")

    page = page_of(client_of(), kind="group")

    assert f'href="/map/#node={city.nodes["K4"].pk}"' in page


@pytest.mark.usefixtures("lit")
def test_cells_are_no_formulas(city: City) -> None:
    RouteSegment.objects.filter(pk=city.segments["r1"].pk).update(code="=HYPERLINK(1)")

    assert "'=HYPERLINK(1)" in {row["Element"] for row in table(client_of())}


@pytest.mark.usefixtures("city")
def test_without_light_there_is_nothing_to_fail() -> None:
    page = page_of(client_of())

    assert "Keine einzelne Stelle nimmt einen Anschluss außer Betrieb." in page
    assert "Nichts fällt allein aus." in page
    assert table(client_of()) == []


@pytest.mark.usefixtures("lit")
def test_an_unknown_kind_is_all() -> None:
    assert table(client_of(), kind="'; DROP") == table(client_of())


@pytest.mark.parametrize("path", [PAGE, FILE])
@pytest.mark.usefixtures("lit")
def test_queries_do_not_grow_with_the_plant(path: str, city: City) -> None:
    client = client_of()
    client.get(path)
    with CaptureQueriesContext(connection) as few:
        client.get(path)

    for number in range(4):
        cable = plant.make_cable([city.segments["r1"]])
        ends = plant.ends_of_cord(cable)
        site = factories.make_site(name=f"Neu {number}")
        factories.make_school(site=site)
        circuit = factories.make_circuit(site=site, purpose="school")
        plant.make_circuit_path(circuit, a_end=ends[0], z_end=ends[1])
    with CaptureQueriesContext(connection) as many:
        client.get(path)

    assert len(many) == len(few)


@pytest.mark.parametrize("path", [PAGE, FILE])
@pytest.mark.parametrize("role", [Role.MANAGEMENT, Role.CONTACT])
@pytest.mark.usefixtures("lit")
def test_plant_is_404_for_who_must_not_know_of_it(role: Role, path: str) -> None:
    assert client_of(role).get(path).status_code == 404
