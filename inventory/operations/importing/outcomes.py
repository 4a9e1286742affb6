"""What comes of a row: it makes something, is there already, or is wrong."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction

from inventory.imports.unreadable import no_time

#: Asked before each row: whether the time is up.
IsLate = Callable[[], bool]


RowType = TypeVar("RowType")


class State(StrEnum):
    """What comes of a row."""

    NEW = "new"
    THERE = "there"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What comes of a row, in words; `column` is the key of the column that is wrong."""

    line: int
    state: State
    says: str
    column: str = ""


@dataclass(frozen=True, slots=True)
class Made:
    """What all rows came to, and the ends of glass at which light may now take another way."""

    outcomes: list[Outcome]
    end_ids: list[int]


class RowError(Exception):
    """A row cannot be made; `column` is the key of the column that says why."""

    def __init__(self, column: str, says: str) -> None:
        super().__init__(says)
        self.column = column


def outcome_of(line: int, make: Callable[[], Outcome], *, fields: Mapping[str, str]) -> Outcome:
    """
    Make a row in a savepoint of its own, so that a wrong one leaves nothing behind.

    `fields` gives the column that a field of the operation comes from; the first one stands for
    what names no field.
    """
    try:
        with transaction.atomic():
            return make()
    except RowError as error:
        return Outcome(line, State.WRONG, str(error), error.column)
    except ValidationError as error:
        return refused(line, error, fields=fields)


def refused(line: int, error: ValidationError, *, fields: Mapping[str, str]) -> Outcome:
    """Return the outcome of a row that an operation has refused."""
    named = list(error.error_dict) if hasattr(error, "error_dict") else []
    column = next((fields[name] for name in named if name in fields), next(iter(fields.values())))
    return Outcome(line, State.WRONG, " ".join(error.messages), column)


def in_time(rows: Iterable[RowType], is_late: IsLate) -> Iterator[RowType]:
    """
    Yield the rows while there is time.

    Raises:
        UnreadableError: the time is up.
    """
    for row in rows:
        if is_late():
            raise no_time()
        yield row
