"""
Colours of fibres and tubes: which number bears which, by scheme.

A scheme is a row of colours; after its last the row begins again, each time with one ring (or
stripe) more. Set-up seeds the product's colour schemes from SCHEMES; a carrier adds its own. The
RGB values are ours, for screens and paper: no standard prescribes them. Sources: docs/optics.md.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Colour:
    """A colour by its names and by what a screen shows, `#rrggbb`."""

    name_en: str
    name_de: str
    rgb: str


@dataclass(frozen=True, slots=True)
class Scheme:
    """A row of colours in the order of their numbers."""

    key: str
    name: str
    colours: tuple[Colour, ...]
    #: Whether the row begins again with rings; if not, all further numbers bear its last colour.
    has_rings: bool = True

    def __post_init__(self) -> None:
        if not self.colours:
            raise ValueError("a scheme has at least one colour")


@dataclass(frozen=True, slots=True)
class Marking:
    """What a fibre or tube of some number looks like."""

    colour: Colour
    n_rings: int = 0
    #: Colour of the rings; None if there are none.
    ring: Colour | None = None

    @property
    def name_en(self) -> str:
        """The colour and its rings in English: `red`, `red, 1 ring`."""
        return _with_rings(self.colour.name_en, self.n_rings, ("ring", "rings"))

    @property
    def name_de(self) -> str:
        """The colour and its rings in German: `rot`, `rot, 1 Ring`."""
        return _with_rings(self.colour.name_de, self.n_rings, ("Ring", "Ringe"))


RED = Colour("red", "rot", "#d62027")
GREEN = Colour("green", "grün", "#1f9d3a")
BLUE = Colour("blue", "blau", "#1f5fbf")
YELLOW = Colour("yellow", "gelb", "#f5d000")
WHITE = Colour("white", "weiß", "#ffffff")
GREY = Colour("grey", "grau", "#8a8f94")
BROWN = Colour("brown", "braun", "#7a4a21")
VIOLET = Colour("violet", "violett", "#7d3c98")
TURQUOISE = Colour("turquoise", "türkis", "#22b8b0")
BLACK = Colour("black", "schwarz", "#1a1a1a")
ORANGE = Colour("orange", "orange", "#f07f13")
PINK = Colour("pink", "rosa", "#f29ab8")
SLATE = Colour("slate", "schiefergrau", "#708090")
ROSE = Colour("rose", "rosa", "#f29ab8")
AQUA = Colour("aqua", "aqua", "#4fc9d6")

IEC_60304 = Scheme(
    "iec-60304",
    "IEC 60304 / DIN EN 60794-1-1 (VDE 0888)",
    (RED, GREEN, BLUE, YELLOW, WHITE, GREY, BROWN, VIOLET, TURQUOISE, BLACK, ORANGE, PINK),
)
TIA_598 = Scheme(
    "tia-598",
    "TIA-598",
    (BLUE, ORANGE, GREEN, BROWN, SLATE, WHITE, RED, BLACK, YELLOW, VIOLET, ROSE, AQUA),
)
#: German tubes: one counts from the red one in the direction of the green one.
COUNTING_TUBES = Scheme(
    "counting-tubes", "Zählader rot, Richtungsader grün", (RED, GREEN, WHITE), has_rings=False
)
SCHEMES: Mapping[str, Scheme] = MappingProxyType(
    {scheme.key: scheme for scheme in (IEC_60304, TIA_598, COUNTING_TUBES)}
)


def colour_of(scheme: Scheme, number: int) -> Marking:
    """
    Return what the fibre or tube of a number, counted from 1, looks like.

    Raises:
        ValueError: there is no such number.
    """
    if number < 1:
        raise ValueError(f"fibres and tubes are counted from 1, not from {number}")
    n_rings, place = divmod(number - 1, len(scheme.colours))
    if not scheme.has_rings and n_rings:
        return Marking(scheme.colours[-1])
    colour = scheme.colours[place]
    # A black ring would not be seen on black.
    ring = (YELLOW if colour is BLACK else BLACK) if n_rings else None
    return Marking(colour, n_rings, ring)


def _with_rings(name: str, n_rings: int, words: tuple[str, str]) -> str:
    if not n_rings:
        return name
    return f"{name}, {n_rings} {words[n_rings > 1]}"
