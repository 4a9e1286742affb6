"""
A light path as a strip: places as dots, the fibre between them in its colours, figures below.

    PoP ●════ K-1 ════● M-3 ●════ K-2 ════● school
        3 red · 25 blue
        812 m · 0.3 dB

Lengths are in the picture's own units; the strip grows with the number of cables.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from pages.fibre.markings import Marking

#: Width of a piece of cable, room for a place's name at both ends.
PIECE, MARGIN = 190, 70
LINE_Y, HEIGHT = 62, 132


@dataclass(frozen=True, slots=True)
class Piece:
    """A cable between two places: its words above and below the line, and its colours."""

    above: str
    below: tuple[str, ...]
    tube: Marking | None
    fibre: Marking | None


@dataclass(frozen=True, slots=True)
class Stop:
    """A place on the way, and what is passed there without leaving it."""

    name: str
    passed: str


@dataclass(frozen=True, slots=True)
class DrawnPiece:
    """A piece where the strip draws it."""

    path: str
    rings: str
    middle_x: str
    piece: Piece


@dataclass(frozen=True, slots=True)
class DrawnStop:
    """A place where the strip draws it."""

    x: str
    stop: Stop


@dataclass(frozen=True, slots=True)
class PathStrip:
    """What the template `pages/fibre/parts/path.svg.html` draws."""

    width: int
    height: int
    line_y: int
    pieces: tuple[DrawnPiece, ...]
    stops: tuple[DrawnStop, ...]


def draw_path(stops: Sequence[Stop], pieces: Sequence[Piece]) -> PathStrip:
    """
    Return the strip of a path.

    Raises:
        ValueError: there is not one place more than there are pieces.
    """
    if len(stops) != len(pieces) + 1:
        raise ValueError("a path has a place at each end of each piece")
    drawn = []
    for place, piece in enumerate(pieces):
        start, end = MARGIN + place * PIECE, MARGIN + (place + 1) * PIECE
        n_rings = piece.fibre.n_rings if piece.fibre else 0
        drawn.append(
            DrawnPiece(
                path=f"M{start} {LINE_Y}H{end}",
                rings="".join(f"M{start + 24 + 6 * i} {LINE_Y - 3}v6" for i in range(n_rings)),
                middle_x=str((start + end) // 2),
                piece=piece,
            )
        )
    return PathStrip(
        width=2 * MARGIN + len(pieces) * PIECE,
        height=HEIGHT,
        line_y=LINE_Y,
        pieces=tuple(drawn),
        stops=tuple(
            DrawnStop(str(MARGIN + place * PIECE), stop) for place, stop in enumerate(stops)
        ),
    )
