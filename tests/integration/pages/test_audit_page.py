"""The audit's page: who changed what, before and after, in words."""

from datetime import timedelta

import pghistory
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from inventory.models import Site
from pages.kinds import KINDS
from records.queries import event_models
from tests import factories
from tests.integration.pages.conftest import Reader, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def engineer() -> User:
    return factories.make_user(username="technik", first_name="Technik", last_name="Demo")


def rename(site: Site, name: str, *, by: User) -> None:
    """Rename as somebody; in a test's one transaction all that follows is theirs, too."""
    with pghistory.context(user=by.pk):
        Site.objects.filter(pk=site.pk).update(name=name)


def page(client: Client, query: str = "") -> str:
    response = client.get(f"/audit/{query}")
    assert response.status_code == 200
    return text_of(response.content)


def test_change_is_told_with_before_and_after(
    client: Client, reader: Reader, engineer: User
) -> None:
    rename(factories.make_site(name="Alt & <b>"), "Neu", by=engineer)
    reader(Role.AUDITOR)

    html = page(client)

    assert "<strong>Neu</strong>" in html
    assert "(Standort)" in html
    assert "geändert · Technik Demo" in html
    assert "<del>Alt &amp; &lt;b&gt;</del>" in html
    assert "<ins>Neu</ins>" in html


def test_people_come_first_and_the_rest_is_a_choice(
    client: Client, reader: Reader, engineer: User
) -> None:
    reader(Role.AUDITOR)
    site = factories.make_site(name="Von selbst")
    rename(site, "Von Hand", by=engineer)

    assert "hinzugefügt" not in page(client)
    assert "hinzugefügt · Lichtweg selbst" in page(client, "?by=automatic")
    assert "hinzugefügt · Lichtweg selbst" in page(client, "?by=all&kind=inventory.site")
    assert "<ins>Von Hand</ins>" in page(client, f"?by={engineer.pk}")
    assert "Keine Änderung passt" in page(client, "?kind=inventory.region")


def test_day_is_a_local_day(client: Client, reader: Reader, engineer: User) -> None:
    rename(factories.make_site(), "Neu", by=engineer)
    reader(Role.AUDITOR)
    today = timezone.localdate()

    assert "<ins>Neu</ins>" in page(client, f"?day={today.isoformat()}")
    assert "<ins>Neu</ins>" not in page(client, f"?day={(today - timedelta(days=1)).isoformat()}")


@pytest.mark.parametrize("query", ["?day=gestern", "?by=0", "?kind=x", "?page=-3"])
def test_nonsense_narrows_nothing(
    client: Client, reader: Reader, engineer: User, query: str
) -> None:
    rename(factories.make_site(), "Neu", by=engineer)
    reader(Role.AUDITOR)

    assert "<ins>Neu</ins>" in page(client, query)


def test_empty_audit_says_what_would_be_here(client: Client, reader: Reader) -> None:
    reader(Role.AUDITOR)

    assert "Noch hat niemand etwas geändert." in page(client)


def test_every_tracked_kind_has_its_word() -> None:
    assert set(KINDS) == set(event_models())


def test_number_of_queries_does_not_grow(client: Client, reader: Reader, engineer: User) -> None:
    reader(Role.AUDITOR)

    def n_queries() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get("/audit/")
        return len(queries)

    rename(factories.make_site(), "Neu", by=engineer)
    few = n_queries()
    for i in range(5):
        rename(factories.make_site(), f"Neu {i}", by=engineer)

    assert n_queries() == few
