"""The search over the plant."""

from django import forms
from django.utils.translation import gettext_lazy as _

#: Longer than any code here.
MAX_SEARCH = 100


class PlantSearchForm(forms.Form):
    """Words that a code, or a name beside it, holds; empty narrows nothing."""

    q = forms.CharField(
        label=_("Search"),
        required=False,
        max_length=MAX_SEARCH,
        widget=forms.SearchInput(attrs={"placeholder": _("Code of a cable, closure, panel, node")}),
    )
