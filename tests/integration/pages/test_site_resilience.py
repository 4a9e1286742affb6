"""What the page of a site says of entries and second ways, to who sees plant."""

import re

import pytest
from django.test import Client

from accounts.roles import Role
from inventory.models import RouteNode, Site
from inventory.plant.diversity import UndecidedError
from tests import factories
from tests.conftest import City
from tests.lit_city import light_up


def said(name: str, role: Role = Role.ENGINEER) -> str:
    """Return the page of a site in one line."""
    client = Client()
    client.force_login(factories.make_user(role))
    page = client.get(f"/sites/{Site.objects.get(name=name).slug}/")
    assert page.status_code == 200
    return re.sub(r"[ \n]+", " ", page.content.decode())


def test_a_shared_drop_is_no_second_way_and_is_told_in_metres(city: City) -> None:
    light_up(city)

    page = said("ring")

    assert "<dt>Zweiter Weg</dt>" in page
    assert "nein" in page
    shared = re.search(r"je zwei Wege zu den PoPs teilen mindestens ([\d.]+)", page)
    assert shared is not None
    assert int(shared[1].replace(".", "")) == round(city.segments["d1"].length_m)
    assert "1 Eingang, davon unabhängig: 1" in page
    assert "1 von 1 Anschluss mit Ersatzweg" in page


def test_two_entries_on_two_sides_of_the_ring_are_a_second_way(city: City) -> None:
    site = Site.objects.get(name="ring")
    back = factories.make_node(site=site, kind=RouteNode.Kind.ENTRY, code="back")
    factories.make_segment(city.nodes["K6"], back, code="d2")

    page = said("ring")

    assert "zwei Wege zu den PoPs teilen keine Trasse und keine Risikogruppe" in page
    assert "2 Eingänge, davon unabhängig: 2" in page


@pytest.mark.usefixtures("city")
def test_a_site_that_no_way_leads_to_is_not_judged() -> None:
    factories.make_site(name="Insel", slug="insel")

    assert "keine Trasse führt in diesen Standort" in said("Insel")


@pytest.mark.usefixtures("city")
def test_a_page_does_not_wait_long_for_a_proof(monkeypatch: pytest.MonkeyPatch) -> None:
    limits: list[float] = []

    def undecided(*_segments: object, limit_s: float, **_ends: object) -> None:
        limits.append(limit_s)
        raise UndecidedError

    monkeypatch.setattr("inventory.queries.resilience.diverse_pair", undecided)

    assert "ließ sich nicht rechtzeitig entscheiden" in said("ring")
    assert limits == [1.0]


@pytest.mark.usefixtures("city")
def test_where_no_pop_is_recorded_nothing_is_said_of_time() -> None:
    RouteNode.objects.filter(kind=RouteNode.Kind.POP).update(kind=RouteNode.Kind.ENTRY)

    page = said("ring")

    assert "anderswo ist kein PoP verzeichnet" in page
    assert "rechtzeitig" not in page


@pytest.mark.usefixtures("city")
def test_management_reads_nothing_of_it() -> None:
    assert "Zweiter Weg" not in said("ring", Role.MANAGEMENT)
