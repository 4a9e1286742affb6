"""How choices and references look over the REST face."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Model, QuerySet
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.reverse import reverse

#: A reference by attributes is matched exactly, by these only: no lookups, no other columns.
_REFERENCE_KEYS = frozenset({"id", "name", "slug", "cid", "number"})


class LabelledChoiceField(serializers.ChoiceField):
    """Reads as `{"value", "label"}`, is written as the plain value."""

    def to_representation(self, value: Any) -> Any:
        """Return value and label, or None."""
        if value in (None, ""):
            return None
        return {"value": value, "label": str(self.choices.get(value, value))}

    def to_internal_value(self, data: Any) -> Any:
        """Return the plain value; a dict is refused, as NetBox does."""
        if isinstance(data, dict | list):
            raise ValidationError('Value must be passed directly (e.g. "foo": 123).')
        return super().to_internal_value(data)


class ReferenceField(serializers.RelatedField[Model, Any, Any]):
    """
    Reads as the brief form of another object; written as id, numeric string or exact attributes.

    What the asker may not see does not exist for him.
    """

    def __init__(self, *, view_name: str, brief: tuple[str, ...] = (), **options: Any) -> None:
        self.view_name = view_name
        self.brief = brief
        super().__init__(**options)

    def get_queryset(self) -> QuerySet[Model]:
        """Return the rows that may be referred to by this asker."""
        queryset = super().get_queryset()
        request = self.context["request"]
        return queryset.model._default_manager.visible_to(request.user)  # type: ignore[union-attr, no-any-return]

    def use_pk_only_optimization(self) -> bool:
        """Whether the id alone would do: never, the brief form has more."""
        return False

    def to_representation(self, value: Any) -> dict[str, Any]:
        """Return the brief form."""
        url = reverse(f"api:{self.view_name}-detail", [value.pk], request=self.context["request"])
        named = {name: getattr(value, name) for name in self.brief}
        return {"id": value.pk, "url": url, "display": str(value), **named}

    def to_internal_value(self, data: Any) -> Model:
        """Return the row referred to."""
        if isinstance(data, dict) and data:
            return self._only_one(self._by_attributes(data))
        is_id = isinstance(data, int) and not isinstance(data, bool)
        if not is_id and not (isinstance(data, str) and data.isascii() and data.isdigit()):
            raise ValidationError("An id or a set of attributes is expected.")
        return self._only_one({"pk": int(data)})

    def _by_attributes(self, attributes: Mapping[str, Any]) -> dict[str, Any]:
        for name, value in attributes.items():
            known = name in _REFERENCE_KEYS and self._has_column(name)
            if not known or not isinstance(value, str | int):
                raise ValidationError(f"{name} is no attribute to refer by.")
        return dict(attributes)

    def _has_column(self, name: str) -> bool:
        return any(field.name == name for field in self.get_queryset().model._meta.get_fields())

    def _only_one(self, wanted: dict[str, Any]) -> Model:
        try:
            found = list(self.get_queryset().filter(**wanted)[:2])
        except (ValueError, OverflowError):
            found = []
        if len(found) != 1:
            many = "Several related objects match" if found else "Related object not found"
            raise ValidationError(f"{many} using the provided attributes: {wanted}")
        return found[0]
