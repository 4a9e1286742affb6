"""What the connections and parks are: the base of every "85 of 86"."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, OuterRef, Q

from accounts.models import Asker
from inventory.models import Circuit, CircuitService, School, Site


@dataclass(frozen=True, slots=True)
class Composition:
    """School connections in service, by what stands at their other end; the three sum to `n`."""

    n_operating: int
    n_former: int
    n_offices: int

    @property
    def n(self) -> int:
        """Connections in all."""
        return self.n_operating + self.n_former + self.n_offices


@dataclass(frozen=True, slots=True)
class Parks:
    """Business parks: known, with a place on the map, and the names of those without."""

    n: int
    n_placed: int
    unplaced: tuple[Site, ...]


def composition(asker: Asker, *, at: datetime) -> Composition:
    """Return what the asker's school connections in service at an instant are; 1 query."""
    services = CircuitService.objects.filter(circuit=OuterRef("pk"), started_at__lte=at)
    in_service = services.filter(Q(ended_at=None) | Q(ended_at__gt=at))
    connections = Circuit.objects.visible_to(asker).school_connections()
    counts = connections.filter(Exists(in_service)).aggregate(
        n_operating=Count("pk", filter=Q(school__status=School.Status.OPERATING)),
        n_former=Count("pk", filter=Q(school__status=School.Status.CLOSED)),
        n_offices=Count("pk", filter=Q(school=None)),
    )
    return Composition(**counts)


def parks(asker: Asker) -> Parks:
    """Return the asker's business parks; 1 query."""
    known = Site.objects.visible_to(asker).filter(kind=Site.Kind.BUSINESS_PARK)
    found = list(known.order_by("name").defer("area"))
    unplaced = tuple(site for site in found if site.geom is None)
    return Parks(n=len(found), n_placed=len(found) - len(unplaced), unplaced=unplaced)
