"""The demo city in the database: loaded once, never over a real city, nothing lost."""

import json
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import models
from pytest_django import Settings

from accounts.models import User
from accounts.roles import Role
from inventory.models import Circuit, OperatorArea, School, Site
from inventory.queries import connected_circuits
from lab import demo_city, demo_people
from lab.demo_city import DemoRefusedError, Outcome
from monitoring.models import Maintenance, SlaPolicyVersion, Target, Vantage
from tests import factories

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)

pytestmark = pytest.mark.django_db


def counts() -> dict[str, int]:
    own: list[type[models.Model]] = [
        model
        for name in ("accounts", "inventory", "monitoring")
        for model in apps.get_app_config(name).get_models()
        if not model.__name__.endswith("Event")
    ]
    return {model._meta.label: model._base_manager.count() for model in own}


@pytest.fixture
def loaded() -> None:
    demo_city.load(at=NOW)


@pytest.mark.usefixtures("loaded")
def test_a_second_load_changes_nothing_not_even_an_edit() -> None:
    before = counts()
    Site.objects.filter(slug="demo-pop-altstadt").update(description="edited")
    Circuit.objects.filter(cid="DEMO-G-01").delete()

    outcome = demo_city.load(at=NOW)

    assert outcome is Outcome.ALREADY_THERE
    assert counts()["inventory.Circuit"] == before["inventory.Circuit"] - 1
    assert Site.objects.get(slug="demo-pop-altstadt").description == "edited"


@pytest.mark.usefixtures("loaded")
def test_older_tables_are_kept_unless_asked_again() -> None:
    before = counts()
    OperatorArea.objects.update(demo_digest="older")
    Site.objects.filter(slug="demo-pop-altstadt").update(description="edited")

    kept = demo_city.load(at=NOW)
    again = demo_city.load(at=NOW, again=True)

    assert (kept, again) == (Outcome.OLDER_KEPT, Outcome.LOADED)
    assert Site.objects.get(slug="demo-pop-altstadt").description == ""
    assert counts() == before


@pytest.mark.usefixtures("loaded")
def test_loaddata_takes_the_fixtures_and_doubles_nothing() -> None:
    before = counts()

    call_command("loaddata", *sorted(map(str, demo_city.FOLDER.glob("*.json"))), verbosity=0)

    assert counts() == before


@pytest.mark.usefixtures("loaded")
def test_new_rows_get_free_keys() -> None:
    site = factories.make_site(geom=None)

    assert Site.objects.filter(pk__lt=site.pk).count() == 102


@pytest.mark.usefixtures("loaded")
def test_every_placed_connection_is_connected() -> None:
    assert len(connected_circuits()) == 96


@pytest.mark.usefixtures("loaded")
def test_the_figures_name_their_base() -> None:
    vantage = Vantage.objects.get()
    heard, deaf = Target.objects.filter(circuit__purpose="school").order_by("pk")[:2]
    factories.make_round(heard, vantage)
    factories.make_round(heard, vantage, scheduled_at=factories.NOON + timedelta(seconds=10))
    factories.make_round(deaf, vantage, received=0)
    out = StringIO()

    call_command("demo_status", "--json", stdout=out)

    assert json.loads(out.getvalue()) == {
        "school_connections": 86,
        "operating_schools": 79,
        "parks_known": 14,
        "parks_placed": 10,
        "targets": 100,
        "replies": 1,
        "silent": 99,
        "lab": "none",
    }


@pytest.mark.usefixtures("loaded")
def test_there_is_a_person_for_each_role_who_sees_what_they_answer_for() -> None:
    people = {person.username: person for person in User.objects.all()}

    assert {person.role for person in people.values()} == set(Role)
    assert all(person.is_demo for person in people.values())
    assert all(person.email.endswith(".invalid") for person in people.values())
    assert Site.objects.visible_to(people["schule"]).count() == 1
    assert Site.objects.visible_to(people["schulen"]).count() == 2
    assert all(people[one.username].check_password(one.password) for one in demo_people.PEOPLE[:1])
    assert min(len(one.password) for one in demo_people.PEOPLE) >= 12


@pytest.mark.usefixtures("loaded")
def test_planned_works_lie_ahead_and_were_announced_in_time() -> None:
    notice = SlaPolicyVersion.objects.get(policy__slug="schulen").min_notice

    works = Maintenance.objects.all()

    assert works.count() == 2
    assert all(work.starts_at > NOW for work in works)
    assert all(work.starts_at - work.announced_at >= notice for work in works)
    assert all(work.is_demo for work in works)
    assert sum(work.circuits.count() for work in works) == 3


@pytest.mark.usefixtures("loaded")
def test_without_ipv6_the_parks_answer_on_ipv4() -> None:
    n_changed = demo_city.do_without_ipv6()

    assert n_changed == 14
    assert not Target.objects.filter(address__contains=":").exists()
    assert demo_city.do_without_ipv6() == 0


def test_nothing_is_loaded_outside_demo_mode(settings: Settings) -> None:
    settings.DEMO = False

    with pytest.raises(DemoRefusedError, match="LICHTWEG_DEMO"):
        demo_city.load(at=NOW)


def test_nothing_is_loaded_over_a_real_city() -> None:
    factories.make_area(name="Musterstadt")

    with pytest.raises(DemoRefusedError, match="Musterstadt"):
        demo_city.load(at=NOW)

    assert School.objects.count() == 0


def test_nothing_is_loaded_over_sites_without_an_area() -> None:
    factories.make_site()

    with pytest.raises(DemoRefusedError):
        demo_city.load(at=NOW)


def test_the_command_says_what_it_did_and_who_can_sign_in(
    settings: Settings, tmp_path: Path
) -> None:
    settings.VAR_DIR = tmp_path

    call_command("load_demo", stdout=StringIO())

    logins: list[dict[str, Any]] = json.loads((tmp_path / "demo_logins.json").read_text())
    assert [set(one) for one in logins] == [{"role", "username", "password", "who"}] * 6
    assert (tmp_path / "demo_logins.json").stat().st_mode & 0o077 == 0


def test_the_command_refuses_in_plain_words(settings: Settings) -> None:
    settings.DEMO = False

    with pytest.raises(CommandError, match="LICHTWEG_DEMO"):
        call_command("load_demo")
