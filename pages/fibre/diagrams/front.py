"""The front of a panel: ports in rows of twelve, each with its number and the sign of its state."""

from collections.abc import Sequence
from dataclasses import dataclass

PER_ROW = 12
CELL, GAP = 56, 6


@dataclass(frozen=True, slots=True)
class PortCell:
    """A port's place, number and state (lit, patched, spliced, free)."""

    x: str
    y: str
    middle_x: str
    middle_y: str
    text_y: str
    number: int
    state: str


@dataclass(frozen=True, slots=True)
class Front:
    """What the template `pages/fibre/panel.html` draws."""

    width: int
    height: int
    cell: int
    cells: tuple[PortCell, ...]


def draw_front(ports: Sequence[tuple[int, str]]) -> Front:
    """Return the picture of a panel's ports, given as (number, state) in order."""
    cells = []
    for place, (number, state) in enumerate(ports):
        row, column = divmod(place, PER_ROW)
        x, y = column * (CELL + GAP), row * (CELL + GAP)
        cells.append(
            PortCell(
                x=str(x),
                y=str(y),
                middle_x=str(x + CELL // 2),
                middle_y=str(y + 20),
                text_y=str(y + CELL - 8),
                number=number,
                state=state,
            )
        )
    n_columns = min(len(ports), PER_ROW) or 1
    n_rows = -(-len(ports) // PER_ROW) or 1
    return Front(
        width=n_columns * (CELL + GAP) - GAP,
        height=n_rows * (CELL + GAP) - GAP,
        cell=CELL,
        cells=tuple(cells),
    )
