"""
An engineer's whole form as one change: all parts of it or none, and only over what was seen.

The changes themselves are `inventory.operations`; here they are put together. A rehearsal makes a
change and takes it back, so that what it would do is told by what does it.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib.gis.geos import LineString, MultiPolygon, Point
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from inventory.models import FibreRoute, RouteNode, Site
from inventory.operations import places, ways
from maps.editing.queries import RoutePath, node_pks, path_of

Change = Callable[[], object]


class ChangedMeanwhileError(ValidationError):
    """Somebody else has changed what the form showed since it was opened."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Somebody else has changed this while you were editing. Nothing of yours is lost: "
                "compare with what is stored now, and save again to replace it."
            )
        )


@dataclass(frozen=True, slots=True)
class SiteChange:
    """What a form says of a site."""

    details: places.SiteDetails
    point: Point | None
    accuracy_m: float | None
    area: MultiPolygon | None
    #: Which parts differ from what the form showed.
    is_moved: bool
    is_redrawn: bool


@dataclass(frozen=True, slots=True)
class RouteChange:
    """What a form says of a route; without a line it stays where it runs."""

    details: ways.RouteDetails
    line: LineString | None
    construction: str


def change_site(site: Site, change: SiteChange, *, is_as_seen: Callable[[], bool]) -> None:
    """
    Store what a form says of a site.

    Raises:
        ValidationError: a part of it is refused; all refusals, each beside its field.
        ChangedMeanwhileError: it is no longer as the form showed it.
    """
    parts: list[Change] = [lambda: places.update_site(site_id=site.pk, details=change.details)]
    if change.is_moved:
        parts.append(
            lambda: places.move_site(
                site_id=site.pk, point=change.point, accuracy_m=change.accuracy_m
            )
        )
    if change.is_redrawn:
        parts.append(lambda: places.draw_site_area(site_id=site.pk, area=change.area))
    with transaction.atomic():
        Site.objects.select_for_update().get(pk=site.pk)
        _all_or_none(parts, is_as_seen=is_as_seen)


def change_route(route: FibreRoute, change: RouteChange, *, is_as_seen: Callable[[], bool]) -> None:
    """
    Store what a form says of a route.

    Raises:
        ValidationError: a part of it is refused; all refusals, each beside its field.
        ChangedMeanwhileError: it is no longer as the form showed it.
    """
    parts: list[Change] = [lambda: ways.update_route(route_id=route.pk, details=change.details)]
    if (line := change.line) is not None:
        parts.append(
            lambda: ways.redraw_route(
                route_id=route.pk, line=line, construction=change.construction
            )
        )
    with transaction.atomic():
        FibreRoute.objects.select_for_update().get(pk=route.pk)
        _all_or_none(parts, is_as_seen=is_as_seen)


def change_node(node: RouteNode, point: Point, *, is_as_seen: Callable[[], bool]) -> None:
    """
    Move a node.

    Raises:
        ValidationError: it is refused.
        ChangedMeanwhileError: it is no longer where the form showed it.
    """
    with transaction.atomic():
        RouteNode.objects.select_for_update().get(pk=node.pk)
        _all_or_none([lambda: ways.move_node(node_id=node.pk, point=point)], is_as_seen=is_as_seen)


def rehearse_route(route: FibreRoute | None, *, line: LineString, construction: str) -> RoutePath:
    """
    Return where a route would run if the line were saved; nothing is stored.

    Raises:
        ValidationError: it would be refused.
    """
    with transaction.atomic():
        before = node_pks()
        if route is None:
            details = ways.RouteDetails(code=_REHEARSED, role=FibreRoute.Role.DISTRIBUTION)
            walked = ways.draw_route(details=details, line=line, construction=construction)
        else:
            walked = ways.redraw_route(route_id=route.pk, line=line, construction=construction)
        path = path_of(walked, line=line, known_nodes=before)
        transaction.set_rollback(True)
    return path


def rehearse(change: Change) -> ValidationError | None:
    """Return why a change would be refused, None if it would not; nothing is stored."""
    refusal = None
    with transaction.atomic():
        try:
            change()
        except ValidationError as error:
            refusal = error
        transaction.set_rollback(True)
    return refusal


#: The code of a route that is never stored.
_REHEARSED = "\N{HORIZONTAL ELLIPSIS}"


def _all_or_none(parts: list[Change], *, is_as_seen: Callable[[], bool]) -> None:
    """Make the parts of a change within the caller's transaction, and collect all refusals."""
    if not is_as_seen():
        raise ChangedMeanwhileError
    refusals: dict[str, list[ValidationError]] = {}
    for part in parts:
        try:
            part()
        except ValidationError as error:
            for field, errors in _by_field(error).items():
                refusals.setdefault(field, []).extend(errors)
    if refusals:
        raise ValidationError(refusals)


def _by_field(error: ValidationError) -> dict[str, list[ValidationError]]:
    if hasattr(error, "error_dict"):
        return error.error_dict
    return {"__all__": error.error_list}
