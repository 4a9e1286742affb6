"""
Who changed what, when: the audit that pghistory's triggers write, read for people.

Generic over every tracked model of the house; knows none of them by name. The caller has checked
that the asker may read the audit (`accounts.roles.READS_AUDIT`): rows are not narrowed here.
"""

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db import connection
from django.db.backends.utils import CursorWrapper
from django.db.models import Field, ForeignKey, Model
from pghistory.models import Event
from psycopg import sql

from accounts.models import User

#: How an event's label reads in the domain; one word a kind of change.
ADDED, CHANGED, REMOVED = "insert", "update", "delete"
#: Fields whose first value names an object, best first.
_NAMING = ("title", "name", "username", "cid", "code", "address", "slug", "id")


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field before and after, as stored; related objects by their names where they exist."""

    field: "Field[Any, Any]"
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class Change:
    """One change of one object; `by` is None where no person asked for it."""

    at: datetime
    by: str | None
    action: str
    model: type[Model]
    object_id: str
    object_name: str
    fields: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class ChangeFilter:
    """
    Which changes are asked for; None narrows nothing.

    `models` are labels such as "inventory.site", `objects` pairs of such a label and an id;
    `by_people` is True for those that people asked for, False for the automatic ones.
    """

    models: Collection[str] | None = None
    objects: Collection[tuple[str, str]] | None = None
    person_id: int | None = None
    by_people: bool | None = None
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class _Row:
    model: type[Model]
    at: datetime
    action: str
    object_id: str
    person_id: int | None
    after: dict[str, Any]
    before: dict[str, Any]


def event_models() -> dict[str, type[Event]]:
    """Return the event model of each tracked model, by the tracked model's label."""
    models: list[type[Any]] = [model for model in apps.get_models() if issubclass(model, Event)]
    return {model.pgh_tracked_model._meta.label_lower: model for model in models}


def count_changes(wanted: ChangeFilter) -> int:
    """Return how many changes there are; one query."""
    found = _found(wanted)
    if found is None:
        return 0
    with connection.cursor() as cursor:
        _execute(cursor, sql.SQL("SELECT count(*) FROM ({}) found").format(found))
        return int(cursor.fetchone()[0])


def changes(wanted: ChangeFilter, *, offset: int = 0, limit: int = 50) -> list[Change]:
    """
    Return changes, newest first.

    One query for the rows, one for people, one for each kind of object that they refer to: bounded
    by the number of models, never by that of rows.
    """
    rows = _rows(wanted, offset=offset, limit=limit)
    people = _people({row.person_id for row in rows if row.person_id is not None})
    names = _names_of_related(rows)
    return [
        Change(
            at=row.at,
            by=people.get(row.person_id, f"#{row.person_id}") if row.person_id else None,
            action=row.action,
            model=row.model,
            object_id=row.object_id,
            object_name=_object_name(row, names),
            fields=tuple(_field_changes(row, names)),
        )
        for row in rows
    ]


def _rows(wanted: ChangeFilter, *, offset: int, limit: int) -> list[_Row]:
    found = _found(wanted)
    if found is None:
        return []
    tables = {label: sql.Identifier(m._meta.db_table) for label, m in event_models().items()}
    # The rows' contents, and those of each one's predecessor, are read for this page only.
    contents = sql.SQL(" UNION ALL ").join(
        sql.SQL(
            """
            SELECT page.*, to_jsonb(e.*) AS after,
                   (SELECT to_jsonb(b.*) FROM {table} b
                    WHERE b.pgh_obj_id = e.pgh_obj_id AND b.pgh_id < e.pgh_id
                    ORDER BY b.pgh_id DESC LIMIT 1) AS before
            FROM page JOIN {table} e ON page.model = {label} AND e.pgh_id = page.pgh_id
            """
        ).format(table=table, label=sql.Literal(label))
        for label, table in tables.items()
    )
    query = sql.SQL(
        """
        WITH page AS MATERIALIZED (
            SELECT * FROM ({found}) found ORDER BY at DESC, model, pgh_id DESC
            LIMIT {limit} OFFSET {offset}
        )
        SELECT c.model, c.at, c.action, c.object_id, context.metadata->>'user', c.after, c.before
        FROM ({contents}) c LEFT JOIN pghistory_context context ON context.id = c.context_id
        ORDER BY c.at DESC, c.model, c.pgh_id DESC
        """
    ).format(found=found, contents=contents, limit=sql.Literal(limit), offset=sql.Literal(offset))
    with connection.cursor() as cursor:
        _execute(cursor, query)
        return [_row(*values) for values in cursor.fetchall()]


def _execute(cursor: CursorWrapper, query: sql.Composed) -> None:
    # In a request pghistory looks at each statement, and takes text only.
    cursor.execute(query.as_string(cursor.connection))


def _row(
    model: str,
    at: datetime,
    action: str,
    object_id: str,
    person: str | None,
    after_json: str,
    before_json: str | None,
) -> _Row:
    # Django's connections leave jsonb as text.
    after, before = json.loads(after_json), json.loads(before_json or "{}")
    return _Row(
        model=apps.get_model(model),
        at=at,
        action=action,
        object_id=object_id,
        person_id=int(person) if person else None,
        after={} if action == REMOVED else after,
        # What is removed is recorded as it was; what is added had nothing before.
        before=after if action == REMOVED else {} if action == ADDED else before,
    )


