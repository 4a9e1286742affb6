"""
Service hours in words: "Monday to Friday 07:00–17:00, not on public holidays".

Values only: no table, no clock. The hours are those of `monitoring.models.SlaPolicyVersion`.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext

N_WEEKDAYS = 7

_Spans = tuple[tuple[str, str], ...]


def service_hours(
    weekly: Mapping[str, Sequence[Sequence[str]]] | None,
    *,
    closes_public_holidays: bool,
    closes_school_holidays: bool,
) -> str:
    """Return what counts, in words; `weekly` None means around the clock."""
    hours = gettext("around the clock") if weekly is None else _week(weekly)
    closed = _closed(public=closes_public_holidays, school=closes_school_holidays)
    return f"{hours}, {closed}" if closed else hours


def _closed(*, public: bool, school: bool) -> str:
    if public and school:
        return gettext("not on public holidays nor in the school holidays")
    if public:
        return gettext("not on public holidays")
    return gettext("not in the school holidays") if school else ""


def _week(weekly: Mapping[str, Sequence[Sequence[str]]]) -> str:
    days = [(day, _spans(weekly.get(str(day), ()))) for day in range(N_WEEKDAYS)]
    runs = [(spans, list(group)) for spans, group in groupby(days, key=lambda one: one[1]) if spans]
    said = [f"{_days([day for day, _ in group])} {_clock(spans)}" for spans, group in runs]
    return "; ".join(said) or gettext("never")


def _spans(spans: Iterable[Sequence[str]]) -> _Spans:
    return tuple((span[0], span[1]) for span in spans)


def _days(days: Sequence[int]) -> str:
    first, last = str(WEEKDAYS[days[0]]), str(WEEKDAYS[days[-1]])
    if len(days) == 1:
        return first
    return gettext("%(first)s to %(last)s") % {"first": first, "last": last}


def _clock(spans: _Spans) -> str:
    return ", ".join(f"{start}–{end}" for start, end in spans)
