"""
What lies in segments, within the caller's transaction: it follows a split, and it forbids more.

    before   A ------------ s ------------ B        a cable over s, its glass from A to B
    after    A ----- s ----- M --- rest --- B       over s and rest; M is passed, nothing is cut

Places in walks, node positions of glass and of stored hops, coils and risk groups move with the
split; every chainage keeps its place on the ground. Nothing is ever led another way from here.
"""

from collections.abc import Collection
from typing import LiteralString

from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models import F, Q
from django.utils.translation import gettext as _

from inventory.models import (
    Cable,
    CableSection,
    Circuit,
    CircuitHop,
    DuctSection,
    RiskGroupMember,
    RouteSegment,
    SlackLoop,
)
from inventory.models.places import PlantStatus
from inventory.operations.paths import rebuild_over_cables

#: How many cables or circuits a refusal names.
N_NAMED = 5

#: Before the walk changes: where section p led from p - 1 to p, the new node is p.
_SHIFT_GLASS: LiteralString = """
    UPDATE inventory_strandsection glass
       SET from_position = from_position + (from_position >= walked.position)::integer,
           to_position = to_position + 1
      FROM inventory_strand strand
      JOIN inventory_cablesection walked ON walked.cable_id = strand.cable_id
     WHERE walked.segment_id = %(segment)s
       AND strand.id = glass.strand_id AND glass.to_position >= walked.position
"""


def follow_split(segment: RouteSegment, rest: RouteSegment) -> None:
    """Let all that lay in a segment lie in its two parts: `rest` begins where it ends now."""
    cables = Cable.objects.select_for_update(no_key=True).filter(walk__segment=segment)
    cable_ids = list(cables.order_by("pk").values_list("pk", flat=True))
    with connection.cursor() as cursor:
        cursor.execute(_SHIFT_GLASS, {"segment": segment.pk})
    for cabled in CableSection.objects.filter(segment=segment):
        beyond = CableSection.objects.filter(cable=cabled.cable_id, position__gt=cabled.position)
        beyond.update(position=F("position") + 1)
        _walk_both(cabled, segment, rest)
    for ducted in DuctSection.objects.filter(segment=segment):
        after = DuctSection.objects.filter(duct=ducted.duct_id, position__gt=ducted.position)
        after.update(position=F("position") + 1)
        _walk_both(ducted, segment, rest)
    _move_coils(segment, rest)
    RiskGroupMember.objects.bulk_create(
        RiskGroupMember(group_id=group, segment=rest)
        for group in segment.risks.values_list("group_id", flat=True)
    )
    rebuild_over_cables(cable_ids)


def keep_coils_on(segment: RouteSegment) -> None:
    """Let coils keep their share of a segment whose line was drawn anew; `segment` is as it was."""
    before_m = segment.length_m
    segment.refresh_from_db(fields=["geodesic_length_m"])
    if segment.length_m == before_m:
        return
    for coil in SlackLoop.objects.filter(segment=segment):
        coil.chainage_m = min((coil.chainage_m or 0) / before_m, 1.0) * segment.length_m
        coil.save(update_fields=["chainage_m"])


def refuse_if_laid(segment_ids: Collection[int]) -> None:
    """
    Refuse to redraw or retire segments in which cables lie.

    Raises:
        ValidationError: names the cables, and the active circuits whose light runs there.
    """
    laid = CableSection.objects.filter(segment__in=segment_ids).exclude(
        cable__status=PlantStatus.RETIRED
    )
    codes = list(laid.order_by("cable__code").values_list("cable__code", flat=True).distinct())
    if not codes:
        return
    words = [_("Cables lie here: %(names)s.") % {"names": _some(codes)}]
    circuits = _live_over(segment_ids)
    if circuits:
        words.append(_("Connections in use run over them: %(names)s.") % {"names": _some(circuits)})
    raise ValidationError(" ".join(words))


def _walk_both(
    walked: CableSection | DuctSection, segment: RouteSegment, rest: RouteSegment
) -> None:
    """Walk both parts where one segment was walked; the place after it is free."""
    first, second = (rest, segment) if walked.is_reversed else (segment, rest)
    walked.segment = first
    walked.save(update_fields=["segment"])
    walked.pk = None
    walked.segment = second
    walked.position += 1
    walked.save(force_insert=True)


def _move_coils(segment: RouteSegment, rest: RouteSegment) -> None:
    segment.refresh_from_db(fields=["geodesic_length_m", "surveyed_length_m"])
    rest.refresh_from_db(fields=["geodesic_length_m", "surveyed_length_m"])
    for coil in SlackLoop.objects.filter(segment=segment, chainage_m__gt=segment.length_m):
        beyond_m = (coil.chainage_m or 0) - segment.length_m
        coil.segment = rest
        # The parts' lengths sum to the whole's but for the last digit.
        coil.chainage_m = min(beyond_m, rest.length_m)
        coil.save(update_fields=["segment", "chainage_m"])


def _live_over(segment_ids: Collection[int]) -> list[str]:
    """Return the names of the active circuits whose light runs through these segments."""
    there = Q(
        cable__walk__segment__in=segment_ids,
        cable__walk__position__gt=F("from_position"),
        cable__walk__position__lte=F("to_position"),
    )
    circuits = (
        Circuit.objects.filter(
            status=Circuit.Status.ACTIVE, paths__hops__in=CircuitHop.objects.filter(there)
        )
        .select_related("school", "site")
        .distinct()
        .order_by("cid")
    )
    return [f"{circuit.label} ({circuit.cid})" for circuit in circuits]


def _some(names: list[str]) -> str:
    return ", ".join(names[:N_NAMED]) + (" …" if len(names) > N_NAMED else "")
