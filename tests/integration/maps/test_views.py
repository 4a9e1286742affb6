"""The map's page, live state and cards, as each role gets them."""

import json
import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from accounts.models import User
from accounts.roles import Role
from inventory.models import Circuit
from monitoring.models import State, Target
from tests import factories
from tests.conftest import City

MAP, STATE = "/map/", "/map/state.json"


@pytest.fixture
def watched(city: City) -> dict[str, Target]:
    """Store that all of the city's circuits work since an hour, and were seen just now."""
    now = timezone.now()
    targets = {}
    for name, circuit in city.circuits.items():
        target = factories.make_target(circuit)
        factories.make_interval(
            target,
            city.vantage,
            started_at=now - timedelta(hours=1),
            observed_until=now + timedelta(hours=1),
        )
        factories.make_round(target, city.vantage, scheduled_at=now, rtts_us=[1200, 1300, 1400])
        targets[name] = target
    return targets


def break_circuit(target: Target, *, minutes: int = 14) -> None:
    """Store that a circuit went down so many minutes ago."""
    at = timezone.now() - timedelta(minutes=minutes)
    (interval,) = target.intervals.filter(ended_at=None)
    interval.ended_at = interval.observed_until = at
    interval.save()
    factories.make_interval(
        target,
        interval.vantage,
        state=State.DOWN,
        started_at=at,
        observed_until=timezone.now() + timedelta(hours=1),
    )
    factories.make_outage(target.circuit, started_at=at)


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def live(client: Client) -> dict[str, Any]:
    answer = client.get(STATE)
    assert answer.status_code == 200
    return dict(json.loads(answer.content))


def row(page: str, circuit: Circuit) -> str:
    """Return the table's row of a circuit's site, in one line."""
    found = re.search(rf'<tr data-site="{circuit.site_id}".*?</tr>', page, re.DOTALL)
    assert found is not None
    return re.sub(r"[ \n]+", " ", found[0])


def test_live_state_says_word_and_since(city: City, watched: dict[str, Target]) -> None:
    break_circuit(watched["near"])

    told = live(client_of(factories.make_user()))["sites"]

    near, far = city.circuits["near"].site_id, city.circuits["far"].site_id
    assert told[str(near)][0] == "down"
    assert "14" in told[str(near)][1]
    assert told[str(far)][0] == "up"


def test_nobody_measured_is_unknown_not_down(city: City) -> None:
    factories.make_target(city.circuits["near"])

    told = live(client_of(factories.make_user()))["sites"]

    assert {state for state, _ in told.values()} == {"unknown"}


@pytest.mark.usefixtures("watched")
def test_a_site_without_a_connection_has_no_state(city: City) -> None:
    told = live(client_of(factories.make_user()))["sites"]

    assert str(city.head.pk) not in told


@pytest.mark.usefixtures("watched")
def test_unchanged_state_is_answered_by_304() -> None:
    client = client_of(factories.make_user())
    first = client.get(STATE)

    again = client.get(STATE, headers={"If-None-Match": first["ETag"]})

    assert again.status_code == 304
    assert again.content == b""
    assert "private" in first["Cache-Control"]


def test_a_change_is_answered_in_full(watched: dict[str, Target]) -> None:
    client = client_of(factories.make_user())
    first = client.get(STATE)
    break_circuit(watched["far"])

    again = client.get(STATE, headers={"If-None-Match": first["ETag"]})

    assert again.status_code == 200


def test_another_round_alone_changes_nothing(city: City, watched: dict[str, Target]) -> None:
    client = client_of(factories.make_user())
    first = client.get(STATE)
    later = timezone.now() + timedelta(seconds=1)
    factories.make_round(watched["far"], city.vantage, scheduled_at=later, rtts_us=[9000] * 3)

    assert client.get(STATE, headers={"If-None-Match": first["ETag"]}).status_code == 304


@pytest.mark.parametrize("path", [MAP, STATE])
@pytest.mark.usefixtures("watched")
def test_queries_do_not_grow_with_the_city(path: str) -> None:
    client = client_of(factories.make_user())
    client.get(path)

    with CaptureQueriesContext(connection) as few:
        client.get(path)
    for _ in range(5):
        factories.make_school(site=factories.make_circuit().site)
    with CaptureQueriesContext(connection) as many:
        client.get(path)

    assert len(many) == len(few)


def test_place_of_a_wider_outage_is_told_to_who_sees_plant(
    city: City, watched: dict[str, Target]
) -> None:
    incident = factories.make_incident(segment=city.segments["b1"], started_at=timezone.now())
    for name in ("near", "far"):
        break_circuit(watched[name])
        watched[name].circuit.outages.update(incident=incident)

    told = live(client_of(factories.make_user()))
    to_management = live(client_of(factories.make_user(Role.MANAGEMENT)))

    (place,) = told["incidents"]
    assert place["segment"] == city.segments["b1"].pk
    assert "2" in place["label"]
    assert to_management["incidents"] == []
    near = str(city.circuits["near"].site_id)
    assert told["sites"][near][0] == to_management["sites"][near][0] == "incident"


def test_table_holds_what_the_map_shows(city: City, watched: dict[str, Target]) -> None:
    break_circuit(watched["near"])

    page = client_of(factories.make_user()).get(MAP).content.decode()

    assert "Ausgefallen" in row(page, city.circuits["near"])
    assert "sign-down" in row(page, city.circuits["near"])
    assert "In Betrieb" in row(page, city.circuits["far"])
    assert "1,3\N{NARROW NO-BREAK SPACE}ms" in row(page, city.circuits["far"])


