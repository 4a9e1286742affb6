"""What `/metrics` tells Prometheus; read from the database at each scrape, 9 queries."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import Count
from procrastinate.contrib.django.models import ProcrastinateJob
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from inventory.models import Circuit
from monitoring.models import Outage, State
from monitoring.queries.live import circuit_states
from monitoring.queries.vantages import VantageStatus, n_rounds_stored, vantage_statuses

RECENT = timedelta(minutes=5)


class LichtwegCollector(Collector):
    """Collects all metrics as they are at an instant."""

    def __init__(self, *, at: datetime) -> None:
        self.at = at

    def collect(self) -> Iterator[Metric]:
        """Yield circuits by state, outages, rounds, the vantages' health, jobs by status."""
        yield self._circuits()
        outages = Outage.objects.filter(ended_at=None).count()
        yield GaugeMetricFamily("lichtweg_outages_open", "Open outages.", value=outages)
        yield self._rounds()
        yield from _vantages(vantage_statuses(at=self.at))
        yield _jobs()

    def _rounds(self) -> Metric:
        # Not a counter: no scrape should count months of rounds, and months are dropped.
        n_recent = n_rounds_stored(since=self.at - RECENT, at=self.at)
        return GaugeMetricFamily(
            "lichtweg_rounds_stored_5m", "Rounds of the last 5 min stored.", value=n_recent
        )

    def _circuits(self) -> Metric:
        states = circuit_states(Circuit.objects.filter(targets__isnull=False), at=self.at)
        n_by_state = Counter(state.state for state in states.values())
        family = GaugeMetricFamily(
            "lichtweg_circuits", "Watched circuits by state.", labels=["state"]
        )
        for state in State.values:
            family.add_metric([state], n_by_state[State(state)])
        return family


def _vantages(statuses: list[VantageStatus]) -> Iterator[Metric]:
    label = ["vantage"]
    alive = GaugeMetricFamily(
        "lichtweg_prober_heartbeat_age_seconds", "Time since the last sign of life.", labels=label
    )
    lag = GaugeMetricFamily("lichtweg_prober_lag_seconds", "Lateness of rounds.", labels=label)
    targets = GaugeMetricFamily("lichtweg_prober_targets", "Targets watched.", labels=label)
    pending = GaugeMetricFamily(
        "lichtweg_prober_pending_rounds", "Rounds not yet stored.", labels=label
    )
    lost = CounterMetricFamily("lichtweg_prober_lost_rounds", "Rounds lost.", labels=label)
    for status in statuses:
        if status.age is None:
            continue
        alive.add_metric([status.slug], status.age.total_seconds())
        lag.add_metric([status.slug], (status.lag_ms or 0) / 1000)
        targets.add_metric([status.slug], status.n_targets or 0)
        pending.add_metric([status.slug], status.n_pending_rounds or 0)
        lost.add_metric([status.slug], status.n_lost_rounds or 0)
    yield from (alive, lag, targets, pending, lost)


def _jobs() -> Metric:
    family = GaugeMetricFamily("lichtweg_jobs", "Side jobs by status.", labels=["status"])
    for status, n_jobs in ProcrastinateJob.objects.values_list("status").annotate(Count("id")):
        family.add_metric([status], n_jobs)
    return family


def exposition(*, at: datetime) -> bytes:
    """Return all metrics in Prometheus' text form."""
    registry = CollectorRegistry(auto_describe=False)
    registry.register(LichtwegCollector(at=at))
    return generate_latest(registry)
