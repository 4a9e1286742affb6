"""A duct along its walk, and what lies in it at one segment."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from accounts.models import Asker
from inventory.models import CableSection, Duct, DuctSection
from inventory.models.places import PlantStatus
from pages.fibre.diagrams.cross_section import Content, CrossSection, draw_cross_section


@dataclass(frozen=True, slots=True)
class Stretch:
    """A segment of the duct's walk, and how many cables and ducts lie in the duct there."""

    section: DuctSection
    n_cables: int
    n_ducts: int
    is_shown: bool


@dataclass(frozen=True, slots=True)
class DuctPage:
    """What the page of a duct shows; `drawing` is None while the duct lies nowhere."""

    duct: Duct
    stretches: tuple[Stretch, ...]
    shown: DuctSection | None
    drawing: CrossSection | None
    length_m: float


def duct_page(duct: Duct, asker: Asker, *, segment_id: int | None) -> DuctPage:
    """
    Return the page of a duct, cut across at a segment of its walk; 3 queries.

    Without a segment, or with one it does not lie in, it is cut where it holds most.
    """
    walk = list(
        DuctSection.objects.visible_to(asker)
        .filter(duct=duct)
        .select_related("segment__a_node", "segment__z_node")
        .order_by("position")
    )
    segments = [section.segment_id for section in walk]
    cables = _cables_in(segments, asker)
    ducts = _ducts_in(segments, asker)
    n_cables = {at: len(cables[at, duct.pk]) for at in segments}
    n_ducts = {at: sum(one.parent_id == duct.pk for one in ducts[at]) for at in segments}
    fullest = max(segments, key=lambda at: n_cables[at] + n_ducts[at], default=None)
    at = segment_id if segment_id in segments else fullest
    return DuctPage(
        duct=duct,
        stretches=tuple(
            Stretch(one, n_cables[one.segment_id], n_ducts[one.segment_id], one.segment_id == at)
            for one in walk
        ),
        shown=next((one for one in walk if one.segment_id == at), None),
        drawing=None
        if at is None
        else draw_cross_section(
            _content(duct, ducts[at], {d: c for (s, d), c in cables.items() if s == at})
        ),
        length_m=sum(one.segment.length_m for one in walk),
    )


def _cables_in(segments: Sequence[int], asker: Asker) -> dict[tuple[int, int], list[CableSection]]:
    """Return the cables that are not retired, by segment and duct."""
    found: dict[tuple[int, int], list[CableSection]] = defaultdict(list)
    sections = (
        CableSection.objects.visible_to(asker)
        .filter(segment__in=segments, duct__isnull=False)
        .exclude(cable__status=PlantStatus.RETIRED)
        .select_related("cable__type")
        .order_by("cable__code")
    )
    for section in sections:
        found[section.segment_id, section.duct_id or 0].append(section)
    return found


def _ducts_in(segments: Sequence[int], asker: Asker) -> dict[int, list[Duct]]:
    found: dict[int, list[Duct]] = defaultdict(list)
    sections = (
        DuctSection.objects.visible_to(asker)
        .filter(segment__in=segments)
        .select_related("duct")
        .order_by("duct__code")
    )
    for section in sections:
        found[section.segment_id].append(section.duct)
    return found


def _content(duct: Duct, ducts: Sequence[Duct], cables: dict[int, list[CableSection]]) -> Content:
    """Return a duct with all in it, as deep as it is nested; the database refuses loops."""
    inner = [_content(one, ducts, cables) for one in ducts if one.parent_id == duct.pk]
    return Content(
        label=duct.code,
        outer_mm=duct.outer_mm,
        inner_mm=duct.inner_mm,
        contents=(
            *inner,
            *(
                Content(
                    label=section.cable.code,
                    outer_mm=section.cable.type.outer_mm,
                    url=reverse("fibre:cable", args=[section.cable_id]),
                )
                for section in cables.get(duct.pk, ())
            ),
        ),
        url=reverse("fibre:duct", args=[duct.pk]),
    )
