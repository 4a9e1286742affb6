"""Demo people, whose passwords everybody knows, sign in only in the demo."""

from typing import Any

import pytest
from django.test import Client

from tests import factories

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("is_demo", "in_demo", "enters"),
    [(True, True, True), (True, False, False), (False, True, True), (False, False, True)],
)
def test_who_enters(
    client: Client, settings: Any, *, is_demo: bool, in_demo: bool, enters: bool
) -> None:
    settings.DEMO = in_demo
    user = factories.make_user(is_demo=is_demo)

    client.post("/login/", {"username": user.username, "password": factories.PASSWORD}, secure=True)

    assert ("_auth_user_id" in client.session) is enters


def test_a_session_of_the_demo_ends_with_it(client: Client, settings: Any) -> None:
    client.force_login(factories.make_user(is_demo=True))
    settings.DEMO = False

    answer = client.get("/", secure=True)

    assert answer.status_code == 302
    assert "login" in answer["Location"]
