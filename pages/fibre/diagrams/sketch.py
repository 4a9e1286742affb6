"""
The way of a cable in small: its line thick among its neighbours, its two ends named, a scale.

Coordinates come in metres, north up; the picture is as wide as `WIDTH` and no higher than `HEIGHT`.
"""

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 400.0, 260.0
MARGIN = 24.0
#: A way shorter than this is not blown up further.
LEAST_EXTENT_M = 20.0
#: Lengths that a scale bar may have, in metres.
_SCALES = [n * 10**power for power in range(5) for n in (1, 2, 5)]

Point = tuple[float, float]
Line = Sequence[Point]


@dataclass(frozen=True, slots=True)
class Place:
    """A named point of the sketch; its label goes to the side where there is room."""

    label: str
    x: str
    y: str
    anchor: str
    dx: str


@dataclass(frozen=True, slots=True)
class Sketch:
    """What the template `pages/fibre/parts/sketch.svg.html` draws."""

    view_box: str
    lines: tuple[str, ...]
    around: tuple[str, ...]
    places: tuple[Place, ...]
    scale_m: int
    scale_x2: str
    scale_y: str


def draw_sketch(
    lines: Sequence[Line], *, around: Sequence[Line] = (), nodes: Sequence[tuple[str, Point]] = ()
) -> Sketch:
    """
    Return the sketch of a way; `around` is drawn faintly.

    Raises:
        ValueError: the way has no line.
    """
    points = [point for line in lines for point in line]
    if not points:
        raise ValueError("a sketch needs a line")
    west, east = min(x for x, _ in points), max(x for x, _ in points)
    south, north = min(y for _, y in points), max(y for _, y in points)
    inner = WIDTH - 2 * MARGIN, HEIGHT - 2 * MARGIN
    metres = max((east - west) / inner[0], (north - south) / inner[1], LEAST_EXTENT_M / inner[0])
    height = max((north - south) / metres, inner[1] / 3) + 2 * MARGIN
    middle_x, middle_y = (west + east) / 2, (south + north) / 2

    def placed(point: Point) -> tuple[float, float]:
        x = WIDTH / 2 + (point[0] - middle_x) / metres
        return x, height / 2 - (point[1] - middle_y) / metres

    def path(line: Line) -> str:
        return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in map(placed, line))

    scale_m = max((one for one in _SCALES if one / metres <= WIDTH / 3), default=_SCALES[0])
    return Sketch(
        view_box=f"0 0 {WIDTH:.0f} {height + MARGIN:.0f}",
        lines=tuple(map(path, lines)),
        around=tuple(map(path, around)),
        places=tuple(_place(label, *placed(point)) for label, point in nodes),
        scale_m=scale_m,
        scale_x2=f"{MARGIN + scale_m / metres:.1f}",
        scale_y=f"{height + MARGIN - 12:.1f}",
    )


def _place(label: str, x: float, y: float) -> Place:
    is_right = x > WIDTH / 2
    return Place(
        label=label,
        x=f"{x:.1f}",
        y=f"{y:.1f}",
        anchor="end" if is_right else "start",
        dx="-9" if is_right else "9",
    )
