"""The first page: the answer with its base, what is not well, what changed."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.roles import Role
from inventory.models import Circuit, School, Site
from monitoring.models import State
from tests import factories
from tests.integration.pages.conftest import MINUTE, Reader, Watched, text_of

pytestmark = pytest.mark.django_db


def page(client: Client) -> str:
    response = client.get("/")
    assert response.status_code == 200
    return text_of(response.content)


def test_answer_names_its_base(client: Client, reader: Reader, watched: Watched) -> None:
    watched.becomes("far", State.DOWN)
    reader(Role.MANAGEMENT)

    html = page(client)

    assert "2 von 3 Anschlüssen in Betrieb" in html
    assert "state-down" in html


def test_base_is_counted_from_what_the_connections_are(
    client: Client, reader: Reader, watched: Watched
) -> None:
    School.objects.filter(pk=watched.schools["far"].pk).update(status="closed")
    Circuit.objects.filter(cid="ring").update(school=None)
    reader(Role.MANAGEMENT)

    html = page(client)

    assert "3 Schulanschlüsse unter Vertrag: 1 Schule in Betrieb, 1 ehemaliges" in html
    assert "1 Schulamt" in html


def test_connections_out_of_service_are_not_in_the_base(
    client: Client, reader: Reader, watched: Watched
) -> None:
    factories.make_circuit(in_service_since=None)
    reader(Role.MANAGEMENT)

    html = page(client)

    assert f"{len(watched.targets)} von 3 Anschlüssen in Betrieb" in html
    assert "1 weiterer ist nicht unter Vertrag" in html


def test_wider_outage_stands_first_and_is_one_line(
    client: Client, reader: Reader, watched: Watched
) -> None:
    incident = factories.make_incident(started_at=watched.at - 14 * MINUTE)
    for name in ("near", "far"):
        watched.becomes(name, State.DOWN)
        factories.make_outage(
            watched.circuit(name), started_at=watched.at - 14 * MINUTE, incident=incident
        )
    reader()

    html = page(client)

    assert "state-incident" in html
    assert "2 Anschlüsse ausgefallen" in html
    assert "Keine außer der größeren Störung" in html


def test_place_of_an_incident_is_not_for_management(
    client: Client, reader: Reader, watched: Watched
) -> None:
    segment = watched.city.segments["b1"]
    incident = factories.make_incident(started_at=watched.at, segment=segment)
    factories.make_outage(watched.circuit("near"), started_at=watched.at, incident=incident)

    reader(Role.MANAGEMENT)
    assert "Vermutliche Stelle" not in page(client)
    reader(Role.ENGINEER)
    assert "Vermutliche Stelle: b1" in page(client)


def test_nothing_measured_is_unknown_and_never_down(
    client: Client, reader: Reader, watched: Watched
) -> None:
    for target in watched.targets.values():
        target.intervals.all().delete()
    reader(Role.MANAGEMENT)

    html = page(client)

    assert "0 von 3 Anschlüssen in Betrieb" in html
    assert "Nicht gemessen" in html
    assert "Ausgefallen" not in html


@pytest.mark.usefixtures("watched")
def test_parks_without_a_place_are_named(client: Client, reader: Reader) -> None:
    factories.make_site(kind=Site.Kind.BUSINESS_PARK, name="Hafen", geom=None)
    factories.make_site(kind=Site.Kind.BUSINESS_PARK, name="Nordstern")
    reader(Role.MANAGEMENT)

    html = page(client)

    assert "1 von 2 bekannten Gewerbegebieten haben einen Ort" in html
    assert "Hafen" in html


def test_coming_works_are_told_with_their_connections(
    client: Client, reader: Reader, watched: Watched
) -> None:
    soon, late = watched.at + timedelta(days=3), watched.at + timedelta(days=30)
    factories.make_maintenance(list(watched.city.circuits.values()), title="Bald", starts_at=soon)
    factories.make_maintenance([watched.circuit("far")], title="Später", starts_at=late)
    reader(Role.MANAGEMENT)

    html = page(client)

    assert "Bald" in html
    assert "3 Anschlüsse" in html
    assert "Später" not in html


def test_empty_house_says_what_would_be_here(client: Client, reader: Reader) -> None:
    reader(Role.MANAGEMENT)

    assert "Hier sehen Sie, wie viele Anschlüsse in Betrieb sind" in page(client)


def test_contact_is_led_to_the_school(client: Client, reader: Reader) -> None:
    reader(Role.CONTACT)

    assert client.get("/").headers["Location"] == "/my-school/"


@pytest.mark.usefixtures("watched")
def test_live_part_answers_not_modified(client: Client, reader: Reader) -> None:
    reader(Role.MANAGEMENT)
    first = client.get("/overview/live/")

    again = client.get("/overview/live/", headers={"If-None-Match": first.headers["ETag"]})

    assert b"<html" not in first.content
    assert again.status_code == 304


def test_what_one_was_told_serves_the_next_of_the_same_role(
    client: Client, reader: Reader, watched: Watched
) -> None:
    reader(Role.MANAGEMENT)
    client.get("/overview/live/")
    watched.becomes("far", State.DOWN)

    reader(Role.MANAGEMENT)
    assert "3 von 3" in text_of(client.get("/overview/live/").content)
    reader(Role.AUDITOR)
    assert "2 von 3" in text_of(client.get("/overview/live/").content)


def test_number_of_queries_does_not_grow(client: Client, reader: Reader, watched: Watched) -> None:
    reader(Role.ENGINEER)

    def n_queries() -> int:
        cache.clear()
        with CaptureQueriesContext(connection) as queries:
            client.get("/overview/live/")
        return len(queries)

    watched.becomes("far", State.DOWN)
    factories.make_outage(watched.circuit("far"), started_at=watched.at)
    few = n_queries()
    for _ in range(4):
        circuit = factories.make_circuit()
        factories.make_target(circuit)
        factories.make_outage(circuit, started_at=watched.at)
        factories.make_maintenance([circuit], starts_at=watched.at + MINUTE)

    assert n_queries() == few