def _found(wanted: ChangeFilter) -> sql.Composed | None:
    """Return the query for the keys of the changes asked for; None if no table can hold any."""
    labels = [
        label
        for label in event_models()
        if (wanted.models is None or label in wanted.models)
        and (wanted.objects is None or any(label == model for model, _ in wanted.objects))
    ]
    if not labels:
        return None
    return sql.SQL(" UNION ALL ").join(_found_in(label, wanted) for label in labels)


def _found_in(label: str, wanted: ChangeFilter) -> sql.Composed:
    conditions: list[sql.Composable] = [sql.SQL("true")]
    if wanted.objects is not None:
        key = apps.get_model(label)._meta.pk
        ids = [key.to_python(object_id) for model, object_id in wanted.objects if model == label]
        conditions.append(sql.SQL("pgh_obj_id = ANY({})").format(sql.Literal(ids)))
    if wanted.since is not None:
        conditions.append(sql.SQL("pgh_created_at >= {}").format(sql.Literal(wanted.since)))
    if wanted.until is not None:
        conditions.append(sql.SQL("pgh_created_at < {}").format(sql.Literal(wanted.until)))
    conditions += _conditions_on_person(wanted)
    return sql.SQL(
        "SELECT {label} AS model, pgh_id, pgh_created_at AS at, pgh_label AS action,"
        " pgh_obj_id::text AS object_id, pgh_context_id AS context_id"
        " FROM {table} WHERE {conditions}"
    ).format(
        label=sql.Literal(label),
        table=sql.Identifier(event_models()[label]._meta.db_table),
        conditions=sql.SQL(" AND ").join(conditions),
    )


def _conditions_on_person(wanted: ChangeFilter) -> Iterable[sql.Composable]:
    by_somebody = sql.SQL(
        "pgh_context_id {} (SELECT id FROM pghistory_context WHERE metadata->>'user' {})"
    )
    if wanted.person_id is not None:
        person = sql.SQL("= {}").format(sql.Literal(str(wanted.person_id)))
        yield by_somebody.format(sql.SQL("IN"), person)
    if wanted.by_people is True:
        yield by_somebody.format(sql.SQL("IN"), sql.SQL("IS NOT NULL"))
    if wanted.by_people is False:
        # NOT IN would lose the rows without any context.
        automatic = by_somebody.format(sql.SQL("IN"), sql.SQL("IS NULL"))
        yield sql.SQL("(pgh_context_id IS NULL OR {})").format(automatic)


def _people(ids: Collection[int]) -> dict[int, str]:
    """Return the names of people, by id; one query, none for nobody."""
    if not ids:
        return {}
    people = User.objects.filter(pk__in=ids)
    return {person.pk: person.get_full_name() or person.username for person in people}


def _names_of_related(rows: Iterable[_Row]) -> dict[type[Model], dict[Any, str]]:
    """Return the names of the objects that the rows refer to; one query a model."""
    wanted: dict[type[Model], set[Any]] = {}
    for row in rows:
        for field in _fields(row.model):
            if isinstance(field, ForeignKey):
                keys = {row.before.get(field.attname), row.after.get(field.attname)} - {None}
                wanted.setdefault(field.related_model, set()).update(keys)
    return {model: _names(model, keys) for model, keys in wanted.items() if keys}


def _names(model: type[Model], keys: Collection[Any]) -> dict[Any, str]:
    columns = ["pk", *_naming_fields(model)]
    # Only the naming columns: what else an object holds is not this page's business.
    found = model._default_manager.filter(pk__in=keys).values_list(*columns)
    return {key: _first(values) or f"#{key}" for key, *values in found}


def _naming_fields(model: type[Model]) -> list[str]:
    own = {field.name for field in model._meta.fields}
    return [name for name in _NAMING if name in own]


def _first(values: Iterable[Any]) -> str:
    return next((str(value) for value in values if not _is_empty(value)), "")


def _object_name(row: _Row, names: Mapping[type[Model], Mapping[Any, str]]) -> str:
    """Return what people call the object; a link between two, by both their names."""
    said = row.after or row.before
    own = _first(said.get(name) for name in _naming_fields(row.model) if name != "id")
    if own:
        return own
    related = [
        names[field.related_model][said[field.attname]]
        for field in _fields(row.model)
        if isinstance(field, ForeignKey)
        and said.get(field.attname) in names.get(field.related_model, {})
    ]
    return " – ".join(related[:2]) or f"#{row.object_id}"


def _field_changes(
    row: _Row, names: Mapping[type[Model], Mapping[Any, str]]
) -> Iterable[FieldChange]:
    for field in _fields(row.model):
        before, after = row.before.get(field.attname), row.after.get(field.attname)
        # An added or removed object says only what it held; a changed one what differs.
        if before == after or (_is_empty(before) and _is_empty(after)):
            continue
        if isinstance(field, ForeignKey):
            related = names.get(field.related_model, {})
            before, after = (
                None if key is None else related.get(key, f"#{key}") for key in (before, after)
            )
        yield FieldChange(field=field, before=before, after=after)


def _is_empty(value: Any) -> bool:
    return value is None or value == ""


def _fields(model: type[Model]) -> list["Field[Any, Any]"]:
    """Return the fields that say something; when a row was saved says nothing beside the change."""
    return [
        field
        for field in model._meta.concrete_fields
        if not (field.primary_key or getattr(field, "auto_now", False))
    ]
