"""Signing in and out: guessers are stopped, sessions begin and end cleanly (bad_inputs E06-E08)."""

import pytest
from django.conf import settings as configured
from django.core import mail
from django.test import Client
from pytest_django import Settings

from accounts.models import ApiToken
from accounts.roles import Role
from tests.factories import PASSWORD, make_token, make_user

pytestmark = pytest.mark.django_db

WRONG = {"username": "technik", "password": "falsch"}
RIGHT = {"username": "technik", "password": PASSWORD}
NEW = "Gruene-Wiese-77"


@pytest.fixture(autouse=True)
def _quick(settings: Settings) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def test_a_guesser_is_stopped_and_the_owner_still_comes_in(client: Client) -> None:
    make_user(username="technik")

    for _ in range(configured.AXES_FAILURE_LIMIT):
        refused = client.post("/login/", WRONG, REMOTE_ADDR="192.0.2.1")
    even_right = client.post("/login/", RIGHT, REMOTE_ADDR="192.0.2.1")
    owner = client.post("/login/", RIGHT, REMOTE_ADDR="192.0.2.2")

    assert refused.status_code == 429
    assert even_right.status_code == 429
    assert "Warten Sie eine Viertelstunde" in even_right.content.decode()
    assert owner.status_code == 302


def test_a_forged_address_does_not_help_the_guesser(client: Client) -> None:
    make_user(username="technik")

    for i in range(configured.AXES_FAILURE_LIMIT):
        client.post("/login/", WRONG, headers={"X-Forwarded-For": f"192.0.2.{i}"})

    assert client.post("/login/", RIGHT).status_code == 429


def test_a_wrong_password_does_not_tell_whether_the_name_exists(client: Client) -> None:
    make_user(username="technik")

    known = client.post("/login/", WRONG).content.decode()
    unknown = client.post("/login/", WRONG | {"username": "niemand"}).content.decode()

    def told(html: str) -> str:
        return html.partition('role="alert"')[2].partition("</ul>")[0]

    assert told(known) == told(unknown) != ""


def test_a_closed_account_does_not_sign_in(client: Client) -> None:
    make_user(username="technik", is_active=False)

    assert client.post("/login/", RIGHT).status_code == 200


def test_signing_in_begins_a_new_session(client: Client) -> None:
    make_user(username="technik")
    # Somebody else could have set this one.
    client.get("/sites/")
    session = client.session
    session["planted"] = True
    session.save()
    before = session.session_key

    client.post("/login/", RIGHT)

    assert client.cookies[configured.SESSION_COOKIE_NAME].value != before


def test_signing_out_takes_a_post_and_ends_the_session(client: Client) -> None:
    client.force_login(make_user())
    key = client.cookies[configured.SESSION_COOKIE_NAME].value

    assert client.get("/logout/").status_code == 405
    client.post("/logout/")

    client.cookies[configured.SESSION_COOKIE_NAME] = key
    assert client.get("/sites/").status_code == 302


def test_a_new_password_ends_all_else(client: Client) -> None:
    person = make_user(username="technik")
    make_token(person)
    other = Client()
    other.force_login(person)
    client.force_login(person)

    client.post(
        "/password/change/",
        {"old_password": PASSWORD, "new_password1": NEW, "new_password2": NEW},
    )

    assert client.get("/sites/").status_code == 200
    assert other.get("/sites/").status_code == 302
    assert not ApiToken.objects.filter(user=person).exists()


@pytest.mark.parametrize("weak", ["kurz", "technik.demo@example.invalid", "1qaz2wsx3edc"])
def test_a_weak_password_is_refused(client: Client, weak: str) -> None:
    client.force_login(make_user(email="technik.demo@example.invalid"))

    response = client.post(
        "/password/change/",
        {"old_password": PASSWORD, "new_password1": weak, "new_password2": weak},
    )

    assert response.status_code == 200
    assert "new_password2" in response.context["form"].errors


def test_a_reset_is_mailed_to_who_exists_and_answered_alike(client: Client) -> None:
    make_user(email="da@example.invalid")
    make_user(email="zu@example.invalid", is_active=False)

    answers = {
        client.post("/password/reset/", {"email": address}).headers["Location"]
        for address in ("da@example.invalid", "zu@example.invalid", "nie@example.invalid")
    }

    assert answers == {"/password/reset/sent/"}
    assert [one.to for one in mail.outbox] == [["da@example.invalid"]]


def test_sign_in_leads_back_to_what_was_wanted_but_to_no_other_host(client: Client) -> None:
    make_user(Role.ENGINEER, username="technik")

    wanted = client.get("/health/").headers["Location"]
    there = client.post(wanted, RIGHT)
    client.logout()
    away = client.post("/login/?next=//evil.example/", RIGHT)

    assert there.headers["Location"] == "/health/"
    assert away.headers["Location"] == "/"


def test_forms_need_their_token() -> None:
    strict = Client(enforce_csrf_checks=True)

    response = strict.post("/login/", RIGHT)

    assert response.status_code == 403
    assert "Das Formular war abgelaufen" in response.content.decode()
