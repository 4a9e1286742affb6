"""How much plant there is, and where words occur in it."""

from dataclasses import dataclass
from datetime import date

from accounts.models import Asker
from pages.fibre.queries.lists import (
    KINDS,
    RESERVATIONS,
    Kind,
    TableRow,
    current_reservations,
    found,
)

#: Hits of a kind shown on the start page; the kind's list has the rest.
N_HITS = 8


@dataclass(frozen=True, slots=True)
class KindCount:
    """How many there are of a kind."""

    kind: Kind
    n: int


@dataclass(frozen=True, slots=True)
class Hits:
    """What was found of a kind, and how many there are in all."""

    kind: Kind
    rows: tuple[TableRow, ...]
    n: int


def counts(asker: Asker, *, today: date) -> list[KindCount]:
    """Return how many there are of each kind, without reservations that are over; 6 queries."""
    return [
        KindCount(
            kind,
            current_reservations(asker, today=today).count()
            if kind is RESERVATIONS
            else kind.rows_of(asker).count(),
        )
        for kind in KINDS.values()
    ]


def hits(asker: Asker, words: str) -> list[Hits]:
    """Return what of each kind the words occur in; kinds without any are left out."""
    answers = []
    for kind in KINDS.values():
        rows = found(kind, asker, words)
        if n := rows.count():
            answers.append(Hits(kind, tuple(kind.table(list(rows[:N_HITS]), asker)), n))
    return answers
