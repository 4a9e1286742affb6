"""
The legend, which is also the filter: what is asked for, and how many there are of each.

Values only: no request, no database. The same question is asked by the form without a script and
by `#maps/filter.js` with one.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from inventory.models import Site
from maps.queries import SiteFacts
from monitoring.presentation import STATES

KINDS: Mapping[str, Promise] = {
    Site.Kind.SCHOOL: _("Schools"),
    Site.Kind.BUSINESS_PARK: _("Business parks"),
    Site.Kind.POP: _("PoPs"),
    Site.Kind.MUNICIPAL: _("Municipal buildings"),
    Site.Kind.CUSTOMER: _("Customers"),
}


@dataclass(frozen=True, slots=True)
class Question:
    """What the reader wants to see: states, kinds, words; nothing chosen means everything."""

    states: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    words: str = ""

    @classmethod
    def of(cls, *, states: Collection[str], kinds: Collection[str], words: str) -> "Question":
        """Return the question, without what is no state or kind."""
        return cls(
            states=frozenset(states) & frozenset(STATES),
            kinds=frozenset(kinds) & frozenset(KINDS),
            words=" ".join(words.casefold().split())[:100],
        )

    def asks_for(self, facts: SiteFacts) -> bool:
        """Whether a site answers the question: every word somewhere, and any chosen state."""
        # A site without a connection has no state: a choice of states says nothing of it.
        return (
            (not self.states or not facts.shown or facts.shown in self.states)
            and (not self.kinds or facts.site.kind in self.kinds)
            and all(word in facts.searched for word in self.words.split())
        )


@dataclass(frozen=True, slots=True)
class Choice:
    """A line of the legend: a box to tick, its word, and how many there are."""

    key: str
    word: Promise
    sign: str
    n: int
    is_chosen: bool


def state_choices(facts: Sequence[SiteFacts], question: Question) -> list[Choice]:
    """Return a line a state, worst first, with the sites that have it."""
    n = Counter(one.shown for one in facts)
    return [
        Choice(key, look.word, look.sign, n[key], not question.states or key in question.states)
        for key, look in STATES.items()
    ]


def kind_choices(facts: Sequence[SiteFacts], question: Question) -> list[Choice]:
    """Return a line a kind that there is any of."""
    n = Counter(one.site.kind for one in facts)
    return [
        Choice(key, word, key, n[key], not question.kinds or key in question.kinds)
        for key, word in KINDS.items()
        if n[key]
    ]
