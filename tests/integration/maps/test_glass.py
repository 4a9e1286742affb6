"""Closures and structures as layers, and the cards of segments, nodes and cables."""

import json
import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.roles import Role
from inventory.models import Strand, Structure
from inventory.models.places import PlantStatus
from maps.layers import layer
from tests import factories
from tests import plant_factories as plant
from tests.conftest import City
from tests.lit_city import LitCity


@pytest.fixture
def engineer(db: None) -> Client:  # noqa: ARG001 - asks for the database
    client = Client()
    client.force_login(factories.make_user())
    return client


def card(client: Client, name: str, pk: int) -> str:
    answer = client.get(reverse(f"maps:{name}", args=[pk]))
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", answer.content.decode())


def drawing(page: str, name: str = "card-drawing") -> dict[str, Any]:
    found = re.search(rf'<script id="{name}" type="application/json">(.*?)</script>', page)
    assert found is not None
    return dict(json.loads(found[1]))


def features(name: str) -> list[dict[str, Any]]:
    return list(json.loads(layer(name, factories.make_user()) or "")["features"])


def test_closures_and_structures_are_drawn_at_their_nodes(city: City, lit: LitCity) -> None:
    cabinet = plant.make_structure(city.nodes["K4"], kind=Structure.Kind.CABINET)

    (closure,) = features("closures")
    (structure,) = features("structures")

    assert closure["properties"] == {"code": "M-K4", "node": lit.closure.node_id}
    assert structure["properties"]["kind"] == "cabinet"
    assert structure["geometry"] == closure["geometry"]
    assert structure["id"] == cabinet.pk


def test_retired_closures_are_not_drawn(lit: LitCity) -> None:
    lit.closure.status = PlantStatus.RETIRED
    lit.closure.save()

    assert features("closures") == []


def test_segment_card_names_its_cables_with_lit_and_free_strands(
    city: City, lit: LitCity, engineer: Client
) -> None:
    Strand.objects.filter(cable=lit.cables["main"], number=12).update(status=Strand.Status.FAULTY)

    page = card(engineer, "segment", city.segments["r1"].pk)

    assert "main" in page
    assert "east" in page
    assert "to-far" not in page
    assert "2 von 12 Fasern in Betrieb, 9 frei" in page
    assert "1 von 12 Fasern in Betrieb, 11 frei" in page


def test_a_segment_without_cables_says_so(city: City, engineer: Client) -> None:
    assert "keine" in card(engineer, "segment", city.segments["r1"].pk)


@pytest.mark.usefixtures("lit")
def test_node_card_tells_what_ends_and_what_passes(city: City, engineer: Client) -> None:
    plant.make_structure(city.nodes["K4"], kind=Structure.Kind.CABINET, code="NVt 4")
    plant.make_panel(city.nodes["K4"], name="ODF K4")
    plant.make_splitter(city.nodes["K4"], code="SP4", n_outputs=8)

    at_k4 = card(engineer, "node", city.nodes["K4"].pk)
    at_k3 = card(engineer, "node", city.nodes["K3"].pk)

    for word in ("NVt 4", "M-K4", "ODF K4", "SP4 (1:8)", "branch", "to-near", "to-far"):
        assert word in at_k4
    assert "2 Verbindungen auf 1 von höchstens 1 Kassetten" in at_k4
    assert "Kabel, die hier enden" not in at_k3
    assert "Kabel, die durchlaufen" in at_k3


def test_cable_card_draws_where_the_cable_lies(lit: LitCity, engineer: Client) -> None:
    page = card(engineer, "cable", lit.cables["to-far"].pk)

    (feature,) = drawing(page)["features"]
    assert feature["properties"] == {"look": "cable", "label": "to-far"}
    assert feature["geometry"]["type"] == "MultiLineString"
    assert len(feature["geometry"]["coordinates"]) == 2


def test_a_patch_cord_has_a_card_and_no_line(city: City, engineer: Client) -> None:
    cord = plant.make_patch_cord(city.nodes["K1"])

    assert drawing(card(engineer, "cable", cord.pk))["features"] == []


@pytest.mark.usefixtures("lit")
def test_gone_cables_have_no_card(city: City, engineer: Client) -> None:
    gone = plant.make_cable([city.segments["r1"]], code="gone", status=PlantStatus.RETIRED)

    assert engineer.get(reverse("maps:cable", args=[gone.pk])).status_code == 404


def test_path_card_draws_each_leg_as_its_light_runs(
    city: City, lit: LitCity, engineer: Client
) -> None:
    page = card(engineer, "path", city.circuits["ring"].pk)

    working, protect = drawing(page)["features"]
    assert working["properties"] == {"look": "working", "label": "Arbeitsweg"}
    assert protect["properties"] == {"look": "protect", "label": "Ersatzweg"}
    assert len(working["geometry"]["coordinates"]) == 3
    assert working["geometry"] != protect["geometry"]
    assert page.index("Arbeitsweg") < page.index("Ersatzweg")
    assert "west" in page
    assert lit.paths["ring-working"].is_running


def test_a_path_that_does_not_run_says_where_it_ends(
    city: City, lit: LitCity, engineer: Client
) -> None:
    branch, k2 = lit.cables["branch"], city.nodes["K2"]
    path = plant.make_circuit_path(
        a_end=plant.end_of(branch, 5, k2),
        z_end=plant.end_of(lit.cables["to-far"], 5, city.nodes["K4"]),
    )

    page = card(engineer, "path", path.circuit_id)

    assert "Läuft nicht durch: endet offen am Trassenpunkt K4." in page
    assert len(drawing(page)["features"]) == 1


def test_a_circuit_without_a_path_says_so(city: City, engineer: Client) -> None:
    page = card(engineer, "path", city.circuits["near"].pk)

    assert "kein Lichtweg hinterlegt" in page
    assert drawing(page)["features"] == []


@pytest.mark.parametrize("name", ["segment", "node", "cable"])
def test_cards_ask_as_often_for_many_cables_as_for_one(
    name: str, city: City, lit: LitCity, engineer: Client
) -> None:
    pks = {"segment": city.segments["r1"], "node": city.nodes["K1"], "cable": lit.cables["main"]}
    pk = pks[name].pk
    card(engineer, name, pk)

    with CaptureQueriesContext(connection) as few:
        card(engineer, name, pk)
    for _ in range(3):
        plant.make_cable([city.segments["r1"]])
        plant.make_closure(city.nodes["K1"])
    with CaptureQueriesContext(connection) as many:
        card(engineer, name, pk)

    assert len(many) == len(few)


@pytest.mark.parametrize("role", [Role.MANAGEMENT, Role.CONTACT])
def test_plant_is_404_for_who_must_not_know_of_it(role: Role, city: City, lit: LitCity) -> None:
    client = Client()
    client.force_login(factories.make_user(role))

    for name, pk in (
        ("segment", city.segments["r1"].pk),
        ("node", city.nodes["K1"].pk),
        ("cable", lit.cables["main"].pk),
        ("path", city.circuits["near"].pk),
    ):
        assert client.get(reverse(f"maps:{name}", args=[pk])).status_code == 404
    for name in ("closures", "structures"):
        assert client.get(f"/map/features/{name}.geojson").status_code == 404
