"""What a reader may narrow and order a report by."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Asker
from inventory.models import Circuit, Region
from reports.queries import Scope
from reports.rows import ORDERS


class ScopeForm(forms.Form):
    """Kind of connection, district and order; nothing said means all, by name."""

    kind = forms.ChoiceField(
        label=_("Kind"),
        required=False,
        choices=[
            ("", _("All kinds")),
            (Circuit.Purpose.SCHOOL, _("Schools")),
            (Circuit.Purpose.BUSINESS_PARK, _("Business parks")),
        ],
    )
    district = forms.ModelChoiceField(
        label=_("District"),
        required=False,
        queryset=Region.objects.none(),
        to_field_name="slug",
        empty_label=_("All districts"),
    )
    sort = forms.ChoiceField(
        required=False,
        widget=forms.HiddenInput,
        choices=[(order, order) for key in ORDERS for order in (key, f"-{key}")],
    )

    def __init__(self, *args: Any, asker: Asker, **kwargs: Any) -> None:
        """Offer the districts that the asker may see."""
        super().__init__(*args, **kwargs)
        districts = Region.objects.visible_to(asker).filter(kind=Region.Kind.DISTRICT)
        field = self.fields["district"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - tells the type checker
        field.queryset = districts.order_by("name")

    @property
    def scope(self) -> Scope:
        """Which connections are asked for; of a valid form."""
        return Scope(self.cleaned_data["kind"], self.cleaned_data["district"])

    @property
    def order(self) -> str:
        """The order asked for; of a valid form."""
        return str(self.cleaned_data["sort"] or "name")
