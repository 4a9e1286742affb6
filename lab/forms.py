"""
What people and the map may ask of the lab, read and refused field by field.

Commands, JSON and forms all pass here, so that one wrong input has one sentence. Segments and
circuits are found among those handed in: whoever asks, asks for what they may see.
"""

from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from inventory.models import Circuit, RouteSegment
from lab.models import LabFault
from monitoring.wording import quantity

MAX_NAMED = 100
#: Lists of the page from which a browser completes what is typed.
SEGMENTS_LIST, CIRCUITS_LIST = "lab-segments", "lab-circuits"


def _find_segment(text: str, segments: QuerySet[RouteSegment]) -> RouteSegment:
    found = segments.filter(code=text).first()
    if found is None and text.isdecimal():
        found = segments.filter(pk=int(text)).first()
    if found is None:
        raise ValidationError(
            _("There is no segment “%(name)s”."), code="unknown", params={"name": text}
        )
    return found


def _find_circuit(text: str, circuits: QuerySet[Circuit]) -> Circuit:
    known = circuits.select_related("school", "site")
    found = list(known.filter(cid=text).order_by("pk")[:2])
    if not found and text.isdecimal():
        found = list(known.filter(pk=int(text)))
    if len(found) == 1:
        return found[0]
    if found:
        message = _("Several providers have a circuit “%(name)s”; give its number instead.")
        raise ValidationError(message, code="ambiguous", params={"name": text})
    raise ValidationError(
        _("There is no circuit “%(name)s”."), code="unknown", params={"name": text}
    )


class CutForm(forms.Form):
    """A cut: of a segment at a chainage (its middle if none is said), or at a circuit's door."""

    segment = forms.CharField(
        label=_("Segment"),
        max_length=MAX_NAMED,
        required=False,
        help_text=_("Its code, as on the map."),
        widget=forms.TextInput(attrs={"list": SEGMENTS_LIST}),
    )
    chainage_m = forms.FloatField(
        label=_("Metres from its start"),
        min_value=0,
        required=False,
        help_text=_("Left empty: its middle."),
    )
    circuit = forms.CharField(
        label=_("or circuit"),
        max_length=MAX_NAMED,
        required=False,
        help_text=_("Its id: only this connection is cut, at its own door."),
        widget=forms.TextInput(attrs={"list": CIRCUITS_LIST}),
    )

    def __init__(
        self,
        data: Any = None,
        *,
        segments: QuerySet[RouteSegment],
        circuits: QuerySet[Circuit],
        **how: Any,
    ) -> None:
        super().__init__(data, **how)
        self._segments = segments
        self._circuits = circuits

    def clean_segment(self) -> RouteSegment | None:
        """Find the segment by its code, else by its number."""
        text = self.cleaned_data["segment"]
        return _find_segment(text, self._segments) if text else None

    def clean_circuit(self) -> Circuit | None:
        """Find the circuit by its id, else by its number."""
        text = self.cleaned_data["circuit"]
        return _find_circuit(text, self._circuits) if text else None

    def clean(self) -> dict[str, Any]:
        """Require one place, and a chainage that the segment has; fill in the middle."""
        cleaned = super().clean() or {}
        segment, circuit = cleaned.get("segment"), cleaned.get("circuit")
        chainage_m = cleaned.get("chainage_m")
        if self.errors:
            return cleaned
        if (segment is None) == (circuit is None):
            raise ValidationError({"segment": _("Say what to cut: either a segment or a circuit.")})
        if segment is None:
            if chainage_m is not None:
                self.add_error("chainage_m", _("Only a segment has a chainage."))
        elif chainage_m is None:
            cleaned["chainage_m"] = segment.length_m / 2
        elif chainage_m > segment.length_m:
            # Floored: what is named here is accepted.
            length = quantity(int(segment.length_m), unit="m")
            words = gettext("The segment %(code)s is only %(length)s long.")
            self.add_error("chainage_m", words % {"code": segment.code, "length": length})
        return cleaned


class _CircuitForm(forms.Form):
    """A form about one circuit."""

    circuit = forms.CharField(
        label=_("Circuit"),
        max_length=MAX_NAMED,
        help_text=_("Its id."),
        widget=forms.TextInput(attrs={"list": CIRCUITS_LIST}),
    )

    def __init__(self, data: Any = None, *, circuits: QuerySet[Circuit], **how: Any) -> None:
        super().__init__(data, **how)
        self._circuits = circuits

    def clean_circuit(self) -> Circuit:
        """Find the circuit by its id, else by its number."""
        return _find_circuit(cast("str", self.cleaned_data["circuit"]), self._circuits)


class LossForm(_CircuitForm):
    """A share of a circuit's packets that gets lost."""

    loss_percent = forms.IntegerField(
        label=_("Loss in percent"), min_value=1, max_value=100, help_text=_("1 to 100.")
    )


class DelayForm(_CircuitForm):
    """A delay of a circuit's replies."""

    delay_ms = forms.IntegerField(
        label=_("Delay in milliseconds"),
        min_value=1,
        max_value=60_000,
        help_text=_("1 to 60,000."),
    )


class MendForm(forms.Form):
    """One fault in force, by its number, or all of them."""

    fault = forms.IntegerField(label=_("Fault"), required=False)
    all = forms.BooleanField(label=_("All faults"), required=False)

    def clean_fault(self) -> int | None:
        """Require a fault in force."""
        number = cast("int | None", self.cleaned_data["fault"])
        if number is None or LabFault.objects.in_force().filter(pk=number).exists():
            return number
        message = _("There is no fault %(number)s in force.")
        raise ValidationError(message, code="unknown", params={"number": number})

    def clean(self) -> dict[str, Any]:
        """Require one of the two."""
        cleaned = super().clean() or {}
        if not self.errors and (cleaned.get("fault") is None) != bool(cleaned.get("all")):
            raise ValidationError({"fault": _("Say what to mend: either a fault or all.")})
        return cleaned
