"""The lab over HTTP: for whom, what it answers, what it refuses, and where it does not exist."""

import importlib
import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import Resolver404, clear_url_caches, resolve
from pytest_django import Settings

import config.urls
from accounts.roles import Role
from lab.models import LabFault
from tests import factories
from tests.conftest import City

POSTS = ["/lab/cut/", "/lab/loss/", "/lab/delay/", "/lab/isolate/", "/lab/mend/"]
GETS = ["/lab/", "/lab/faults.json"]
BROWSER = "text/html,application/xhtml+xml,*/*;q=0.8"


def signed_in(role: Role, *, csrf: bool = False) -> Client:
    client = Client(headers={"accept-language": "en"}, enforce_csrf_checks=csrf)
    client.force_login(factories.make_user(role))
    return client


@pytest.fixture
def engineer(city: City) -> Client:  # noqa: ARG001 - stands in the city
    return signed_in(Role.ENGINEER)


def post(client: Client, path: str, told: Any) -> Any:
    return client.post(path, json.dumps(told), content_type="application/json")


def test_a_cut_answers_the_fault_and_who_goes_dark(engineer: Client, city: City) -> None:
    answer = post(engineer, "/lab/cut/", {"segment": "b1", "chainage_m": 12.5})

    assert answer.status_code == 200
    told = answer.json()
    fault = LabFault.objects.get()
    assert (fault.segment, fault.chainage_m) == (city.segments["b1"], 12.5)
    assert fault.started_by is not None
    assert told["fault"]["id"] == fault.pk
    assert told["fault"]["place"] is not None
    assert told["darkened"] == ["far", "near"]
    assert "2 connections go dark" in told["message"]


def test_a_segment_is_known_by_its_number_too(engineer: Client, city: City) -> None:
    answer = engineer.post("/lab/cut/", {"segment": city.segments["r1"].pk})

    assert answer.json()["darkened"] == ["far", "near"]
    assert LabFault.objects.get().segment == city.segments["r1"]


def test_every_fault_can_be_begun_and_mended(engineer: Client) -> None:
    post(engineer, "/lab/cut/", {"circuit": "near"})
    post(engineer, "/lab/loss/", {"circuit": "near", "loss_percent": 20})
    post(engineer, "/lab/delay/", {"circuit": "far", "delay_ms": 100})
    isolated = post(engineer, "/lab/isolate/", {}).json()["fault"]

    one = post(engineer, "/lab/mend/", {"fault": isolated["id"]})
    rest = post(engineer, "/lab/mend/", {"all": True})

    assert one.json()["n_mended"] == 1
    assert rest.json()["n_mended"] == 3
    assert not LabFault.objects.in_force().exists()


def test_faults_are_listed_with_who_is_dark(engineer: Client, city: City) -> None:
    post(engineer, "/lab/cut/", {"segment": "b2", "chainage_m": 5})

    told = engineer.get("/lab/faults.json").json()

    assert [fault["segment"]["code"] for fault in told["faults"]] == ["b2"]
    assert told["dark_circuits"] == [city.circuits["far"].pk]
    assert told["lab"] in {"none", "namespace-root", "namespace-user"}


@pytest.mark.parametrize(
    ("path", "told", "field"),
    [
        ("/lab/cut/", {"segment": "nowhere"}, "segment"),
        ("/lab/cut/", {"segment": ["b1"]}, "segment"),
        ("/lab/cut/", {"segment": "b1\0"}, "segment"),
        ("/lab/cut/", {"segment": "9" * 40}, "segment"),
        ("/lab/cut/", {"segment": "²"}, "segment"),
        ("/lab/cut/", {}, "segment"),
        ("/lab/cut/", [], "segment"),
        ("/lab/cut/", {"segment": "b1", "chainage_m": 1e7}, "chainage_m"),
        ("/lab/cut/", {"segment": "b1", "chainage_m": -1}, "chainage_m"),
        ("/lab/cut/", {"segment": "b1", "chainage_m": "far"}, "chainage_m"),
        ("/lab/cut/", {"segment": "b1", "chainage_m": [1]}, "chainage_m"),
        ("/lab/cut/", {"circuit": "nobody"}, "circuit"),
        ("/lab/loss/", {"circuit": "near", "loss_percent": 101}, "loss_percent"),
        ("/lab/loss/", {"circuit": "near", "loss_percent": {}}, "loss_percent"),
        ("/lab/loss/", {"loss_percent": 5}, "circuit"),
        ("/lab/delay/", {"circuit": "near", "delay_ms": 0}, "delay_ms"),
        ("/lab/mend/", {"fault": 4711}, "fault"),
        ("/lab/mend/", {"fault": 10**30}, "fault"),
        ("/lab/mend/", {}, "fault"),
    ],
)
def test_bad_input_is_refused_by_field(engineer: Client, path: str, told: Any, field: str) -> None:
    answer = post(engineer, path, told)

    assert answer.status_code == 400
    assert list(answer.json()["errors"]) == [field]
    assert not LabFault.objects.exists()


