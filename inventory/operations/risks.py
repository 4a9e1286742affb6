"""Risk groups that follow from the plant itself: bridges, building entries, the power of PoPs."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from inventory.models import RiskGroup, RiskGroupMember, RouteNode, RouteSegment, Site
from inventory.models.places import PlantStatus
from inventory.operations.refusals import one_change

#: Pipes over a bridge that lie this near to each other hang on the same one.
SAME_BRIDGE_M = 15.0


@dataclass(frozen=True, slots=True)
class _Found:
    """A risk group that the plant should have."""

    kind: str
    name: str
    segments: frozenset[int] = frozenset()
    nodes: frozenset[int] = frozenset()


def make_risk_groups() -> int:
    """
    Make the automatic risk groups what the plant says; return how many there are.

    Done twice, it changes nothing. Groups made by hand stay as they are.
    """
    with one_change():
        # One language for all runs: the name is what tells a group again.
        with override(settings.LANGUAGE_CODE):
            found = {one.name[:200]: one for one in (*_bridges(), *_entries(), *_pop_power())}
        by_hand = RiskGroup.objects.filter(is_automatic=False, name__in=found)
        for name in by_hand.values_list("name", flat=True):
            del found[name]
        RiskGroup.objects.filter(is_automatic=True).exclude(name__in=found).delete()
        for name, one in found.items():
            group, _is_new = RiskGroup.objects.update_or_create(
                name=name, defaults={"kind": one.kind, "is_automatic": True}
            )
            _make_members(group, one)
    return len(found)


def _bridges() -> Iterator[_Found]:
    """Find the segments that hang on one bridge, parallel or one after the other."""
    hanging = list(
        RouteSegment.objects.filter(construction=RouteSegment.Construction.PIPE_BRIDGE)
        .exclude(status=PlantStatus.RETIRED)
        .order_by("code")
    )
    left = {segment.pk: segment for segment in hanging}
    for segment in hanging:
        if left.pop(segment.pk, None) is None:
            continue
        bridge, reached = {segment.pk}, [segment]
        while reached:
            here = reached.pop()
            near = [other for other in left.values() if _is_near(here, other)]
            for other in near:
                del left[other.pk]
                bridge.add(other.pk)
            reached += near
        name = _("Bridge at %(segment)s") % {"segment": segment.code}
        yield _Found(RiskGroup.Kind.BRIDGE, name, segments=frozenset(bridge))


def _is_near(one: RouteSegment, other: RouteSegment) -> bool:
    return bool(one.geom_m.distance(other.geom_m) <= SAME_BRIDGE_M)


def _entries() -> Iterator[_Found]:
    """Find what comes into a building at one place: the entry, and the indoor ways from it."""
    indoor = defaultdict(set)
    for pk, *ends in (
        RouteSegment.objects.filter(construction=RouteSegment.Construction.INDOOR)
        .exclude(status=PlantStatus.RETIRED)
        .values_list("pk", "a_node", "z_node")
    ):
        for end in ends:
            indoor[end].add(pk)
    for node in RouteNode.objects.filter(kind=RouteNode.Kind.ENTRY).order_by("code"):
        yield _Found(
            RiskGroup.Kind.ENTRY,
            _("Building entry %(node)s") % {"node": node.code},
            segments=frozenset(indoor[node.pk]),
            nodes=frozenset({node.pk}),
        )


def _pop_power() -> Iterator[_Found]:
    """Find the nodes that one PoP's power feeds."""
    for site in Site.objects.filter(kind=Site.Kind.POP, nodes__isnull=False).distinct():
        yield _Found(
            RiskGroup.Kind.POP_POWER,
            _("Power of %(pop)s") % {"pop": site.name},
            nodes=frozenset(site.nodes.values_list("pk", flat=True)),
        )


def _make_members(group: RiskGroup, found: _Found) -> None:
    wanted = {("segment_id", pk) for pk in found.segments} | {("node_id", pk) for pk in found.nodes}
    for member in group.members.all():
        said = {("segment_id", member.segment_id), ("node_id", member.node_id)} & wanted
        if said:
            wanted -= said
        else:
            member.delete()
    RiskGroupMember.objects.bulk_create(
        RiskGroupMember(group=group, **{column: pk}) for column, pk in sorted(wanted)
    )
