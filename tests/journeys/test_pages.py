"""As each person: sign in, do the errand; axe finds nothing, nothing scrolls sideways."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from accounts.roles import Role
from inventory.models import Site
from monitoring.models import Incident, Outage, ProbeRequest, State, Target
from tests import factories
from tests.conftest import City

SignIn = Callable[[User], None]
Axe = Callable[[Page], None]

MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Morning:
    """A wider outage of "near" and "far" since a quarter of an hour; "ring" works."""

    city: City
    at: datetime
    targets: dict[str, Target]
    incident: Incident

    def site(self, name: str) -> Site:
        site = self.city.circuits[name].site
        assert site is not None
        return site


@pytest.fixture
def morning(city: City) -> Morning:
    at = timezone.now()
    incident = factories.make_incident(started_at=at - 15 * MINUTE, segment=city.segments["b1"])
    policy = factories.make_sla_policy()
    targets = {}
    for name, circuit in city.circuits.items():
        circuit.school = factories.make_school(site=circuit.site, short_name=f"Schule {name}")
        circuit.save(update_fields=["school"])
        factories.make_sla_assignment(circuit, policy)
        targets[name] = _measured(city, name, at=at, is_down=name != "ring")
        if name != "ring":
            factories.make_outage(circuit, started_at=at - 15 * MINUTE, incident=incident)
    factories.make_maintenance(
        [city.circuits["near"]], title="Umbau", starts_at=at + timedelta(days=3)
    )
    factories.make_vantage_health(city.vantage, heartbeat_at=at)
    return Morning(city, at, targets, incident)


def _measured(city: City, name: str, *, at: datetime, is_down: bool) -> Target:
    target = factories.make_target(city.circuits[name], iperf_port=5201)
    changed_at = at - 15 * MINUTE if is_down else None
    factories.make_interval(
        target,
        city.vantage,
        started_at=at - timedelta(days=2),
        ended_at=changed_at,
        observed_until=at + timedelta(hours=1),
    )
    if changed_at:
        factories.make_interval(
            target,
            city.vantage,
            state=State.DOWN,
            started_at=changed_at,
            observed_until=at + timedelta(hours=1),
        )
    for minutes in range(0, 60, 5):
        factories.make_round(target, city.vantage, scheduled_at=at - minutes * MINUTE)
    factories.make_throughput_result(target, city.vantage, started_at=at - 90 * MINUTE)
    return target


def scrolls_sideways(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth > innerWidth"))


def test_contact_signs_in_and_knows_in_a_sentence(
    page: Page, live_server: LiveServer, morning: Morning, axe: Axe
) -> None:
    contact = factories.make_user(Role.CONTACT, username="sekretariat")
    factories.make_site_assignment(contact, morning.site("near"))

    page.goto(live_server.url)
    page.get_by_label("Benutzername").fill("sekretariat")
    page.get_by_label("Passwort").fill(factories.PASSWORD)
    page.get_by_role("button", name="Anmelden").click()

    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Ihre Internetleitung ist ausgefallen, und nicht nur Ihre."
    )
    expect(page.get_by_text("1 weiterer Anschluss ist aus demselben Grund")).to_be_visible()
    expect(page.get_by_label("Text für eine Meldung")).to_have_value(
        # The text to copy bears no leading blanks and what the desk asks.
        re.compile(r"^Störungsmeldung\nSchule: Schule near")
    )
    expect(page.get_by_role("link", name="Standorte")).to_have_count(0)
    axe(page)


def test_school_page_works_without_scripts_on_a_phone(
    browser: Browser, live_server: LiveServer, morning: Morning
) -> None:
    contact = factories.make_user(Role.CONTACT, username="sekretariat")
    factories.make_site_assignment(contact, morning.site("near"))
    context = browser.new_context(
        java_script_enabled=False, viewport={"width": 390, "height": 844}, locale="de-DE"
    )
    page = context.new_page()

    page.goto(f"{live_server.url}/login/")
    page.get_by_label("Benutzername").fill("sekretariat")
    page.get_by_label("Passwort").fill(factories.PASSWORD)
    page.get_by_role("button", name="Anmelden").click()

    expect(page.get_by_role("heading", level=1)).to_contain_text("ist ausgefallen")
    expect(page.get_by_role("heading", name="Was Sie jetzt tun können")).to_be_visible()
    context.close()


def test_overview_keeps_itself_fresh(
    page: Page, live_server: LiveServer, morning: Morning, sign_in: SignIn, settings: Settings
) -> None:
    settings.POLL_S = 1
    sign_in(factories.make_user(Role.MANAGEMENT))
    page.goto(live_server.url)
    expect(page.get_by_role("heading", level=1)).to_have_text("1 von 3 Anschlüssen in Betrieb")
    page.get_by_role("link", name="Alle Ausfälle").focus()

    for name in ("near", "far"):
        target = morning.targets[name]
        target.intervals.filter(ended_at=None).update(ended_at=morning.at)
        factories.make_interval(
            target,
            morning.city.vantage,
            started_at=morning.at,
            observed_until=morning.at + timedelta(hours=1),
        )

    expect(page.get_by_role("heading", level=1)).to_have_text(
        "3 von 3 Anschlüssen in Betrieb", timeout=15_000
    )
    expect(page.get_by_role("status").first).to_have_text("3 von 3 Anschlüssen in Betrieb")
    expect(page.get_by_role("link", name="Alle Ausfälle")).to_be_focused()


def test_management_follows_the_outage_and_sees_no_plant(
    page: Page, live_server: LiveServer, morning: Morning, sign_in: SignIn
) -> None:
    sign_in(factories.make_user(Role.MANAGEMENT))
    page.goto(live_server.url)

    page.get_by_role("link", name="Größere Störung").first.click()

    expect(page.get_by_role("heading", level=1)).to_contain_text("2 von 2 Anschlüssen")
    expect(page.get_by_role("link", name="Schule near")).to_be_visible()
    expect(page.get_by_text(morning.city.segments["b1"].code, exact=True)).to_have_count(0)
    expect(
        page.get_by_role("navigation", name="Hauptnavigation").get_by_text("Berichte")
    ).to_be_visible()


def test_engineer_pings_and_reads_the_answer(
    page: Page, live_server: LiveServer, morning: Morning, sign_in: SignIn
) -> None:
    sign_in(factories.make_user(Role.ENGINEER))
    page.goto(f"{live_server.url}/sites/{morning.site('ring').slug}/")

    page.get_by_role("button", name="Jetzt anpingen").click()
    expect(page.get_by_text("wartet auf den Messdienst")).to_be_visible()
    ProbeRequest.objects.update(status="done", answer={"rtt_ms": 4.24}, finished_at=timezone.now())

    expect(page.get_by_text("4,2")).to_be_visible(timeout=10_000)
    assert page.url.endswith(f"/sites/{morning.site('ring').slug}/")


def test_engineer_takes_the_outage_and_corrects_the_place(
    page: Page, live_server: LiveServer, morning: Morning, sign_in: SignIn, axe: Axe
) -> None:
    engineer = factories.make_user(Role.ENGINEER)
    sign_in(engineer)
    page.goto(f"{live_server.url}/outages/")

    page.get_by_role("button", name="Übernehmen Schule near").click()
    expect(page.get_by_text("Sie haben den Ausfall übernommen")).to_be_visible()
    page.get_by_role("link", name="Größere Störung").first.click()
    page.get_by_label("Trasse").fill("x9")
    page.get_by_label("Was gefunden wurde").fill("Bagger an der Brücke")
    page.get_by_role("button", name="Festhalten").click()
    expect(page.get_by_role("alert")).to_contain_text("Es gibt keine Trasse mit diesem Kürzel.")
    axe(page)
    page.get_by_label("Trasse").fill("n1")
    page.get_by_role("button", name="Festhalten").click()

    expect(page.get_by_text("So von der Technik festgestellt.")).to_be_visible()
    assert Outage.objects.get(circuit=morning.city.circuits["near"]).acknowledged_by == engineer
    morning.incident.refresh_from_db()
    assert morning.incident.segment == morning.city.segments["n1"]


def test_engineer_announces_works_and_the_school_reads_them(
    page: Page, live_server: LiveServer, morning: Morning, sign_in: SignIn
) -> None:
    sign_in(factories.make_user(Role.ENGINEER))
    page.goto(f"{live_server.url}/maintenance/")
    page.get_by_role("link", name="Arbeiten ankündigen").click()
    soon = timezone.localtime() + timedelta(days=9)

    page.get_by_label("Titel").fill("Tausch am Verteiler")
    page.get_by_label("Was es für die Schule bedeutet").fill("Kein Internet von acht bis zehn.")
    page.get_by_label("Von", exact=True).fill(soon.strftime("%Y-%m-%dT08:00"))
    page.get_by_label("Bis").fill(soon.strftime("%Y-%m-%dT10:00"))
    page.get_by_label("Anschlüsse").select_option([str(morning.city.circuits["ring"].pk)])
    page.get_by_role("button", name="Arbeiten ankündigen").click()

    expect(page.get_by_text("Die Arbeiten sind angekündigt")).to_be_visible()
    contact = factories.make_user(Role.CONTACT)
    factories.make_site_assignment(contact, morning.site("ring"))
    sign_in(contact)
    page.goto(f"{live_server.url}/my-school/")
    expect(page.get_by_text("Kein Internet von acht bis zehn.")).to_be_visible()


def test_administrator_adds_a_person_and_the_auditor_reads_it(
    page: Page, live_server: LiveServer, morning: Morning, sign_in: SignIn
) -> None:
    sign_in(factories.make_user(Role.ADMINISTRATOR, first_name="Verwaltung"))
    page.goto(f"{live_server.url}/people/")
    page.get_by_role("link", name="Person hinzufügen").click()

    page.get_by_label("Benutzername").fill("sekretariat")
    page.get_by_label("E-Mail").fill("sekretariat@example.invalid")
    page.get_by_label("Standorte").select_option([str(morning.site("near").pk)])
    page.get_by_role("button", name="Hinzufügen und Link senden").click()

    expect(page.get_by_text("Ein Link zum Wählen eines Passworts ist unterwegs")).to_be_visible()
    sign_in(factories.make_user(Role.AUDITOR))
    page.goto(f"{live_server.url}/audit/")
    page.get_by_label("Art").select_option(label="Person")
    page.get_by_role("button", name="Anzeigen").click()
    expect(page.get_by_role("listitem").filter(has_text="hinzugefügt · Verwaltung")).to_be_visible()


PAGES = (
    "/",
    "/sites/",
    "/sites/?q=nirgends",
    "/sites/{near}/",
    "/outages/",
    "/incidents/{incident}/",
    "/maintenance/",
    "/maintenance/add/",
    "/people/",
    "/people/add/",
    "/audit/?by=all",
    "/health/",
    "/password/change/",
)
LOOKS: tuple[dict[str, Any], ...] = (
    {"viewport": {"width": 1280, "height": 800}, "color_scheme": "light", "locale": "de-DE"},
    {"viewport": {"width": 390, "height": 844}, "color_scheme": "dark", "locale": "en-GB"},
)


@pytest.mark.parametrize("look", LOOKS, ids=["desk-light-german", "phone-dark-english"])
def test_no_page_has_a_barrier(
    browser: Browser,
    live_server: LiveServer,
    morning: Morning,
    axe: Axe,
    look: dict[str, Any],
) -> None:
    factories.make_user(Role.ADMINISTRATOR, username="verwaltung")
    context = browser.new_context(**look)
    heard: list[str] = []
    context.on("console", lambda said: heard.append(said.text) if said.type == "error" else None)
    context.on("weberror", lambda error: heard.append(str(error.error)))
    page = context.new_page()
    page.goto(f"{live_server.url}/login/")
    page.locator("[name=username]").fill("verwaltung")
    page.locator("[name=password]").fill(factories.PASSWORD)
    page.locator("main button[type=submit]").click()

    for path in PAGES:
        place = path.format(near=morning.site("near").slug, incident=morning.incident.pk)
        page.goto(f"{live_server.url}{place}")
        axe(page)
        assert not scrolls_sideways(page), place

    assert heard == []
    context.close()
