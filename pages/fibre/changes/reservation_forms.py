"""Reservations as engineers enter them."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from pages.fibre.changes.joint_forms import DayInput
from pages.fibre.changes.refusable import RefusableForm


class ReservationForm(RefusableForm):
    """Fibres of a cable kept for somebody through a last day."""

    SAID_AT: ClassVar = {"first_number": "first", "last_number": "last", "cable_id": "first"}

    first = forms.IntegerField(label=_("First fibre"), min_value=1)
    last = forms.IntegerField(label=_("Last fibre"), min_value=1)
    reserved_for = forms.CharField(label=_("Reserved for"), max_length=200)
    from_date = forms.DateField(label=_("From"), widget=DayInput())
    until_date = forms.DateField(label=_("Until and including"), widget=DayInput())

    def clean(self) -> dict[str, Any]:
        """Refuse what ends before it begins."""
        said = super().clean() or {}
        first, last = said.get("first"), said.get("last")
        if first and last and last < first:
            self.add_error("last", _("The last fibre comes after the first."))
        from_date, until_date = said.get("from_date"), said.get("until_date")
        if from_date and until_date and until_date < from_date:
            self.add_error("until_date", _("The end must lie after the beginning."))
        return said