def test_card_says_the_same_as_the_row(city: City, watched: dict[str, Target]) -> None:
    break_circuit(watched["near"])
    client = client_of(factories.make_user())
    circuit = city.circuits["near"]

    card = client.get(reverse("maps:site", args=[circuit.site_id])).content.decode()
    table_row = row(client.get(MAP).content.decode(), circuit)

    for told in re.findall(r'<dd data-live="(?:rtt|month)">([^<]+)', card):
        assert told.strip() in table_row
    assert "Ausgefallen" in card


def test_a_round_without_a_reply_is_said_so(city: City, watched: dict[str, Target]) -> None:
    just_now = timezone.now() - timedelta(seconds=1)
    silent = factories.make_target(factories.make_circuit())
    factories.make_round(silent, city.vantage, scheduled_at=just_now, received=0)

    page = client_of(factories.make_user()).get(MAP).content.decode()

    assert "keine Antwort" in row(page, silent.circuit)
    assert "keine Antwort" not in row(page, watched["far"].circuit)


def test_legend_filters_without_a_script(city: City, watched: dict[str, Target]) -> None:
    break_circuit(watched["near"])
    client = client_of(factories.make_user())

    page = client.get(MAP, {"state": "down", "kind": "school"}).content.decode()

    assert " hidden" not in row(page, city.circuits["near"]).split(">")[0]
    assert " hidden" in row(page, city.circuits["far"]).split(">")[0]
    assert '<details id="table" class="twin" open>' in page


@pytest.mark.parametrize("role", Role)
@pytest.mark.usefixtures("city")
def test_page_offers_each_role_only_its_layers(role: Role) -> None:
    page = client_of(factories.make_user(role)).get(MAP).content.decode()

    sees_plant = role in {Role.ENGINEER, Role.AUDITOR, Role.ADMINISTRATOR}
    assert ("/map/features/routes.geojson" in page) == sees_plant
    assert ('data-layer="routes"' in page) == sees_plant


@pytest.mark.parametrize(
    ("role", "status"),
    [
        (Role.ENGINEER, 200),
        (Role.AUDITOR, 200),
        (Role.ADMINISTRATOR, 200),
        (Role.MANAGEMENT, 404),
        (Role.CONTACT, 404),
    ],
)
def test_plant_is_404_for_who_must_not_know_of_it(city: City, role: Role, status: int) -> None:
    client = client_of(factories.make_user(role))

    assert client.get("/map/features/routes.geojson").status_code == status
    segment = reverse("maps:segment", args=[city.segments["b1"].pk])
    assert client.get(segment).status_code == status


@pytest.mark.usefixtures("watched")
def test_a_contact_gets_their_own_school_only(city: City) -> None:
    contact = factories.make_user(Role.CONTACT)
    own, other = city.circuits["near"].site, city.circuits["far"].site
    assert own is not None
    assert other is not None
    factories.make_site_assignment(contact, own)
    client = client_of(contact)

    page = client.get(MAP).content.decode()

    assert list(live(client)["sites"]) == [str(own.pk)]
    assert re.findall(r'<tr data-site="(\d+)"', page) == [str(own.pk)]
    assert client.get(reverse("maps:site", args=[own.pk])).status_code == 200
    assert client.get(reverse("maps:site", args=[other.pk])).status_code == 404


@pytest.mark.django_db
def test_a_stranger_is_led_to_the_door() -> None:
    for path in (MAP, STATE, "/map/features/sites.geojson", "/map/sites/1/", "/map/segments/1/"):
        answer = Client().get(path)
        assert answer.status_code == 302
        assert answer["Location"].startswith(f"{reverse('login')}?next=")


@pytest.mark.usefixtures("city")
def test_only_a_look_is_answered() -> None:
    assert client_of(factories.make_user()).post(STATE).status_code == 405


@pytest.mark.django_db
def test_who_has_no_site_is_told_how_to_get_one() -> None:
    page = client_of(factories.make_user(Role.CONTACT)).get(MAP).content.decode()

    assert "Noch ist kein Standort für Sie freigegeben" in page


def test_segment_card_names_the_routes_and_the_place_of_a_cut(city: City) -> None:
    client = client_of(factories.make_user())
    segment = city.segments["b1"]

    card = client.get(reverse("maps:segment", args=[segment.pk]), {"at": "12.3"}).content.decode()

    assert "b1" in card
    assert 'name="chainage_m" value="12.3"' in card


def test_an_auditor_looks_but_cuts_nothing(city: City) -> None:
    client = client_of(factories.make_user(Role.AUDITOR))

    card = client.get(reverse("maps:segment", args=[city.segments["b1"].pk])).content.decode()

    assert "<form" not in card
    assert 'id="lab"' not in client.get(MAP).content.decode()


@pytest.mark.usefixtures("city")
def test_no_foreign_host_is_named_without_a_base_map() -> None:
    answer = client_of(factories.make_user()).get(MAP)

    assert "//" not in answer["Content-Security-Policy"]
    assert '"baseMap": {"url": "", "attribution": ""}' in answer.content.decode()


@pytest.mark.usefixtures("city")
def test_base_map_of_the_operator_is_handed_to_the_page(settings: Settings) -> None:
    settings.BASE_MAP_URL = "https://tiles.example.org/{z}/{x}/{y}.png"
    settings.BASE_MAP_ATTRIBUTION = "© Beispielstadt"

    answer = client_of(factories.make_user()).get(MAP)

    assert "img-src 'self' data: https://tiles.example.org" in answer["Content-Security-Policy"]
    assert "https://tiles.example.org/{z}/{x}/{y}.png" in answer.content.decode()


@pytest.mark.usefixtures("city")
def test_page_asks_as_often_as_settings_say(settings: Settings) -> None:
    settings.POLL_S = 42

    assert '"pollSeconds": 42' in client_of(factories.make_user()).get(MAP).content.decode()
