"""New cables as engineers enter them."""

import re
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.models import Asker
from inventory.models import CableType, FibreRoute, RouteNode, RouteSegment
from inventory.models.places import PlantStatus
from pages.fibre.asked import askable
from pages.fibre.changes.refusable import RefusableForm


class CableForm(RefusableForm):
    """A cable of a type from a node along segments; an existing route can fill the walk."""

    SAID_AT: ClassVar = {
        "type_id": "type",
        "from_node_id": "from_node",
        "segment_ids": "segments",
        "walk": "segments",
    }

    code = forms.CharField(label=_("Code"), max_length=60)
    type = forms.ModelChoiceField(CableType.objects.none(), label=_("Cable type"))
    from_node = forms.CharField(
        label=_("From node"), max_length=40, help_text=_("Code of the node where the walk begins.")
    )
    route = forms.ModelChoiceField(
        FibreRoute.objects.none(),
        label=_("Along a route"),
        required=False,
        help_text=_("“Take the walk” fills in its segments; you can change them then."),
    )
    segments = forms.CharField(
        label=_("Segments in order"),
        help_text=_("Their codes, one a line or with commas between."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    status = forms.ChoiceField(
        label=_("Status"),
        choices=[
            (one.value, one.label)
            for one in (PlantStatus.ACTIVE, PlantStatus.PLANNED, PlantStatus.UNDER_CONSTRUCTION)
        ],
    )
    sheath_m = forms.FloatField(
        label=_("Sheath length in metres"),
        required=False,
        min_value=0.1,
        help_text=_("As measured, slack included; empty: from the map."),
    )
    owner = forms.CharField(label=_("Owner"), max_length=100, required=False)

    def __init__(self, *args: Any, asker: Asker, **kwargs: Any) -> None:
        """Offer the types and routes that the asker sees."""
        super().__init__(*args, **kwargs)
        self.asker = asker
        cords = CableType.objects.visible_to(asker).exclude(slug="patch-cord")
        self._offer("type", cords.order_by("n_fibres", "name"))
        routes = FibreRoute.objects.visible_to(asker).exclude(status=PlantStatus.RETIRED)
        self._offer("route", routes.order_by("code"))

    def _offer(self, name: str, rows: Any) -> None:
        self.fields[name].queryset = rows  # type: ignore[attr-defined]  # a ModelChoiceField

    def clean_from_node(self) -> RouteNode:
        """Return the node with the code that was typed."""
        code = self.cleaned_data["from_node"]
        node = RouteNode.objects.visible_to(self.asker).filter(code=code).first()
        if node is None:
            raise ValidationError(_("There is no node “%(code)s”.") % {"code": code})
        return node

    def clean_segments(self) -> list[int]:
        """Return the segments with the codes that were typed, in order."""
        codes = codes_in(self.cleaned_data["segments"])
        if not codes:
            raise ValidationError(_("Name at least one segment, or take the walk of a route."))
        segments = RouteSegment.objects.visible_to(self.asker).filter(code__in=codes)
        found = dict(segments.values_list("code", "pk"))
        unknown = [code for code in codes if code not in found]
        if unknown:
            said = {"codes": ", ".join(unknown[:5])}
            raise ValidationError(_("There is no segment “%(codes)s”.") % said)
        return [found[code] for code in codes]


def codes_in(text: str) -> list[str]:
    """Return the codes of a text, apart by lines, commas or semicolons."""
    parts = re.split(r"[\n\r,;]+", askable(text))
    return [part.strip() for part in parts if part.strip()]
