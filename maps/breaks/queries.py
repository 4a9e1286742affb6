"""What a dig breaks, ready for the page and the map: 13 queries at most, however large the city."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.gis.db.models import PointField
from django.contrib.gis.db.models.functions import Transform
from django.contrib.gis.geos import MultiPolygon
from django.db.models import F, Func, Q, QuerySet, Value
from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from accounts.models import Asker
from inventory.models import Cable, CableSection, Circuit, CircuitPath, RouteNode, RouteSegment
from inventory.models.area import METRIC_SRID
from inventory.models.geometry import WGS84
from inventory.plant.verdicts import Impact
from inventory.queries.impact import Cut, ImpactAnswer, impact
from maps.breaks.words import LOOKS, headline
from maps.glass.queries import cables_with_strands
from monitoring.presentation import Appearance
from monitoring.wording import quantity

#: What is told circuit by circuit; the unaffected stand behind their number.
_TOLD = (Impact.DOWN, Impact.UNPROTECTED, Impact.INCOMPLETE)


@dataclass(frozen=True, slots=True)
class Place:
    """Where it is dug: words, the cut itself, and what of the plant lies there."""

    words: str
    cut: Cut
    segments: Q
    nodes: Q
    #: Longitude and latitude of a cut at one point.
    point: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its base in words."""

    label: Promise
    n: str
    base: str


@dataclass(frozen=True, slots=True)
class Group:
    """The circuits of one verdict."""

    look: Appearance
    circuits: tuple[Circuit, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What the page tells of a dig."""

    place: str
    headline: str
    figures: tuple[Figure, ...]
    groups: tuple[Group, ...]
    n_unaffected: int
    #: Circuits in use of which no light path is stored: the answer says nothing of them.
    n_without_path: int
    cables: tuple[Cable, ...]
    #: What the map draws: `#maps/breaks-show.js`.
    drawing: dict[str, Any]

    @property
    def unaffected_look(self) -> Appearance:
        """Word and sign of what goes on."""
        return LOOKS[Impact.UNAFFECTED]


def at_segment(segment: RouteSegment, *, chainage_m: float) -> Place:
    """Return the place so many metres from the segment's node A; 1 query."""
    words = gettext("Segment %(code)s, %(metres)s from %(a)s (of %(length)s to %(z)s)") % {
        "code": segment.code,
        "metres": quantity(chainage_m, unit="m", decimals=1),
        "length": quantity(segment.length_m, unit="m", decimals=1),
        "a": segment.a_node.code,
        "z": segment.z_node.code,
    }
    return Place(
        words=words,
        cut=Cut(segment_id=segment.pk, chainage_m=chainage_m),
        segments=Q(pk=segment.pk),
        nodes=Q(pk__in=()),
        point=_point_at(segment, share=min(chainage_m / segment.length_m, 1.0)),
    )


def at_node(node: RouteNode) -> Place:
    """Return the place of a node, with all that is there."""
    return Place(
        words=gettext("Everything at node %(code)s") % {"code": node.code},
        cut=Cut(node_id=node.pk),
        segments=Q(pk__in=()),
        nodes=Q(pk=node.pk),
        point=(round(node.geom.x, 6), round(node.geom.y, 6)),
    )


def within(area: MultiPolygon) -> Place:
    """Return an area: all segments and nodes that it touches."""
    touched = Q(geom__intersects=area)
    return Place(
        words=gettext("The drawn area"), cut=Cut(polygon=area), segments=touched, nodes=touched
    )


def broken_at(place: Place, *, asker: Asker) -> Answer:
    """Return what a dig at the place breaks, for who sees plant."""
    found = impact([place.cut])
    cables = tuple(cables_at(place, asker))
    segments = RouteSegment.objects.visible_to(asker).filter(place.segments).order_by("pk")
    return Answer(
        place=place.words,
        headline=headline(
            n_down=len(found.down), n_unprotected=len(found.unprotected), n_cables=len(cables)
        ),
        figures=_figures(found),
        groups=tuple(
            Group(LOOKS[verdict], tuple(one.circuit for one in told))
            for verdict in _TOLD
            if (told := found.having(verdict))
        ),
        n_unaffected=len(found.having(Impact.UNAFFECTED)),
        n_without_path=_n_without_path(),
        cables=cables,
        drawing={
            "point": place.point,
            "segments": list(segments.values_list("pk", flat=True)),
            "sites": _worst_of_sites(found),
        },
    )


def cables_at(place: Place, asker: Asker) -> QuerySet[Cable]:
    """Return the cables that a dig at the place cuts, as `impact` sees them."""
    segments = RouteSegment.objects.filter(place.segments)
    nodes = RouteNode.objects.filter(place.nodes)
    lying = CableSection.objects.filter(
        Q(segment__in=segments) | Q(segment__a_node__in=nodes) | Q(segment__z_node__in=nodes)
    )
    return cables_with_strands(asker).filter(pk__in=lying.values("cable"))


def _point_at(segment: RouteSegment, *, share: float) -> tuple[float, float]:
    """Return the point at a share of a segment's length, measured in metres."""
    on_line = Func(
        F("geom_m"),
        Value(share),
        function="ST_LineInterpolatePoint",
        output_field=PointField(srid=METRIC_SRID),
    )
    rows = RouteSegment.objects.filter(pk=segment.pk)
    point = rows.values_list(Transform(on_line, WGS84), flat=True).get()
    return round(point.x, 6), round(point.y, 6)


def _figures(found: ImpactAnswer) -> tuple[Figure, ...]:
    """Return who is left, each number with its base."""
    pairs = (
        (_("Connections down"), len(found.down), len(found.circuits)),
        (_("Sites"), found.n_sites, found.n_sites_of),
        (_("Schools"), found.n_schools, found.n_schools_of),
        (_("Business parks"), found.n_parks, found.n_parks_of),
    )
    plain = [Figure(label, _number(n), _of(n_of)) for label, n, n_of in pairs]
    return (*plain[:3], _pupils(found), plain[3])


def _pupils(found: ImpactAnswer) -> Figure:
    if found.n_pupils is None:
        return Figure(_("Pupils"), "–", gettext("not known of any of these schools"))
    base = _of(found.n_pupils_of or 0)
    if found.n_schools_without_pupils:
        known = found.n_schools - found.n_schools_without_pupils
        base = ngettext(
            "%(base)s; known of %(known)d of %(n)d school",
            "%(base)s; known of %(known)d of %(n)d schools",
            found.n_schools,
        ) % {"base": base, "known": known, "n": found.n_schools}
    return Figure(_("Pupils"), _number(found.n_pupils), base)


def _number(n: int) -> str:
    return number_format(n, 0, force_grouping=True)


def _of(n: int) -> str:
    return gettext("of %(n)s") % {"n": _number(n)}


def _worst_of_sites(found: ImpactAnswer) -> Mapping[int, str]:
    """Return the sign of each site that is hit: that of its worst circuit."""
    worst: dict[int, str] = {}
    # Worst first: what is there already is worse.
    for one in found.circuits:
        if one.verdict in _TOLD and one.circuit.site_id is not None:
            worst.setdefault(one.circuit.site_id, LOOKS[one.verdict].sign)
    return worst


def _n_without_path() -> int:
    working = CircuitPath.objects.filter(leg=CircuitPath.Leg.WORKING)
    in_use = Circuit.objects.filter(status=Circuit.Status.ACTIVE)
    return in_use.exclude(pk__in=working.values("circuit")).count()
