"""Finding what a person means at a prompt: a site by any of its names."""

from django.db.models import Q

from inventory.models import Site
from monitoring.models import Target


class SiteNotFoundError(LookupError):
    """No site goes by that name."""


class SiteNotClearError(LookupError):
    """Several sites go by that name; the message lists their short names."""


def sought_site(words: str) -> Site:
    """
    Return the site of that short name, id, official school number, or (part of) name.

    The first that fits exactly one wins, in this order; a school's name counts as its site's.

    Raises:
        SiteNotFoundError: none fits.
        SiteNotClearError: several names hold the words.
    """
    exact = Q(slug=words) | Q(schools__number=words)
    if words.isdecimal() and len(words) < 10:
        exact |= Q(pk=int(words))
    named = Q(name__iexact=words) | Q(schools__name__iexact=words)
    part = Q(name__icontains=words) | Q(schools__name__icontains=words)
    for condition in (Q(schools__number=words), exact, named, part):
        found = list(Site.objects.filter(condition).distinct().order_by("slug")[:6])
        if len(found) == 1:
            return found[0]
        if found:
            raise SiteNotClearError(", ".join(site.slug for site in found))
    raise SiteNotFoundError(words)


def watched_targets(site: Site) -> list[Target]:
    """Return the targets of the site's connections that are watched, with their circuits."""
    return list(
        Target.objects.filter(circuit__site=site, is_enabled=True)
        .select_related("circuit__site", "circuit__school")
        .order_by("circuit__cid", "pk")
    )
