"""What the database refuses, in plain words beside the field that is meant."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from psycopg import errors

from inventory.operations.plant_refusals import NEEDED_BY, PLANT
from inventory.queries import AreaVerdict
from inventory.shapes import Shape, refuse_unsound

Drawn = TypeVar("Drawn", bound=Shape | None)

UNSOUND = gettext_lazy("This is not a sound drawing: it is not finite, or it crosses itself.")
#: Constraint to the field that it speaks of, and what to tell.
REFUSALS: dict[str, tuple[str, Promise]] = {
    "site_name_unique": ("name", gettext_lazy("Another site has this name.")),
    "site_accuracy_not_negative": ("accuracy_m", gettext_lazy("Metres are not negative.")),
    "site_geom_sound": ("geom", UNSOUND),
    "site_area_sound": ("area", UNSOUND),
    "region_name_per_kind": ("name", gettext_lazy("Another region has this name.")),
    "region_geom_sound": ("geom", UNSOUND),
    "corridor_geom_sound": ("geom", UNSOUND),
    "school_closed_date_only_if_closed": (
        "closed_date",
        gettext_lazy("Only a closed school has a day on which it was closed."),
    ),
    "circuit_cid_per_provider": (
        "cid",
        gettext_lazy("The provider has another circuit with this id."),
    ),
    "circuitservice_ends_after_start": ("ended_at", gettext_lazy("The end lies before the start.")),
    "circuitservice_no_overlap": (
        "started_at",
        gettext_lazy("The circuit is in service already in a part of this time."),
    ),
    "siteassignment_once": ("site", gettext_lazy("The person answers for this site already.")),
    "routenode_geom_sound": ("geom", UNSOUND),
    "routenode_junction_has_no_site": (
        "site",
        gettext_lazy("A junction lets no site in; make it a building entry."),
    ),
    "routesegment_two_nodes": (
        "geom",
        gettext_lazy("A segment joins two different nodes; this one ends where it began."),
    ),
    "routesegment_geom_sound": ("geom", UNSOUND),
    "routesegment_geom_simple": ("geom", gettext_lazy("The line crosses or touches itself.")),
    "routesegment_length_positive": ("geom", gettext_lazy("The line has no length.")),
    "routesegment_surveyed_length_positive": (
        "surveyed_length_m",
        gettext_lazy("A surveyed length is more than 0 m."),
    ),
    "routesegment_ends_at_nodes": (
        "geom",
        gettext_lazy("Segment %(detail)s does not begin and end at its nodes (0.05 m)."),
    ),
    "fibreroute_walk_contiguous": (
        "segments",
        gettext_lazy(
            "The route breaks before its segment no. %(detail)s: "
            "it does not begin where the one before ended."
        ),
    ),
    "fibreroutesegment_place_once": (
        "segments",
        gettext_lazy("Two segments have the same place in the route."),
    ),
    **PLANT,
}


@contextmanager
def one_change() -> Iterator[None]:
    """
    Run one change as a transaction, all of it or nothing.

    Raises:
        ValidationError: the database refused it; says why beside the field's name.
    """
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            # A change before this one in the same transaction has left them immediate.
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
            yield
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    except IntegrityError as error:
        refusal = in_plain_words(error)
        if refusal is None:
            raise
        raise refusal from error


def sound(field: str, geometry: Drawn) -> Drawn:
    """
    Return the geometry, or None for none.

    Raises:
        ValidationError: it is not sound; says why beside the field's name.
    """
    if geometry is not None:
        try:
            refuse_unsound(geometry)
        except ValidationError as error:
            raise ValidationError({field: error.messages}) from error
    return geometry


def in_plain_words(error: IntegrityError) -> ValidationError | None:
    """Return what a person is to be told, None if the error is not one of theirs."""
    cause = error.__cause__
    if not isinstance(cause, errors.IntegrityError):
        return None
    constraint = cause.diag.constraint_name or ""
    if constraint == "inside_operator_area":
        verdict = AreaVerdict(cause.diag.message_detail or AreaVerdict.OUTSIDE)
        return ValidationError({cause.diag.column_name or "geom": str(verdict.label)})
    if constraint in REFUSALS:
        field, words = REFUSALS[constraint]
        return ValidationError({field: str(words) % {"detail": cause.diag.message_detail or ""}})
    if isinstance(cause, errors.ForeignKeyViolation) and cause.diag.table_name in NEEDED_BY:
        return ValidationError(str(NEEDED_BY[cause.diag.table_name]))
    if isinstance(cause, errors.UniqueViolation) and constraint.endswith("_key"):
        # PostgreSQL's own name for a unique column: <table>_<column>_key.
        column = constraint.removeprefix(f"{cause.diag.table_name}_").removesuffix("_key")
        return ValidationError({column: _("This is taken: choose another.")})
    return None
