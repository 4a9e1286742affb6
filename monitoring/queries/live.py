"""
What is known of circuits and sites at an instant: state, since when, last measurement, cause.

A state is what the probes of a circuit assert together (`assertions`). Every function takes a set
of rows and asks a fixed number of queries.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.db.models import QuerySet

from accounts.models import Asker
from inventory.models import Circuit, CircuitService, Site
from monitoring.models import Incident, Maintenance, Outage, State
from monitoring.probes.rounds import RoundFlag
from monitoring.queries.assertions import NOT_SEEN, Assertion, asserted, merged

#: Rounds that the shown loss is taken over: the prober judges loss over as many (60 echoes).
N_LOSS_ROUNDS = 20

_WORST_FIRST = (State.DOWN, State.DEGRADED, State.UNKNOWN, State.UP)

# The exclusion constraint's GiST index finds the interval, the rounds' key the last ones of each
# probe. The loss counts within the present state only: after a repair it is not yesterday's.
_PROBES_SQL = """
SELECT t.circuit_id, i.state, i.started_at, i.ended_at, i.observed_until,
       r.checked_at, r.rtt_us, r.n_sent, r.n_received
FROM monitoring_target t
JOIN monitoring_vantage v ON v.is_enabled
LEFT JOIN monitoring_stateinterval i
       ON i.target_id = t.id AND i.vantage_id = v.id
      AND tstzrange(i.started_at, i.ended_at) @> %(at)s::timestamptz
LEFT JOIN LATERAL (
    SELECT max(scheduled_at) AS checked_at,
           (array_agg((SELECT avg(rtt) FROM unnest(rtts_us) rtt) ORDER BY scheduled_at DESC))[1]
               AS rtt_us,
           sum(sent) FILTER (WHERE counts) AS n_sent,
           sum(received) FILTER (WHERE counts) AS n_received
    FROM (
        SELECT scheduled_at, rtts_us, sent, received,
               flags & %(isolated)s = 0 AND scheduled_at >= coalesce(i.started_at, '-infinity')
                   AS counts
        FROM monitoring_proberound
        WHERE target_id = t.id AND vantage_id = v.id AND scheduled_at <= %(at)s
        ORDER BY scheduled_at DESC
        LIMIT %(n_rounds)s
    ) last_rounds
) r ON true
WHERE t.circuit_id = ANY(%(circuits)s) AND t.is_enabled
"""


@dataclass(frozen=True, slots=True)
class CircuitState:
    """
    What is known of a circuit at an instant.

    `since` is None for a circuit that was never measured. `rtt_ms` is the mean of the last round,
    None if nothing came back; `loss` (0..1) is over at most the last 20 rounds of this state.
    """

    circuit_id: int
    state: State
    since: datetime | None
    checked_at: datetime | None
    rtt_ms: float | None
    loss: float | None
    outage_id: int | None
    incident_id: int | None
    #: Others are down for the same cause.
    is_wider: bool
    #: Planned work is on.
    maintenance: bool
    #: Under contract; a page shows the state of no other.
    in_service: bool

    @property
    def shown(self) -> str:
        """The key of `monitoring.presentation.STATES`; planned work explains what is not well."""
        if not self.in_service:
            return "none"
        if self.maintenance and self.state is not State.UP:
            return "maintenance"
        return "incident" if self.is_wider and self.state is State.DOWN else self.state.value


@dataclass(frozen=True, slots=True)
class SiteState:
    """The worst of a site's circuits in service (of all, if none is), and how many work."""

    worst: CircuitState
    n_circuits: int
    n_working: int

    @property
    def state(self) -> State:
        """The worst circuit's state."""
        return self.worst.state

    @property
    def since(self) -> datetime | None:
        """Since when the worst circuit has its state."""
        return self.worst.since

    @property
    def shown(self) -> str:
        """The key of `monitoring.presentation.STATES`."""
        return self.worst.shown


@dataclass(frozen=True, slots=True)
class Tally:
    """How many of `n` circuits in service are in which state; the four sum to `n`."""

    n: int
    n_up: int
    n_degraded: int
    n_down: int
    n_unknown: int
    #: Of `n`, those with planned work now, whatever their state.
    n_maintenance: int
    #: Beside `n`.
    n_not_in_service: int

    @property
    def n_working(self) -> int:
        """Circuits that work, well or impaired."""
        return self.n_up + self.n_degraded


@dataclass(frozen=True, slots=True)
class Overview:
    """The asker's circuits in numbers, and the wider outages that touch them."""

    total: Tally
    schools: Tally
    parks: Tally
    n_incidents: int
    #: The newest round of any of them.
    checked_at: datetime | None


@dataclass(frozen=True, slots=True)
class _Seen:
    """What one probe (target and vantage) asserts, or all of a circuit's together."""

    says: Assertion = NOT_SEEN
    checked_at: datetime | None = None
    rtt_us: float | None = None
    n_sent: int = 0
    n_received: int = 0


