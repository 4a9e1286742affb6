"""
Window cuts: chosen tubes of a cable cut where it passes a node, the others express.

    before   N0 ---------- g ---------- N2        one piece of glass a fibre, N1 passed
    after    N0 --- g --- N1 --- h --- N2         two; what was joined to g at N2 is joined to h

The cable stays whole. Taking a cut back merges each pair of pieces into the first, ids and all.
Each function is one transaction and raises `ValidationError` beside the field that is meant.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import LiteralString

from django.core.exceptions import ValidationError
from django.db import connection
from django.utils.translation import gettext as _

from inventory.models import (
    Cable,
    CircuitPath,
    Mate,
    OpticalEnd,
    RouteNode,
    Strand,
    StrandSection,
)
from inventory.operations.glass import new_glass
from inventory.operations.known import known
from inventory.operations.paths import rebuild_touching, refuse_under_live
from inventory.operations.refusals import one_change
from inventory.queries.strands import ends_in_words, positions_on

#: Paths that begin or end at an end, moved to another end of the same node.
_MOVES: tuple[LiteralString, ...] = tuple(
    f"""
    UPDATE inventory_circuitpath path SET {column} = ends.new
      FROM unnest(%(old)s::bigint[], %(new)s::bigint[]) AS ends (old, new)
     WHERE path.{column} = ends.old
    """  # noqa: S608 - own constants
    for column in ("a_end_id", "z_end_id")
)


def cut_tubes(*, cable_id: int, node_id: int, tube_numbers: Collection[int]) -> int:
    """
    Cut all fibres of these tubes at a node that the cable passes; return how many.

    Refused where an active circuit's light runs over one of them.
    """
    with one_change():
        cable = known(Cable, cable_id, "cable_id", for_update=True)
        position = _passed_at(cable, node_id)
        strands = _strands_in(cable, tube_numbers)
        whole = StrandSection.objects.filter(
            strand__in=strands, from_position__lt=position, to_position__gt=position
        )
        pieces = list(whole.select_related("strand__tube").order_by("pk"))
        _refuse_other_tubes(strands, pieces, _("Tube %(number)d is cut here already."))
        refuse_under_live(section_ids=[piece.pk for piece in pieces])
        _cut(pieces, position=position, node_id=node_id)
    return len(pieces)


def revert_cut(*, cable_id: int, node_id: int, tube_numbers: Collection[int]) -> int:
    """
    Take the cut of these tubes at a node back; return how many fibres are whole again.

    Refused where something is joined to their ends here, or a circuit's path ends.
    """
    with one_change():
        cable = known(Cable, cable_id, "cable_id", for_update=True)
        position = _passed_at(cable, node_id)
        strands = _strands_in(cable, tube_numbers)
        sections = StrandSection.objects.filter(strand__in=strands)
        before = list(
            sections.filter(to_position=position).select_related("strand__tube").order_by("strand")
        )
        after = list(sections.filter(from_position=position).order_by("strand"))
        _refuse_other_tubes(strands, before, _("Tube %(number)d is not cut here."))
        refuse_under_live(section_ids=[piece.pk for piece in (*before, *after)])
        _refuse_used_ends([2 * one.pk + 1 for one in before] + [2 * one.pk for one in after])
        _merge(list(zip(before, after, strict=True)))
    return len(before)


def _cut(pieces: Sequence[StrandSection], *, position: int, node_id: int) -> None:
    """Cut each piece at a node position; the new piece is the one behind it."""
    glass = new_glass(len(pieces))
    old_ends = [2 * piece.pk + 1 for piece in pieces]
    far_nodes = dict(OpticalEnd.objects.filter(pk__in=old_ends).values_list("pk", "node_id"))
    StrandSection.objects.filter(pk__in=[piece.pk for piece in pieces]).update(to_position=position)
    StrandSection.objects.bulk_create(
        StrandSection(
            pk=new,
            strand_id=piece.strand_id,
            from_position=position,
            to_position=piece.to_position,
        )
        for new, piece in zip(glass, pieces, strict=True)
    )
    OpticalEnd.objects.bulk_create(
        OpticalEnd(pk=2 * new + side, node_id=at_node, strand_section_id=new)
        for new, old in zip(glass, old_ends, strict=True)
        for side, at_node in ((0, node_id), (1, far_nodes[old]))
    )
    moved = {old: 2 * new + 1 for old, new in zip(old_ends, glass, strict=True)}
    _move(moved)
    OpticalEnd.objects.filter(pk__in=old_ends).update(node_id=node_id)
    rebuild_touching([*moved, *moved.values()])


def _merge(pairs: Sequence[tuple[StrandSection, StrandSection]]) -> None:
    """Make one piece of each two that follow each other: the first, as long as both."""
    gone = [after.pk for _before, after in pairs]
    far_nodes = dict(
        OpticalEnd.objects.filter(pk__in=[2 * pk + 1 for pk in gone]).values_list("pk", "node_id")
    )
    moved = {2 * after.pk + 1: 2 * before.pk + 1 for before, after in pairs}
    _move(moved)
    kept_ends = OpticalEnd.objects.in_bulk(list(moved.values()))
    for old, new in moved.items():
        kept_ends[new].node_id = far_nodes[old]
    OpticalEnd.objects.bulk_update(kept_ends.values(), ["node"])
    # Their places first: a strand has one piece that ends at a position.
    StrandSection.objects.filter(pk__in=gone).delete()
    for before, after in pairs:
        before.to_position = after.to_position
    StrandSection.objects.bulk_update([before for before, _after in pairs], ["to_position"])
    rebuild_touching(list(moved.values()))


def _move(ends: Mapping[int, int]) -> None:
    """Move what is joined to these ends, and the paths that end at them, to other ends."""
    joints = Mate.objects.filter(end__in=ends.keys()).values("joint")
    # Anew, not row by row: between two updates a joint would lead twice in one direction.
    mates = list(Mate.objects.filter(joint__in=joints))
    Mate.objects.filter(pk__in=[mate.pk for mate in mates]).delete()
    for mate in mates:
        mate.end_id = ends.get(mate.end_id, mate.end_id)
        mate.mate_id = ends.get(mate.mate_id, mate.mate_id)
    Mate.objects.bulk_create(mates)
    with connection.cursor() as cursor:
        for statement in _MOVES:
            cursor.execute(statement, {"old": list(ends), "new": list(ends.values())})


def _passed_at(cable: Cable, node_id: int) -> int:
    """Return the position of a node that a cable passes, other than its ends."""
    node = known(RouteNode, node_id, "node_id")
    position = positions_on(cable.pk).get(node_id)
    if position is None or node_id in (cable.a_node_id, cable.z_node_id):
        words = _("Cable %(cable)s does not pass node %(node)s.")
        raise ValidationError({"node_id": words % {"cable": cable, "node": node}})
    return position


def _strands_in(cable: Cable, tube_numbers: Collection[int]) -> list[Strand]:
    wanted = set(tube_numbers)
    if not wanted:
        raise ValidationError({"tube_numbers": _("Say which tubes.")})
    strands = [
        strand
        for strand in Strand.objects.filter(cable=cable).select_related("tube").order_by("number")
        if strand.tube.number in wanted
    ]
    for number in sorted(wanted - {strand.tube.number for strand in strands}):
        words = _("The cable has no tube %(number)d.") % {"number": number}
        raise ValidationError({"tube_numbers": words})
    return strands


def _refuse_other_tubes(
    strands: Sequence[Strand], pieces: Sequence[StrandSection], words: str
) -> None:
    found = {piece.strand_id for piece in pieces}
    for strand in strands:
        if strand.pk not in found:
            raise ValidationError({"tube_numbers": words % {"number": strand.tube.number}})


def _refuse_used_ends(ends: Sequence[int]) -> None:
    mate = Mate.objects.filter(end__in=ends).order_by("pk").first()
    if mate is not None:
        words = _("%(end)s is joined here; part it first.")
        raise ValidationError({"tube_numbers": words % {"end": ends_in_words([mate.pk])[mate.pk]}})
    at_ends = CircuitPath.objects.filter(a_end__in=ends) | CircuitPath.objects.filter(
        z_end__in=ends
    )
    path = at_ends.select_related("circuit").order_by("circuit__cid").first()
    if path is not None:
        words = _("The path of circuit %(circuit)s ends here.") % {"circuit": path.circuit}
        raise ValidationError({"tube_numbers": words})
