"""Closures, cables and cut tubes out of a table."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from inventory.imports.rows import CableRow, ClosureRow, CutRow
from inventory.models import Cable, Closure, OpticalEnd
from inventory.operations.cables import make_cable
from inventory.operations.housing import make_closure
from inventory.operations.importing import names
from inventory.operations.importing.outcomes import (
    IsLate,
    Made,
    Outcome,
    RowError,
    State,
    in_time,
    outcome_of,
)
from inventory.operations.windows import cut_tubes

#: From the fields of the operations to the columns; the first stands for what names none.
_CLOSURE_FIELDS = {
    "code": "code",
    "node": "node",
    "node_id": "node",
    "max_trays": "max_trays",
    "n_trays": "n_trays",
    "trays": "n_trays",
    "joints_per_tray": "joints_per_tray",
}
_CABLE_FIELDS = {
    "code": "code",
    "type": "type",
    "type_id": "type",
    "from_node": "from_node",
    "from_node_id": "from_node",
    "segments": "segments",
    "segment_ids": "segments",
    "walk": "segments",
    "sheath_m": "sheath_m",
    "status": "status",
    "owner": "owner",
}
_CUT_FIELDS = {
    "tube_numbers": "tubes",
    "tubes": "tubes",
    "node": "node",
    "node_id": "node",
    "cable": "cable",
    "cable_id": "cable",
}


def make_closures(rows: Sequence[ClosureRow], *, is_late: IsLate) -> Made:
    """Make the closures of a table."""
    outcomes = [
        outcome_of(row.line, lambda row=row: _closure(row), fields=_CLOSURE_FIELDS)  # type: ignore[misc]  # the row is bound now
        for row in in_time(rows, is_late)
    ]
    return Made(outcomes, [])


def make_cables(rows: Sequence[CableRow], *, is_late: IsLate) -> Made:
    """Make the cables of a table."""
    outcomes = [
        outcome_of(row.line, lambda row=row: _cable(row), fields=_CABLE_FIELDS)  # type: ignore[misc]  # the row is bound now
        for row in in_time(rows, is_late)
    ]
    return Made(outcomes, [])


def make_cuts(rows: Sequence[CutRow], *, is_late: IsLate) -> Made:
    """Cut the tubes of a table."""
    outcomes = [
        outcome_of(row.line, lambda row=row: _cut(row), fields=_CUT_FIELDS)  # type: ignore[misc]  # the row is bound now
        for row in in_time(rows, is_late)
    ]
    return Made(outcomes, [])


def _closure(row: ClosureRow) -> Outcome:
    node_id = names.node_id_of("node", row.node)
    there = Closure.objects.filter(code=row.code).first()
    if there is not None:
        n_trays = there.trays.count()
        if there.node_id != node_id:
            raise RowError("code", _("Another closure has this code, at another node."))
        if n_trays != row.n_trays:
            raise RowError(
                "n_trays", _("This closure is there already, with %(n)d trays.") % {"n": n_trays}
            )
        return Outcome(row.line, State.THERE, _("This closure is there already."))
    make_closure(
        code=row.code,
        node_id=node_id,
        n_trays=row.n_trays,
        joints_per_tray=row.joints_per_tray,
        max_trays=row.max_trays,
    )
    words = ngettext(
        "Closure %(code)s with %(n)d tray.", "Closure %(code)s with %(n)d trays.", row.n_trays
    )
    return Outcome(row.line, State.NEW, words % {"code": row.code, "n": row.n_trays})


def _cable(row: CableRow) -> Outcome:
    kind = names.cable_type_of("type", row.type)
    from_node_id = names.node_id_of("from_node", row.from_node)
    if row.route:
        segment_ids = names.route_segment_ids("route", row.route, from_node_id=from_node_id)
    else:
        segment_ids = names.segment_ids_of("segments", row.segments)
    there = Cable.objects.filter(code=row.code).first()
    if there is not None:
        _refuse_other_cable(
            there, row, type_id=kind.pk, from_node_id=from_node_id, segment_ids=segment_ids
        )
        return Outcome(row.line, State.THERE, _("This cable is there already."))
    cable = make_cable(
        code=row.code,
        type_id=kind.pk,
        from_node_id=from_node_id,
        segment_ids=segment_ids,
        status=row.status,
        sheath_m=row.sheath_m,
        length_source="gis" if row.sheath_m is None else "manual",
        owner=row.owner,
    )
    if row.to_node and cable.z_node_id != names.node_id_of("to_node", row.to_node):
        raise RowError("to_node", _("The walk ends at %(code)s.") % {"code": cable.z_node.code})
    said = {"code": row.code, "n": kind.n_fibres, "from": row.from_node, "to": cable.z_node.code}
    return Outcome(
        row.line, State.NEW, _("Cable %(code)s, %(n)d fibres, %(from)s to %(to)s.") % said
    )


def _refuse_other_cable(
    there: Cable, row: CableRow, *, type_id: int, from_node_id: int, segment_ids: Sequence[int]
) -> None:
    walk = list(there.walk.order_by("position").values_list("segment_id", flat=True))
    if there.type_id != type_id:
        raise RowError("type", _("This cable is there already, of another type."))
    if there.a_node_id != from_node_id or walk != list(segment_ids):
        column = "route" if row.route else "segments"
        raise RowError(column, _("This cable is there already, on another walk."))


def _cut(row: CutRow) -> Outcome:
    cable = names.cable_of("cable", row.cable)
    node_id, _closure_there = names.place_of("node", row.node)
    if node_id in {cable.a_node_id, cable.z_node_id}:
        raise RowError("node", _("The cable ends here; only where it passes are tubes cut."))
    ends = OpticalEnd.objects.filter(node_id=node_id, strand_section__strand__cable=cable)
    cut = set(ends.values_list("strand_section__strand__tube__number", flat=True))
    todo = [number for number in row.tubes if number not in cut]
    if not todo:
        return Outcome(row.line, State.THERE, _("These tubes are cut there already."))
    n_strands = cut_tubes(cable_id=cable.pk, node_id=node_id, tube_numbers=todo)
    said = {"tubes": ", ".join(map(str, todo)), "n": n_strands, "place": row.node}
    return Outcome(row.line, State.NEW, _("Tubes %(tubes)s cut at %(place)s, %(n)d fibres.") % said)
