"""Bad input gets a 400 that names the field, and nothing is stored (bad_inputs.md groups C, D)."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from rest_framework.test import APIClient

from inventory.models import Circuit, Site
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(client_of: Callable[..., APIClient]) -> APIClient:
    return client_of()


SITE = {"name": "Schule", "slug": "schule"}


@pytest.mark.parametrize(
    "body",
    [
        '{"name": NaN}', '{"latitude": Infinity}', '{"name": "a", "name": "b"}', "[" * 3000,
        "{", "", "\xff", '{"a":' * 30 + "1" + "}" * 30, "1", "[1]", "[]", "null",
    ],
)  # fmt: skip
def test_no_json_of_ours(client: APIClient, body: str) -> None:
    raw = body.encode("latin-1")

    answer = client.post("/api/dcim/sites/", raw, content_type="application/json")

    assert answer.status_code == 400
    assert not Site.objects.exists()


def test_a_huge_body_is_refused(client: APIClient) -> None:
    body = b'{"name": "' + b"x" * 11_000_000 + b'"}'

    assert client.post("/api/dcim/sites/", body, content_type="application/json").status_code == 413


def test_another_content_type_is_refused(client: APIClient) -> None:
    assert client.post("/api/dcim/sites/", "a=1", content_type="text/plain").status_code == 415


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("latitude", 95), ("latitude", "x"), ("latitude", 51.1234567), ("longitude", 500),
        ("status", "nope"), ("status", {"value": "active"}), ("status", ["active"]),
        ("region", "absent"), ("region", {"name__startswith": "A"}), ("region", True),
        ("region", {"slug": {"x": 1}}), ("region", 10**30), ("name", "a\x00b"), ("name", ""),
        ("slug", "with space"), ("accuracy_m", -1), ("accuracy_m", "1e999"), ("kind", "castle"),
        ("name", "x" * 201),
    ],
)  # fmt: skip
def test_a_bad_value_names_its_field(client: APIClient, field: str, value: Any) -> None:
    factories.make_area()
    body = SITE | {"latitude": 51.55, "longitude": 7.1} | {field: value}

    answer = client.post("/api/dcim/sites/", body)

    assert answer.status_code == 400
    assert field in answer.json() or "__all__" in answer.json()
    assert not Site.objects.exists()


@pytest.mark.parametrize(
    ("latitude", "longitude", "words"),
    [(7.1, 51.55, "swapped"), (48.1, 11.5, "outside")],
)
def test_a_place_outside_the_area(
    client: APIClient, latitude: float, longitude: float, words: str
) -> None:
    factories.make_area()

    answer = client.post("/api/dcim/sites/", SITE | {"latitude": latitude, "longitude": longitude})

    assert answer.status_code == 400
    assert words in answer.json()["latitude"][0]
    assert not Site.objects.exists()


def test_half_a_place_is_refused(client: APIClient) -> None:
    answer = client.post("/api/dcim/sites/", SITE | {"latitude": 51.5})

    assert answer.json() == {"longitude": ["Latitude and longitude go together."]}


def test_read_only_fields_are_not_written(client: APIClient) -> None:
    body = SITE | {"id": 5, "is_demo": True, "created_by": 1, "created": "2001-01-01T00:00:00Z"}

    made = client.post("/api/dcim/sites/", body).json()

    site = Site.objects.get()
    assert (made["id"] != 5, site.is_demo, site.created_at.year > 2001) == (True, False, True)


@pytest.mark.parametrize(
    "query",
    [
        "limit=-1", "limit=abc", "offset=x", "limit=1.5", "id=abc", "status=nope", "nonsense=1",
        "region=absent", "ordering=region__name", "ordering=geom", "ordering=password",
        "start=0&offset=1", "start=0&ordering=name", "name=%00", "q=%00", "latitude=nan",
        "latitude__gte=inf", "offset=" + "9" * 30, "name__regex=(a%2B)%2B$", "id=" + "9" * 30,
    ],
)  # fmt: skip
def test_a_bad_question_is_a_400(client: APIClient, query: str) -> None:
    factories.make_site()

    answer = client.get(f"/api/dcim/sites/?{query}")

    assert answer.status_code == 400, answer.content


@pytest.mark.parametrize("query", ["limit=0", "limit=1000000000", "offset=1000000000000", "q=%25"])
def test_an_odd_question_is_answered(client: APIClient, query: str) -> None:
    assert client.get(f"/api/dcim/sites/?{query}").status_code == 200


def test_search_is_literal(client: APIClient) -> None:
    factories.make_site(name="100 % Glasfaser")
    factories.make_site(name="other")

    assert client.get("/api/dcim/sites/?q=%25").json()["count"] == 1
    assert client.get("/api/dcim/sites/?q=_").json()["count"] == 0


def test_if_match_refuses_a_lost_update(client: APIClient) -> None:
    site = factories.make_site()
    etag = client.get(f"/api/dcim/sites/{site.pk}/")["ETag"]

    def patch(description: str) -> int:
        return client.patch(
            f"/api/dcim/sites/{site.pk}/", {"description": description}, headers={"if-match": etag}
        ).status_code

    assert (patch("first"), patch("second")) == (200, 412)
    site.refresh_from_db()
    assert site.description == "first"


def test_a_bulk_change_is_all_or_nothing(client: APIClient) -> None:
    one, two = factories.make_site(), factories.make_site()
    body = [{"id": one.pk, "description": "x"}, {"id": two.pk, "status": "nope"}]

    answer = client.patch("/api/dcim/sites/", body)

    assert answer.status_code == 400
    assert answer.json() == [{}, {"status": ['"nope" is not a valid choice.']}]
    one.refresh_from_db()
    assert one.description == ""


@pytest.mark.parametrize("body", [[{"id": "x"}], [{"name": "a"}], {"id": 1}, [{"id": 10**9}], []])
def test_a_bulk_delete_of_nothing_sensible(client: APIClient, body: Any) -> None:
    factories.make_site()

    answer = client.delete("/api/dcim/sites/", body)

    assert answer.status_code in (400, 404)
    assert Site.objects.count() == 1


def test_the_same_name_twice_in_one_list(client: APIClient) -> None:
    answer = client.post("/api/dcim/sites/", [SITE, SITE])

    assert answer.status_code == 400
    assert answer.json()[0] == {}
    assert "slug" in answer.json()[1]
    assert not Site.objects.exists()


def test_a_message_and_the_asker_stand_in_the_audit(client: APIClient) -> None:
    answer = client.post("/api/dcim/sites/", SITE | {"changelog_message": "ticket 7"})

    event = apps.get_model("inventory", "SiteEvent").objects.get()
    assert event.pgh_context.metadata["changelog_message"] == "ticket 7"
    assert event.pgh_context.metadata["request_id"] == answer["X-Request-ID"]
    assert event.pgh_context.metadata["user"] is not None


def test_brief_fields_and_omit(client: APIClient) -> None:
    site = factories.make_site()

    brief = client.get("/api/dcim/sites/?brief=True").json()["results"][0]
    some = client.get(f"/api/dcim/sites/{site.pk}/?fields=id,name").json()
    less = client.get(f"/api/dcim/sites/{site.pk}/?omit=comments").json()

    assert set(brief) == {"id", "url", "display", "name", "slug", "description"}
    assert set(some) == {"id", "name"}
    assert "comments" not in less
    assert "name" in less


def test_pages_by_cursor(client: APIClient) -> None:
    numbers = sorted(factories.make_site().pk for _ in range(5))

    url, seen = "/api/dcim/sites/?limit=2&start=0", []
    while url:
        page = client.get(url).json()
        assert page["count"] is None
        seen += [row["id"] for row in page["results"]]
        url = page["next"]

    assert seen == numbers


def test_queries_do_not_grow_with_the_rows(
    client: APIClient, django_assert_max_num_queries: Any
) -> None:
    for _ in range(20):
        factories.make_circuit()

    for path in ("dcim/sites", "circuits/circuits", "circuits/providers", "dcim/regions"):
        with django_assert_max_num_queries(8):
            client.get(f"/api/{path}/?limit=0")


def test_anywhere_else_is_a_json_404(client: APIClient) -> None:
    for method in ("get", "post", "delete"):
        answer = getattr(client, method)("/api/dcim/racks/")
        assert (answer.status_code, answer.json()) == (404, {"detail": "Not found."})


def test_a_put_needs_everything(client: APIClient) -> None:
    circuit = factories.make_circuit()

    answer = client.put(f"/api/circuits/circuits/{circuit.pk}/", {"cid": "GE-9"})

    assert answer.status_code == 400
    assert set(answer.json()) == {"provider", "type"}
    assert Circuit.objects.get().cid == circuit.cid
    assert json.dumps(answer.json())
