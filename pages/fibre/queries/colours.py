"""The colours of tubes and fibres."""

from collections import defaultdict

from accounts.models import Asker
from inventory.models import SchemeColour
from inventory.queries.trace import Hue
from pages.fibre.markings import Palette


def palette(asker: Asker) -> Palette:
    """Return the colours of every scheme; 1 query, some hundred rows."""
    schemes: dict[int, list[Hue]] = defaultdict(list)
    rows = SchemeColour.objects.visible_to(asker).order_by("scheme", "number")
    for colour in rows:
        hue = Hue(colour.name_en, colour.name_de, colour.rgb, colour.n_rings)
        schemes[colour.scheme_id].append(hue)
    return Palette(dict(schemes))
