"""The list of sites: narrowed, sorted, told in words."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.roles import Role
from inventory.models import Region, Site
from monitoring.models import State
from tests import factories
from tests.integration.pages.conftest import Reader, Watched, text_of

pytestmark = pytest.mark.django_db


def names(client: Client, query: str = "") -> list[str]:
    response = client.get(f"/sites/{query}")
    assert response.status_code == 200
    return [row.site.name for row in response.context["page_obj"]]


@pytest.mark.usefixtures("watched")
def test_engineer_sees_pops_management_does_not(client: Client, reader: Reader) -> None:
    reader(Role.ENGINEER)
    assert names(client) == ["far", "near", "PoP Mitte", "ring"]

    reader(Role.MANAGEMENT)
    assert names(client) == ["far", "near", "ring"]


def test_contact_sees_their_own(client: Client, reader: Reader, watched: Watched) -> None:
    reader(Role.CONTACT, watched.site("near"))

    assert names(client) == ["near"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?kind=school", ["far", "near", "ring"]),
        ("?kind=business_park", ["Park"]),
        ("?state=down", ["far"]),
        ("?state=up&sort=-name", ["ring", "near"]),
        ("?district=sued", ["Park"]),
        ("?q=ring", ["ring"]),
        ("?q=schule+ne", ["near"]),
        ("?q=%25", []),
        ("?q=_", []),
        ("?sort=state&kind=school", ["far", "near", "ring"]),
        ("?sort=-state&kind=school", ["near", "ring", "far"]),
        ("?sort=user__password&kind=school", ["far", "near", "ring"]),
        ("?page=99", ["Park", "far", "near", "ring"]),
        ("?page=x", ["Park", "far", "near", "ring"]),
    ],
)
def test_filter_and_sort(
    client: Client, reader: Reader, watched: Watched, query: str, found: list[str]
) -> None:
    south = factories.make_region(name="Süd", slug="sued")
    factories.make_site(kind=Site.Kind.BUSINESS_PARK, name="Park", region=south)
    watched.becomes("far", State.DOWN)
    reader(Role.MANAGEMENT)

    assert sorted(names(client, query), key=str.casefold) == sorted(found, key=str.casefold)
    if "sort=-name" in query or "sort=-state" in query:
        assert names(client, query) == found


@pytest.mark.parametrize(
    "query", ["?q=%00", "?kind=castle", "?district=nowhere", "?q=" + "x" * 999]
)
@pytest.mark.usefixtures("watched")
def test_nonsense_in_the_filter_is_said_and_narrows_nothing(
    client: Client, reader: Reader, query: str
) -> None:
    reader(Role.MANAGEMENT)

    response = client.get(f"/sites/{query}")

    assert len(response.context["page_obj"]) == 3
    assert b'class="errors"' in response.content


def test_state_is_told_in_words_with_since(
    client: Client, reader: Reader, watched: Watched
) -> None:
    watched.becomes("far", State.DOWN)
    factories.make_round(
        watched.targets["far"], watched.vantage, scheduled_at=watched.at, received=0
    )
    watched.targets["ring"].intervals.all().delete()
    reader(Role.MANAGEMENT)

    html = text_of(client.get("/sites/").content)

    assert "Ausgefallen" in html
    assert "keine Antwort" in html
    assert "Nicht gemessen" in html
    assert "1–3 von 3" in html


def test_headings_sort_and_turn_round(client: Client, reader: Reader) -> None:
    reader(Role.MANAGEMENT)

    headings = client.get("/sites/?sort=name&kind=school").context["headings"]

    assert headings[0].query == "?sort=-name&kind=school"
    assert headings[0].aria_sort == "ascending"
    assert headings[3].query == "?sort=state&kind=school"


def test_empty_lists_say_what_would_be_here(client: Client, reader: Reader) -> None:
    reader(Role.MANAGEMENT)

    assert "Hier stünden Ihre Standorte" in text_of(client.get("/sites/").content)
    assert "Kein Standort passt" in text_of(client.get("/sites/?q=nirgends").content)


def test_fifty_rows_a_page(client: Client, reader: Reader) -> None:
    Site.objects.bulk_create(
        Site(kind="school", name=f"Schule {i:03}", slug=f"schule-{i}") for i in range(60)
    )
    reader(Role.MANAGEMENT)

    response = client.get("/sites/?q=Schule")

    assert "1–50 von 60" in text_of(response.content)
    assert b"?page=2&amp;q=Schule" in response.content


@pytest.mark.usefixtures("watched")
def test_number_of_queries_does_not_grow(client: Client, reader: Reader) -> None:
    reader(Role.ENGINEER)

    def n_queries() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get("/sites/")
        return len(queries)

    few = n_queries()
    for _ in range(5):
        region = factories.make_region(kind=Region.Kind.DISTRICT)
        circuit = factories.make_circuit(site=factories.make_site(region=region))
        factories.make_school(site=circuit.site)
        factories.make_target(circuit)

    assert n_queries() == few
