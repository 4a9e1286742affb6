"""What drf-spectacular cannot guess: the shapes of choices and references, names of bulk forms."""

from typing import Any

from drf_spectacular.extensions import OpenApiSerializerFieldExtension
from drf_spectacular.openapi import AutoSchema

_BULK_METHODS = {"PUT": "bulk_update", "PATCH": "bulk_partial_update", "DELETE": "bulk_destroy"}


class BulkAutoSchema(AutoSchema):
    """Gives the bulk form of a method a name of its own."""

    def get_operation_id(self) -> str:
        """Return the operation's name."""
        name = super().get_operation_id()
        if getattr(self.view, "detail", None) is False and self.method in _BULK_METHODS:
            stem = name.rpartition("_")[0].removesuffix("_partial")
            return f"{stem}_{_BULK_METHODS[self.method]}"
        return name


class LabelledChoiceExtension(OpenApiSerializerFieldExtension):  # type: ignore[no-untyped-call]  # its metaclass
    """A choice reads as an object and is written as a word."""

    target_class = "api.fields.LabelledChoiceField"

    def map_serializer_field(self, auto_schema: Any, direction: str) -> dict[str, Any]:  # noqa: ARG002 - the library's contract
        """Return the schema of the field."""
        word = {"type": "string", "enum": list(self.target.choices)}
        if direction == "request":
            return word
        label = {"type": "string"}
        return {"type": "object", "nullable": True, "properties": {"value": word, "label": label}}


class ReferenceExtension(OpenApiSerializerFieldExtension):  # type: ignore[no-untyped-call]  # its metaclass
    """A reference reads as the brief form and is written as an id or exact attributes."""

    target_class = "api.fields.ReferenceField"

    def map_serializer_field(self, auto_schema: Any, direction: str) -> dict[str, Any]:  # noqa: ARG002 - the library's contract
        """Return the schema of the field."""
        if direction == "request":
            return {"oneOf": [{"type": "integer"}, {"type": "object"}], "nullable": True}
        text = {"type": "string"}
        named = dict.fromkeys(("url", "display", *self.target.brief), text)
        return {
            "type": "object",
            "nullable": True,
            "properties": {"id": {"type": "integer"}, **named},
        }
