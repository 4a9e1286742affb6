"""
Cables and patch cords: made whole from their type, changed, retired, deleted; and their slack.

Each function is one transaction and raises `ValidationError`, in plain words beside the field
that is meant. What the light of an active circuit runs over is neither retired nor deleted.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from inventory.models import (
    Cable,
    CableSection,
    CableType,
    CircuitPath,
    Duct,
    Reservation,
    RouteNode,
    RouteSegment,
    SlackLoop,
    Strand,
)
from inventory.models.places import PlantStatus
from inventory.operations.glass import fill_cable
from inventory.operations.known import all_known, known, store, write
from inventory.operations.mating import joints_at, part
from inventory.operations.paths import clear_path, rebuild_touching, refuse_under_live
from inventory.operations.refusals import one_change
from inventory.operations.walks import walk_from
from inventory.queries.strands import ends_of_cables, positions_on

#: What may be said anew of a cable; its way and its glass are not said but changed.
CHANGEABLE = frozenset(
    {"code", "status", "sheath_m", "length_source", "owner", "laid_date", "comments"}
)
#: In none of these a cable carries light; retired it does not either, but that is not just said.
NOT_BUILT = frozenset({PlantStatus.PLANNED, PlantStatus.UNDER_CONSTRUCTION})


def make_cable(
    *,
    code: str,
    type_id: int,
    from_node_id: int,
    segment_ids: Sequence[int],
    status: str = PlantStatus.ACTIVE,
    sheath_m: float | None = None,
    length_source: str = Cable.LengthSource.GIS,
    duct_ids: Mapping[int, int] | None = None,
    owner: str = "",
    is_demo: bool = False,
) -> Cable:
    """
    Lay a cable along segments from a node on, with all its tubes, strands and ends.

    `duct_ids`: segment to the duct that the cable lies in there.
    """
    in_ducts = dict(duct_ids or {})
    with one_change():
        steps = walk_from(from_node_id, segment_ids)
        _refuse_strange_ducts(in_ducts, segment_ids)
        cable = store(
            Cable(
                code=code,
                type=known(CableType, type_id, "type_id"),
                status=status,
                a_node_id=from_node_id,
                z_node_id=steps[-1].to_node_id,
                sheath_m=sheath_m,
                length_source=length_source,
                owner=owner,
                is_demo=is_demo,
            )
        )
        CableSection.objects.bulk_create(
            CableSection(
                cable=cable,
                position=step.position,
                segment=step.segment,
                is_reversed=step.is_reversed,
                duct_id=in_ducts.get(step.segment.pk),
            )
            for step in steps
        )
        fill_cable(cable, n_steps=len(steps))
    return cable


def make_patch_cord(*, code: str, type_id: int, node_id: int, is_demo: bool = False) -> Cable:
    """Store a cord that begins and ends at one node."""
    with one_change():
        return store_cord(code=code, type_id=type_id, node_id=node_id, is_demo=is_demo)


def store_cord(*, code: str, type_id: int, node_id: int, is_demo: bool) -> Cable:
    """Store a patch cord, within the caller's transaction."""
    node = known(RouteNode, node_id, "node_id")
    cord = Cable(
        code=code,
        kind=Cable.Kind.PATCH_CORD,
        type=known(CableType, type_id, "type_id"),
        a_node=node,
        z_node=node,
        is_demo=is_demo,
    )
    fill_cable(store(cord), n_steps=0)
    return cord


def update_cable(*, cable_id: int, **changes: Any) -> Cable:
    """
    Write what is said of a cable: any of `CHANGEABLE`; `retire_cable` takes it out of use.

    Refused where a cable with an active circuit's light would count as not built yet.
    """
    with one_change():
        cable = known(Cable, cable_id, "cable_id", for_update=True)
        for field in changes.keys() - CHANGEABLE:
            raise ValidationError({field: _("This cannot be changed.")})
        retired = PlantStatus.RETIRED
        if (changes.get("status", cable.status) == retired) != (cable.status == retired):
            raise ValidationError({"status": _("Retire the cable, or take it back into use.")})
        if changes.get("status") in NOT_BUILT - {cable.status}:
            refuse_under_live(cable_ids=[cable.pk])
        return write(cable, changes)


def lay_in_ducts(*, cable_id: int, duct_ids: Mapping[int, int | None]) -> Cable:
    """Pull a cable through ducts: segment to the duct that it lies in there, None for none."""
    with one_change():
        cable = known(Cable, cable_id, "cable_id", for_update=True)
        sections = {one.segment_id: one for one in cable.walk.all()}
        in_ducts = {segment: duct for segment, duct in duct_ids.items() if duct is not None}
        _refuse_strange_ducts(in_ducts, list(sections))
        for segment_id in duct_ids.keys() & sections.keys():
            section = sections[segment_id]
            section.duct_id = duct_ids[segment_id]
            section.save(update_fields=["duct"])
    return cable


