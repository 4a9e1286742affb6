"""Planned works, as far as the asker sees a connection that they touch."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Prefetch, QuerySet

from accounts.models import Asker
from inventory.models import Circuit
from monitoring.models import Maintenance


@dataclass(frozen=True, slots=True)
class PlannedWorks:
    """Works that are on or to come, next first; those that are over or called off apart."""

    coming: QuerySet[Maintenance]
    past: QuerySet[Maintenance]


def planned_works(asker: Asker, *, at: datetime) -> PlannedWorks:
    """Return all works; each has `circuits` narrowed to those that the asker sees."""
    seen = Circuit.objects.visible_to(asker).select_related("site", "school")
    works = Maintenance.objects.visible_to(asker).prefetch_related(
        Prefetch("circuits", seen.defer("site__area", "site__geom").order_by("site__name"))
    )
    coming = works.filter(cancelled_at=None, ends_at__gt=at)
    past = works.exclude(cancelled_at=None, ends_at__gt=at)
    return PlannedWorks(
        coming=coming.order_by("starts_at", "pk"), past=past.order_by("-starts_at", "-pk")
    )


def coming_works(asker: Asker, *, at: datetime, until: datetime) -> QuerySet[Maintenance]:
    """Return works that are on or begin before `until`, next first; `n_circuits` is counted."""
    coming = Maintenance.objects.visible_to(asker).filter(
        cancelled_at=None, ends_at__gt=at, starts_at__lt=until
    )
    return coming.annotate(n_circuits=Count("circuits", distinct=True)).order_by("starts_at", "pk")
