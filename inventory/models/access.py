"""The access door for rows that hold no secret."""

from typing import Self, TypeVar

from django.db import models

from accounts.models import Asker, User

Row = TypeVar("Row", bound=models.Model)


class OpenQuerySet(models.QuerySet[Row]):
    """Rows that hold no secret, though nobody outside sees any."""

    def visible_to(self, asker: Asker) -> Self:
        """Narrow to what the asker may see: a signed-in person sees all, nobody none."""
        return self if isinstance(asker, User) and asker.is_active else self.none()
