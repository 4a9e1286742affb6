"""
Several lines together: seconds are added, percentages are never averaged.

The mean of percentages lets a line with three days of contract weigh as much as one with thirty.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce
from operator import add
from types import MappingProxyType

from monitoring.sla.availability import Account, Verdict


@dataclass(frozen=True, slots=True)
class Line:
    """One line's account and verdict, with the people behind it; None if not known."""

    account: Account
    verdict: Verdict
    n_people: int | None = None


@dataclass(frozen=True, slots=True)
class Overall:
    """The account of several lines together, and how many of them were given which verdict."""

    account: Account
    verdicts: Mapping[Verdict, int]
    by_people: Fraction | None
    n_people: int

    @property
    def total(self) -> int:
        """Lines in all."""
        return sum(self.verdicts.values())

    @property
    def met(self) -> int:
        """Lines that kept their promise, proven."""
        return self.verdicts[Verdict.MET]

    @property
    def not_provable(self) -> int:
        """Lines whose measurements prove neither."""
        return self.verdicts[Verdict.INDETERMINATE]


def combine(lines: Iterable[Line]) -> Overall:
    """
    Return the whole of several lines.

    `by_people` weighs each line's measured share with its people, over the lines for which both
    are known; `n_people` is their base.
    """
    lines = list(lines)
    found = Counter(line.verdict for line in lines)
    weighed = [
        (line.n_people, line.account.measured)
        for line in lines
        if line.n_people and line.account.measured is not None
    ]
    n_people = sum(people for people, _ in weighed)
    summed = sum((people * measured for people, measured in weighed), start=Fraction())
    return Overall(
        account=reduce(add, (line.account for line in lines), Account()),
        verdicts=MappingProxyType({verdict: found[verdict] for verdict in Verdict}),
        by_people=summed / n_people if n_people else None,
        n_people=n_people,
    )
