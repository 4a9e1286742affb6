"""People as administrators enter them."""

from typing import Any

from django import forms
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.operations import PersonDetails
from accounts.roles import ANSWERS_FOR_SCHOOLS, Role
from inventory.models import Site


class PersonForm(forms.Form):
    """Who somebody is, what they may do, and which sites they answer for."""

    username = forms.CharField(
        label=_("User name"), max_length=150, validators=[UnicodeUsernameValidator()]
    )
    first_name = forms.CharField(label=_("First name"), max_length=150, required=False)
    last_name = forms.CharField(label=_("Last name"), max_length=150, required=False)
    email = forms.EmailField(
        label=_("E-mail"),
        max_length=254,
        error_messages={"invalid": _("This is not an e-mail address.")},
        help_text=_("The link to choose a password goes there."),
    )
    role = forms.ChoiceField(label=_("Role"), choices=Role.choices, initial=Role.CONTACT)
    sites = forms.ModelMultipleChoiceField(
        label=_("Sites"),
        queryset=Site.objects.none(),
        required=False,
        help_text=_(
            "Only a school contact needs them: it is all that they see."
            " Several: hold Ctrl or Cmd while you choose."
        ),
        widget=forms.SelectMultiple(attrs={"size": 10}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer every site that somebody can answer for."""
        super().__init__(*args, **kwargs)
        sites = Site.objects.exclude(kind=Site.Kind.POP).defer("geom", "area").order_by("name")
        self.fields["sites"].queryset = sites  # type: ignore[attr-defined]  # a ModelMultipleChoiceField

    def clean(self) -> dict[str, Any]:
        """Refuse sites for who sees all of them anyway."""
        said = super().clean() or {}
        role = said.get("role")
        if role and Role(role) not in ANSWERS_FOR_SCHOOLS and said.get("sites"):
            self.add_error("sites", _("This role sees all sites; choose none."))
        return said

    def details(self) -> PersonDetails:
        """Return what was entered; only of a valid form."""
        said = self.cleaned_data
        return PersonDetails(
            username=said["username"],
            first_name=said["first_name"],
            last_name=said["last_name"],
            email=said["email"],
            role=Role(said["role"]),
        )

    def site_ids(self) -> set[int]:
        """Return the sites that were chosen; only of a valid form."""
        return {site.pk for site in self.cleaned_data["sites"]}


def said_of(person: User) -> dict[str, Any]:
    """Return what a form shows of a person who is there."""
    return {
        "username": person.username,
        "first_name": person.first_name,
        "last_name": person.last_name,
        "email": person.email,
        "role": person.role,
        "sites": list(person.site_assignments.values_list("site_id", flat=True)),
    }