@pytest.mark.parametrize("body", ["{", "null", "[" * 100_000, '"segment"'])
def test_broken_json_says_nothing_and_breaks_nothing(engineer: Client, body: str) -> None:
    answer = engineer.post("/lab/cut/", body, content_type="application/json")

    assert answer.status_code == 400


def test_the_page_shows_faults_and_leads_back_to_itself(engineer: Client) -> None:
    answer = engineer.post("/lab/cut/", {"segment": "b1"}, headers={"accept": BROWSER})
    assert answer.status_code == 302
    assert answer["Location"] == "/lab/"

    page = engineer.get("/lab/").content.decode()

    assert "Cut in segment b1" in page
    assert "2 connections go dark" in page
    assert page.count('action="/lab/mend/"') == 2


def test_the_page_keeps_what_was_typed_beside_what_is_wrong(engineer: Client) -> None:
    answer = engineer.post(
        "/lab/cut/", {"segment": "b1", "chainage_m": "1e7"}, headers={"accept": BROWSER}
    )

    page = answer.content.decode()
    assert answer.status_code == 400
    assert "The segment b1 is only" in page
    assert 'value="b1"' in page


def test_the_page_completes_what_is_typed(engineer: Client) -> None:
    page = engineer.get("/lab/").content.decode()

    assert '<option value="b1"></option>' in page
    assert '<option value="near">near</option>' in page
    assert page.count('list="lab-circuits"') == 3
    assert page.count('list="lab-segments"') == 1


def test_who_mends_second_is_told(engineer: Client) -> None:
    answer = engineer.post(
        "/lab/mend/", {"fault": "4711"}, headers={"accept": BROWSER}, follow=True
    )

    assert "no longer in force" in answer.content.decode()


@pytest.mark.usefixtures("city")
@pytest.mark.parametrize("role", list(Role))
def test_only_who_changes_the_network_works_the_lab(role: Role) -> None:
    client = signed_in(role)
    works = role in {Role.ENGINEER, Role.ADMINISTRATOR}

    assert {client.get(path).status_code for path in GETS} == {200 if works else 404}
    assert {client.post(path).status_code for path in POSTS} <= ({200, 400} if works else {404})


@pytest.mark.django_db
def test_nobody_signed_in_is_asked_to_sign_in() -> None:
    answers: list[HttpResponse] = [Client().get(path) for path in GETS]  # type: ignore[misc]  # the client's own class
    answers += [Client().post(path) for path in POSTS]  # type: ignore[misc]  # likewise

    assert {answer.status_code for answer in answers} == {302}
    assert all(answer["Location"].startswith("/login/") for answer in answers)


@pytest.mark.usefixtures("city")
@pytest.mark.parametrize("path", POSTS)
def test_nothing_breaks_by_a_link_or_from_elsewhere(path: str) -> None:
    client = signed_in(Role.ENGINEER, csrf=True)

    assert client.get(path).status_code == 405
    assert client.post(path, {"segment": "b1", "all": "on"}).status_code == 403
    assert not LabFault.objects.exists()


@pytest.fixture
def real_city(settings: Settings) -> Iterator[None]:
    """Route as an installation outside demo mode does."""
    settings.DEMO = False
    importlib.reload(config.urls)
    clear_url_caches()
    yield
    settings.DEMO = True
    importlib.reload(config.urls)
    clear_url_caches()


@pytest.mark.usefixtures("real_city")
@pytest.mark.parametrize("path", [*GETS, *POSTS])
def test_a_real_city_has_no_lab(path: str) -> None:
    with pytest.raises(Resolver404):
        resolve(path)


def test_the_number_of_queries_does_not_grow(
    engineer: Client, city: City, django_assert_max_num_queries: Any
) -> None:
    for metres in range(5):
        factories.make_lab_fault(segment=city.segments["b1"], chainage_m=float(metres))
        factories.make_lab_fault(circuit=factories.make_circuit())

    with django_assert_max_num_queries(10):
        engineer.get("/lab/faults.json")
    with django_assert_max_num_queries(10):
        engineer.get("/lab/")
