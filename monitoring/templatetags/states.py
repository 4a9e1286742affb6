"""
`{% load states %}`: states, verdicts, shares, durations and instants on a page.

    {% state_sign "down" %}              sign and word in the state's colour
    {% verdict_sign "met" %}             likewise for a verdict
    {{ seconds|duration }}               "14 Min.", "2 Tage 3 Std."
    {{ ratio|percent_floored }}          "99,73 %"; None: "nicht gemessen"
    {{ started_at|since:now }}           "seit 07:41 (14 Min.)"; `now` is in every page's context
    {{ at|instant:now }}                 "07:41", "21. Nov. 07:41"
    {% span started_at ended_at now %}   "07:41–07:55 (14 Min.)"
    {{ rtt_ms|quantity:"ms" }}           "12 ms"; {% quantity rtt_ms "ms" 1 %} with a decimal

Formatting only; what is decided is decided in `monitoring.presentation` and `monitoring.wording`.
"""

from datetime import datetime, timedelta
from decimal import Decimal
from fractions import Fraction

from django import template

from monitoring import wording
from monitoring.presentation import STATES, VERDICTS, Appearance

register = template.Library()


@register.inclusion_tag("parts/state.html")
def state_sign(state: str) -> dict[str, Appearance]:
    """Show a state; raises KeyError for a word that is none."""
    return {"appearance": STATES[state]}


@register.inclusion_tag("parts/state.html")
def verdict_sign(verdict: str) -> dict[str, Appearance]:
    """Show a verdict; raises KeyError for a word that is none."""
    return {"appearance": VERDICTS[verdict]}


@register.filter
def duration(length: timedelta | float) -> str:
    """Show a length of time."""
    return wording.duration(length)


@register.filter
def percent_floored(ratio: Fraction | Decimal | float | None) -> str:
    """Show a share 0..1 in percent, floored to two decimals."""
    return wording.percent_floored(ratio)


@register.filter
def since(at: datetime, now: datetime) -> str:
    """Show since when, absolute and relative."""
    return wording.since(at, now=now)


@register.filter
def instant(at: datetime, now: datetime) -> str:
    """Show a local instant."""
    return wording.instant(at, now=now)


@register.simple_tag
def span(start: datetime, end: datetime, now: datetime) -> str:
    """Show a stretch of time and its length."""
    return wording.span(start, end, now=now)


@register.filter(name="quantity")
def whole_quantity(value: float | None, unit: str) -> str:
    """Show a number with its unit and no decimals."""
    return wording.quantity(value, unit=unit)


@register.simple_tag
def quantity(value: float | None, unit: str, decimals: int = 0) -> str:
    """Show a number with its unit."""
    return wording.quantity(value, unit=unit, decimals=decimals)
