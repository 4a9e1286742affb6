"""
How a state or verdict is shown: word, sign, colour class; the one vocabulary of all faces.

Values only: no request, no database. The words are those of docs/glossary.md; the signs are drawn
in templates/parts/signs.svg.html, the colours in static/css/state.css.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Appearance:
    """A word, the sign that stands beside it (id without "sign-"), and the CSS classes of both."""

    word: Promise
    sign: str
    css_class: str


def _state(word: Promise, sign: str) -> Appearance:
    return Appearance(word=word, sign=sign, css_class=f"state state-{sign}")


def _verdict(word: Promise, sign: str) -> Appearance:
    return Appearance(word=word, sign=sign, css_class=f"verdict verdict-{sign}")


#: What can be said of a connection, worst first: the order of legends, and of "worst in a cluster".
STATES: dict[str, Appearance] = {
    # Down, and so are others for the same cause.
    "incident": _state(_("Wider outage"), "incident"),
    "down": _state(_("Down"), "down"),
    "degraded": _state(_("Impaired"), "degraded"),
    "unknown": _state(_("Not measured"), "unknown"),
    "maintenance": _state(_("Planned work"), "maintenance"),
    "up": _state(_("Working"), "up"),
    "none": _state(_("Not in service"), "none"),
}

#: What a promise came to; the keys are those of `monitoring.sla`.
VERDICTS: dict[str, Appearance] = {
    "breached": _verdict(_("missed"), "breached"),
    "open": _verdict(_("still open"), "open"),
    "indeterminate": _verdict(_("not provable"), "indeterminate"),
    "met": _verdict(_("met"), "met"),
    "not_applicable": _verdict(_("not applicable"), "not-applicable"),
}


def worst(states: list[str]) -> str:
    """Return the worst of the states, "none" of none; raises KeyError for an unknown word."""
    ranks = {state: rank for rank, state in enumerate(STATES)}
    return min(states, key=lambda state: ranks[state], default="none")
