"""
A closure from above: tubes that come and go, the trays they lie on, tubes that only pass.

     cable K-1 ══ tube ═══════════ passes ═══════════════ tube ══ K-1
     cable K-1 ══ tube ───┐   ┌─────────┐   ┌── tube ══ cable K-2
                          └───│ tray 1  │───┘

Passing tubes stand above the rest, so that no line crosses a tray. Lengths are in the picture's
own units, `WIDTH` wide.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from pages.fibre.markings import Marking

WIDTH = 880
ROW, HEAD, GAP = 20, 24, 14
#: From left to right: where words end, tubes begin and end, trays stand.
TEXT_LEFT, TUBE_LEFT, TRAY_LEFT = 232, 240, 370
TRAY_RIGHT, TUBE_RIGHT, TEXT_RIGHT = WIDTH - TRAY_LEFT, WIDTH - TUBE_LEFT, WIDTH - TEXT_LEFT
TUBE_LENGTH = 70
TRAY_HEIGHT = 34


@dataclass(frozen=True, slots=True)
class Bundle:
    """A tube that ends in the closure: `on_trays` says how many of its fibres lie on which."""

    cable: str
    #: To where the cable leads from here.
    leads_to: str
    marking: Marking
    n_fibres: int
    is_left: bool
    on_trays: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Through:
    """A tube that passes the closure uncut."""

    cable: str
    comes_from: str
    leads_to: str
    marking: Marking
    n_fibres: int


Tube = TypeVar("Tube", Bundle, Through)


@dataclass(frozen=True, slots=True)
class Label:
    """Words at a place; `css_class` says how they are set."""

    text: str
    x: str
    y: str
    anchor: str
    css_class: str = ""


@dataclass(frozen=True, slots=True)
class Stroke:
    """A tube's line, its colour, and ticks for its rings."""

    path: str
    rgb: str
    ring_rgb: str
    rings: str


@dataclass(frozen=True, slots=True)
class TrayBox:
    """A tray with its number and how full it is."""

    x: str
    y: str
    width: str
    height: str
    text_x: str
    text_y: str
    number: int
    n: int
    room: int


@dataclass(frozen=True, slots=True)
class Overview:
    """What the template `pages/fibre/parts/closure.svg.html` draws."""

    width: int
    height: int
    labels: tuple[Label, ...]
    strokes: tuple[Stroke, ...]
    links: tuple[Stroke, ...]
    trays: tuple[TrayBox, ...]


def draw_overview(
    bundles: Sequence[Bundle], passing: Sequence[Through], trays: Sequence[tuple[int, int, int]]
) -> Overview:
    """
    Return the picture of a closure; `trays` are (number, joints, room).

    Joints that lie on no tray are on tray 0.
    """
    labels: list[Label] = []
    strokes: list[Stroke] = []
    top = _draw_passing(passing, labels, strokes)
    left_ys, left_end = _draw_side([b for b in bundles if b.is_left], top, labels, strokes)
    right_ys, right_end = _draw_side([b for b in bundles if not b.is_left], top, labels, strokes)
    boxes_end = top + len(trays) * (TRAY_HEIGHT + 8)
    height = max(left_end, right_end, boxes_end, HEAD)
    # Trays stand in the middle of the lines that lead to them.
    first = top + max((height - top - (boxes_end - top)) / 2, 0)
    boxes = {
        number: _box(number, n, room, first + place * (TRAY_HEIGHT + 8))
        for place, (number, n, room) in enumerate(trays)
    }
    links = [
        _link(bundle, y, boxes[tray])
        for bundle, y in (*left_ys, *right_ys)
        for tray, _ in bundle.on_trays
        if tray in boxes
    ]
    return Overview(
        width=WIDTH,
        height=int(height) + 4,
        labels=tuple(labels),
        strokes=tuple(strokes),
        links=tuple(links),
        trays=tuple(boxes.values()),
    )


