"""
Joining and parting of optical ends, within the caller's transaction; the stored light follows.

Refused: an end that is not there or in use, joined to itself, ends at two nodes, and a ring
through a splitter. A plain closed ring of fibres is allowed: light just runs round in it.
"""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import LiteralString

from django.core.exceptions import ValidationError
from django.db import connection
from django.utils.translation import gettext as _

from inventory.models import Joint, Mate, OpticalEnd, RouteNode, Tray
from inventory.operations.known import MAX_ID, known, refuse_endless, unknown
from inventory.operations.paths import rebuild_touching, wait_for_others
from inventory.queries.strands import ends_in_words

Pair = tuple[int, int]

#: From each of the ends `%(starts)s` through all glass that hangs together, a splitter's legs
#: taken as one point; never straight back. Who returns to his start and came through a splitter
#: has found a ring. UNION keeps each state once, so a tree of thousands of legs costs its size.
_RINGS: LiteralString = """
    WITH RECURSIVE walk (start, entered, is_split) AS (
        SELECT touched.id, touched.id, false FROM unnest(%(starts)s::bigint[]) AS touched (id)
        UNION
        SELECT walk.start, step.entered, walk.is_split OR step.is_split
          FROM walk CROSS JOIN LATERAL (
              SELECT mate.mate_id AS entered, false AS is_split
                FROM inventory_mate mate WHERE mate.end_id = walk.entered # 1
              UNION ALL
              SELECT beyond.id * 2, true
                FROM inventory_splitterleg leg
                JOIN inventory_splitterleg beyond
                  ON beyond.splitter_id = leg.splitter_id AND beyond.id <> leg.id
               WHERE walk.entered %% 2 = 1 AND leg.id = walk.entered / 2
          ) step
    )
    SELECT start FROM walk WHERE is_split AND entered = start
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Making:
    """How joints are made; a loss that was not measured is None."""

    kind: str = Joint.Kind.FUSION
    tray_id: int | None = None
    loss_db: float | None = None
    made_date: date | None = None
    made_by: str = ""


def mate_all(pairs: Sequence[Pair], making: Making) -> list[Joint]:
    """
    Join the ends of each pair, all or none, and let the stored light follow.

    Raises:
        ValidationError: one pair cannot be joined; says which and why.
    """
    _refuse_unsound(making)
    wait_for_others()
    nodes = _nodes_of(pairs)
    _refuse_used(pairs)
    for a_end, z_end in pairs:
        if nodes[a_end] != nodes[z_end]:
            raise ValidationError({"z_end": _apart(a_end, z_end)})
    if making.tray_id is not None:
        _refuse_tray(making.tray_id, set(nodes.values()), n_more=len(pairs))
    joints = Joint.objects.bulk_create(
        Joint(
            node_id=nodes[a_end],
            kind=making.kind,
            tray_id=making.tray_id,
            loss_db=making.loss_db,
            made_date=making.made_date,
            made_by=making.made_by,
        )
        for a_end, _z_end in pairs
    )
    Mate.objects.bulk_create(
        Mate(end_id=end, mate_id=mate, node_id=joint.node_id, joint=joint)
        for joint, (a_end, z_end) in zip(joints, pairs, strict=True)
        for end, mate in ((a_end, z_end), (z_end, a_end))
    )
    _refuse_ring([a_end for a_end, _z_end in pairs])
    rebuild_touching([end for pair in pairs for end in pair])
    return joints


def part(joint_ids: Collection[int]) -> list[int]:
    """
    Take joints away; return the ends that are free now.

    The stored light is left as it was: the caller refuses or rebuilds, and has its reason when.
    """
    mates = Mate.objects.filter(joint__in=joint_ids)
    ends = list(mates.values_list("end_id", flat=True))
    mates.delete()
    Joint.objects.filter(pk__in=joint_ids).delete()
    return ends


def joints_at(end_ids: Collection[int]) -> list[int]:
    """Return the joints of these ends."""
    found = Mate.objects.filter(end__in=end_ids).values_list("joint_id", flat=True)
    return list(found.distinct())


def _refuse_unsound(making: Making) -> None:
    if making.kind not in Joint.Kind.values:
        raise ValidationError({"kind": unknown(Joint, making.kind)})
    refuse_endless({"loss_db": making.loss_db})
    if making.loss_db is not None and making.loss_db < 0:
        raise ValidationError({"loss_db": _("A loss is not negative.")})
    if len(making.made_by) > 100:
        raise ValidationError({"made_by": _("This is too long.")})


def _nodes_of(pairs: Sequence[Pair]) -> dict[int, int]:
    """Return end to its node, of all pairs."""
    ends = {end for pair in pairs for end in pair if 0 <= end <= MAX_ID}
    # Locked: who joins one of them at the same time waits, and then sees that it is in use.
    there = OpticalEnd.objects.select_for_update(no_key=True).filter(pk__in=ends).order_by("pk")
    nodes = dict(there.values_list("pk", "node_id"))
    for a_end, z_end in pairs:
        for field, end in (("a_end", a_end), ("z_end", z_end)):
            if end not in nodes:
                raise ValidationError({field: unknown(OpticalEnd, end)})
    return nodes


def _refuse_used(pairs: Sequence[Pair]) -> None:
    for a_end, z_end in pairs:
        if a_end == z_end:
            raise ValidationError({"z_end": _("An end is not joined to itself.")})
    uses = Counter(end for pair in pairs for end in pair)
    used = set(Mate.objects.filter(end__in=list(uses)).values_list("end_id", flat=True))
    used.update(end for end, n in uses.items() if n > 1)
    for a_end, z_end in pairs:
        for field, end in (("a_end", a_end), ("z_end", z_end)):
            if end in used:
                words = _("%(end)s is joined already.") % {"end": ends_in_words([end])[end]}
                raise ValidationError({field: words})


def _apart(a_end: int, z_end: int) -> str:
    names = ends_in_words([a_end, z_end])
    return _("%(a_end)s and %(z_end)s lie at two different nodes.") % {
        "a_end": names[a_end],
        "z_end": names[z_end],
    }


def _refuse_tray(tray_id: int, node_ids: Collection[int], *, n_more: int) -> None:
    tray = known(Tray, tray_id, "tray_id", for_update=True)
    for node in RouteNode.objects.filter(pk__in=node_ids).exclude(pk=tray.closure.node_id):
        words = _("Tray %(tray)s is not at node %(node)s.") % {"tray": tray, "node": node}
        raise ValidationError({"tray_id": words})
    n_free = tray.max_joints - tray.joints.count()
    if n_more > n_free:
        words = _("Tray %(tray)s has room for %(n)d more joints.") % {"tray": tray, "n": n_free}
        raise ValidationError({"tray_id": words})


def _refuse_ring(starts: Sequence[int]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_RINGS, {"starts": list(starts)})
        found = [start for (start,) in cursor.fetchall()]
    if found:
        words = _("This would close a ring through a splitter, at %(end)s.")
        raise ValidationError({"z_end": words % {"end": ends_in_words(found)[found[0]]}})
