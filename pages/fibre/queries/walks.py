"""The walk of a cable: the nodes it passes, the segments between them, and its spare metres."""

from collections import defaultdict
from dataclasses import dataclass

from accounts.models import Asker
from inventory.models import Cable, CableSection, Closure, Duct, RouteNode, RouteSegment, SlackLoop


@dataclass(frozen=True, slots=True)
class Step:
    """
    A node on the walk and the segment that leads on from it; the last node has none.

    `slack` are the coils at the node and along the segment, as (metres, chainage or None).
    """

    position: int
    node: RouteNode
    closures: tuple[Closure, ...]
    segment: RouteSegment | None = None
    duct: Duct | None = None
    slack: tuple[tuple[float, float | None], ...] = ()


@dataclass(frozen=True, slots=True)
class Walk:
    """A cable's way, from position 0 on; a patch cord's is its one node."""

    steps: tuple[Step, ...]
    way_m: float
    slack_m: float

    @property
    def segments(self) -> tuple[RouteSegment, ...]:
        """The segments in the order of the walk."""
        return tuple(step.segment for step in self.steps if step.segment is not None)

    def node_at(self, position: int) -> RouteNode:
        """Return the node at a position of the walk."""
        return self.steps[position].node


def walk(cable: Cable, asker: Asker) -> Walk:
    """Return the way of a cable that the asker may see, its nodes given; 3 queries."""
    sections = list(
        CableSection.objects.visible_to(asker)
        .filter(cable=cable)
        .select_related("segment__a_node__site", "segment__z_node__site", "duct")
        .order_by("position")
    )
    nodes = [cable.a_node]
    for section in sections:
        segment = section.segment
        nodes.append(segment.a_node if section.is_reversed else segment.z_node)
    closures: dict[int, list[Closure]] = defaultdict(list)
    for closure in Closure.objects.visible_to(asker).filter(node__in=nodes).order_by("code"):
        closures[closure.node_id].append(closure)
    at_node, at_segment, slack_m = _slack(cable, asker)
    steps = []
    for position, node in enumerate(nodes):
        section_on = sections[position] if position < len(sections) else None
        segment_id = section_on.segment_id if section_on else 0
        steps.append(
            Step(
                position=position,
                node=node,
                closures=tuple(closures[node.pk]),
                segment=section_on.segment if section_on else None,
                duct=section_on.duct if section_on else None,
                slack=(*at_node[node.pk], *at_segment[segment_id]),
            )
        )
    way_m = sum(section.segment.length_m for section in sections)
    return Walk(tuple(steps), way_m, slack_m)


Coils = dict[int, list[tuple[float, float | None]]]


def _slack(cable: Cable, asker: Asker) -> tuple[Coils, Coils, float]:
    """Return the coils by node and by segment, and the metres in all of them."""
    at_node: Coils = defaultdict(list)
    at_segment: Coils = defaultdict(list)
    loops = list(SlackLoop.objects.visible_to(asker).filter(cable=cable).order_by("chainage_m"))
    for loop in loops:
        if loop.node_id is not None:
            at_node[loop.node_id].append((loop.length_m, None))
        elif loop.segment_id is not None:
            at_segment[loop.segment_id].append((loop.length_m, loop.chainage_m))
    return at_node, at_segment, sum(loop.length_m for loop in loops)
