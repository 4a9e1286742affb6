"""Writing rows for the REST face: many in one transaction, all or nothing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import pghistory
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, models, transaction


class RowsRefusedError(Exception):
    """At least one row was refused; `errors` has one entry a row, empty where it was fine."""

    def __init__(self, errors: list[dict[str, list[str]]]) -> None:
        super().__init__("rows refused")
        self.errors = errors


@dataclass(frozen=True, slots=True)
class Change:
    """New values for a row; an unsaved row is created. `message` goes to the audit."""

    row: models.Model
    values: dict[str, Any]
    message: str = ""


def write_rows(changes: Sequence[Change]) -> list[models.Model]:
    """
    Write all changes, or none.

    2 to 4 queries a row: the checks of its unique columns and references, and the write.

    Raises:
        RowsRefusedError: a row is not valid; nothing was stored.
    """
    with transaction.atomic():
        errors = [_write(change) for change in changes]
        if not any(errors):
            errors = _late_refusals(len(changes))
        if any(errors):
            raise RowsRefusedError(errors)
    return [change.row for change in changes]


def _write(change: Change) -> dict[str, list[str]]:
    for name, value in change.values.items():
        setattr(change.row, name, value)
    try:
        # A savepoint, so that the rows after a refused one are still checked.
        with transaction.atomic(), pghistory.context(changelog_message=change.message):
            change.row.full_clean()
            change.row.save()
    except ValidationError as error:
        return error.message_dict
    except IntegrityError as error:
        return _refusal(error)
    return {}


def _late_refusals(n_rows: int) -> list[dict[str, list[str]]]:
    """Return what deferred constraints refuse; they name no row, so every row bears it."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    except IntegrityError as error:
        return [_refusal(error)] * n_rows
    return [{}] * n_rows


def _refusal(error: IntegrityError) -> dict[str, list[str]]:
    diagnosis = getattr(error.__cause__, "diag", None)
    if getattr(diagnosis, "constraint_name", None) == "inside_operator_area":
        swapped = getattr(diagnosis, "message_detail", "") == "swapped"
        words = (
            "Latitude and longitude look swapped."
            if swapped
            else "The place lies outside the operator's area."
        )
        return {"latitude": [words], "longitude": [words]}
    words = getattr(diagnosis, "message_primary", None) or "A rule of the database refuses this."
    return {"__all__": [words]}


def delete_rows(rows: Iterable[models.Model], *, message: str = "") -> None:
    """
    Delete all rows, or none.

    Raises:
        models.ProtectedError: something depends on one of them.
    """
    with transaction.atomic(), pghistory.context(changelog_message=message):
        for row in rows:
            row.delete()
