"""Splices and light paths out of a table."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import LiteralString

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from inventory.imports.rows import PathRow, SpliceRow
from inventory.models import CircuitPath, Closure
from inventory.operations.importing import names
from inventory.operations.importing.glass import Glasses, read_glasses
from inventory.operations.importing.outcomes import (
    IsLate,
    Made,
    Outcome,
    RowError,
    State,
    in_time,
    outcome_of,
)
from inventory.operations.joints import join_many
from inventory.operations.paths import assign_path

Pair = tuple[int, int]

# Rows differ in what was measured; bulk_update took three quarters of a splice list's time.
_AS_MEASURED: LiteralString = """
    UPDATE inventory_joint joint
       SET loss_db = made.loss_db, made_date = made.made_date, made_by = made.made_by
      FROM unnest(%(joints)s::bigint[], %(losses)s::float8[], %(dates)s::date[], %(people)s::text[])
           AS made (id, loss_db, made_date, made_by)
     WHERE joint.id = made.id
"""
_SPLICE_FIELDS = {
    "z_end": "z_glass",
    "a_end": "a_glass",
    "tray": "tray",
    "tray_id": "tray",
    "kind": "kind",
    "loss_db": "loss_db",
    "made_by": "made_by",
}
_PATH_FIELDS = {"circuit": "circuit", "a_end": "a_port", "z_end": "z_port", "optics": "optics"}


@dataclass(frozen=True, slots=True)
class Planned:
    """A splice row that looks sound: the pairs still to be joined, and those that are."""

    row: SpliceRow
    pairs: tuple[Pair, ...]
    n_there: int
    tray_id: int | None


def make_splices(rows: Sequence[SpliceRow], *, is_late: IsLate) -> Made:
    """Make the joints of a splice list; joints of one kind on one tray in one go."""
    outcomes: dict[int, Outcome] = {}
    planned: list[Planned] = []
    places, trays = _places(rows, outcomes), {}
    sides = [side for row in rows for side in (row.a, row.z)]
    glasses = read_glasses(sides, [node_id for node_id, _there in places.values()])
    for row in in_time(rows, is_late):
        if row.node not in places:
            continue
        try:
            key = (row.node, row.tray)
            if key not in trays:
                node_id, closure = places[row.node]
                trays[key] = names.tray_id_of("tray", row.tray, node_id=node_id, closure=closure)
            planned.append(_plan(row, glasses, places[row.node][0], trays[key]))
        except RowError as error:
            outcomes[row.line] = Outcome(row.line, State.WRONG, str(error), error.column)
    groups: dict[tuple[str, int | None, str], list[Planned]] = defaultdict(list)
    for one in planned:
        groups[one.row.kind, one.tray_id, one.row.node].append(one)
    for group in in_time(groups.values(), is_late):
        outcomes.update((one.line, one) for one in _join_group(group))
    made = {line for line, one in outcomes.items() if one.state is State.NEW}
    ends = [end for one in planned if one.row.line in made for end, _mate in one.pairs]
    return Made([outcomes[row.line] for row in rows], ends)


def _places(
    rows: Sequence[SpliceRow], outcomes: dict[int, Outcome]
) -> dict[str, tuple[int, Closure | None]]:
    """Return node and closure of each place that the rows name; note those that are not there."""
    places: dict[str, tuple[int, Closure | None]] = {}
    unknown: dict[str, str] = {}
    for row in rows:
        if row.node not in places and row.node not in unknown:
            try:
                places[row.node] = names.place_of("node", row.node)
            except RowError as error:
                unknown[row.node] = str(error)
        if row.node in unknown:
            outcomes[row.line] = Outcome(row.line, State.WRONG, unknown[row.node], "node")
    return places


def _plan(row: SpliceRow, glasses: Glasses, node_id: int, tray_id: int | None) -> Planned:
    """Return what is to be joined; from now on its ends count as taken."""
    a_ends = glasses.ends_of(row.a, letter="a", node_id=node_id, place=row.node)
    z_ends = glasses.ends_of(row.z, letter="z", node_id=node_id, place=row.node)
    if len(a_ends) != len(z_ends):
        raise RowError(
            "z_fibre",
            _("Side A has %(a)d fibres here, side B %(z)d: both must have the same number.")
            % {"a": len(a_ends), "z": len(z_ends)},
        )
    pairs = []
    for n, (a_end, z_end) in enumerate(zip(a_ends, z_ends, strict=True)):
        if glasses.mates.get(a_end) == z_end:
            continue
        for end, letter, side in ((a_end, "a", row.a), (z_end, "z", row.z)):
            if end in glasses.mates:
                raise RowError(
                    f"{letter}_fibre",
                    _("Fibre no. %(n)d of this row (%(code)s) is joined to something else already.")
                    % {"n": n + 1, "code": side.glass},
                )
        if a_end == z_end:
            raise RowError("z_fibre", _("A fibre cannot be joined to itself."))
        pairs.append((a_end, z_end))
    # One row may name a fibre on both sides, or twice.
    if len({end for pair in pairs for end in pair}) < 2 * len(pairs):
        raise RowError("z_fibre", _("This row names a fibre twice."))
    for a_end, z_end in pairs:
        glasses.mates[a_end], glasses.mates[z_end] = z_end, a_end
    return Planned(row, tuple(pairs), len(a_ends) - len(pairs), tray_id)


def _join_group(group: Sequence[Planned]) -> list[Outcome]:
    """Join all rows of a group at once; where that is refused, one by one to learn which."""
    try:
        with transaction.atomic():
            _join(group)
    except ValidationError:
        return [
            outcome_of(one.row.line, lambda one=one: _alone(one), fields=_SPLICE_FIELDS)  # type: ignore[misc]  # the row is bound now
            for one in group
        ]
    return [_outcome(one) for one in group]


def _alone(one: Planned) -> Outcome:
    _join([one])
    return _outcome(one)


def _join(group: Sequence[Planned]) -> None:
    pairs = [pair for one in group for pair in one.pairs]
    if not pairs:
        return
    joints = join_many(pairs, kind=group[0].row.kind, tray_id=group[0].tray_id)
    rows = [one.row for one in group for _pair in one.pairs]
    with connection.cursor() as cursor:
        cursor.execute(
            _AS_MEASURED,
            {
                "joints": [joint.pk for joint in joints],
                "losses": [row.loss_db for row in rows],
                "dates": [row.made_date for row in rows],
                "people": [row.made_by for row in rows],
            },
        )


def _outcome(one: Planned) -> Outcome:
    row, n = one.row, len(one.pairs)
    if not n:
        says = _("Joined so already; kind, tray and loss stay as they are.")
        return Outcome(row.line, State.THERE, says)
    words = ngettext(
        "%(n)d joint: %(a)s to %(z)s at %(place)s.",
        "%(n)d joints: %(a)s to %(z)s at %(place)s.",
        n,
    ) % {"n": n, "a": row.a.glass, "z": row.z.glass, "place": row.node}
    if one.n_there:
        words += " " + ngettext(
            "%(n)d is there already.", "%(n)d are there already.", one.n_there
        ) % {"n": one.n_there}
    return Outcome(row.line, State.NEW, words)


def make_paths(rows: Sequence[PathRow], *, is_late: IsLate) -> Made:
    """Assign the light paths of a table."""
    ends: list[int] = []
    outcomes = [
        outcome_of(row.line, lambda row=row: _path(row, ends), fields=_PATH_FIELDS)  # type: ignore[misc]  # the row is bound now
        for row in in_time(rows, is_late)
    ]
    return Made(outcomes, ends)


def _path(row: PathRow, ends: list[int]) -> Outcome:
    circuit = names.circuit_of("circuit", row.circuit)
    a_end = names.port_front("a_panel", row.a_panel, "a_port", row.a_port)
    z_end = names.port_front("z_panel", row.z_panel, "z_port", row.z_port)
    optics_id = names.optics_id_of("optics", row.optics)
    there = CircuitPath.objects.filter(circuit=circuit, leg=row.leg).first()
    if there is not None:
        if {there.a_end_id, there.z_end_id} == {a_end, z_end}:
            return Outcome(row.line, State.THERE, _("The circuit has this path already."))
        raise RowError("circuit", _("The circuit has another path already. Take that away first."))
    path = assign_path(
        circuit_id=circuit.pk, leg=row.leg, a_end=a_end, z_end=z_end, optics_id=optics_id
    )
    ends.append(a_end)
    said = {"circuit": row.circuit, "leg": path.get_leg_display()}
    if path.is_running:
        return Outcome(row.line, State.NEW, _("%(circuit)s, %(leg)s: the light runs.") % said)
    says = _("%(circuit)s, %(leg)s: the light does not reach the other end yet.") % said
    return Outcome(row.line, State.NEW, says)
