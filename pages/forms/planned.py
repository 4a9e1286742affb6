"""Planned works as engineers enter them."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Asker
from inventory.models import Circuit
from monitoring.models import Maintenance
from monitoring.operations.planned import Plan


class CircuitChoiceField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # not generic at run time
    """Connections to choose from, called by what people call them."""

    def label_from_instance(self, obj: Any) -> str:
        """Return the connection's name."""
        circuit: Circuit = obj
        return f"{circuit.label} ({circuit.cid})"


class LocalDateTimeInput(forms.DateTimeInput):
    """The browser's own picker of a day and a time."""

    input_type = "datetime-local"

    def __init__(self) -> None:
        """Write what the picker reads."""
        super().__init__(format="%Y-%m-%dT%H:%M")


class PlannedWorkForm(forms.Form):
    """A window of work, what it means, and whom it touches; times are local."""

    title = forms.CharField(label=_("Title"), max_length=200)
    description = forms.CharField(
        label=_("What it means for the school"),
        required=False,
        help_text=_("In plain words; every school that it touches reads this."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    starts_at = forms.DateTimeField(label=_("From"), widget=LocalDateTimeInput())
    ends_at = forms.DateTimeField(label=_("Until"), widget=LocalDateTimeInput())
    circuits = CircuitChoiceField(
        label=_("Connections"),
        queryset=Circuit.objects.none(),
        help_text=_("Several: hold Ctrl or Cmd while you choose, or Shift for a range."),
        widget=forms.SelectMultiple(attrs={"size": 10}),
    )

    def __init__(self, *args: Any, asker: Asker, **kwargs: Any) -> None:
        """Offer the connections that the asker sees."""
        super().__init__(*args, **kwargs)
        self.fields["circuits"].queryset = offered_circuits(asker)  # type: ignore[attr-defined]  # a ModelMultipleChoiceField

    def clean(self) -> dict[str, Any]:
        """Refuse windows that end before they start, or are over."""
        said = super().clean() or {}
        starts_at, ends_at = said.get("starts_at"), said.get("ends_at")
        if starts_at and ends_at and ends_at <= starts_at:
            self.add_error("ends_at", _("The end must lie after the beginning."))
        elif ends_at and ends_at <= timezone.now():
            self.add_error("ends_at", _("This is over already. Only what is still to come counts."))
        return said

    def plan(self) -> Plan:
        """Return what was entered; only of a valid form."""
        said = self.cleaned_data
        return Plan(
            title=said["title"],
            description=said["description"],
            starts_at=said["starts_at"],
            ends_at=said["ends_at"],
            circuit_ids=[circuit.pk for circuit in said["circuits"]],
        )


def offered_circuits(asker: Asker) -> QuerySet[Circuit]:
    """Return the connections that works can touch, by name."""
    circuits = Circuit.objects.visible_to(asker).filter(site__isnull=False)
    return (
        circuits.select_related("site", "school")
        .defer("site__area", "site__geom")
        .order_by("site__name", "cid")
    )


def said_of(work: Maintenance) -> dict[str, Any]:
    """Return what a form shows of planned work that is there."""
    return {
        "title": work.title,
        "description": work.description,
        "starts_at": work.starts_at,
        "ends_at": work.ends_at,
        "circuits": list(work.circuits.values_list("pk", flat=True)),
    }
