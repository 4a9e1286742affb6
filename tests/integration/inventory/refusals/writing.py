"""
The three ways in which rows are written: through the ORM, in bulk, and in plain SQL.

A breach is a list of writes that together break one rule. It is refused at the latest when all
constraints are checked, and leaves nothing behind.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, models, transaction
from django.db.models import ProtectedError
from psycopg import errors, sql

from inventory.operations.refusals import in_plain_words

PROTECTED = "protected by Django"


class NotRefusedError(AssertionError):
    """The database took what it ought to refuse."""


@dataclass(frozen=True, slots=True)
class Stored:
    """A row that is not there yet."""

    row: models.Model


@dataclass(frozen=True, slots=True)
class Changed:
    """A row that is there, and what it is to say."""

    row: models.Model
    values: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Removed:
    """A row that is to go, without what hangs on it."""

    row: models.Model


Write = Stored | Changed | Removed


@dataclass(frozen=True, slots=True)
class Refusal:
    """By which constraint something was refused, and what people are told."""

    constraint: str
    told: ValidationError | None


def refused(writes: Sequence[Write], way: Callable[[Write], None]) -> Refusal:
    """Return how writes are refused that are made one by one, and checked at their end."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
            for write in writes:
                way(write)
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            raise NotRefusedError(writes)
    except ProtectedError:
        return Refusal(PROTECTED, None)
    except IntegrityError as error:
        cause = error.__cause__
        assert isinstance(cause, errors.IntegrityError)
        return Refusal(cause.diag.constraint_name or "", in_plain_words(error))


def by_orm(write: Write) -> None:
    """Save or delete one object."""
    match write:
        case Stored(row):
            row.save(force_insert=True)
        case Changed(row, values):
            fresh = type(row)._base_manager.get(pk=row.pk)
            for name, value in values.items():
                setattr(fresh, name, value)
            fresh.save()
        case Removed(row):
            type(row)._base_manager.get(pk=row.pk).delete()


def in_bulk(write: Write) -> None:
    """Write through a queryset."""
    rows = type(write.row)._base_manager
    match write:
        case Stored(row):
            rows.bulk_create([row])
        case Changed(row, values):
            assert rows.filter(pk=row.pk).update(**values) == 1
        case Removed(row):
            rows.filter(pk=row.pk).delete()


def by_sql(write: Write) -> None:
    """Write past Django."""
    meta = write.row._meta
    table, key = sql.Identifier(meta.db_table), sql.Identifier(meta.pk.column or "")
    match write:
        case Stored(row):
            values = {
                one.name: one.pre_save(row, add=True)
                for one in meta.concrete_fields
                if not one.generated and not (one.primary_key and row.pk is None)
            }
            columns, holes, params = _in_columns(row, values)
            statement = sql.SQL("INSERT INTO {} ({}) VALUES ({})").format(
                table, sql.SQL(", ").join(columns), sql.SQL(", ").join(holes)
            )
        case Changed(row, values):
            columns, holes, params = _in_columns(row, values)
            pairs = (
                sql.SQL("{} = {}").format(column, hole)
                for column, hole in zip(columns, holes, strict=True)
            )
            statement = sql.SQL("UPDATE {} SET {} WHERE {} = %s").format(
                table, sql.SQL(", ").join(pairs), key
            )
            params = [*params, row.pk]
        case Removed(row):
            statement = sql.SQL("DELETE FROM {} WHERE {} = %s").format(table, key)
            params = [row.pk]
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
        assert cursor.rowcount == 1


WAYS = {"orm": by_orm, "bulk": in_bulk, "sql": by_sql}


def _in_columns(
    row: models.Model, values: dict[str, Any]
) -> tuple[list[sql.Identifier], list[sql.SQL], list[Any]]:
    """Return columns, placeholders and parameters for fields."""
    columns, holes, params = [], [], []
    for name, value in values.items():
        one = row._meta.get_field(name)
        assert isinstance(one, models.Field)
        plain = value.pk if isinstance(value, models.Model) else value
        columns.append(sql.Identifier(one.column or ""))
        holes.append(sql.SQL("%s"))
        params.append(one.get_db_prep_save(plain, connection))
    return columns, holes, params
