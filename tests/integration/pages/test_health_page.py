"""How Lichtweg itself is doing, in plain words."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tests import factories
from tests.integration.pages.conftest import Reader, text_of

pytestmark = pytest.mark.django_db


def page(client: Client) -> str:
    return text_of(client.get("/health/").content)


@pytest.mark.parametrize(
    ("age_s", "said", "words"),
    [
        (3, {}, "Seine Messrunden gehen pünktlich ab"),
        (3, {"is_isolated": True}, "Der Messdienst ist abgeschnitten"),
        (3, {"lag_ms": 9_000}, "Seine Messrunden gehen verspätet ab"),
        (300, {}, "Der Messdienst ist beendet oder hängt"),
    ],
)
def test_condition_says_what_to_do(
    client: Client, reader: Reader, age_s: int, said: dict[str, Any], words: str
) -> None:
    heartbeat_at = timezone.now() - timedelta(seconds=age_s)
    factories.make_vantage_health(
        heartbeat_at=heartbeat_at, sockets={"4": {"mode": "dgram"}}, **said
    )
    reader()

    html = page(client)

    assert words in html
    assert "Datagramm-Socket" in html


def test_vantage_that_never_started_is_told(client: Client, reader: Reader) -> None:
    factories.make_vantage(name="PoP Nord")
    reader()

    assert "Von hier hat sich noch nie ein Messdienst gemeldet" in page(client)


def test_empty_house_says_what_would_be_here(client: Client, reader: Reader) -> None:
    reader()

    html = page(client)

    assert "Hier stünde, wer misst." in html
    assert "Noch nie hat sich ein Arbeitsdienst gemeldet" in html
