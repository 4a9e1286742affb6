"""Splices, patches and cuts as engineers enter them."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from inventory.imports.cells import numbers_in
from inventory.models import Joint
from pages.fibre.changes.refusable import RefusableForm, require
from pages.fibre.changes.sides import Side

BY_RANGE, BY_TUBE, BY_COLOUR = "range", "tube", "colour"


class DayInput(forms.DateInput):
    """The browser's own picker of a day."""

    input_type = "date"

    def __init__(self) -> None:
        """Write what the picker reads."""
        super().__init__(format="%Y-%m-%d")


class SpliceForm(RefusableForm):
    """Which glass is joined to which at a node, and how."""

    SAID_AT: ClassVar = {
        "a_cable_id": "a_side",
        "z_cable_id": "z_side",
        "a_towards": "a_side",
        "z_towards": "z_side",
        "a_end": "a_first",
        "z_end": "z_first",
        "tray_id": "tray",
    }

    how = forms.ChoiceField(
        label=_("How"),
        choices=[
            (BY_RANGE, _("fibre by fibre, by number")),
            (BY_TUBE, _("tube to tube, by place")),
            (BY_COLOUR, _("tube to tube, by colour")),
        ],
        initial=BY_RANGE,
    )
    a_side = forms.ChoiceField(label=_("Side A"))
    a_tube = forms.IntegerField(
        label=_("Tube A"), required=False, min_value=1, help_text=_("For tube to tube.")
    )
    a_first = forms.IntegerField(
        label=_("First fibre A"), required=False, min_value=0, help_text=_("For fibre by fibre.")
    )
    z_side = forms.ChoiceField(label=_("Side B"))
    z_tube = forms.IntegerField(
        label=_("Tube B"), required=False, min_value=1, help_text=_("For tube to tube.")
    )
    z_first = forms.IntegerField(
        label=_("First fibre B"), required=False, min_value=0, help_text=_("For fibre by fibre.")
    )
    n = forms.IntegerField(
        label=_("How many"),
        required=False,
        min_value=1,
        max_value=7000,
        help_text=_("For fibre by fibre."),
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=Joint.Kind.choices, initial=Joint.Kind.FUSION)
    tray = forms.ChoiceField(label=_("Tray"), required=False)
    loss_db = forms.FloatField(
        label=_("Loss in dB"),
        required=False,
        min_value=0,
        max_value=60,
        help_text=_("As measured, the same for all; empty: the design value of the kind."),
    )
    made_date = forms.DateField(label=_("Made on"), required=False, widget=DayInput())
    made_by = forms.CharField(label=_("Spliced by"), max_length=100, required=False)

    def __init__(
        self,
        *args: Any,
        sides: Sequence[Side],
        trays: Sequence[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        """Offer what is at the node."""
        super().__init__(*args, **kwargs)
        self.sides = {side.value: side for side in sides}
        choices = [(side.value, side.label) for side in sides]
        for name in ("a_side", "z_side"):
            self.fields[name].choices = choices  # type: ignore[attr-defined]  # a ChoiceField
        self.fields["tray"].choices = [("", _("none")), *trays]  # type: ignore[attr-defined]  # a ChoiceField

    def clean(self) -> dict[str, Any]:
        """Ask for what the way of joining needs."""
        said = super().clean() or {}
        needed = _("This is needed here.")
        if said.get("how") == BY_RANGE:
            require(self, "a_first", "z_first", "n", words=str(needed))
        else:
            require(self, "a_tube", "z_tube", words=str(needed))
            for name in ("a_side", "z_side"):
                side = self.sides.get(said.get(name, ""))
                if side is not None and side.kind != "cable":
                    self.add_error(name, _("Only cables have tubes; join by number here."))
        return said

    def side(self, name: str) -> Side:
        """Return a side that was chosen; only of a valid form."""
        return self.sides[self.cleaned_data[name]]

    def making(self) -> dict[str, Any]:
        """Return how the joints are made; only of a valid form."""
        said = self.cleaned_data
        return {
            "kind": said["kind"],
            "tray_id": int(said["tray"]) if said["tray"] else None,
            "loss_db": said["loss_db"],
            "made_date": said["made_date"],
            "made_by": said["made_by"],
        }


class PatchForm(RefusableForm):
    """A patch cord between two free ports at a node."""

    SAID_AT: ClassVar = {"a_end": "a_port", "z_end": "z_port", "type_id": "code"}

    a_port = forms.TypedChoiceField(label=_("From port"), coerce=int)
    z_port = forms.TypedChoiceField(label=_("To port"), coerce=int)
    code = forms.CharField(
        label=_("Code of the cord"),
        max_length=60,
        required=False,
        help_text=_("Empty: the next number."),
    )

    def __init__(self, *args: Any, fronts: Sequence[Any], **kwargs: Any) -> None:
        """Offer the free ports."""
        super().__init__(*args, **kwargs)
        for name in ("a_port", "z_port"):
            self.fields[name].choices = fronts  # type: ignore[attr-defined]  # a ChoiceField

    def clean(self) -> dict[str, Any]:
        """Refuse a cord from a port into itself."""
        said = super().clean() or {}
        if said.get("a_port") and said.get("a_port") == said.get("z_port"):
            self.add_error("z_port", _("Choose two different ports."))
        return said


class TubesForm(RefusableForm):
    """Tubes of a cable that passes a node, to be cut there or made whole again."""

    SAID_AT: ClassVar = {"cable_id": "cable", "tube_numbers": "tubes", "node_id": "cable"}

    what = forms.ChoiceField(
        label=_("What is done"),
        choices=[("cut", _("cut the tubes here")), ("revert", _("make cut tubes whole again"))],
    )
    cable = forms.TypedChoiceField(label=_("Cable"), coerce=int)
    tubes = forms.CharField(
        label=_("Tubes"), max_length=200, help_text=_("Numbers and ranges, such as 1-3, 5.")
    )

    def __init__(self, *args: Any, cables: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        """Offer the cables that pass."""
        super().__init__(*args, **kwargs)
        self.fields["cable"].choices = cables  # type: ignore[attr-defined]  # a ChoiceField

    def clean_tubes(self) -> tuple[int, ...]:
        """Return the numbers."""
        numbers = numbers_in(self.cleaned_data["tubes"])
        if not numbers:
            raise ValidationError(_("Numbers and ranges such as 1-3, 5 are expected."))
        return numbers
