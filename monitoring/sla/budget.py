"""The error budget: how much downtime a target leaves, and how fast it is used up."""

from __future__ import annotations

from fractions import Fraction
from math import floor


def error_budget_s(eligible_s: int, target: Fraction) -> int:
    """Return the whole seconds of downtime that a target allows in eligible time."""
    return floor((1 - target) * eligible_s)


def burn(*, down_s: int, measured_s: int, target: Fraction) -> Fraction | None:
    """
    Return how many times faster than allowed the budget burns; 1 uses it up exactly.

    None if nothing was measured, or if the target leaves no budget to burn.
    """
    if not measured_s or target == 1:
        return None
    return Fraction(down_s, measured_s) / (1 - target)


def burn_threshold(
    *, budget_share: Fraction, period_eligible_s: int, window_eligible_s: int
) -> Fraction | None:
    """
    Return the burn at which a window uses up a share of the period's budget.

    2 % in one hour is 14.4 for a month of 24x7, and 3.57 for a school month of 178.5 hours. None
    if the window holds no eligible time.
    """
    if not window_eligible_s:
        return None
    return budget_share * Fraction(period_eligible_s, window_eligible_s)
