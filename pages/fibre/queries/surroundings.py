"""What lies about a cable, for orientation in its sketch."""

from collections.abc import Sequence

from django.contrib.gis.geos import Polygon

from accounts.models import Asker
from inventory.models import RouteSegment

#: More than these would make a sketch grey, not clear.
N_NEAR = 300
#: How far round the cable, as a share of its extent, and at least in metres.
MARGIN, LEAST_M = 0.15, 40.0

Line = Sequence[tuple[float, float]]


def lines_near(segments: Sequence[RouteSegment], asker: Asker) -> list[Line]:
    """Return the lines of other segments about these, in metres; 1 query, none for none."""
    if not segments:
        return []
    extents = [segment.geom_m.extent for segment in segments]
    west, south = min(one[0] for one in extents), min(one[1] for one in extents)
    east, north = max(one[2] for one in extents), max(one[3] for one in extents)
    margin = max(MARGIN * max(east - west, north - south), LEAST_M)
    box = Polygon.from_bbox((west - margin, south - margin, east + margin, north + margin))
    box.srid = segments[0].geom_m.srid
    near = (
        RouteSegment.objects.visible_to(asker)
        .filter(geom_m__bboverlaps=box)
        .exclude(pk__in=[segment.pk for segment in segments])
        .order_by("pk")
        .values_list("geom_m", flat=True)[:N_NEAR]
    )
    return [line.coords for line in near]
