"""One line of the availability report, and the orders in which lines can be listed."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from types import MappingProxyType
from typing import Any

from inventory.models import Circuit
from monitoring.presentation import VERDICTS
from monitoring.queries.sla import MonthFigure
from monitoring.sla.availability import Account, Verdict
from monitoring.sla.outages import OutageSummary


@dataclass(frozen=True, slots=True)
class Row:
    """A connection and its month; the circuit comes with site, region and school."""

    circuit: Circuit
    figure: MonthFigure

    @property
    def name(self) -> str:
        """The name people know."""
        return self.circuit.label

    @property
    def anchor(self) -> str:
        """The row's id on the page; a bare number would be written with a thousands separator."""
        return f"c{self.circuit.pk}"

    @property
    def district(self) -> str:
        """Where its site lies; empty if nobody said."""
        site = self.circuit.site
        return site.region.name if site is not None and site.region is not None else ""

    @property
    def account(self) -> Account:
        """The month's seconds."""
        return self.figure.assessment.account

    @property
    def verdict(self) -> Verdict:
        """What the promise came to."""
        return self.figure.assessment.verdict

    @property
    def outages(self) -> OutageSummary:
        """The month's outages."""
        return self.figure.assessment.outages

    @property
    def agreed_h(self) -> float:
        """Service hours under contract; days would mislead where a day has eight of them."""
        return self.account.agreed_s / 3600

    @property
    def overdrawn(self) -> timedelta | None:
        """Downtime beyond what the target allows; None if there is none."""
        left_s = self.figure.assessment.budget_left_s
        return timedelta(seconds=-left_s) if left_s < 0 else None


# Worst first, as in every legend.
_VERDICT_RANKS = {verdict: rank for rank, verdict in enumerate(VERDICTS)}

#: What rows can be ordered by; None goes last either way.
ORDERS: Mapping[str, Callable[[Row], Any]] = MappingProxyType(
    {
        "name": lambda row: _alphabetic(row.name),
        "district": lambda row: _alphabetic(row.district) or None,
        "target": lambda row: row.figure.target,
        "agreed": lambda row: row.account.agreed_s,
        "up": lambda row: row.account.up_s,
        "down": lambda row: row.account.down_s,
        "unknown": lambda row: row.account.unknown_s,
        "excluded": lambda row: row.account.excluded_s,
        "measured": lambda row: row.account.measured,
        "low": lambda row: row.account.low,
        "verdict": lambda row: _VERDICT_RANKS[row.verdict],
        "outages": lambda row: row.outages.started,
        "longest": lambda row: row.outages.longest_s,
    }
)


def ordered(rows: Iterable[Row], order: str) -> list[Row]:
    """
    Return rows by one of `ORDERS`, downwards if it begins with "-"; equal ones by name.

    Raises:
        KeyError: there is no such order.
    """
    key = ORDERS[order.removeprefix("-")]
    by_name = sorted(rows, key=ORDERS["name"])
    known = [row for row in by_name if key(row) is not None]
    unknown = [row for row in by_name if key(row) is None]
    # reverse=True keeps equal rows in their order.
    return sorted(known, key=key, reverse=order.startswith("-")) + unknown


def _alphabetic(text: str) -> str:
    """Return what German puts in order: ä like a, ß like ss, whatever the case (DIN 5007-1)."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))
