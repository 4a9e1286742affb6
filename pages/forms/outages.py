"""The filter of the list of outages, and what engineers say of an incident."""

from datetime import timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from monitoring.sla.calendar import Month

#: The shortest outage to list, in minutes.
LENGTHS = (
    ("", _("any")),
    ("5", _("5 minutes or more")),
    ("60", _("an hour or more")),
    ("240", _("4 hours or more")),
    ("1440", _("a day or more")),
)


class OutageFilterForm(forms.Form):
    """Which outages to list; whatever is left empty narrows nothing."""

    month = forms.CharField(
        label=_("Month"),
        required=False,
        max_length=7,
        widget=forms.TextInput(attrs={"type": "month", "placeholder": "2026-05"}),
    )
    cause = forms.ChoiceField(
        label=_("Cause"),
        required=False,
        choices=[("", _("all")), ("line", _("only the line")), ("wider", _("wider outage"))],
    )
    length = forms.ChoiceField(label=_("Length"), required=False, choices=LENGTHS)

    def clean_month(self) -> Month | None:
        """Read the month."""
        text: str = self.cleaned_data["month"]
        if not text:
            return None
        try:
            return Month.parse(text)
        except ValueError as error:
            raise ValidationError(_("A month is written like 2026-05.")) from error

    def clean_length(self) -> timedelta:
        """Read the shortest length."""
        return timedelta(minutes=int(self.cleaned_data["length"] or 0))


class AcknowledgeForm(forms.Form):
    """A person takes care of outages."""

    note = forms.CharField(
        label=_("Note"),
        required=False,
        max_length=300,
        help_text=_("What is known or being done. Schools do not see it."),
    )


class LikelyPlaceForm(forms.Form):
    """Where the cause of an incident lies, as an engineer found."""

    segment = forms.CharField(
        label=_("Segment"),
        required=False,
        max_length=40,
        help_text=_("Its code. Leave it empty if no single place explains the outage."),
        widget=forms.TextInput(attrs={"list": "likely-segments", "autocomplete": "off"}),
    )
    note = forms.CharField(
        label=_("What was found"),
        max_length=300,
        help_text=_("Without a note the guess would be made anew with the next outage."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean_segment(self) -> str:
        """Take the code without the blanks around it."""
        said: Any = self.cleaned_data["segment"]
        return str(said).strip()
