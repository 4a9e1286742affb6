"""The list of outages and the page of an incident."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.roles import Role
from monitoring.models import Incident, Outage
from tests import factories
from tests.integration.pages.conftest import MINUTE, Reader, Watched, text_of
from tests.lit_city import light_up

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def listed(client: Client, query: str = "") -> list[Outage]:
    return list(client.get(f"/outages/{query}").context["page_obj"])


def test_open_ones_come_first(client: Client, reader: Reader, watched: Watched) -> None:
    long_open = factories.make_outage(watched.circuit("near"), started_at=watched.at - 9 * DAY)
    ended = factories.make_outage(
        watched.circuit("far"), started_at=watched.at - HOUR, ended_at=watched.at
    )
    reader(Role.MANAGEMENT)

    assert listed(client) == [long_open, ended]


def test_filters_narrow(client: Client, reader: Reader, watched: Watched) -> None:
    noon = factories.NOON
    june = factories.make_outage(
        watched.circuit("near"), started_at=noon, ended_at=noon + 10 * MINUTE
    )
    into_july = factories.make_outage(
        watched.circuit("far"),
        started_at=noon + 20 * DAY,
        ended_at=noon + 22 * DAY,
        incident=factories.make_incident(),
    )
    reader(Role.MANAGEMENT)

    assert listed(client, "?month=2026-06") == [into_july, june]
    assert listed(client, "?month=2026-07") == [into_july]
    assert listed(client, "?cause=line") == [june]
    assert listed(client, "?cause=wider") == [into_july]
    assert listed(client, "?length=60") == [into_july]
    assert listed(client, "?month=2026-06&length=5&cause=line") == [june]


@pytest.mark.parametrize("query", ["?month=2026-13", "?month=x", "?cause=x", "?length=7"])
def test_nonsense_is_said_and_narrows_nothing(
    client: Client, reader: Reader, watched: Watched, query: str
) -> None:
    outage = factories.make_outage(watched.circuit("near"))
    reader(Role.MANAGEMENT)

    assert listed(client, query) == [outage]
    assert b'class="errors"' in client.get(f"/outages/{query}").content


def test_engineer_takes_an_outage_once(client: Client, reader: Reader, watched: Watched) -> None:
    outage = factories.make_outage(watched.circuit("near"), started_at=watched.at)
    person = reader()
    assert "Übernehmen" in text_of(client.get("/outages/").content)

    first = client.post(f"/outages/{outage.pk}/acknowledge/", follow=True)
    second = client.post(f"/outages/{outage.pk}/acknowledge/", follow=True)

    outage.refresh_from_db()
    assert outage.acknowledged_by == person
    assert "Sie haben den Ausfall übernommen" in text_of(first.content)
    assert "Jemand war schneller" in text_of(second.content)


def test_management_reads_and_takes_nothing(
    client: Client, reader: Reader, watched: Watched
) -> None:
    factories.make_outage(watched.circuit("near"), started_at=watched.at)
    reader(Role.MANAGEMENT)

    assert "Übernehmen" not in text_of(client.get("/outages/").content)


def test_empty_list_says_what_would_be_here(client: Client, reader: Reader) -> None:
    reader(Role.MANAGEMENT)

    assert "Es wurde noch kein Ausfall festgehalten" in text_of(client.get("/outages/").content)


@pytest.fixture
def incident(watched: Watched) -> Incident:
    light_up(watched.city)
    found = factories.make_incident(started_at=watched.at, segment=watched.city.segments["n1"])
    for name in ("near", "far"):
        factories.make_outage(watched.circuit(name), started_at=watched.at, incident=found)
    return found


def test_incident_names_its_connections_and_guesses(
    client: Client, reader: Reader, incident: Incident
) -> None:
    reader()

    html = text_of(client.get(f"/incidents/{incident.pk}/").content)

    assert "2 von 2 Anschlüssen noch ausgefallen" in html
    assert "Vermutliche Stelle: Trasse n1" in html
    assert "Trasse b1: Ein Schnitt hier erklärt 2 von 2" in html
    assert "branch (Kabel): Ein Ausfall hier erklärt 2 von 2" in html


def test_incident_hides_the_plant_from_management(
    client: Client, reader: Reader, incident: Incident
) -> None:
    reader(Role.MANAGEMENT)

    html = text_of(client.get(f"/incidents/{incident.pk}/").content)

    assert "Schule near" in html
    assert not re.search(r"\bn1\b", html)  # the letters may stand in a token
    assert "Trasse" not in html.partition("<main")[2]


def test_engineer_corrects_the_place(client: Client, reader: Reader, incident: Incident) -> None:
    reader()

    client.post(f"/incidents/{incident.pk}/place/", {"segment": " B1 ", "note": "Bagger"})

    incident.refresh_from_db()
    assert incident.segment is not None
    assert (incident.segment.code, incident.note) == ("b1", "Bagger")
    assert "So von der Technik festgestellt" in text_of(
        client.get(f"/incidents/{incident.pk}/").content
    )


def test_unknown_segment_is_said_beside_the_field(
    client: Client, reader: Reader, incident: Incident
) -> None:
    reader()

    response = client.post(f"/incidents/{incident.pk}/place/", {"segment": "X9", "note": "Bagger"})

    assert response.status_code == 422
    html = text_of(response.content)
    assert "Es gibt keine Trasse mit diesem Kürzel." in html
    assert "Bagger" in html


def test_engineer_takes_the_whole_incident(
    client: Client, reader: Reader, incident: Incident
) -> None:
    person = reader()

    response = client.post(
        f"/incidents/{incident.pk}/acknowledge/", {"note": "Trupp unterwegs"}, follow=True
    )

    assert "Sie haben 2 Ausfälle übernommen." in text_of(response.content)
    assert Outage.objects.filter(acknowledged_by=person, note="Trupp unterwegs").count() == 2


def test_number_of_queries_does_not_grow(client: Client, reader: Reader, watched: Watched) -> None:
    person = reader()

    def n_queries() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get("/outages/")
        return len(queries)

    factories.make_outage(
        watched.circuit("near"), acknowledged_by=person, acknowledged_at=watched.at
    )
    few = n_queries()
    for _ in range(5):
        factories.make_outage(acknowledged_by=person, acknowledged_at=watched.at)

    assert n_queries() == few
