"""The walk of a cable to be: what it is so far, and how it could go on."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q

from accounts.models import Asker
from inventory.models import FibreRoute, RouteNode, RouteSegment
from inventory.models.places import PlantStatus


@dataclass(frozen=True, slots=True)
class Step:
    """A segment, and the node to which it leads."""

    segment: RouteSegment
    to_node: RouteNode


@dataclass(frozen=True, slots=True)
class WalkSoFar:
    """
    The steps so far, and those by which it could go on.

    `broken_at` is the code of the first segment that does not fit.
    """

    from_node: RouteNode
    steps: tuple[Step, ...]
    further: tuple[Step, ...]
    broken_at: str = ""

    @property
    def at(self) -> RouteNode:
        """The node to which it has come."""
        return self.steps[-1].to_node if self.steps else self.from_node

    @property
    def length_m(self) -> float:
        """Metres so far."""
        return sum(step.segment.length_m for step in self.steps)


def walk_so_far(from_code: str, codes: Sequence[str], asker: Asker) -> WalkSoFar | None:
    """Return the walk from a node over these segments as far as it holds; None without the node."""
    nodes = RouteNode.objects.visible_to(asker)
    begin = nodes.filter(code=from_code).first()
    if begin is None:
        return None
    visible = RouteSegment.objects.visible_to(asker).select_related("a_node", "z_node")
    by_code = {segment.code: segment for segment in visible.filter(code__in=codes)}
    here, steps, broken_at = begin, [], ""
    for code in codes:
        step = _step(by_code.get(code), here)
        if step is None:
            broken_at = code
            break
        steps.append(step)
        here = step.to_node
    passed = {begin.pk, *(step.to_node.pk for step in steps)}
    meeting = visible.filter(Q(a_node=here) | Q(z_node=here)).exclude(status=PlantStatus.RETIRED)
    onward = [_step(segment, here) for segment in meeting.order_by("code")]
    further = tuple(step for step in onward if step and step.to_node.pk not in passed)
    return WalkSoFar(begin, tuple(steps), () if broken_at else further, broken_at)


def walk_of_route(route: FibreRoute) -> tuple[str, list[str]]:
    """Return the code of a route's first node, and those of its segments in order."""
    places = list(
        route.walk.order_by("sequence").select_related("segment__a_node", "segment__z_node")
    )
    if not places:
        return "", []
    first = places[0]
    begin = first.segment.z_node if first.is_reversed else first.segment.a_node
    return begin.code, [place.segment.code for place in places]


def _step(segment: RouteSegment | None, here: RouteNode) -> Step | None:
    if segment is None or here.pk not in {segment.a_node_id, segment.z_node_id}:
        return None
    return Step(segment, segment.z_node if segment.a_node_id == here.pk else segment.a_node)
