"""Who answers for which site."""

from django.db import transaction

from inventory.models import Site, SiteAssignment


class NoSuchSiteError(Exception):
    """One of the sites does not exist."""


@transaction.atomic
def assign_sites(*, user_id: int, site_ids: set[int]) -> None:
    """
    Make these the sites that a person answers for: adds what is missing, removes the rest.

    Raises:
        NoSuchSiteError: one of them does not exist; nothing is changed.
    """
    if Site.objects.filter(pk__in=site_ids).count() != len(site_ids):
        raise NoSuchSiteError(sorted(site_ids))
    assigned = SiteAssignment.objects.filter(user_id=user_id)
    assigned.exclude(site_id__in=site_ids).delete()
    kept = set(assigned.values_list("site_id", flat=True))
    SiteAssignment.objects.bulk_create(
        # Two administrators at once: the second finds the row there, which is what was wanted.
        [SiteAssignment(user_id=user_id, site_id=site_id) for site_id in site_ids - kept],
        ignore_conflicts=True,
    )
