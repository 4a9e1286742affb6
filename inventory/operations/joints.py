"""
Joints between optical ends: one by one, in bulk, by range, tube or colour, and by patch cord.

Each function is one transaction, all or nothing, and raises `ValidationError` in plain words
beside the field that is meant. `mating` says what is refused.
"""

from collections.abc import Collection, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from inventory.models import Cable, CableType, Joint, OpticalEnd, RouteNode, Tray
from inventory.operations.cables import store_cord
from inventory.operations.glass import new_glass
from inventory.operations.known import all_known, known, unknown, write
from inventory.operations.mating import Making, Pair, mate_all, part
from inventory.operations.paths import rebuild_touching, refuse_under_live
from inventory.operations.refusals import one_change
from inventory.queries.strands import (
    Side,
    TwoEndsHereError,
    colours_in_tube,
    ends_of,
    numbers_in_tube,
)

#: What may be said anew of a joint; which ends it joins is not said but made.
MEASURED = frozenset({"kind", "loss_db", "tray_id", "made_date", "made_by"})
#: The type of the cords that `patch` makes.
PATCH_CORD = "patch-cord"


def join(*, a_end: int, z_end: int, **making: Any) -> Joint:
    """Join two ends; `making` are the fields of `mating.Making`: kind, tray_id, loss_db, ..."""
    with one_change():
        (joint,) = mate_all([(a_end, z_end)], Making(**making))
    return joint


def join_many(pairs: Sequence[Pair], **making: Any) -> list[Joint]:
    """Join the ends of each pair, all or none, each made in the same way as by `join`."""
    with one_change():
        return mate_all(pairs, Making(**making))


def unjoin(*, joint_ids: Collection[int]) -> int:
    """Part joints; return how many. Refused where an active circuit's light runs through one."""
    with one_change():
        joints = all_known(Joint, joint_ids, "joint_ids")
        ends = OpticalEnd.objects.filter(mating__joint__in=joints.keys())
        refuse_under_live(joined_ends=list(ends.values_list("pk", flat=True)))
        rebuild_touching(part(joints.keys()))
    return len(joints)


def update_joint(*, joint_id: int, **changes: Any) -> Joint:
    """Write how a joint was made, any of `MEASURED`: a loss measured later, say."""
    with one_change():
        joint = known(Joint, joint_id, "joint_id", for_update=True)
        for field in changes.keys() - MEASURED:
            raise ValidationError({field: _("This cannot be changed.")})
        if "tray_id" in changes and changes["tray_id"] is not None:
            known(Tray, changes["tray_id"], "tray_id")
        return write(joint, changes)


def splice_range(
    *,
    node_id: int,
    a_cable_id: int,
    a_first: int,
    z_cable_id: int,
    z_first: int,
    n: int,
    a_towards: Side | None = None,
    z_towards: Side | None = None,
    **making: Any,
) -> list[Joint]:
    """
    Join `n` fibres of one cable to as many of another, in the order of their numbers.

    `a_towards`, `z_towards`: where fibres are cut, to which end of its cable the piece leads.
    """
    with one_change():
        if n < 1:
            raise ValidationError({"n": _("At least one fibre is joined.")})
        a_ends = _ends(node_id, a_cable_id, "a", a_towards)
        z_ends = _ends(node_id, z_cable_id, "z", z_towards)
        a_numbers, z_numbers = range(a_first, a_first + n), range(z_first, z_first + n)
        pairs = zip(
            _pick(a_ends, a_numbers, "a_first"), _pick(z_ends, z_numbers, "z_first"), strict=True
        )
        return mate_all(list(pairs), Making(**making))


def splice_tubes(
    *,
    node_id: int,
    a_cable_id: int,
    a_tube: int,
    z_cable_id: int,
    z_tube: int,
    a_towards: Side | None = None,
    z_towards: Side | None = None,
    **making: Any,
) -> list[Joint]:
    """Join all fibres of a tube to those of another with as many, place by place."""
    with one_change():
        a_ends = _ends(node_id, a_cable_id, "a", a_towards)
        z_ends = _ends(node_id, z_cable_id, "z", z_towards)
        a_numbers = _in_tube(a_cable_id, a_tube, "a_tube")
        z_numbers = _in_tube(z_cable_id, z_tube, "z_tube")
        if len(a_numbers) != len(z_numbers):
            words = _("The tubes hold %(a)d and %(z)d fibres; join them by range or by colour.")
            raise ValidationError({"z_tube": words % {"a": len(a_numbers), "z": len(z_numbers)}})
        pairs = zip(
            _pick(a_ends, a_numbers, "a_tube"), _pick(z_ends, z_numbers, "z_tube"), strict=True
        )
        return mate_all(list(pairs), Making(**making))


