"""The page of a school: one sentence, what to do, little to load, nothing of others."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from pytest_django import Settings

from accounts.roles import Role
from monitoring.models import State
from tests import factories
from tests.integration.pages.conftest import Reader, Watched, text_of

pytestmark = pytest.mark.django_db

#: What the page may weigh, for a phone when the line is down.
MAX_BYTES = 30_000


def page(client: Client) -> str:
    response = client.get("/my-school/")
    assert response.status_code == 200
    assert len(response.content) <= MAX_BYTES
    assert b"<script" not in response.content
    return text_of(response.content)


@pytest.mark.parametrize(
    ("state", "sentence", "step"),
    [
        (State.UP, "Ihre Internetleitung funktioniert.", "probieren Sie ein anderes Gerät"),
        (State.DEGRADED, "funktioniert nur eingeschränkt", "probieren Sie ein anderes Gerät"),
        (State.DOWN, "Ihre Internetleitung ist ausgefallen.", "Rufen Sie die Störungsstelle"),
        (State.UNKNOWN, "Wir wissen im Moment nicht", "Probieren Sie, ob sich eine"),
    ],
)
def test_state_is_one_sentence_and_three_steps(
    client: Client, reader: Reader, watched: Watched, state: State, sentence: str, step: str
) -> None:
    watched.becomes("near", state)
    reader(Role.CONTACT, watched.site("near"))

    html = page(client)

    assert sentence in html
    assert step in html
    assert html.partition('class="steps"')[2].partition("</ol>")[0].count("<li>") == 3


def test_wider_outage_is_told_apart_without_naming_others(
    client: Client, reader: Reader, watched: Watched
) -> None:
    incident = factories.make_incident(started_at=watched.at, segment=watched.city.segments["b1"])
    for name in ("near", "far"):
        watched.becomes(name, State.DOWN)
        factories.make_outage(watched.circuit(name), started_at=watched.at, incident=incident)
    reader(Role.CONTACT, watched.site("near"))

    html = page(client)

    assert "Es ist eine größere Störung: 1 weiterer Anschluss" in html
    assert "Schule far" not in html
    assert not re.search(r"\bb1\b", html)  # the letters may stand in a token


def test_planned_work_explains_what_is_not_well(
    client: Client, reader: Reader, watched: Watched
) -> None:
    watched.becomes("near", State.DOWN)
    factories.make_maintenance(
        [watched.circuit("near")],
        title="Umbau",
        description="Kein Netz.",
        starts_at=watched.at - timedelta(hours=1),
    )
    factories.make_maintenance([watched.circuit("far")], title="Anderswo", starts_at=watched.at)
    reader(Role.CONTACT, watched.site("near"))

    html = page(client)

    assert "wird gerade wie geplant gearbeitet" in html
    assert "Kein Netz." in html
    assert "Anderswo" not in html


def test_connection_out_of_service_is_said(
    client: Client, reader: Reader, watched: Watched
) -> None:
    watched.circuit("near").services.update(ended_at=watched.at)
    reader(Role.CONTACT, watched.site("near"))

    assert "keine Internetleitung unter Vertrag" in page(client)


def test_nothing_technical_is_told(client: Client, reader: Reader, watched: Watched) -> None:
    reader(Role.CONTACT, watched.site("near"))

    html = page(client)

    for word in (watched.targets["near"].address, watched.vantage.name, "ICMP", "PoP", "Trasse "):
        assert word not in html.partition("<main")[2]


def test_promise_is_told_with_its_hours(client: Client, reader: Reader, watched: Watched) -> None:
    weekly = {str(day): [["07:00", "17:00"]] for day in range(5)}
    policy = factories.make_sla_policy(weekly=weekly, closes_public_holidays=True)
    factories.make_sla_assignment(watched.circuit("near"), policy)
    reader(Role.CONTACT, watched.site("near"))

    html = page(client)

    assert "Montag bis Freitag 07:00–17:00, nicht an Feiertagen" in html
    assert "Zugesagt sind 99,50" in html


def test_twelve_months_are_drawn_and_told(client: Client, reader: Reader, watched: Watched) -> None:
    factories.make_sla_assignment(watched.circuit("near"), factories.make_sla_policy())
    reader(Role.CONTACT, watched.site("near"))

    html = page(client)

    assert html.partition('class="school-months"')[2].partition("</ul>")[0].count("<li>") == 12
    assert html.count('role="img"') == 1
    assert "nicht gemessen" in html


def test_report_holds_what_the_desk_asks(
    client: Client, reader: Reader, watched: Watched, settings: Settings
) -> None:
    settings.FAULT_DESK = "Störungsstelle|0000 1"
    watched.becomes("near", State.DOWN)
    reader(Role.CONTACT, watched.site("near"))

    html = page(client)

    assert "0000 1" in html
    report = html.partition("<textarea")[2].partition("</textarea>")[0]
    assert watched.schools["near"].number in report
    assert "Die Leitung ist ausgefallen. (seit" in report


def test_missing_desk_is_said(
    client: Client, reader: Reader, watched: Watched, settings: Settings
) -> None:
    settings.FAULT_DESK = ""
    reader(Role.CONTACT, watched.site("near"))

    assert "wurde für diese Stadt noch nicht eingetragen" in page(client)


def test_several_schools_are_a_list_first(client: Client, reader: Reader, watched: Watched) -> None:
    watched.becomes("far", State.DOWN)
    reader(Role.CONTACT, watched.site("near"), watched.site("far"))

    html = page(client)

    assert "Schule near" in html
    assert "Schule far" in html
    assert "Ausgefallen" in html
    one = client.get(f"/my-school/{watched.circuit('far').pk}/")
    assert "Ihre Internetleitung ist ausgefallen." in text_of(one.content)


def test_no_school_says_how_one_gets_here(client: Client, reader: Reader) -> None:
    reader(Role.CONTACT)

    assert "Ihnen ist noch keine Schule zugeordnet." in page(client)


def test_a_reload_costs_no_request_for_a_moment(
    client: Client, reader: Reader, watched: Watched
) -> None:
    reader(Role.CONTACT, watched.site("near"))

    kept = client.get("/my-school/").headers["Cache-Control"]

    assert "private" in kept
    assert "max-age=15" in kept


def test_english_is_complete(client: Client, reader: Reader, watched: Watched) -> None:
    reader(Role.CONTACT, watched.site("near"))

    html = text_of(client.get("/my-school/", headers={"Accept-Language": "en"}).content)

    assert "Your internet line works." in html
    assert "What you can do now" in html
