"""
Public and school holidays of a German state, and how far they are known.

Source: the `holidays` package; for North Rhine-Westphalia it knows school holidays from 1991 to
2029-08-14, and from 2023 on its 33 ranges were found equal to openholidaysapi.data. Movable days
of a single school are the caller's list.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

import holidays

# Wide enough for all school holidays that were ever published.
_ALL_YEARS = range(1990, 2101)


@dataclass(frozen=True, slots=True)
class Closures:
    """
    Dates without service in a range of days, and the part of it that the calendar does not know.

    `unknown_from` is the first day of the range for which school holidays are not known; None if
    all are. After that day closed dates may be missing.
    """

    dates: frozenset[date]
    unknown_from: date | None


def closures(*, state: str, first: date, end: date, with_school_holidays: bool) -> Closures:
    """
    Return the closed dates of a German state from a day to another, which is not included.

    Raises:
        NotImplementedError: the holidays package does not know the state.
    """
    found = _dates("public", state, first, end)
    if not with_school_holidays or first >= end:
        return Closures(found, None)
    known = _known_school_days(state)
    return Closures(found | _dates("school", state, first, end), _first_unknown(known, first, end))


def _dates(category: str, state: str, first: date, end: date) -> frozenset[date]:
    return frozenset(
        day
        for year in range(first.year, end.year + 1)
        for day in _year_dates(category, state, year)
        if first <= day < end
    )


@lru_cache(maxsize=256)
def _year_dates(category: str, state: str, year: int) -> frozenset[date]:
    return frozenset(
        holidays.country_holidays("DE", subdiv=state, categories=(category,), years=year)
    )


@lru_cache(maxsize=16)
def _known_school_days(state: str) -> tuple[date, date] | None:
    """Return the first and the last school holiday that the package knows."""
    known = holidays.country_holidays("DE", subdiv=state, categories=("school",), years=_ALL_YEARS)
    return (min(known), max(known)) if known else None


def _first_unknown(known: tuple[date, date] | None, first: date, end: date) -> date | None:
    if known is None or first < known[0]:
        return first
    after = max(first, known[1] + timedelta(days=1))
    return after if after < end else None