def splice_by_colour(
    *,
    node_id: int,
    a_cable_id: int,
    a_tube: int,
    z_cable_id: int,
    z_tube: int,
    a_towards: Side | None = None,
    z_towards: Side | None = None,
    **making: Any,
) -> list[Joint]:
    """Join the fibres of two tubes that bear the same colour; the others stay free."""
    with one_change():
        a_ends = _ends(node_id, a_cable_id, "a", a_towards)
        z_ends = _ends(node_id, z_cable_id, "z", z_towards)
        for field, cable_id, tube in (("a", a_cable_id, a_tube), ("z", z_cable_id, z_tube)):
            _in_tube(cable_id, tube, f"{field}_tube")
        by_colour = {
            colour: number for number, colour in colours_in_tube(z_cable_id, z_tube).items()
        }
        numbers = [
            (number, by_colour[colour])
            for number, colour in colours_in_tube(a_cable_id, a_tube).items()
            if colour in by_colour
        ]
        if not numbers:
            raise ValidationError({"z_tube": _("No colour is in both tubes.")})
        a_numbers, z_numbers = zip(*numbers, strict=True)
        pairs = zip(
            _pick(a_ends, a_numbers, "a_tube"), _pick(z_ends, z_numbers, "z_tube"), strict=True
        )
        return mate_all(list(pairs), Making(**making))


def patch(*, a_end: int, z_end: int, code: str | None = None, is_demo: bool = False) -> Cable:
    """
    Plug a new patch cord of one fibre between two free ends at a node.

    `delete_cable` takes the cord away again.
    """
    with one_change():
        cord_type = CableType.objects.filter(slug=PATCH_CORD).first()
        if cord_type is None:
            raise ValidationError({"type_id": unknown(CableType, PATCH_CORD)})
        if a_end == z_end:
            raise ValidationError({"z_end": _("An end is not joined to itself.")})
        end = known(OpticalEnd, a_end, "a_end")
        cord = store_cord(
            code=code or f"PK-{new_glass(1)[0]}",
            type_id=cord_type.pk,
            node_id=end.node_id,
            is_demo=is_demo,
        )
        (into,) = ends_of(cord.pk, end.node_id, towards="z").values()
        mate_all([(a_end, into), (into ^ 1, z_end)], Making(kind=Joint.Kind.CONNECTOR))
    return cord


def _ends(node_id: int, cable_id: int, field: str, towards: Side | None) -> dict[int, int]:
    node = known(RouteNode, node_id, "node_id")
    cable = known(Cable, cable_id, f"{field}_cable_id")
    try:
        ends = ends_of(cable_id, node_id, towards=towards)
    except TwoEndsHereError as error:
        words = _("Fibres of %(cable)s are cut here: say to which end of it the piece leads.")
        raise ValidationError({f"{field}_towards": words % {"cable": cable}}) from error
    if not ends:
        words = _("No fibre of %(cable)s ends at node %(node)s.") % {"cable": cable, "node": node}
        raise ValidationError({f"{field}_cable_id": words})
    return ends


def _pick(ends: dict[int, int], numbers: Sequence[int], field: str) -> list[int]:
    for number in numbers:
        if number not in ends:
            words = _("Fibre %(number)d does not end here.") % {"number": number}
            raise ValidationError({field: words})
    return [ends[number] for number in numbers]


def _in_tube(cable_id: int, tube_number: int, field: str) -> list[int]:
    numbers = numbers_in_tube(cable_id, tube_number)
    if not numbers:
        words = _("The cable has no tube %(number)d.") % {"number": tube_number}
        raise ValidationError({field: words})
    return numbers
