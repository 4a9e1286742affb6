"""Throughput tests of connections against what the contract says, each with its conditions."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import Window
from django.db.models.functions import RowNumber

from monitoring.models import ThroughputResult
from pages.queries.promise import versions_in_force

#: What a test must reach of the contract where no policy says another share.
DEFAULT_SHARE = Decimal("0.9")
#: What TCP carries at most over a gigabit line: 1448 of 1538 bytes a frame (sla.md section 2).
CEILING_MBPS_OF_GIGABIT = 941
_GIGABIT_MBPS = 1000
_BPS = 1_000_000
#: Tests shown on a page.
N_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Rate:
    """One direction of a test; None: it gave no rate, or no rate is under contract."""

    mbps: float | None
    contracted_mbps: int | None
    share: Decimal

    @property
    def is_below(self) -> bool:
        """Whether it missed the agreed share of the contract."""
        if self.mbps is None or self.contracted_mbps is None:
            return False
        return self.mbps < float(self.share) * self.contracted_mbps


@dataclass(frozen=True, slots=True)
class Test:
    """A throughput test; only a valid one says whether the contract is kept."""

    result: ThroughputResult
    down: Rate
    up: Rate

    @property
    def is_valid(self) -> bool:
        """Whether it counts."""
        return self.result.validity == ThroughputResult.Validity.OK

    @property
    def is_below(self) -> bool:
        """Whether a valid test missed the contract in either direction."""
        return self.is_valid and (self.down.is_below or self.up.is_below)


@dataclass(frozen=True, slots=True)
class Bandwidth:
    """The last tests of a connection, newest first, and the share of the contract to reach."""

    tests: tuple[Test, ...]
    share: Decimal
    #: Set where the contract is more than a gigabit line can carry.
    ceiling_mbps: int | None


def bandwidths(contracted_mbps: dict[int, int | None], *, at: datetime) -> dict[int, Bandwidth]:
    """Return the last tests of connections, given by id with their contracted rate; 3 queries."""
    versions = versions_in_force(contracted_mbps, at=at)
    shares = {pk: version.throughput_share for pk, version in versions.items()}
    tests = _last_tests(contracted_mbps)
    return {
        circuit_id: Bandwidth(
            tests=tuple(
                _test(result, shares.get(circuit_id, DEFAULT_SHARE))
                for result in tests
                if result.circuit_id == circuit_id
            ),
            share=shares.get(circuit_id, DEFAULT_SHARE),
            ceiling_mbps=CEILING_MBPS_OF_GIGABIT
            if rate is not None and CEILING_MBPS_OF_GIGABIT < rate <= _GIGABIT_MBPS
            else None,
        )
        for circuit_id, rate in contracted_mbps.items()
    }


def _test(result: ThroughputResult, share: Decimal) -> Test:
    return Test(
        result=result,
        down=_rate(result.down_bps, result.contracted_down_mbps, share),
        up=_rate(result.up_bps, result.contracted_up_mbps, share),
    )


def _rate(bps: int | None, contracted_mbps: int | None, share: Decimal) -> Rate:
    return Rate(None if bps is None else bps / _BPS, contracted_mbps, share)


def _last_tests(circuit_ids: Collection[int]) -> list[ThroughputResult]:
    newest_first = Window(RowNumber(), partition_by="circuit_id", order_by=["-started_at", "-pk"])
    ranked = ThroughputResult.objects.filter(circuit__in=circuit_ids).annotate(rank=newest_first)
    return list(ranked.filter(rank__lte=N_SHOWN).order_by("-started_at", "-pk"))
