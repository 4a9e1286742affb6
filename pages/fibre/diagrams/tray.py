"""
A tray as a splicer sees it: each joint a row, fibre against fibre in their colours.

    K-1 · 3 red · 25 red  ▆▆▆▆────●────▆▆▆▆  K-2 · 1 red · 1 red

Lengths are in the picture's own units, `WIDTH` wide.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pages.fibre.markings import Marking

WIDTH = 880
ROW = 22
MIDDLE = WIDTH // 2
TUBE_OUTER, TUBE_INNER = 104, 62


@dataclass(frozen=True, slots=True)
class Side:
    """What comes to a joint from one side; a port or a splitter's leg has no colours."""

    words: str
    tube: Marking | None
    fibre: Marking | None


@dataclass(frozen=True, slots=True)
class Line:
    """A piece of tube or fibre in its colour, with ticks for its rings."""

    path: str
    rgb: str
    ring_rgb: str
    rings: str


@dataclass(frozen=True, slots=True)
class JointRow:
    """A joint: its words on both sides, its lines, and the sign of its kind."""

    number: int
    y: str
    text_y: str
    left: str
    right: str
    tubes: tuple[Line, ...]
    fibres: tuple[Line, ...]
    kind: str


@dataclass(frozen=True, slots=True)
class TraySheet:
    """What the template `pages/fibre/parts/tray.html` draws."""

    width: int
    height: int
    middle: int
    left_x: int
    right_x: int
    rows: tuple[JointRow, ...]


def draw_tray(joints: Sequence[tuple[Side, Side, str]]) -> TraySheet:
    """Return the picture of a tray's joints, each (left, right, kind of joint), in their order."""
    rows = []
    for place, (left, right, kind) in enumerate(joints):
        y = place * ROW + ROW / 2
        sides = ((left, -1), (right, 1))
        rows.append(
            JointRow(
                number=place + 1,
                y=f"{y:.0f}",
                text_y=f"{y + 4:.0f}",
                left=left.words,
                right=right.words,
                tubes=tuple(_tubes(sides, y)),
                fibres=tuple(_fibre(side, y, sign) for side, sign in sides),
                kind=kind,
            )
        )
    left_x, right_x = MIDDLE - TUBE_OUTER - 8, MIDDLE + TUBE_OUTER + 8
    return TraySheet(WIDTH, max(len(rows), 1) * ROW, MIDDLE, left_x, right_x, tuple(rows))


def _tubes(sides: Iterable[tuple[Side, int]], y: float) -> Iterator[Line]:
    for side, sign in sides:
        if side.tube is not None:
            outer, inner = MIDDLE + sign * TUBE_OUTER, MIDDLE + sign * TUBE_INNER
            yield _line(outer, inner, y, side.tube, reach=5)


def _fibre(side: Side, y: float, sign: int) -> Line:
    if side.fibre is None:
        # A port or a leg: its pigtail's colour is not recorded, so none is claimed.
        return Line(f"M{MIDDLE + sign * TUBE_OUTER} {y:.0f}H{MIDDLE}", "", "", "")
    return _line(MIDDLE + sign * TUBE_INNER, MIDDLE, y, side.fibre, reach=3)


def _line(outer: int, inner: int, y: float, marking: Marking, *, reach: int) -> Line:
    step = 5 if inner > outer else -5
    rings = "".join(
        f"M{outer + 2 * step + step * i} {y - reach:.0f}v{2 * reach}"
        for i in range(marking.n_rings)
    )
    return Line(f"M{outer} {y:.0f}H{inner}", marking.rgb, marking.ring_rgb, rings)
