"""What a caller names has to exist and to make sense; else the refusal names the field."""

from collections.abc import Collection, Mapping
from math import isfinite
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

Row = TypeVar("Row", bound=models.Model)

#: The largest key that a column holds; PostgreSQL refuses to compare with a larger one.
MAX_ID = 2**63 - 1


def known(model: type[Row], pk: int, field: str, *, for_update: bool = False) -> Row:
    """
    Return the row with this key; `for_update` keeps others from changing it, not from naming it.

    Raises:
        ValidationError: there is none.
    """
    rows = model._default_manager.all()
    if for_update:
        # No key: rows that name this one check that it is there under a lock of their own. In full
        # it would hold up a change of light that we may have to wait for in turn.
        rows = rows.select_for_update(no_key=True)
    row = rows.filter(pk=pk).first() if 0 <= pk <= MAX_ID else None
    if row is None:
        raise ValidationError({field: unknown(model, pk)})
    return row


def all_known(model: type[Row], pks: Collection[int], field: str) -> dict[int, Row]:
    """
    Return the rows with these keys, by key.

    Raises:
        ValidationError: one of them is missing.
    """
    rows = model._default_manager.in_bulk([pk for pk in pks if 0 <= pk <= MAX_ID])
    for pk in pks:
        if pk not in rows:
            raise ValidationError({field: unknown(model, pk)})
    return rows


def unknown(model: type[models.Model], what: object) -> str:
    """Return the sentence that tells of something that is not there."""
    return _("Unknown: %(kind)s %(what)s.") % {"kind": model._meta.verbose_name, "what": what}


def store(row: Row) -> Row:
    """
    Check a new row's fields and store it; its constraints the database checks.

    Raises:
        ValidationError: a field is wrong, or a unique one is taken.
    """
    refuse_endless({name: getattr(row, name) for name in _float_fields(row)})
    row.full_clean(validate_constraints=False)
    row.save(force_insert=True)
    return row


def write(row: Row, changes: Mapping[str, Any]) -> Row:
    """
    Write new values of fields into a stored row, checked as `store` does.

    Raises:
        ValidationError: a field is wrong, or a unique one is taken.
    """
    for name, value in changes.items():
        setattr(row, name, value)
    refuse_endless({name: getattr(row, name) for name in _float_fields(row)})
    row.full_clean(validate_constraints=False)
    row.save(update_fields=[row._meta.get_field(name).name for name in changes])
    return row


def refuse_endless(numbers: Mapping[str, float | None]) -> None:
    """
    Refuse what is no number, by field: NaN is greater than anything for PostgreSQL.

    Raises:
        ValidationError: a number is not finite.
    """
    for field, number in numbers.items():
        if number is not None and not isfinite(number):
            raise ValidationError({field: _("This is not a number.")})


def _float_fields(row: models.Model) -> list[str]:
    return [field.name for field in row._meta.fields if isinstance(field, models.FloatField)]
