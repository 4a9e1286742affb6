"""Where a circuit's light is to run, as engineers ask for it."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.models import Asker
from inventory.models import CircuitPath, RouteNode, TransceiverType
from pages.fibre.asked import askable
from pages.fibre.changes.refusable import RefusableForm
from pages.fibre.changes.sides import free_fronts


class PathForm(RefusableForm):
    """Between which nodes, from and to which ports if any, for which path of the circuit."""

    leg = forms.ChoiceField(
        label=_("Which path"), choices=CircuitPath.Leg.choices, initial=CircuitPath.Leg.WORKING
    )
    from_node = forms.CharField(label=_("From node"), max_length=40)
    to_node = forms.CharField(label=_("To node"), max_length=40)
    a_port = forms.TypedChoiceField(
        label=_("From port"),
        coerce=int,
        empty_value=None,
        required=False,
        help_text=_(
            "With a fibre behind it: the light that is there already. Without: the way found is"
            " spliced to it."
        ),
    )
    z_port = forms.TypedChoiceField(
        label=_("To port"), coerce=int, empty_value=None, required=False
    )
    optics = forms.ModelChoiceField(
        TransceiverType.objects.none(), label=_("Transceivers"), required=False
    )

    def __init__(self, *args: Any, asker: Asker, **kwargs: Any) -> None:
        """Offer the ports that are free at the nodes that were named."""
        super().__init__(*args, **kwargs)
        self.asker = asker
        types = TransceiverType.objects.visible_to(asker).order_by("name")
        self.fields["optics"].queryset = types  # type: ignore[attr-defined]  # a ModelChoiceField
        for name, port in (("from_node", "a_port"), ("to_node", "z_port")):
            node = self._nodes(askable(self[name].value() or "")).first()
            fronts = free_fronts(node, asker) if node else []
            self.fields[port].choices = [("", _("none")), *fronts]  # type: ignore[attr-defined]  # a ChoiceField

    def _nodes(self, code: str) -> Any:
        return RouteNode.objects.visible_to(self.asker).filter(code=code)

    def clean_from_node(self) -> RouteNode:
        """Return the node with the code that was typed."""
        return self._node("from_node")

    def clean_to_node(self) -> RouteNode:
        """Return the node with the code that was typed."""
        return self._node("to_node")

    def _node(self, name: str) -> RouteNode:
        code = self.cleaned_data[name]
        node: RouteNode | None = self._nodes(code).first()
        if node is None:
            raise ValidationError(_("There is no node “%(code)s”.") % {"code": code})
        return node

    def clean(self) -> dict[str, Any]:
        """Refuse a way from a node to itself."""
        said = super().clean() or {}
        if said.get("from_node") and said.get("from_node") == said.get("to_node"):
            self.add_error("to_node", _("Choose two different nodes."))
        return said
