"""Planned works: read by whom they touch, entered by engineers."""

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.roles import Role
from monitoring.models import Maintenance
from tests import factories
from tests.integration.pages.conftest import Reader, Watched, text_of

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)


def typed(at: datetime) -> str:
    return timezone.localtime(at).strftime("%Y-%m-%dT%H:%M")


def entered(watched: Watched, **other: object) -> dict[str, object]:
    return {
        "title": "Umbau",
        "description": "Kein Netz.",
        "starts_at": typed(watched.at + 9 * DAY),
        "ends_at": typed(watched.at + 9 * DAY + 2 * HOUR),
        "circuits": [watched.circuit("near").pk],
    } | other


def test_engineer_announces_and_the_school_reads_it(
    client: Client, reader: Reader, watched: Watched
) -> None:
    reader()

    response = client.post("/maintenance/add/", entered(watched), follow=True)

    assert "Die Arbeiten sind angekündigt" in text_of(response.content)
    work = Maintenance.objects.get()
    assert abs(work.announced_at - timezone.now()) < timedelta(minutes=1)
    assert typed(work.starts_at) == typed(watched.at + 9 * DAY)
    reader(Role.CONTACT, watched.site("near"))
    assert "Kein Netz." in text_of(client.get("/maintenance/").content)
    reader(Role.CONTACT, watched.site("far"))
    assert "Kein Netz." not in text_of(client.get("/maintenance/").content)


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("title", "Dieses Feld ist zwingend erforderlich"),
        ("starts_at", "Dieses Feld ist zwingend erforderlich"),
        ("circuits", "Dieses Feld ist zwingend erforderlich"),
    ],
)
def test_what_is_missing_is_said_at_its_field(
    client: Client, reader: Reader, watched: Watched, field: str, words: str
) -> None:
    reader()
    wrong = entered(watched)
    del wrong[field]

    response = client.post("/maintenance/add/", wrong)

    assert response.status_code == 422
    assert words in text_of(response.content)
    assert list(response.context["form"].errors) == [field]
    assert "Kein Netz." in text_of(response.content)


def test_end_before_the_beginning_is_refused(
    client: Client, reader: Reader, watched: Watched
) -> None:
    reader()

    backwards = client.post(
        "/maintenance/add/", entered(watched, ends_at=typed(watched.at + 8 * DAY))
    )
    over = client.post(
        "/maintenance/add/",
        entered(watched, starts_at=typed(watched.at - 2 * DAY), ends_at=typed(watched.at - DAY)),
    )

    assert "Das Ende muss nach dem Beginn liegen." in text_of(backwards.content)
    assert "Das ist schon vorbei." in text_of(over.content)
    assert not Maintenance.objects.exists()


def test_engineer_changes_what_is_to_come(client: Client, reader: Reader, watched: Watched) -> None:
    work = factories.make_maintenance([watched.circuit("near")], starts_at=watched.at + DAY)
    reader()
    assert work.title in text_of(client.get(f"/maintenance/{work.pk}/").content)

    client.post(f"/maintenance/{work.pk}/", entered(watched, title="Anders"))

    work.refresh_from_db()
    assert work.title == "Anders"


def test_what_is_over_is_not_changed(client: Client, reader: Reader, watched: Watched) -> None:
    work = factories.make_maintenance([watched.circuit("near")], starts_at=watched.at - 3 * DAY)
    reader()

    response = client.post(f"/maintenance/{work.pk}/", entered(watched))
    off = client.post(f"/maintenance/{work.pk}/call-off/", follow=True)

    assert "Diese Arbeiten sind vorbei" in text_of(response.content)
    assert "lassen sich nicht mehr absagen" in text_of(off.content)


def test_engineer_calls_off_once(client: Client, reader: Reader, watched: Watched) -> None:
    work = factories.make_maintenance([watched.circuit("near")], starts_at=watched.at + DAY)
    reader()

    first = client.post(f"/maintenance/{work.pk}/call-off/", follow=True)
    second = client.post(f"/maintenance/{work.pk}/call-off/", follow=True)

    assert "Die Arbeiten sind abgesagt" in text_of(first.content)
    assert "Jemand war schneller" in text_of(second.content)
    assert "abgesagt</span>" in text_of(first.content)


def test_empty_list_says_what_would_be_here(client: Client, reader: Reader) -> None:
    reader()
    assert "Kündigen Sie Arbeiten mit dem Knopf oben" in text_of(
        client.get("/maintenance/").content
    )

    reader(Role.CONTACT)
    assert "Die Technik kündigt Arbeiten hier" in text_of(client.get("/maintenance/").content)


def test_number_of_queries_does_not_grow(client: Client, reader: Reader, watched: Watched) -> None:
    reader()

    def n_queries() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get("/maintenance/")
        return len(queries)

    for starts_at in (watched.at, watched.at - 9 * DAY):
        factories.make_maintenance([watched.circuit("near")], starts_at=starts_at)
    few = n_queries()
    for starts_at in (watched.at, watched.at - 9 * DAY, watched.at + DAY):
        factories.make_maintenance(list(watched.city.circuits.values()), starts_at=starts_at)

    assert n_queries() == few
