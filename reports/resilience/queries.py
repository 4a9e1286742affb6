"""Single points of failure with what a reader needs beside them: names, bases, ways to the map."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Min
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from inventory.models import RiskGroupMember, School
from inventory.queries.impact import impact
from inventory.queries.resilience import FailurePoint, failure_points

#: What kind of element fails, as `FailurePoint.kind` says it.
KINDS: Mapping[str, Promise] = {
    "segment": _("Segment"),
    "node": _("Node"),
    "group": _("Risk group"),
}


@dataclass(frozen=True, slots=True)
class Base:
    """Of how many: circuits with a light path, the schools they serve, pupils where known."""

    n_circuits: int
    n_schools: int
    n_pupils: int | None


@dataclass(frozen=True, slots=True)
class Row:
    """A failure point, its rank by schools cut off, and the schools by name."""

    rank: int
    point: FailurePoint
    schools: tuple[School, ...]
    #: Where the map shows it; "" for a risk group without a segment.
    map_url: str
    #: Where it is said what its failure breaks; "" for a risk group.
    breaks_url: str

    @property
    def kind(self) -> Promise:
        """The kind in words."""
        return KINDS[self.point.kind]

    @property
    def n_unknown(self) -> int:
        """Schools whose pupils are not known."""
        return sum(school.n_pupils is None for school in self.schools)


def points_by_rank(kind: str = "") -> list[tuple[int, FailurePoint]]:
    """Return the single points of failure of a kind, or all, each with its rank among all."""
    ranked = enumerate(failure_points(), start=1)
    return [(rank, point) for rank, point in ranked if not kind or point.kind == kind]


def base() -> Base:
    """Return what the figures are of; nothing is cut for it."""
    found = impact([])
    return Base(len(found.circuits), found.n_schools_of, found.n_pupils_of)


def rows_of(ranked: Sequence[tuple[int, FailurePoint]]) -> list[Row]:
    """Return the points as the page shows them; 2 queries, however many they are."""
    named = _schools_by_id({pk for _rank, point in ranked for pk in point.schools})
    groups = {point.element_id for _rank, point in ranked if point.kind == "group"}
    first_segment = _first_segments(groups)
    rows = []
    for rank, point in ranked:
        schools = sorted(
            (named[pk] for pk in point.schools if pk in named), key=lambda one: one.name
        )
        rows.append(
            Row(
                rank=rank,
                point=point,
                schools=tuple(schools),
                map_url=_map_url(point, first_segment),
                breaks_url=_breaks_url(point),
            )
        )
    return rows


def _schools_by_id(ids: Collection[int]) -> dict[int, School]:
    return School.objects.in_bulk(ids)


def _first_segments(group_ids: Collection[int]) -> dict[int, int]:
    members = RiskGroupMember.objects.filter(group__in=group_ids, segment__isnull=False)
    return dict(members.values_list("group").annotate(first=Min("segment")).order_by("group"))


def _map_url(point: FailurePoint, first_segment: Mapping[int, int]) -> str:
    kind, pk = point.kind, point.element_id
    if kind == "group":
        if pk not in first_segment:
            return ""
        kind, pk = "segment", first_segment[pk]
    return f"{reverse('maps:map')}#{kind}={pk}"


def _breaks_url(point: FailurePoint) -> str:
    if point.kind == "group":
        return ""
    return f"{reverse('breaks:page')}?{urlencode({point.kind: point.label})}"
