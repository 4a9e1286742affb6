"""The list of sites: narrowed, with what is known of each, sorted."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from accounts.models import Asker
from inventory.models import Region, Site
from monitoring.presentation import STATES
from monitoring.queries.live import SiteState, site_states


@dataclass(frozen=True, slots=True)
class SiteRow:
    """A site with what is known of its connections; `state` is None where it has none."""

    site: Site
    state: SiteState | None

    @property
    def shown(self) -> str:
        """The key of `monitoring.presentation.STATES`; "none" without a connection."""
        return self.state.shown if self.state is not None else "none"


_WORST_FIRST = list(STATES)
#: What one can sort by; "-" before a key turns it round. What is not known comes last.
_KEYS: dict[str, Callable[[SiteRow], Any]] = {
    "name": lambda row: row.site.name.casefold(),
    "kind": lambda row: str(row.site.get_kind_display()),
    "district": lambda row: row.site.region.name if row.site.region else None,
    "state": lambda row: _WORST_FIRST.index(row.shown) if row.state else None,
    "since": lambda row: row.state.since if row.state else None,
    "rtt": lambda row: row.state.worst.rtt_ms if row.state else None,
}


@dataclass(frozen=True, slots=True)
class SiteFilter:
    """Which sites are asked for; empty narrows nothing."""

    q: str = ""
    kind: str = ""
    state: str = ""
    district: Region | None = None


def site_rows(asker: Asker, wanted: SiteFilter, *, sort: str, at: datetime) -> list[SiteRow]:
    """
    Return every site asked for, sorted; 9 queries, however many.

    The state is filtered and sorted here, because it is no column: it follows from probes.
    """
    sites = _narrowed(Site.objects.visible_to(asker), wanted)
    found = sites.select_related("region").prefetch_related("schools").defer("area", "region__geom")
    states = site_states(sites, at=at)
    rows = [SiteRow(site, states.get(site.pk)) for site in found.order_by("name", "pk")]
    if wanted.state:
        rows = [row for row in rows if row.shown == wanted.state]
    key = _KEYS.get(sort.removeprefix("-"))
    if key is None:
        return rows
    known = [row for row in rows if key(row) is not None]
    unknown = [row for row in rows if key(row) is None]
    return sorted(known, key=key, reverse=sort.startswith("-")) + unknown


def _narrowed(sites: QuerySet[Site], wanted: SiteFilter) -> QuerySet[Site]:
    if wanted.kind:
        sites = sites.filter(kind=wanted.kind)
    if wanted.district is not None:
        sites = sites.filter(region=wanted.district)
    for word in wanted.q.split():
        sites = sites.filter(
            Q(name__icontains=word)
            | Q(street__icontains=word)
            | Q(postcode__startswith=word)
            | Q(schools__name__icontains=word)
            | Q(schools__short_name__icontains=word)
            | Q(schools__number=word)
            | Q(circuits__cid__iexact=word)
        )
    return sites.distinct()
