"""Who changed what, read from the triggers' events."""

from datetime import timedelta

import pghistory
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from inventory.models import Site
from records.queries import Change, ChangeFilter, changes, count_changes, event_models
from tests import factories

pytestmark = pytest.mark.django_db

SITES = ChangeFilter(models={"inventory.site"})


@pytest.fixture
def engineer() -> User:
    return factories.make_user(Role.ENGINEER, username="technik", first_name="Technik")


def rename(site: Site, name: str, *, by: User) -> None:
    with pghistory.context(user=by.pk, url="/sites/"):
        Site.objects.filter(pk=site.pk).update(name=name)


def said(change: Change) -> dict[str, tuple[object, object]]:
    return {field.field.name: (field.before, field.after) for field in change.fields}


def test_a_change_says_who_what_before_and_after(engineer: User) -> None:
    site = factories.make_site(name="Alt")
    rename(site, "Neu", by=engineer)

    change = changes(SITES)[0]

    assert (change.by, change.action, change.object_name) == ("Technik", "update", "Neu")
    assert said(change) == {"name": ("Alt", "Neu")}


def test_when_a_row_was_saved_is_no_change_of_its_own() -> None:
    site = factories.make_site(name="Alt")
    site.name = "Neu"
    site.save()

    assert set(said(changes(SITES)[0])) == {"name"}


def test_what_is_added_had_nothing_before() -> None:
    factories.make_site(name="Neu", street="Weg 1")

    change = changes(SITES)[0]

    assert (change.by, change.action) == (None, "insert")
    assert said(change)["street"] == (None, "Weg 1")
    assert "description" not in said(change)


def test_what_is_removed_is_recorded_as_it_was() -> None:
    site = factories.make_site(name="Fort", street="Weg 1")
    site.delete()

    change = changes(SITES)[0]

    assert (change.action, change.object_name) == ("delete", "Fort")
    assert said(change)["street"] == ("Weg 1", None)


def test_related_objects_are_named() -> None:
    site = factories.make_site(name="Schule am Park")
    factories.make_site_assignment(factories.make_user(username="sekretariat"), site)

    change = changes(ChangeFilter(models={"inventory.siteassignment"}))[0]

    assert change.object_name == "sekretariat – Schule am Park"
    assert said(change)["site"] == (None, "Schule am Park")


def test_a_related_object_that_is_gone_keeps_its_number() -> None:
    region = factories.make_region()
    site = factories.make_site(region=region)
    Site.objects.filter(pk=site.pk).update(region=None)
    number = region.pk
    region.delete()

    assert said(changes(SITES)[0])["region"] == (f"#{number}", None)


def test_bulk_changes_count(engineer: User) -> None:
    for _ in range(3):
        factories.make_site()

    with pghistory.context(user=engineer.pk):
        Site.objects.update(status="retired")

    assert count_changes(ChangeFilter(models={"inventory.site"}, person_id=engineer.pk)) == 3


def test_filters_narrow(engineer: User) -> None:
    site, other = factories.make_site(), factories.make_site()
    rename(site, "Neu", by=engineer)
    now = timezone.now()
    mine = {"inventory.site"}

    counts = [
        count_changes(ChangeFilter(models=mine)),
        count_changes(ChangeFilter(models=mine, by_people=True)),
        count_changes(ChangeFilter(models=mine, by_people=False)),
        count_changes(ChangeFilter(objects={("inventory.site", str(other.pk))})),
        count_changes(ChangeFilter(models=mine, since=now + timedelta(minutes=1))),
        count_changes(ChangeFilter(models=mine, until=now - timedelta(days=1))),
        count_changes(ChangeFilter(models={"nothing.known"})),
    ]

    assert counts == [3, 1, 2, 1, 0, 0, 0]


def test_pages_follow_one_another() -> None:
    for _ in range(5):
        factories.make_site()

    first = changes(SITES, limit=2)
    rest = changes(SITES, offset=2, limit=50)

    assert len(first) == 2
    assert len({change.object_id for change in first + rest}) == 5


def test_every_tracked_model_is_read() -> None:
    labels = set(event_models())

    assert {"accounts.user", "inventory.site", "monitoring.outage"} <= labels


def test_changes_are_read_within_a_request_too(engineer: User) -> None:
    factories.make_site()

    with pghistory.context(user=engineer.pk):
        assert len(changes(SITES)) == count_changes(SITES) == 1


def test_number_of_queries_does_not_grow_with_the_rows(engineer: User) -> None:
    def n_queries() -> int:
        with CaptureQueriesContext(connection) as queries:
            changes(ChangeFilter())
        return len(queries)

    factories.make_site_assignment(engineer, factories.make_site(region=factories.make_region()))
    few = n_queries()
    for _ in range(5):
        site = factories.make_site(region=factories.make_region())
        rename(site, f"Neu {site.pk}", by=engineer)
        factories.make_site_assignment(engineer, site)

    assert n_queries() <= few + 1  # the names of people, where there were none