def _draw_passing(passing: Sequence[Through], labels: list[Label], strokes: list[Stroke]) -> float:
    """Draw the tubes that pass; return where the rest begins."""
    y = 0.0
    for cable, tubes in _grouped(passing):
        head = y + HEAD - 8
        labels.append(_label(f"{cable} ← {tubes[0].comes_from}", TEXT_LEFT, head, "end", "cable"))
        labels.append(_label(f"{cable} → {tubes[0].leads_to}", TEXT_RIGHT, head, "start", "cable"))
        y += HEAD
        for tube in tubes:
            middle = y + ROW / 2
            strokes.append(_stroke(TUBE_LEFT, TUBE_RIGHT, middle, tube.marking))
            words = f"{tube.marking.number} {tube.marking.name}"
            labels.append(_label(words, TEXT_LEFT, middle + 4, "end"))
            labels.append(_label(words, TEXT_RIGHT, middle + 4, "start"))
            y += ROW
        y += GAP
    return y


def _draw_side(
    bundles: Sequence[Bundle], top: float, labels: list[Label], strokes: list[Stroke]
) -> tuple[list[tuple[Bundle, float]], float]:
    """Draw the tubes that end on one side; return their heights and where they end."""
    y = top
    heights = []
    for cable, tubes in _grouped(bundles):
        is_left = tubes[0].is_left
        x, anchor = (TEXT_LEFT, "end") if is_left else (TEXT_RIGHT, "start")
        arrow = "←" if is_left else "→"
        labels.append(
            _label(f"{cable} {arrow} {tubes[0].leads_to}", x, y + HEAD - 8, anchor, "cable")
        )
        y += HEAD
        for tube in tubes:
            middle = y + ROW / 2
            n_joined = sum(n for _, n in tube.on_trays)
            words = f"{tube.marking.number} {tube.marking.name} · {n_joined}/{tube.n_fibres}"
            labels.append(_label(words, x, middle + 4, anchor))
            start = TUBE_LEFT if is_left else TUBE_RIGHT - TUBE_LENGTH
            strokes.append(_stroke(start, start + TUBE_LENGTH, middle, tube.marking))
            heights.append((tube, middle))
            y += ROW
        y += GAP
    return heights, y


def _grouped(tubes: Iterable[Tube]) -> list[tuple[str, list[Tube]]]:
    groups: dict[str, list[Tube]] = {}
    for tube in tubes:
        groups.setdefault(tube.cable, []).append(tube)
    return list(groups.items())


def _box(number: int, n: int, room: int, y: float) -> TrayBox:
    return TrayBox(
        x=str(TRAY_LEFT),
        y=f"{y:.1f}",
        width=str(TRAY_RIGHT - TRAY_LEFT),
        height=str(TRAY_HEIGHT),
        text_x=str(WIDTH // 2),
        text_y=f"{y + TRAY_HEIGHT / 2 + 4:.1f}",
        number=number,
        n=n,
        room=room,
    )


def _link(bundle: Bundle, y: float, box: TrayBox) -> Stroke:
    x = TUBE_LEFT + TUBE_LENGTH if bundle.is_left else TUBE_RIGHT - TUBE_LENGTH
    edge = TRAY_LEFT if bundle.is_left else TRAY_RIGHT
    target = float(box.y) + TRAY_HEIGHT / 2
    middle = (x + edge) / 2
    path = f"M{x} {y:.1f}C{middle:.0f} {y:.1f} {middle:.0f} {target:.1f} {edge} {target:.1f}"
    return Stroke(path, bundle.marking.rgb, bundle.marking.ring_rgb, "")


def _stroke(x1: float, x2: float, y: float, marking: Marking) -> Stroke:
    rings = "".join(
        f"M{x1 + 12 + 5 * i:.0f} {y - 4:.1f}v8M{x2 - 12 - 5 * i:.0f} {y - 4:.1f}v8"
        for i in range(marking.n_rings)
    )
    return Stroke(f"M{x1} {y:.1f}H{x2}", marking.rgb, marking.ring_rgb, rings)


def _label(text: str, x: float, y: float, anchor: str, css_class: str = "") -> Label:
    return Label(text, f"{x:.0f}", f"{y:.1f}", anchor, css_class)
