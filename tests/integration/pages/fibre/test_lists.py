"""The plant's start page and its lists."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.roles import Role
from tests import factories, plant_factories
from tests.integration.pages.conftest import text_of
from tests.integration.pages.fibre.small_plant import SmallPlant

pytestmark = pytest.mark.django_db


def names(client: Client, url: str) -> list[str]:
    response = client.get(url)
    assert response.status_code == 200
    return [one.row.name for one in response.context["rows"]]


@pytest.mark.usefixtures("engineer")
def test_start_counts_every_kind(client: Client, plant: SmallPlant) -> None:  # noqa: ARG001 - stands there
    counts = {one.kind.key: one.n for one in client.get("/plant/").context["counts"]}

    assert counts == {
        "cables": 2,
        "closures": 1,
        "panels": 1,
        "ducts": 2,
        "nodes": 4,
        "reservations": 1,
    }


@pytest.mark.usefixtures("engineer", "plant")
def test_search_finds_in_every_kind(client: Client) -> None:
    hits = client.get("/plant/?q=-1").context["hits"]

    assert {hit.kind.key: [one.row.name for one in hit.rows] for hit in hits} == {
        "cables": ["HA-1", "HK-1"],
        "closures": ["M-1"],
        "ducts": ["LR-1", "LR-1.1"],
        "nodes": ["P-M"],
        "reservations": ["HK-1 13–16"],
    }
    assert "Nichts im Netz" in text_of(client.get("/plant/?q=nirgends").content)


@pytest.mark.usefixtures("engineer", "plant")
@pytest.mark.parametrize(
    ("url", "found"),
    [
        ("/plant/cables/", ["HA-1", "HK-1"]),
        ("/plant/cables/?q=hk", ["HK-1"]),
        ("/plant/cables/?q=hk+P-POP", ["HK-1"]),
        ("/plant/cables/?q=%00", ["HA-1", "HK-1"]),
        ("/plant/closures/", ["M-1"]),
        ("/plant/panels/?q=PoP", ["ODF 1"]),
        ("/plant/ducts/?page=99", ["LR-1", "LR-1.1"]),
        ("/plant/nodes/?q=KS-1", ["P-M"]),
        ("/plant/reservations/?q=feuer", ["HK-1 13–16"]),
    ],
)
def test_lists_are_narrowed_by_words(client: Client, url: str, found: list[str]) -> None:
    assert names(client, url) == found


@pytest.mark.usefixtures("engineer")
def test_empty_lists_say_what_would_be_here(client: Client) -> None:
    assert "Es gibt noch keine." in text_of(client.get("/plant/cables/").content)
    assert "Nichts hier passt" in text_of(client.get("/plant/cables/?q=x").content)


@pytest.mark.usefixtures("engineer")
@pytest.mark.parametrize("kind", ["cables", "closures", "panels", "ducts", "nodes", "reservations"])
def test_number_of_queries_does_not_grow(client: Client, plant: SmallPlant, kind: str) -> None:
    def n_queries() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get(f"/plant/{kind}/")
        return len(queries)

    few = n_queries()
    for _ in range(3):
        way = plant_factories.make_way()
        plant_factories.make_duct(way, parent=None)
        cable = plant_factories.make_cable(way)
        plant_factories.make_reservation(cable)
        plant_factories.make_closure(way[0].a_node)
        plant_factories.make_panel(factories.make_node(site=plant.circuit.site))

    assert n_queries() == few


@pytest.mark.parametrize("role", [Role.CONTACT, Role.MANAGEMENT])
def test_who_may_not_see_plant_finds_no_page_and_no_way_to_it(
    client: Client, plant: SmallPlant, role: Role
) -> None:
    person = factories.make_user(role)
    assert plant.circuit.site is not None
    factories.make_site_assignment(person, plant.circuit.site)
    client.force_login(person)

    for url in (
        "/plant/",
        "/plant/cables/",
        f"/plant/cables/{plant.main.pk}/",
        f"/circuits/{plant.circuit.pk}/",
    ):
        assert client.get(url).status_code == 404
    site = client.get(f"/sites/{plant.circuit.site.slug}/").content.decode()
    assert "/plant/" not in site
    assert "/circuits/" not in site
