"""
`{% load changes %}`: the audit's values in words.

    {{ change.model|kind }}                          "Site"
    {{ change.action|action }}                       "changed"
    {{ field.field|field_name }}                     "postcode"
    {{ field.field|field_value:field.before }}       "45879"; nothing is a dash

Formatting only; the words are those of `pages.kinds` and `records.wording`.
"""

from typing import Any

from django import template
from django.db.models import Field, Model

from pages.kinds import ACTIONS, kind_of
from records.wording import name_of, value_of

register = template.Library()


@register.filter
def kind(model: type[Model]) -> str:
    """Show the kind of an object."""
    return kind_of(model)


@register.filter
def action(label: str) -> str:
    """Show what happened to an object."""
    return str(ACTIONS.get(label, label))


@register.filter
def field_name(field: "Field[Any, Any]") -> str:
    """Show what a field is called."""
    return name_of(field)


@register.filter
def field_value(field: "Field[Any, Any]", value: Any) -> str:
    """Show a stored value of a field."""
    return value_of(field, value)
