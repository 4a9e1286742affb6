"""A panel: each port with what is spliced behind it, what is plugged before it, and whose light."""

from dataclasses import dataclass

from accounts.models import Asker
from inventory.models import CircuitHop, Mate, PatchPanel, Port
from pages.fibre.diagrams.front import Front, draw_front
from pages.fibre.queries.colours import palette
from pages.fibre.queries.glass import Meeting, Use, meetings, uses


@dataclass(frozen=True, slots=True)
class PortRow:
    """A port; `beyond` is what the far end of the cord before it is plugged into."""

    port: Port
    behind: Meeting | None
    before: Meeting | None
    beyond: Meeting | None
    uses: tuple[Use, ...]

    @property
    def state(self) -> str:
        """Whether it is lit, patched, spliced only, or free."""
        if self.uses:
            return "lit"
        if self.before is not None:
            return "patched"
        return "spliced" if self.behind is not None else "free"


@dataclass(frozen=True, slots=True)
class PanelPage:
    """What the page of a panel shows."""

    panel: PatchPanel
    rows: tuple[PortRow, ...]
    front: Front
    n_lit: int
    n_free: int


def panel_page(panel: PatchPanel, asker: Asker) -> PanelPage:
    """Return the page of a panel that the asker may see; 5 queries, however many ports."""
    colours = palette(asker)
    mates = Mate.objects.visible_to(asker)
    met = meetings(mates.filter(end__port__panel=panel), colours)
    ports = list(Port.objects.visible_to(asker).filter(panel=panel).order_by("number"))
    # A cord has no walk: its two ends lie at one node, and the other one is e XOR 1.
    far_ends = [
        one.glass.end_id ^ 1
        for port in ports
        if (one := met.get(2 * port.pk + 1)) and one.glass.kind == "cord"
    ]
    beyond = meetings(mates.filter(end__in=far_ends), colours)
    light = uses(CircuitHop.objects.visible_to(asker).filter(entered_end__port__panel=panel))
    rows = []
    for port in ports:
        before = met.get(2 * port.pk + 1)
        rows.append(
            PortRow(
                port=port,
                behind=met.get(2 * port.pk),
                before=before,
                beyond=beyond.get(before.glass.end_id ^ 1) if before else None,
                uses=light.get(port.pk, ()),
            )
        )
    return PanelPage(
        panel=panel,
        rows=tuple(rows),
        front=draw_front([(row.port.number, row.state) for row in rows]),
        n_lit=sum(row.state == "lit" for row in rows),
        n_free=sum(row.state == "free" for row in rows),
    )
