"""The page of a site: state, measurements, promise, outages, bandwidth, changes, errands."""

from datetime import timedelta

import pghistory
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.roles import Role
from inventory.models import Site
from monitoring.models import ProbeRequest, State
from tests import factories
from tests.integration.pages.conftest import MINUTE, Reader, Watched, text_of

pytestmark = pytest.mark.django_db


def page(client: Client, slug: str) -> str:
    response = client.get(f"/sites/{slug}/")
    assert response.status_code == 200
    return text_of(response.content)


@pytest.mark.parametrize(
    ("state", "sentence"),
    [
        (State.UP, "Die Leitung funktioniert."),
        (State.DEGRADED, "Die Leitung funktioniert nur eingeschränkt."),
        (State.DOWN, "Die Leitung ist ausgefallen."),
        (State.UNKNOWN, "Die Leitung wird gerade nicht gemessen."),
    ],
)
def test_state_is_a_sentence_with_since(
    client: Client, reader: Reader, watched: Watched, state: State, sentence: str
) -> None:
    watched.becomes("near", state)
    reader()

    html = page(client, watched.site("near").slug)

    assert sentence in html
    assert "(14" in html


def test_wider_outage_is_named(client: Client, reader: Reader, watched: Watched) -> None:
    incident = factories.make_incident(started_at=watched.at)
    factories.make_outage(watched.circuit("near"), started_at=watched.at, incident=incident)
    watched.becomes("near", State.DOWN)
    reader()

    html = page(client, watched.site("near").slug)

    assert "Die Leitung ist ausgefallen: größere Störung." in html
    assert f"/incidents/{incident.pk}/" in html


def test_never_measured_is_said(client: Client, reader: Reader) -> None:
    site = factories.make_site()
    factories.make_circuit(site=site)
    reader()

    html = page(client, site.slug)

    assert "Hier wurde noch nie gemessen." in html
    assert "Es wurde nichts gemessen." in html
    assert "keine Adresse zum Messen eingetragen" in html


def test_place_school_and_source_are_told(client: Client, reader: Reader) -> None:
    site = factories.make_site(accuracy_m=400, source="Stadtplan", street="Weg 1")
    factories.make_school(site=site, n_pupils=350, pupils_note="Schuljahr 2024/25, gerundet")
    reader(Role.MANAGEMENT)

    html = page(client, site.slug)

    assert "auf 400" in html
    assert "350 Schülerinnen und Schüler (Schuljahr 2024/25, gerundet)" in html
    assert "Stadtplan" in html
    assert "Zu diesem Standort führt kein Anschluss." in html


def test_place_that_is_not_known_is_said(client: Client, reader: Reader) -> None:
    park = factories.make_site(kind=Site.Kind.BUSINESS_PARK, geom=None)
    reader(Role.MANAGEMENT)

    html = page(client, park.slug)

    assert "nicht bekannt; der Standort ist geführt" in html
    assert "Auf der Karte" not in html


def test_number_leads_to_the_page(client: Client, reader: Reader) -> None:
    site = factories.make_site()
    reader()

    assert client.get(f"/sites/{site.pk}/").headers["Location"] == f"/sites/{site.slug}/"


def test_charts_are_images_with_title_and_table(
    client: Client, reader: Reader, watched: Watched
) -> None:
    reader()

    html = page(client, watched.site("near").slug)

    assert html.count('role="img"') == 2
    assert html.count("Dasselbe als Tabelle") == 2
    # A German comma in a coordinate would break the drawing.
    assert 'points="0,' not in html
    assert ' y="22"' in html


def test_addresses_and_errands_are_for_engineers(
    client: Client, reader: Reader, watched: Watched
) -> None:
    slug, address = watched.site("near").slug, watched.targets["near"].address

    reader(Role.ENGINEER)
    html = page(client, slug)
    assert address in html
    assert "Jetzt anpingen" in html

    for role in (Role.MANAGEMENT, Role.CONTACT):
        reader(role, watched.site("near"))
        html = page(client, slug)
        assert address not in html
        assert "Jetzt anpingen" not in html
    assert f'href="/my-school/{watched.circuit("near").pk}/#desk"' in html


def test_promise_shows_bounds_and_budget(client: Client, reader: Reader, watched: Watched) -> None:
    factories.make_sla_assignment(watched.circuit("near"), factories.make_sla_policy())
    reader(Role.MANAGEMENT)

    html = page(client, watched.site("near").slug)

    assert "mindestens" in html
    assert "99,50" in html
    assert "Fehlerbudget übrig" in html


def test_no_promise_is_said(client: Client, reader: Reader, watched: Watched) -> None:
    reader(Role.MANAGEMENT)

    assert "nichts zugesagt" in page(client, watched.site("near").slug)


