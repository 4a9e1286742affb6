"""
Digits for people: floored, never rounded up, so that downtime never prints as 100.00.

Returns decimals without a locale; the page puts the comma and the percent sign.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from math import floor
from typing import overload


@overload
def floored(value: Fraction) -> Decimal: ...
@overload
def floored(value: None) -> None: ...
@overload
def floored(value: Fraction | None) -> Decimal | None: ...
def floored(value: Fraction | None) -> Decimal | None:
    """Return a number cut to two decimals; None stays None."""
    # Rounding half up would print 100.00 for up to 133 s of downtime in a month of 31 days.
    return None if value is None else Decimal(floor(value * 100)).scaleb(-2)


def percent(ratio: Fraction | None) -> Decimal | None:
    """Return a share 0..1 in percent, cut to two decimals; None if it is not known."""
    return None if ratio is None else floored(ratio * 100)
