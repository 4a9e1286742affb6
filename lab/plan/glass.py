"""
Ends of glass as the plan names them, and light that passes from end to end.

The plan knows no ids: a strand's end is its route's cable, number, node, and on which side of
the node its glass lies; a port's end is its panel, number and face.
"""

from dataclasses import dataclass

from lab.plan.ground import Span


@dataclass(frozen=True, slots=True)
class StrandEnd:
    """
    An end of a strand's glass at a node of its cable.

    `leads_on`: the glass goes from here towards the cable's far end; else it comes from its
    beginning. Where a window was cut a strand has both.
    """

    route: str
    number: int
    node: int
    leads_on: bool


@dataclass(frozen=True, slots=True)
class PortEnd:
    """A face of a port; `node` is where its panel stands."""

    panel: str
    number: int
    node: int
    is_front: bool


GlassEnd = StrandEnd | PortEnd


@dataclass(frozen=True, slots=True)
class Passage:
    """Light through one piece of glass."""

    entered: GlassEnd
    left: GlassEnd


@dataclass(frozen=True, slots=True)
class JointWork:
    """Two ends to be joined at a node: patched if both are fronts of ports, else spliced."""

    a: GlassEnd
    z: GlassEnd

    @property
    def node(self) -> int:
        """Where it is made."""
        return self.a.node

    @property
    def is_patch(self) -> bool:
        """It is made with a patch cord."""
        return all(isinstance(end, PortEnd) and end.is_front for end in (self.a, self.z))

    @property
    def needs_tray(self) -> bool:
        """It joins strand to strand; those to ports lie in their panel."""
        return isinstance(self.a, StrandEnd) and isinstance(self.z, StrandEnd)


def along(span: Span, number: int) -> Passage:
    """Return the light along a strand of the route's cable, uncut between the span's nodes."""
    position = span.route.position_of
    onward = position[span.from_node] < position[span.to_node]
    code = span.route.code
    return Passage(
        StrandEnd(code, number, span.from_node, leads_on=onward),
        StrandEnd(code, number, span.to_node, leads_on=not onward),
    )


def through_port(panel: str, number: int, node: int, *, from_front: bool) -> Passage:
    """Return the light through a port of a panel."""
    return Passage(
        PortEnd(panel, number, node, from_front), PortEnd(panel, number, node, not from_front)
    )
