"""Single points of failure with what a reader needs beside them: names, bases, ways to the map."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Min
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from inventory.models import RiskGroupMember, RouteNode, School
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
    #: The site of a node, where it has one.
    site: str
    #: Where the map shows it; "" for a risk group of cables alone.
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
    """Return the points as the page shows them; 3 queries, however many they are."""
    points = [point for _rank, point in ranked]
    named = School.objects.in_bulk({pk for point in points for pk in point.schools})
    site_of = _sites_of_nodes(_ids(points, "node"))
    member_of = _first_members(_ids(points, "group"))
    rows = []
    for rank, point in ranked:
        schools = sorted((named[pk] for pk in point.schools), key=lambda one: one.name)
        is_node = point.kind == "node"
        rows.append(
            Row(
                rank=rank,
                point=point,
                schools=tuple(schools),
                site=site_of.get(point.element_id, "") if is_node else "",
                map_url=_map_url(point, member_of),
                breaks_url=_breaks_url(point),
            )
        )
    return rows


def _ids(points: Iterable[FailurePoint], kind: str) -> set[int]:
    return {point.element_id for point in points if point.kind == kind}


def _sites_of_nodes(node_ids: Collection[int]) -> dict[int, str]:
    at_sites = RouteNode.objects.filter(pk__in=node_ids, site__isnull=False)
    return dict(at_sites.values_list("pk", "site__name"))


def _first_members(group_ids: Collection[int]) -> dict[int, tuple[str, int]]:
    """Return for each group one thing that the map can show: a segment, else a node."""
    members = RiskGroupMember.objects.filter(group__in=group_ids)
    first = members.values_list("group").annotate(Min("segment"), Min("node")).order_by("group")
    return {
        group: ("segment", segment) if segment else ("node", node)
        for group, segment, node in first
        if segment or node
    }


def _map_url(point: FailurePoint, member_of: Mapping[int, tuple[str, int]]) -> str:
    kind, pk = point.kind, point.element_id
    if kind == "group":
        if pk not in member_of:
            return ""
        kind, pk = member_of[pk]
    return f"{reverse('maps:map')}#{kind}={pk}"


def _breaks_url(point: FailurePoint) -> str:
    if point.kind == "group":
        return ""
    return f"{reverse('breaks:page')}?{urlencode({point.kind: point.label})}"
