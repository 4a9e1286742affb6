"""
Public and school holidays of a state, and how far they are known.

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

    `unknown_from` is the first day of the range for which some of the holidays asked for are not
    known; None if all are. From that day on closed dates may be missing.
    """

    dates: frozenset[date]
    unknown_from: date | None


def closures(
    *, country: str, state: str, first: date, end: date, public: bool, school: bool
) -> Closures:
    """
    Return the closed dates of a state from a day to another, which is not included.

    Country and state are ISO 3166 codes ("DE", "NW"). A state that the package does not know has
    no known holidays at all, and `unknown_from` says so.
    """
    found: set[date] = set()
    unknown_from: date | None = None
    for category, is_asked in (("public", public), ("school", school)):
        if not is_asked or first >= end:
            continue
        found |= {
            day
            for year in range(first.year, end.year + 1)
            for day in _year_dates(country, state, category, year)
            if first <= day < end
        }
        since = _first_unknown(_known(country, state, category), first, end)
        unknown_from = min((day for day in (unknown_from, since) if day), default=None)
    return Closures(frozenset(found), unknown_from)


@lru_cache(maxsize=256)
def _year_dates(country: str, state: str, category: str, year: int) -> frozenset[date]:
    return _holidays(country, state, category, range(year, year + 1))


@lru_cache(maxsize=16)
def _known(country: str, state: str, category: str) -> tuple[date, date] | None:
    """Return the first and the last day for which the package knows a category."""
    known = _holidays(country, state, category, _ALL_YEARS)
    if not known:
        return None
    # Public holidays follow from the law and go on; school holidays are published year by year.
    return (min(known), date.max if category == "public" else max(known))


def _holidays(country: str, state: str, category: str, years: range) -> frozenset[date]:
    try:
        return frozenset(
            holidays.country_holidays(country, subdiv=state, categories=(category,), years=years)
        )
    except (NotImplementedError, ValueError):
        # Not a state, or not a category, that the package knows.
        return frozenset()


def _first_unknown(known: tuple[date, date] | None, first: date, end: date) -> date | None:
    if known is None or first < known[0]:
        return first
    if known[1] >= end:
        return None
    after = max(first, known[1] + timedelta(days=1))
    return after if after < end else None