def circuit_states(circuits: QuerySet[Circuit], *, at: datetime) -> dict[int, CircuitState]:
    """Return what is known of each circuit, by its id; 5 queries."""
    ids = list(circuits.order_by().values_list("pk", flat=True))
    seen = _seen(ids, at=at)
    outages = {
        circuit: (outage, incident)
        for circuit, outage, incident in Outage.objects.filter(
            circuit__in=ids, started_at__lte=at, ended_at=None
        ).values_list("circuit_id", "pk", "incident_id")
    }
    maintained = set(
        Maintenance.circuits.through.objects.filter(
            circuit__in=ids,
            maintenance__starts_at__lte=at,
            maintenance__ends_at__gt=at,
            maintenance__cancelled_at=None,
        ).values_list("circuit_id", flat=True)
    )
    in_service = set(
        CircuitService.objects.filter(circuit__in=ids, started_at__lte=at)
        .exclude(ended_at__lte=at)
        .values_list("circuit_id", flat=True)
    )
    states = {}
    for circuit in ids:
        known = seen.get(circuit, _Seen())
        outage, incident = outages.get(circuit, (None, None))
        states[circuit] = CircuitState(
            circuit_id=circuit,
            state=known.says.state,
            since=known.says.since,
            checked_at=known.checked_at,
            rtt_ms=None if known.rtt_us is None else known.rtt_us / 1000,
            loss=1 - known.n_received / known.n_sent if known.n_sent else None,
            outage_id=outage,
            incident_id=incident,
            is_wider=incident is not None,
            maintenance=circuit in maintained,
            in_service=circuit in in_service,
        )
    return states


def site_states(sites: QuerySet[Site], *, at: datetime) -> dict[int, SiteState | None]:
    """Return what is known of each site, by its id; None for one without circuits; 7 queries."""
    site_ids = list(sites.order_by().values_list("pk", flat=True))
    circuits = Circuit.objects.filter(site__in=site_ids)
    site_of = dict(circuits.values_list("pk", "site_id"))
    by_site = defaultdict(list)
    for circuit, state in circuit_states(circuits, at=at).items():
        by_site[site_of.get(circuit)].append(state)
    return {site: _site_state(by_site[site]) for site in site_ids}


def overview(asker: Asker, *, at: datetime) -> Overview:
    """Return the counts of the circuits that the asker may see; 7 queries."""
    circuits = Circuit.objects.visible_to(asker)
    purpose_of = dict(circuits.values_list("pk", "purpose"))
    states = circuit_states(circuits, at=at)

    def of(purpose: Circuit.Purpose) -> Tally:
        return tally(state for pk, state in states.items() if purpose_of.get(pk) == purpose)

    return Overview(
        total=tally(states.values()),
        schools=of(Circuit.Purpose.SCHOOL),
        parks=of(Circuit.Purpose.BUSINESS_PARK),
        n_incidents=Incident.objects.visible_to(asker).filter(ended_at=None).count(),
        checked_at=max((s.checked_at for s in states.values() if s.checked_at), default=None),
    )


def _seen(circuit_ids: list[int], *, at: datetime) -> dict[int, _Seen]:
    """Ask the probes of all circuits at once, and merge those of each."""
    by_circuit: dict[int, list[_Seen]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(
            _PROBES_SQL,
            {
                "at": at,
                "circuits": circuit_ids,
                "isolated": RoundFlag.ISOLATED.value,
                "n_rounds": N_LOSS_ROUNDS,
            },
        )
        for circuit, state, started, ended, observed, checked, rtt, sent, received in cursor:
            says = asserted(
                state, started_at=started, ended_at=ended, observed_until=observed, at=at
            )
            by_circuit[circuit].append(
                _Seen(
                    says=says,
                    checked_at=checked,
                    rtt_us=None if rtt is None else float(rtt),
                    n_sent=sent or 0,
                    n_received=received or 0,
                )
            )
    return {circuit: _merged(probes) for circuit, probes in by_circuit.items()}


def _merged(probes: list[_Seen]) -> _Seen:
    """Return what the probes of a circuit say together, and the numbers of those that say so."""
    together = merged([probe.says for probe in probes])
    agreed = [probe for probe in probes if probe.says.state is together.state]
    last = max(agreed, key=lambda probe: probe.checked_at.timestamp() if probe.checked_at else 0)
    return _Seen(
        says=together,
        checked_at=max((p.checked_at for p in probes if p.checked_at), default=None),
        rtt_us=last.rtt_us,
        n_sent=sum(probe.n_sent for probe in agreed),
        n_received=sum(probe.n_received for probe in agreed),
    )


def _site_state(circuits: list[CircuitState]) -> SiteState | None:
    if not circuits:
        return None
    counted = [circuit for circuit in circuits if circuit.in_service] or circuits
    return SiteState(
        worst=min(counted, key=lambda circuit: _WORST_FIRST.index(circuit.state)),
        n_circuits=len(counted),
        n_working=sum(c.state in {State.UP, State.DEGRADED} for c in counted),
    )


def tally(states: Iterable[CircuitState]) -> Tally:
    """Return how many circuits in service are in which state."""
    every = list(states)
    served = [state for state in every if state.in_service]
    return Tally(
        n=len(served),
        n_up=sum(state.state is State.UP for state in served),
        n_degraded=sum(state.state is State.DEGRADED for state in served),
        n_down=sum(state.state is State.DOWN for state in served),
        n_unknown=sum(state.state is State.UNKNOWN for state in served),
        n_maintenance=sum(state.maintenance for state in served),
        n_not_in_service=len(every) - len(served),
    )
