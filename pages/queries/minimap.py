"""The city in small: its outline and the sites with their states, drawn by the server."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import connection

from monitoring.presentation import STATES

#: Width of the picture in its own units; the height follows from the city.
WIDTH = 400
#: Room around the outline, so that a sign at the edge is whole.
MARGIN = 12
#: A sign that is not well is larger than the rest, and lies on top.
QUIET_SIZE, LOUD_SIZE = 9, 18

# The outline is simplified to 1/400 of the picture's width: finer is not seen.
_SQL = """
WITH city AS (
    SELECT ST_Transform(geom, %(srid)s) AS geom FROM inventory_operatorarea LIMIT 1
), frame AS (
    SELECT geom, ST_XMin(geom) AS x0, ST_YMax(geom) AS y0,
           ST_XMax(geom) - ST_XMin(geom) AS width, ST_YMax(geom) - ST_YMin(geom) AS height
    FROM city
)
SELECT NULL::bigint AS site_id,
       ST_AsSVG(ST_Scale(ST_Translate(ST_SimplifyPreserveTopology(geom, width / 400), -x0, -y0),
                %(width)s / width, %(width)s / width), 0, 1) AS outline,
       NULL::float8 AS x, height / width * %(width)s AS y
FROM frame
UNION ALL
SELECT s.id, NULL, (ST_X(s.geom_m) - x0) / width * %(width)s,
       (y0 - ST_Y(s.geom_m)) / width * %(width)s
FROM frame, inventory_site s
WHERE s.id = ANY(%(sites)s) AND s.geom_m IS NOT NULL
"""


@dataclass(frozen=True, slots=True)
class Mark:
    """A site's sign: its corner and size in the picture's units, as SVG writes them."""

    x: str
    y: str
    size: str
    state: str


@dataclass(frozen=True, slots=True)
class MiniMap:
    """What the template `pages/charts/minimap.svg.html` draws."""

    view_box: str
    outline: str
    marks: tuple[Mark, ...]
    n_unplaced: int


def minimap(states: Mapping[int, str]) -> MiniMap | None:
    """
    Return the picture of sites, given by id with the key of their state; 1 query.

    None if the city has no area yet.
    """
    with connection.cursor() as cursor:
        values: dict[str, Any] = {
            "srid": settings.METRIC_SRID,
            "width": WIDTH,
            "sites": list(states),
        }
        cursor.execute(_SQL, values)
        rows = cursor.fetchall()
    outlines = [(outline, height) for site_id, outline, _, height in rows if site_id is None]
    if not outlines:
        return None
    outline, height = outlines[0]
    places = {site_id: (x, y) for site_id, _, x, y in rows if site_id is not None}
    worst_last = sorted(places, key=lambda site_id: (-_rank(states[site_id]), site_id))
    return MiniMap(
        view_box=f"{-MARGIN} {-MARGIN} {WIDTH + 2 * MARGIN} {height + 2 * MARGIN:.0f}",
        outline=outline,
        marks=tuple(_mark(*places[site_id], states[site_id]) for site_id in worst_last),
        n_unplaced=len(states) - len(places),
    )


def _rank(shown: str) -> int:
    return list(STATES).index(shown)


def _mark(x: float, y: float, state: str) -> Mark:
    size = QUIET_SIZE if state in {"up", "none"} else LOUD_SIZE
    return Mark(x=f"{x - size / 2:.1f}", y=f"{y - size / 2:.1f}", size=str(size), state=state)
