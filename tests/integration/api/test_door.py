"""Who gets what over the REST face: tokens, roles, rows."""

from collections.abc import Callable
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone
from rest_framework.test import APIClient

from accounts.models import ApiToken
from accounts.roles import Role
from inventory.models import Site
from tests import factories

pytestmark = pytest.mark.django_db

LISTS = [
    "dcim/sites", "dcim/regions", "circuits/circuits", "circuits/circuit-types",
    "circuits/providers",
]  # fmt: skip


@pytest.mark.parametrize("path", ["", "status/", *(f"{name}/" for name in LISTS)])
def test_nobody_is_refused_with_403_and_the_version(client: Client, path: str) -> None:
    answer = client.get(f"/api/{path}")

    assert answer.status_code == 403
    assert answer["API-Version"] == "4.6"
    assert answer["X-Request-ID"]


def test_the_schema_is_public(client: Client) -> None:
    answer = client.get("/api/schema/")

    assert answer.status_code == 200
    assert "/api/dcim/sites/" in answer.json()["paths"]


@pytest.mark.parametrize("token", ["wrong", "x" * 300, "ünïcode", "\udcff", ""])
def test_a_wrong_token_is_refused(client: Client, token: str) -> None:
    header = f"Token {token}".encode("utf-8", "surrogateescape").decode("latin-1")

    answer = client.get("/api/dcim/sites/", headers={"authorization": header})

    assert answer.status_code == 403
    assert "detail" in answer.json()


def test_a_token_in_the_url_opens_nothing(client: Client) -> None:
    _, clear = factories.make_token()

    assert client.get(f"/api/dcim/sites/?token={clear}").status_code == 403


def test_an_expired_token_is_refused(client: Client) -> None:
    token, clear = factories.make_token()
    ApiToken.objects.filter(pk=token.pk).update(expiry=timezone.now() - timedelta(seconds=1))

    answer = client.get("/api/dcim/sites/", headers={"authorization": f"Token {clear}"})

    assert answer.status_code == 403


def test_a_reading_token_changes_nothing(client_of: Callable[..., APIClient]) -> None:
    reader = client_of(Role.ENGINEER, read_only=True)

    assert reader.get("/api/dcim/sites/").status_code == 200
    assert reader.post("/api/dcim/sites/", {"name": "x", "slug": "x"}).status_code == 403
    assert not Site.objects.exists()


@pytest.mark.parametrize("role", [Role.CONTACT, Role.MANAGEMENT, Role.AUDITOR])
def test_only_who_may_change_does(client_of: Callable[..., APIClient], role: Role) -> None:
    answer = client_of(role).post("/api/dcim/sites/", {"name": "x", "slug": "x"})

    assert answer.status_code == 403
    assert not Site.objects.exists()


def test_a_contact_sees_only_their_own(client_of: Callable[..., APIClient]) -> None:
    home = factories.make_site()
    factories.make_circuit(site=home)
    other = factories.make_circuit()
    contact = factories.make_user(Role.CONTACT)
    factories.make_site_assignment(contact, home)
    client = client_of(contact)

    assert [row["id"] for row in client.get("/api/dcim/sites/").json()["results"]] == [home.pk]
    assert client.get("/api/circuits/circuits/").json()["count"] == 1
    for path in (f"dcim/sites/{other.site_id}", f"circuits/circuits/{other.pk}"):
        hidden = client.get(f"/api/{path}/")
        nowhere = client.get(f"/api/{path}999/")
        assert (hidden.status_code, hidden.content) == (404, nowhere.content)


def test_management_sees_no_pops(client_of: Callable[..., APIClient]) -> None:
    factories.make_site(kind=Site.Kind.POP)

    assert client_of(Role.MANAGEMENT).get("/api/dcim/sites/").json()["count"] == 0


def test_use_of_a_token_is_noted(client_of: Callable[..., APIClient]) -> None:
    client_of().get("/api/dcim/sites/")

    assert ApiToken.objects.get().last_used_at is not None


def test_the_command_makes_a_token_that_works(client: Client) -> None:
    factories.make_user(Role.ENGINEER, username="technik")
    out = StringIO()

    call_command(
        "create_token", "--user", "TECHNIK", "--expires", "7", stdout=out, stderr=StringIO()
    )

    header = f"Token {out.getvalue().strip()}"
    assert client.get("/api/dcim/sites/", headers={"authorization": header}).status_code == 200
    assert not ApiToken.objects.get().read_only
    assert out.getvalue().strip() not in ApiToken.objects.get().digest


@pytest.mark.parametrize(
    ("arguments", "named"),
    [(["--user", "nobody"], "--user"), (["--user", "a", "--expires", "400"], "--expires"),
     (["--user", "a", "--expires", "0"], "--expires")],
)  # fmt: skip
def test_the_command_names_what_is_wrong(arguments: list[str], named: str) -> None:
    factories.make_user(username="a")

    with pytest.raises(CommandError, match=named):
        call_command("create_token", *arguments)
