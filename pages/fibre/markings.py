"""
What tubes and fibres look like on a page: a patch of colour, its rings, and always its name.

Colours are data of the installation (`inventory.models.SchemeColour`); here are values only, and
no table.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from inventory.queries.trace import Hue

#: Rings on a light ground, and on one that would swallow them.
RING_DARK, RING_LIGHT = "#1a1a1a", "#f5d000"
#: Below this luma a black ring is not seen.
_DARK_LUMA = 70
#: Two letters for a colour's English name: IEC 60757, and DIN 47002 for German readers.
_CODES: Mapping[str, tuple[str, str]] = {
    "red": ("RD", "rt"),
    "green": ("GN", "gn"),
    "blue": ("BU", "bl"),
    "yellow": ("YE", "ge"),
    "white": ("WH", "ws"),
    "grey": ("GY", "gr"),
    "slate": ("GY", "gr"),
    "brown": ("BN", "br"),
    "violet": ("VT", "vi"),
    "turquoise": ("TQ", "tk"),
    "aqua": ("TQ", "tk"),
    "black": ("BK", "sw"),
    "orange": ("OG", "or"),
    "pink": ("PK", "rs"),
    "rose": ("PK", "rs"),
}


@dataclass(frozen=True, slots=True)
class Marking:
    """A numbered tube or fibre: how it looks and how its colour is called in the reader's words."""

    number: int
    name: str
    #: The colour in two letters, with a stroke for each ring: "RD", "rt'".
    code: str
    rgb: str
    n_rings: int = 0

    @property
    def ring_rgb(self) -> str:
        """The colour of the rings, so that they are seen on this ground."""
        red, green, blue = (int(self.rgb[i : i + 2], 16) for i in (1, 3, 5))
        luma = 0.299 * red + 0.587 * green + 0.114 * blue
        return RING_LIGHT if luma < _DARK_LUMA else RING_DARK

    @property
    def swatch(self) -> SafeString:
        """A patch of the colour with its rings; for the eye only, the name stands beside it."""
        return _swatch(self.rgb, self.n_rings, self.ring_rgb)


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of all schemes, by scheme and number."""

    schemes: Mapping[int, Sequence[Hue]]

    def marking(self, *, scheme_id: int, number: int) -> Marking:
        """
        Return what the tube or fibre of a number looks like.

        Beyond the scheme's last colour the row begins again, each time with one ring more.
        """
        hues = self.schemes.get(scheme_id)
        if not hues:
            return Marking(number, "–", "–", "#ffffff")
        rounds, place = divmod(number - 1, len(hues))
        hue = hues[place]
        return marking_of(replace(hue, n_rings=hue.n_rings + rounds), number)


def marking_of(hue: Hue, number: int) -> Marking:
    """Return the marking of a numbered tube or fibre of this colour."""
    is_german = (get_language() or "").startswith("de")
    name = hue.name_de if is_german else hue.name_en
    code = _CODES.get(hue.name_en, (name[:2].upper(), name[:2].lower()))[is_german]
    return Marking(number, str(hue), code + "'" * hue.n_rings, hue.rgb, hue.n_rings)


@lru_cache(maxsize=512)
def _swatch(rgb: str, n_rings: int, ring_rgb: str) -> SafeString:
    xs = [f"{28 * (i + 1) / (n_rings + 1):.1f}" for i in range(n_rings)]
    rings = format_html_join(
        "", '<path stroke="{}" stroke-width="2.5" d="M{} 1v12"/>', ((ring_rgb, x) for x in xs)
    )
    return format_html(
        '<svg class="swatch" viewBox="0 0 28 14" aria-hidden="true">'
        '<rect x="1" y="1" width="26" height="12" rx="3" fill="{}"/>{}</svg>',
        rgb,
        rings,
    )
