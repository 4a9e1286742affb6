"""What a vantage's worker has to watch, and what it must know to begin."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from inventory.models import Circuit
from inventory.queries.impact import explain_by_plant
from monitoring.models import Maintenance, StateInterval, Target, Vantage
from monitoring.probes.verdict import State


class NoSuchVantageError(Exception):
    """No vantage has the name, or none was named of several; the message lists all."""


@dataclass(frozen=True, slots=True)
class Post:
    """Where a worker stands."""

    vantage_id: int
    slug: str


@dataclass(frozen=True, slots=True)
class Watched:
    """A target as the worker asks it."""

    target_id: int
    circuit_id: int
    address: str
    check: str
    interval_s: int
    n_echoes: int
    timeout_ms: int


@dataclass(frozen=True, slots=True)
class Watchlist:
    """All that a worker watches now; nothing if its vantage is disabled or gone."""

    head_site_id: int | None = None
    canaries: tuple[str, ...] = ()
    targets: tuple[Watched, ...] = ()
    #: Targets of circuits with planned work now.
    worked_on: frozenset[int] = frozenset()


def find_post(slug: str | None) -> Post | None:
    """
    Return the vantage of that slug, or the only enabled one; None if there is none at all yet.

    Raises:
        NoSuchVantageError: no vantage has the slug, or several are there and none was named.
    """
    vantages = list(Vantage.objects.order_by("slug"))
    if slug is not None:
        chosen = [one for one in vantages if one.slug == slug]
    else:
        chosen = [one for one in vantages if one.is_enabled]
        if not chosen:
            return None
    if len(chosen) != 1:
        raise NoSuchVantageError(", ".join(one.slug for one in vantages))
    return Post(chosen[0].pk, chosen[0].slug)


def watchlist(vantage_id: int, *, at: datetime) -> Watchlist:
    """Return what the vantage's worker watches; 3 queries."""
    vantage = Vantage.objects.filter(pk=vantage_id, is_enabled=True).first()
    if vantage is None:
        return Watchlist()
    targets = tuple(
        Watched(
            target_id=one.pk,
            circuit_id=one.circuit_id,
            address=one.address,
            check=one.check_kind,
            interval_s=one.interval_s,
            n_echoes=one.n_echoes,
            timeout_ms=one.timeout_ms,
        )
        for one in Target.objects.filter(is_enabled=True).order_by("pk")
    )
    works = Maintenance.objects.filter(starts_at__lte=at, ends_at__gt=at, cancelled_at=None)
    worked_on = set(works.values_list("circuits", flat=True))
    return Watchlist(
        head_site_id=vantage.site_id,
        canaries=tuple(str(address) for address in vantage.canaries),
        targets=targets,
        worked_on=frozenset(one.target_id for one in targets if one.circuit_id in worked_on),
    )


def standing_states(vantage_id: int, *, at: datetime) -> dict[int, State]:
    """Return the states that a worker before this one asserted and that still hold; 1 query."""
    fresh = StateInterval.objects.filter(
        vantage_id=vantage_id, ended_at=None, observed_until__gt=at
    ).exclude(state=State.UNKNOWN.value)
    return {target: State(state) for target, state in fresh.values_list("target", "state")}


def fates() -> tuple[frozenset[int], ...]:
    """
    Return the circuits that share a fate: those whose light has no way but over one segment.

    Asked as: if all were down, which segments would explain it, and whom? A fixed number of
    queries, and a pass over all light paths.
    """
    circuits: Collection[int] = set(Circuit.objects.values_list("pk", flat=True))
    return tuple(
        {one.circuits: None for one in explain_by_plant(circuits) if one.kind == "segment"}
    )
