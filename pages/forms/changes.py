"""The filter of the audit."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from pages.kinds import KINDS
from records.queries import event_models

#: Choices of the field "by" beside the people themselves.
PEOPLE, AUTOMATIC, ALL = "people", "automatic", "all"


class ChangeFilterForm(forms.Form):
    """Which changes to list."""

    by = forms.ChoiceField(label=_("Made by"), required=False)
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    day = forms.DateField(
        label=_("Day"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer everybody who has an account, and every kind that is recorded."""
        super().__init__(*args, **kwargs)
        people = [
            (str(one.pk), one.get_full_name() or one.username)
            for one in User.objects.order_by("username")
        ]
        self.fields["by"].choices = [  # type: ignore[attr-defined]  # a ChoiceField
            (PEOPLE, _("people")),
            (AUTOMATIC, _("Lichtweg itself")),
            (ALL, _("everybody")),
            *people,
        ]
        kinds = [(label, str(KINDS.get(label, label))) for label in event_models()]
        kinds.sort(key=lambda one: one[1].casefold())
        self.fields["kind"].choices = [("", _("all")), *kinds]  # type: ignore[attr-defined]  # a ChoiceField
