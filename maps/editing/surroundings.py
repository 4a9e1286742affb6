"""What the map beside a form needs to know: what is drawn, on what ground, and its words."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext

from maps.editing.forms import EditForm

#: The layers below the drawing, in drawing order; an engineer has them all.
GROUND = ("outline", "areas", "corridors", "districts", "routes", "sites")
#: Pixels within which a drawn corner snaps to a node.
SNAP_PX = 18


def drawing_config(form: EditForm, *, draws: str) -> dict[str, Any]:
    """Return what `#maps/edit.js` reads: which fields hold the place, the line, the area."""
    return {
        "draws": draws,
        "area": "id_area" if "area" in form.fields else "",
        "layers": {name: reverse("maps:features", args=[name]) for name in GROUND},
        "nodesUrl": reverse("editing:nodes"),
        "snapPixels": SNAP_PX,
        "baseMap": {"url": settings.BASE_MAP_URL, "attribution": settings.BASE_MAP_ATTRIBUTION},
        "words": words(),
    }


def words() -> dict[str, str]:
    """Return the sentences that the script says; {braces} are filled in there."""
    return {
        "zoomIn": gettext("Zoom in"),
        "zoomOut": gettext("Zoom out"),
        "wholeCity": gettext("Show the whole city"),
        "place": gettext("Place: drag it, or move it with the arrow keys"),
        "setPlace": gettext("Click on the map to set the place."),
        "drawLine": gettext("Draw the line anew"),
        "editLine": gettext("Change the line"),
        "drawArea": gettext("Draw an area"),
        "editArea": gettext("Change the area"),
        "remove": gettext("Remove an area"),
        "undo": gettext("Take the last point back"),
        "cancel": gettext("Cancel"),
        "firstPoint": gettext("Click where it begins; near a node it snaps to it."),
        "nextPoint": gettext("Click for the next point; click the last one again to finish."),
        "firstCorner": gettext("Click for the first corner."),
        "closeArea": gettext("Click for the next corner; click the first one to finish."),
        "textWrong": gettext("The text cannot be shown on the map: line {line}."),
        "checkFailed": gettext("The check did not answer; saving checks again."),
        "node": gettext("Node {code}"),
    }
