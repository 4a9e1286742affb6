"""The access door for everything that hangs on a circuit."""

from typing import Self, TypeVar

from django.db import models

from accounts.models import Asker
from inventory.models import Circuit

Row = TypeVar("Row", bound=models.Model)


class CircuitBoundQuerySet(models.QuerySet[Row]):
    """Rows with a `circuit`; seen by whoever sees the circuit."""

    def visible_to(self, asker: Asker) -> Self:
        """Narrow to what the asker may see."""
        return self.filter(circuit__in=Circuit.objects.visible_to(asker))


class TargetBoundQuerySet(models.QuerySet[Row]):
    """Rows with a `target`; seen by whoever sees the target's circuit."""

    def visible_to(self, asker: Asker) -> Self:
        """Narrow to what the asker may see."""
        return self.filter(target__circuit__in=Circuit.objects.visible_to(asker))
