"""
A walk over segments as a caller lists them: in which direction each is walked, or why it breaks.

    A --s1-- B --s2-- C        from A: s1, s2      from C: s2, s1, both backwards
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from inventory.models import RouteNode, RouteSegment
from inventory.operations.known import all_known, known


@dataclass(frozen=True, slots=True)
class Step:
    """A segment in a walk, counted from 1, and the node that it leads to."""

    position: int
    segment: RouteSegment
    is_reversed: bool
    to_node_id: int


def walk_from(node_id: int, segment_ids: Sequence[int]) -> list[Step]:
    """
    Return the walk over these segments from a node on.

    Raises:
        ValidationError: a segment or the node is not there, the walk is empty or breaks, or it
            passes a node twice.
    """
    known(RouteNode, node_id, "from_node_id")
    if not segment_ids:
        raise ValidationError({"segment_ids": _("A way has at least one segment.")})
    segments = all_known(RouteSegment, segment_ids, "segment_ids")
    steps: list[Step] = []
    passed = {node_id}
    here = node_id
    for position, segment_id in enumerate(segment_ids, start=1):
        segment = segments[segment_id]
        if here not in (segment.a_node_id, segment.z_node_id):
            raise ValidationError(
                {
                    "segment_ids": _(
                        "The way breaks before segment %(segment)s: it does not begin where the "
                        "one before ended."
                    )
                    % {"segment": segment.code}
                }
            )
        is_reversed = segment.z_node_id == here
        here = segment.a_node_id if is_reversed else segment.z_node_id
        if here in passed:
            raise ValidationError(
                {
                    "segment_ids": _("The way passes a node twice, by segment %(segment)s.")
                    % {"segment": segment.code}
                }
            )
        passed.add(here)
        steps.append(Step(position, segment, is_reversed, here))
    return steps


def first_node(segment_ids: Sequence[int]) -> int:
    """
    Return the node that a walk over these segments begins at; of a single one its `a_node`.

    Raises:
        ValidationError: a segment is not there, or there is none.
    """
    if not segment_ids:
        raise ValidationError({"segment_ids": _("A way has at least one segment.")})
    segments = all_known(RouteSegment, segment_ids[:2], "segment_ids")
    first = segments[segment_ids[0]]
    if len(segment_ids) == 1:
        return first.a_node_id
    second = segments[segment_ids[1]]
    if first.a_node_id in (second.a_node_id, second.z_node_id):
        return first.z_node_id
    return first.a_node_id