def test_test_below_the_contract_is_flagged_in_words(
    client: Client, reader: Reader, watched: Watched
) -> None:
    factories.make_throughput_result(
        watched.targets["near"],
        watched.vantage,
        started_at=watched.at,
        down_bps=412_000_000,
        conditions={
            "address": "127.86.9.9",
            "seconds": 10,
            "down": {"congestion": "cubic", "retransmits": 1},
            "trigger": "calendar",
        },
    )
    factories.make_throughput_result(
        watched.targets["near"], watched.vantage, started_at=watched.at - MINUTE
    )
    reader(Role.MANAGEMENT)

    html = page(client, watched.site("near").slug)

    assert html.count("unter Vertrag</span>") == 1
    assert html.count("wie vereinbart</span>") == 1
    assert "höchstens 941 als Daten ankommen" in html
    assert "je Richtung · TCP cubic · 1 Paket erneut gesendet · nach Kalender" in html
    assert "127.86.9.9" not in html


def test_test_that_does_not_count_is_no_breach(
    client: Client, reader: Reader, watched: Watched
) -> None:
    factories.make_throughput_result(
        watched.targets["near"],
        watched.vantage,
        started_at=watched.at,
        down_bps=1_000_000,
        validity="maintenance",
    )
    reader(Role.MANAGEMENT)

    html = page(client, watched.site("near").slug)

    assert "zählt nicht" in html
    assert "unter Vertrag</span>" not in html


def test_changes_are_for_who_reads_the_audit(
    client: Client, reader: Reader, watched: Watched
) -> None:
    site = watched.site("near")
    with pghistory.context(user=factories.make_user(first_name="Technik").pk):
        Site.objects.filter(pk=site.pk).update(street="Neuer Weg 1")

    reader(Role.AUDITOR)
    html = page(client, site.slug)
    assert "Neuer Weg 1</ins>" in html
    assert "Technik" in html

    reader(Role.ENGINEER)
    assert "</ins>" not in page(client, site.slug)


def test_ping_asks_the_worker_and_comes_back(
    client: Client, reader: Reader, watched: Watched
) -> None:
    circuit, slug = watched.circuit("near"), watched.site("near").slug
    person = reader()

    response = client.post(f"/connections/{circuit.pk}/ping/")

    asked = ProbeRequest.objects.get()
    assert (asked.kind, asked.requested_by, asked.target) == (
        "ping",
        person,
        watched.targets["near"],
    )
    assert response.headers["Location"] == f"/sites/{slug}/#connection-{circuit.pk}"
    assert "wartet auf den Messdienst" in page(client, slug)


def test_ping_by_script_answers_with_what_waits(
    client: Client, reader: Reader, watched: Watched
) -> None:
    circuit = watched.circuit("near")
    reader()

    html = client.post(
        f"/connections/{circuit.pk}/ping/", headers={"HX-Request": "true"}
    ).content.decode()

    assert "<html" not in html
    assert f'hx-get="/connections/{circuit.pk}/answers/"' in html


@pytest.mark.parametrize(
    ("answer", "error", "words"),
    [
        ({"rtt_ms": 1.23}, "", "<strong>1,2"),
        ({"rtt_ms": None}, "", "<strong>keine Antwort</strong>"),
        (None, "Kein Recht dazu.", "hat nicht geklappt: Kein Recht dazu."),
    ],
)
def test_answer_is_shown_and_asking_ends(
    client: Client,
    reader: Reader,
    watched: Watched,
    answer: dict[str, float | None] | None,
    error: str,
    words: str,
) -> None:
    factories.make_probe_request(
        watched.targets["near"],
        watched.vantage,
        requested_at=watched.at,
        status="failed" if error else "done",
        answer=answer,
        error=error,
    )
    reader()

    html = client.get(f"/connections/{watched.circuit('near').pk}/answers/").content.decode()

    assert words in html
    assert "hx-get" not in html


def test_request_that_nobody_took_is_said(client: Client, reader: Reader, watched: Watched) -> None:
    factories.make_probe_request(
        watched.targets["near"], watched.vantage, requested_at=watched.at - 2 * MINUTE
    )
    reader()

    html = client.get(f"/connections/{watched.circuit('near').pk}/answers/").content.decode()

    assert "kein Messdienst hat rechtzeitig geantwortet" in html
    assert "hx-get" not in html


def test_speed_test_without_a_server_is_refused_in_words(
    client: Client, reader: Reader, watched: Watched
) -> None:
    target = watched.targets["near"]
    target.iperf_port = None
    target.save()
    reader()

    html = client.post(
        f"/connections/{watched.circuit('near').pk}/speed-test/", headers={"HX-Request": "true"}
    ).content.decode()

    assert "antwortet nichts auf eine Bandbreitenmessung" in html
    assert not ProbeRequest.objects.exists()


def test_number_of_queries_does_not_grow(client: Client, reader: Reader, watched: Watched) -> None:
    reader(Role.ADMINISTRATOR)
    slug = watched.site("near").slug

    def n_queries() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get(f"/sites/{slug}/")
        return len(queries)

    factories.make_school(site=watched.site("near"))
    few = n_queries()
    for i in range(1, 6):
        factories.make_outage(
            watched.circuit("near"),
            started_at=watched.at - timedelta(days=i),
            ended_at=watched.at - timedelta(days=i, hours=-1),
        )
        factories.make_throughput_result(
            watched.targets["near"], watched.vantage, started_at=watched.at - timedelta(hours=i)
        )
        factories.make_maintenance([watched.circuit("near")], starts_at=watched.at)

    assert n_queries() <= few + 1
