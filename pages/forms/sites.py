"""The filter above the list of sites."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Asker
from inventory.models import Region, Site
from monitoring.presentation import STATES

#: Longer than any name or address here.
MAX_SEARCH = 100


class SiteFilterForm(forms.Form):
    """Which sites to list; whatever is left empty narrows nothing."""

    q = forms.CharField(
        label=_("Search"),
        required=False,
        max_length=MAX_SEARCH,
        widget=forms.SearchInput,
    )
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    state = forms.ChoiceField(label=_("State"), required=False)
    district = forms.ModelChoiceField(
        label=_("District"),
        required=False,
        queryset=Region.objects.none(),
        to_field_name="slug",
        empty_label=_("all"),
    )

    def __init__(self, *args: Any, asker: Asker, **kwargs: Any) -> None:
        """Offer what the asker may see."""
        super().__init__(*args, **kwargs)
        self.fields["q"].widget.attrs["placeholder"] = _("Name, address, school number")
        kinds = [choice for choice in Site.Kind.choices if self._is_offered(choice[0], asker)]
        self.fields["kind"].choices = [("", _("all")), *kinds]  # type: ignore[attr-defined]  # a ChoiceField
        states = [(key, appearance.word) for key, appearance in STATES.items()]
        self.fields["state"].choices = [("", _("all")), *states]  # type: ignore[attr-defined]  # a ChoiceField
        districts = Region.objects.visible_to(asker).filter(kind=Region.Kind.DISTRICT)
        self.fields["district"].queryset = districts.defer("geom").order_by("name")  # type: ignore[attr-defined]  # a ModelChoiceField

    @staticmethod
    def _is_offered(kind: str, asker: Asker) -> bool:
        return kind != Site.Kind.POP or Site.objects.visible_to(asker).filter(kind=kind).exists()
