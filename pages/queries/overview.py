"""The first page of whoever sees all sites: what is well, what is not, what changed, what comes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.cache import cache

from accounts.models import Asker, User
from inventory.models import Circuit
from monitoring.models import Incident, Maintenance, State
from monitoring.presentation import STATES, worst
from monitoring.queries.live import CircuitState, Tally, circuit_states, tally
from pages.queries.composition import Composition, Parks, composition, parks
from pages.queries.minimap import MiniMap, minimap
from pages.queries.planned import coming_works
from pages.queries.today import Event, events_of_today

#: Lines that are not well and have no wider outage; more are one click away.
MAX_LINES = 8
#: How far the page looks ahead.
AHEAD = timedelta(days=14)
#: Everybody of a role sees the same, and every open page asks again and again: what was worked out
#: (0.2 s on two busy cores) serves all of them for this long.
KEPT_S = 2


@dataclass(frozen=True, slots=True)
class Line:
    """A connection that is not well."""

    circuit: Circuit
    state: CircuitState


@dataclass(frozen=True, slots=True)
class WiderOutage:
    """An incident that is not over, and the connections that are down for it."""

    incident: Incident
    n_down: int


@dataclass(frozen=True, slots=True)
class Overview:
    """
    What the page shows.

    `worst` is the key of `monitoring.presentation.STATES` that colours the answer; `checked_at` is
    None if nothing was ever measured.
    """

    at: datetime
    schools: Tally
    parks: Tally
    composition: Composition
    known_parks: Parks
    checked_at: datetime | None
    worst: str
    wider: tuple[WiderOutage, ...]
    not_well: tuple[Line, ...]
    n_not_well: int
    today: tuple[Event, ...]
    works: tuple[Maintenance, ...]
    map: MiniMap | None

    @property
    def is_empty(self) -> bool:
        """Whether there is no connection at all yet."""
        return self.schools.n + self.parks.n == 0


def kept_overview(asker: User, *, at: datetime) -> Overview:
    """Return the page for an asker who sees all sites, at most `KEPT_S` old."""
    key = f"overview:{asker.role}"
    kept: Overview | None = cache.get(key)
    if kept is None:
        kept = overview(asker, at=at)
        cache.set(key, kept, KEPT_S)
    return kept


def overview(asker: Asker, *, at: datetime) -> Overview:
    """Return the page for an asker at an instant; 12 queries, however many sites."""
    circuits = Circuit.objects.visible_to(asker)
    known = {
        circuit.pk: circuit
        for circuit in circuits.select_related("site", "school").defer("site__area", "site__geom")
    }
    every = [one for one in circuit_states(circuits, at=at).values() if one.circuit_id in known]
    served = [state for state in every if state.in_service]
    not_well = _not_well(served, known)
    return Overview(
        at=at,
        schools=tally(_of(every, known, Circuit.Purpose.SCHOOL)),
        parks=tally(_of(every, known, Circuit.Purpose.BUSINESS_PARK)),
        composition=composition(asker, at=at),
        known_parks=parks(asker),
        checked_at=max((s.checked_at for s in served if s.checked_at), default=None),
        worst=_worst(served),
        wider=_wider(asker, served),
        not_well=tuple(not_well[:MAX_LINES]),
        n_not_well=len(not_well),
        today=tuple(events_of_today(asker, at=at)),
        works=tuple(coming_works(asker, at=at, until=at + AHEAD)),
        map=minimap(_worst_by_site(served, known)),
    )


def _of(
    states: Iterable[CircuitState], known: Mapping[int, Circuit], purpose: Circuit.Purpose
) -> Iterable[CircuitState]:
    return (state for state in states if known[state.circuit_id].purpose == purpose)


def _worst_by_site(states: Iterable[CircuitState], known: Mapping[int, Circuit]) -> dict[int, str]:
    by_site: dict[int, list[str]] = {}
    for state in states:
        site_id = known[state.circuit_id].site_id
        if site_id is not None:
            by_site.setdefault(site_id, []).append(state.shown)
    return {site_id: worst(shown) for site_id, shown in by_site.items()}


def _worst(states: Iterable[CircuitState]) -> str:
    """Return the worst state shown; one line unmeasured of many does not colour the page."""
    shown = [state.shown for state in states]
    loud = {"incident", "down", "degraded"}
    if shown and all(one == "unknown" for one in shown):
        return "unknown"
    ranked = sorted((one for one in shown if one in loud), key=list(STATES).index)
    return ranked[0] if ranked else ("up" if shown else "none")


def _not_well(states: Iterable[CircuitState], known: Mapping[int, Circuit]) -> list[Line]:
    """Return the lines that are not well, worst and newest first; those of incidents apart."""
    lines = [
        Line(known[state.circuit_id], state)
        for state in states
        if state.shown != "incident" and state.state is not State.UP
    ]
    order = list(STATES)
    newest = sorted(
        lines,
        key=lambda line: line.state.since.timestamp() if line.state.since else 0,
        reverse=True,
    )
    return sorted(newest, key=lambda line: order.index(line.state.shown))


def _wider(asker: Asker, states: Iterable[CircuitState]) -> tuple[WiderOutage, ...]:
    """Return the incidents that are not over, newest first; 1 query."""
    down = [state.incident_id for state in states if state.state is State.DOWN]
    incidents = (
        Incident.objects.visible_to(asker)
        .filter(ended_at=None)
        .select_related("segment")
        .defer("segment__geom", "segment__geom_m")
        .order_by("-started_at")
    )
    return tuple(WiderOutage(incident, down.count(incident.pk)) for incident in incidents)
