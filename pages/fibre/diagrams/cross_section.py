"""
A duct cut across, to scale: its wall, and what lies in its bore, ducts in ducts.

Nobody records where in a bore a thing lies, so circles are laid as they would fall, and if that
fails, round one in the middle or along the wall. What finds no place in any of these ways is
named, not squeezed: `Circle`s are always to scale. Lengths are millimetres; y points down.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import hypot, sqrt

#: Two circles may overlap by this share of a millimetre: seven of 10 mm fill a bore of 30 mm.
TOLERANCE_MM = 1e-6
#: The most circles laid in one bore: work grows with their third power, 0.15 s at this many.
MOST_LAID = 60


@dataclass(frozen=True, slots=True)
class Content:
    """A cable, or a duct with its bore and what lies in it; `outer_mm` None: not known."""

    label: str
    outer_mm: float | None
    inner_mm: float | None = None
    contents: tuple["Content", ...] = ()
    url: str = ""


@dataclass(frozen=True, slots=True)
class Circle:
    """A circle of the picture: kind "wall", "bore" or "cable"; `number` leads to the list."""

    x: float
    y: float
    radius: float
    kind: str
    number: int

    @property
    def svg_x(self) -> str:
        """Its middle as SVG writes it."""
        return f"{self.x:.2f}"

    @property
    def svg_y(self) -> str:
        """Its middle as SVG writes it."""
        return f"{self.y:.2f}"

    @property
    def svg_radius(self) -> str:
        """Its radius as SVG writes it."""
        return f"{self.radius:.2f}"


@dataclass(frozen=True, slots=True)
class Listed:
    """A line of the list beside the picture, and how deep it is nested."""

    number: int
    content: Content
    depth: int
    is_drawn: bool


@dataclass(frozen=True, slots=True)
class CrossSection:
    """What the template `pages/fibre/parts/cross_section.svg.html` draws."""

    view_box: str
    #: The size of a number's letters and the width of a line, in millimetres of the duct.
    text_mm: str
    line_mm: str
    circles: tuple[Circle, ...]
    labels: tuple[Circle, ...]
    listed: tuple[Listed, ...]


def draw_cross_section(duct: Content) -> CrossSection:
    """
    Return the picture of a duct.

    Raises:
        ValueError: its diameters are not known.
    """
    if duct.outer_mm is None or duct.inner_mm is None:
        raise ValueError("a duct without diameters cannot be drawn")
    circles: list[Circle] = []
    listed: list[Listed] = []
    _draw(duct, 0, 0, depth=0, circles=circles, listed=listed)
    radius = duct.outer_mm / 2 * 1.04
    return CrossSection(
        view_box=f"{-radius:.2f} {-radius:.2f} {2 * radius:.2f} {2 * radius:.2f}",
        text_mm=f"{duct.outer_mm / 22:.2f}",
        line_mm=f"{duct.outer_mm / 250:.3f}",
        circles=tuple(circles),
        # One too small for its number, or with something in it, has it in the list only.
        labels=tuple(
            one
            for one in circles
            if one.kind != "wall"
            and one.radius > duct.outer_mm / 40
            and not listed[one.number - 1].content.contents
        ),
        listed=tuple(listed),
    )


def _draw(
    one: Content, x: float, y: float, *, depth: int, circles: list[Circle], listed: list[Listed]
) -> None:
    number = len(listed) + 1
    listed.append(Listed(number, one, depth, is_drawn=True))
    radius = (one.outer_mm or 0) / 2
    if one.inner_mm is None:
        circles.append(Circle(x, y, radius, "cable", number))
        return
    circles.append(Circle(x, y, radius, "wall", number))
    circles.append(Circle(x, y, one.inner_mm / 2, "bore", number))
    known = [inner for inner in one.contents if inner.outer_mm is not None]
    places = pack([(inner.outer_mm or 0) / 2 for inner in known], bore=one.inner_mm / 2)
    for inner, place in zip(known, places, strict=True):
        if place is not None:
            _draw(
                inner, x + place[0], y + place[1], depth=depth + 1, circles=circles, listed=listed
            )
    lost = [inner for inner, place in zip(known, places, strict=True) if place is None]
    for inner in (*lost, *(inner for inner in one.contents if inner.outer_mm is None)):
        _list_undrawn(inner, depth + 1, listed)


def _list_undrawn(one: Content, depth: int, listed: list[Listed]) -> None:
    listed.append(Listed(len(listed) + 1, one, depth, is_drawn=False))
    for inner in one.contents:
        _list_undrawn(inner, depth + 1, listed)


Place = tuple[float, float]


def pack(radii: Sequence[float], *, bore: float) -> list[Place | None]:
    """
    Return a middle for each circle so that none overlaps another or the bore's wall.

    Three ways are tried, the largest circle first, `MOST_LAID` of them; None for what finds no
    place in the best.
    """
    ways: tuple[Callable[[Place], float], ...] = (
        lambda place: -place[1],
        lambda place: hypot(*place),
        lambda place: -hypot(*place),
    )
    best: list[Place | None] = [None] * len(radii)
    for preference in ways:
        laid = _lay(radii, bore=bore, preference=preference)
        if laid.count(None) < best.count(None):
            best = laid
        if None not in best:
            break
    return best


def _lay(
    radii: Sequence[float], *, bore: float, preference: Callable[[Place], float]
) -> list[Place | None]:
    order = sorted(range(len(radii)), key=lambda i: (-radii[i], i))[:MOST_LAID]
    places: list[Place | None] = [None] * len(radii)
    laid: list[tuple[float, float, float]] = []
    for i in order:
        radius = radii[i]
        free = [
            place
            for place in _candidates(radius, laid, bore=bore)
            if _is_free(place, radius, laid, bore=bore)
        ]
        if free:
            # Rounded, so that of two equally good places the same one is taken everywhere.
            x, y = min(free, key=lambda place: (round(preference(place), 6), round(place[0], 6)))
            places[i] = (x, y)
            laid.append((x, y, radius))
    return places


def _candidates(
    radius: float, laid: Sequence[tuple[float, float, float]], *, bore: float
) -> Iterator[Place]:
    """Yield places that touch the wall below or the middle, or two of wall and other circles."""
    yield 0.0, bore - radius
    yield 0.0, 0.0
    # A circle touches the wall when its middle is on the circle of radius bore - radius.
    rims = [(0.0, 0.0, bore - radius), *((x, y, r + radius) for x, y, r in laid)]
    for one, other in combinations(rims, 2):
        yield from _crossings(one, other)
    for x, y, r in laid:
        yield x, y - r - radius
        yield x + r + radius, y


def _crossings(
    one: tuple[float, float, float], other: tuple[float, float, float]
) -> Iterable[Place]:
    """Return where two circles, each (x, y, radius), cross or touch."""
    (x1, y1, r1), (x2, y2, r2) = one, other
    distance = hypot(x2 - x1, y2 - y1)
    if distance < TOLERANCE_MM or distance > r1 + r2 + TOLERANCE_MM:
        return ()
    along = (r1**2 - r2**2 + distance**2) / (2 * distance)
    across = sqrt(max(r1**2 - along**2, 0.0))
    dx, dy = (x2 - x1) / distance, (y2 - y1) / distance
    x, y = x1 + along * dx, y1 + along * dy
    return (x + across * dy, y - across * dx), (x - across * dy, y + across * dx)


def _is_free(
    place: Place, radius: float, laid: Sequence[tuple[float, float, float]], *, bore: float
) -> bool:
    x, y = place
    if hypot(x, y) + radius > bore + TOLERANCE_MM:
        return False
    return all(hypot(x - ox, y - oy) >= radius + r - TOLERANCE_MM for ox, oy, r in laid)
