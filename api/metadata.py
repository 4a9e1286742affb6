"""What OPTIONS answers: pynetbox reads the choices of a list from `actions.POST`."""

from typing import Any

from rest_framework.metadata import SimpleMetadata
from rest_framework.request import Request


class ChoicesMetadata(SimpleMetadata):
    """Describes the fields of a list by what creating an object takes."""

    def determine_actions(self, request: Request, view: Any) -> dict[str, Any]:  # noqa: ARG002 - DRF's contract
        """Return the fields with their choices, also to who may only read."""
        return {"POST": self.get_serializer_info(view.get_serializer())}
