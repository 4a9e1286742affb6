"""Who answers for which site."""

import pytest

from accounts.roles import Role
from inventory.models import Site, SiteAssignment
from inventory.operations.assignments import NoSuchSiteError, assign_sites
from tests.factories import make_site, make_user

pytestmark = pytest.mark.django_db


def test_missing_sites_are_added_and_others_removed() -> None:
    person = make_user(Role.CONTACT)
    old, kept, new = make_site(), make_site(), make_site()
    assign_sites(user_id=person.pk, site_ids={old.pk, kept.pk})
    row = SiteAssignment.objects.get(site=kept)

    assign_sites(user_id=person.pk, site_ids={kept.pk, new.pk})

    assert set(Site.objects.visible_to(person)) == {kept, new}
    assert SiteAssignment.objects.get(site=kept) == row


def test_nobody_else_loses_a_site() -> None:
    site = make_site()
    person, other = make_user(Role.CONTACT), make_user(Role.CONTACT)
    assign_sites(user_id=person.pk, site_ids={site.pk})
    assign_sites(user_id=other.pk, site_ids={site.pk})

    assign_sites(user_id=person.pk, site_ids=set())

    assert [one.user for one in SiteAssignment.objects.all()] == [other]


def test_a_site_that_does_not_exist_changes_nothing() -> None:
    person, site = make_user(Role.CONTACT), make_site()
    assign_sites(user_id=person.pk, site_ids={site.pk})

    with pytest.raises(NoSuchSiteError):
        assign_sites(user_id=person.pk, site_ids={0})

    assert SiteAssignment.objects.count() == 1