def retire_cable(*, cable_id: int) -> Cable:
    """
    Take a cable out of use: its joints are parted and its strands retired; it stays recorded.

    Faulty strands stay faulty, so that `revive_cable` brings none of them back.
    """
    with one_change():
        cable = known(Cable, cable_id, "cable_id", for_update=True)
        _free_of_use(cable)
        strands = Strand.objects.filter(cable=cable, status=Strand.Status.DARK)
        strands.update(status=Strand.Status.RETIRED)
        return write(cable, {"status": PlantStatus.RETIRED})


def revive_cable(*, cable_id: int) -> Cable:
    """Take a retired cable back into use, dark and not joined to anything."""
    with one_change():
        cable = known(Cable, cable_id, "cable_id", for_update=True)
        if cable.status != PlantStatus.RETIRED:
            raise ValidationError({"cable_id": _("Cable %(cable)s is in use.") % {"cable": cable}})
        strands = Strand.objects.filter(cable=cable, status=Strand.Status.RETIRED)
        strands.update(status=Strand.Status.DARK)
        return write(cable, {"status": PlantStatus.ACTIVE})


def delete_cable(*, cable_id: int) -> None:
    """
    Delete a cable that was never there, with its joints and its slack.

    Paths that end at it and do not run go with it; a patch cord is taken away so.
    """
    with one_change():
        cable = known(Cable, cable_id, "cable_id", for_update=True)
        ends = _free_of_use(cable)
        at_ends = CircuitPath.objects.filter(a_end__in=ends) | CircuitPath.objects.filter(
            z_end__in=ends
        )
        for circuit_id, leg in at_ends.values_list("circuit_id", "leg"):
            clear_path(circuit_id=circuit_id, leg=leg)
        # `clear_path` ended with constraints immediate; a walk cannot vanish step by step so.
        with one_change():
            cable.risks.all().delete()
            cable.delete()


def lay_slack(
    *,
    cable_id: int,
    length_m: float,
    node_id: int | None = None,
    segment_id: int | None = None,
    chainage_m: float | None = None,
    is_demo: bool = False,
) -> SlackLoop:
    """Coil up spare metres of a cable, at a node of its way or at a chainage of a segment."""
    with one_change():
        cable = known(Cable, cable_id, "cable_id")
        if (node_id is None) == (segment_id is None):
            raise ValidationError(
                {"node_id": _("Slack lies at a node, or at a chainage of a segment.")}
            )
        if node_id is not None:
            known(RouteNode, node_id, "node_id")
            _refuse_off_way(cable, node_id)
        if segment_id is not None:
            _refuse_off_segment(cable, known(RouteSegment, segment_id, "segment_id"), chainage_m)
        if not length_m > 0:
            raise ValidationError({"length_m": _("A length is more than 0 m.")})
        return store(
            SlackLoop(
                cable=cable,
                node_id=node_id,
                segment_id=segment_id,
                chainage_m=chainage_m,
                length_m=length_m,
                is_demo=is_demo,
            )
        )


def remove_slack(*, slack_id: int) -> None:
    """Take a coil away."""
    with one_change():
        known(SlackLoop, slack_id, "slack_id").delete()


def _free_of_use(cable: Cable) -> list[int]:
    """Refuse if light or a reservation is on a cable, else part its joints; return its ends."""
    refuse_under_live(cable_ids=[cable.pk])
    reserved = Reservation.objects.filter(cable=cable).order_by("from_date").first()
    if reserved is not None:
        words = _("Fibres of %(cable)s are reserved for %(whom)s; release them first.")
        raise ValidationError({"cable_id": words % {"cable": cable, "whom": reserved.reserved_for}})
    ends = ends_of_cables([cable.pk])
    rebuild_touching({*ends, *part(joints_at(ends))})
    return ends


def _refuse_strange_ducts(duct_ids: Mapping[int, int], segment_ids: Sequence[int]) -> None:
    all_known(Duct, set(duct_ids.values()), "duct_ids")
    for segment_id in duct_ids.keys() - set(segment_ids):
        words = _("The way does not lead over segment %(segment)s.")
        segment = RouteSegment.objects.filter(pk=segment_id).first() or segment_id
        raise ValidationError({"duct_ids": words % {"segment": segment}})


def _refuse_off_way(cable: Cable, node_id: int) -> None:
    if node_id not in {cable.a_node_id, *positions_on(cable.pk)}:
        words = _("Cable %(cable)s does not pass this node.") % {"cable": cable}
        raise ValidationError({"node_id": words})


def _refuse_off_segment(cable: Cable, segment: RouteSegment, chainage_m: float | None) -> None:
    if not cable.walk.filter(segment=segment).exists():
        words = _("Cable %(cable)s does not lie in segment %(segment)s.")
        raise ValidationError({"segment_id": words % {"cable": cable, "segment": segment}})
    if chainage_m is None or not 0 <= chainage_m <= segment.length_m:
        words = _("A chainage here is from 0 to %(length)s m.")
        raise ValidationError({"chainage_m": words % {"length": f"{segment.length_m:.1f}"}})
