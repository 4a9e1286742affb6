"""Figures beside availability: latency, loss, and bandwidth against the contract."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from monitoring.sla.availability import share

_P95 = Fraction(95, 100)


def p95(values: Iterable[float]) -> float | None:
    """
    Return the 95th percentile by nearest rank; None without a value.

    Percentiles of parts say nothing about the whole: hand in all values, never average.
    """
    in_order = sorted(values)
    return in_order[ceil(_P95 * len(in_order)) - 1] if in_order else None


def loss(values: Sequence[float | None]) -> Fraction | None:
    """Return the share of probes that were lost (None); a lost probe has no latency."""
    return share(sum(value is None for value in values), len(values))


@dataclass(frozen=True, slots=True)
class Compliance:
    """How many valid bandwidth samples reached the contract's threshold."""

    n_valid: int
    n_compliant: int

    @property
    def ratio(self) -> Fraction | None:
        """Share of the valid samples; None if none was valid."""
        return share(self.n_compliant, self.n_valid)


def bandwidth_compliance(
    valid_mbps: Iterable[float], *, contracted_mbps: int, threshold: Fraction
) -> Compliance:
    """
    Count the valid samples that reach a share of the contract.

    Hand in valid samples only: none from planned work, an ill target or stale data. On a port of
    1 Gbit/s TCP ends near 941 Mbit/s, so a threshold of 1 could never be met.
    """
    least = threshold * contracted_mbps
    samples = list(valid_mbps)
    return Compliance(len(samples), sum(sample >= least for sample in samples))
