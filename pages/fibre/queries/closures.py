"""A closure: what ends in it, what passes, what is joined on which tray."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import Mod

from accounts.models import Asker
from inventory.models import (
    Cable,
    CableSection,
    CircuitHop,
    Closure,
    Mate,
    OpticalEnd,
    Splitter,
    StrandSection,
    Tray,
)
from pages.fibre.diagrams.closure import Bundle, Overview, Through, draw_overview
from pages.fibre.diagrams.tray import Side, TraySheet, draw_tray
from pages.fibre.markings import Marking, Palette
from pages.fibre.queries.colours import palette
from pages.fibre.queries.glass import Glass, Splice, Use, splices, uses

#: The number by which joints on no tray go.
NO_TRAY = 0


@dataclass(frozen=True, slots=True)
class JoinedRow:
    """A joint of a tray, with the circuits whose light crosses it."""

    number: int
    splice: Splice
    uses: tuple[Use, ...]


@dataclass(frozen=True, slots=True)
class TrayPart:
    """A tray with its joints and its picture; `tray` is None for joints on no tray."""

    tray: Tray | None
    rows: tuple[JoinedRow, ...]
    sheet: TraySheet

    @property
    def number(self) -> int:
        """The tray's number; `NO_TRAY` for joints on none."""
        return self.tray.number if self.tray else NO_TRAY


@dataclass(frozen=True, slots=True)
class ClosurePage:
    """What the page of a closure shows."""

    closure: Closure
    cables: tuple[Cable, ...]
    splitters: tuple[Splitter, ...]
    overview: Overview
    parts: tuple[TrayPart, ...]
    passing: tuple[Through, ...]
    n_joints: int
    n_trays: int
    n_room: int


def closure_page(closure: Closure, asker: Asker) -> ClosurePage:
    """Return the page of a closure that the asker may see; 9 queries, however much is joined."""
    colours = palette(asker)
    trays = list(Tray.objects.visible_to(asker).filter(closure=closure).order_by("number"))
    joints = splices(_mates(closure, asker), colours)
    parts = _parts(trays, joints, _light(closure, asker))
    cables, ending, passing = _cables(closure, asker, joints, colours)
    boxes = [
        (part.number, len(part.rows), part.tray.max_joints if part.tray else 0) for part in parts
    ]
    return ClosurePage(
        closure=closure,
        cables=cables,
        splitters=tuple(
            Splitter.objects.visible_to(asker)
            .filter(tray__closure=closure)
            .select_related("tray")
            .order_by("code")
        ),
        overview=draw_overview(
            _bundles(ending, joints, {tray.pk: tray.number for tray in trays}),
            passing,
            [box for box in boxes if box[1]],
        ),
        parts=tuple(part for part in parts if part.rows),
        passing=passing,
        n_joints=len(joints),
        n_trays=len(trays),
        n_room=sum(tray.max_joints for tray in trays),
    )


def _mates(closure: Closure, asker: Asker) -> QuerySet[Mate]:
    """Narrow to the joints on the closure's trays, and those of cables on no tray at its node."""
    on_no_tray = Q(
        node=closure.node_id,
        joint__tray=None,
        end__strand_section__strand__cable__kind=Cable.Kind.CABLE,
        mate__strand_section__strand__cable__kind=Cable.Kind.CABLE,
    )
    return Mate.objects.visible_to(asker).filter(Q(joint__tray__closure=closure) | on_no_tray)


def _light(closure: Closure, asker: Asker) -> dict[int, tuple[Use, ...]]:
    here = StrandSection.objects.filter(ends__node=closure.node_id).values("pk")
    return uses(CircuitHop.objects.visible_to(asker).filter(strand_section__in=here))


def _parts(
    trays: Sequence[Tray], joints: Sequence[Splice], light: dict[int, tuple[Use, ...]]
) -> list[TrayPart]:
    by_tray: dict[int | None, list[Splice]] = defaultdict(list)
    for joint in joints:
        by_tray[joint.tray_id].append(joint)
    return [
        TrayPart(
            tray=tray,
            rows=tuple(
                JoinedRow(number, one, _crossing(one, light))
                for number, one in enumerate(by_tray[tray.pk if tray else None], start=1)
            ),
            sheet=draw_tray(
                [
                    (_side(one.left), _side(one.right), one.kind)
                    for one in by_tray[tray.pk if tray else None]
                ]
            ),
        )
        for tray in (*trays, None)
    ]


def _crossing(splice: Splice, light: dict[int, tuple[Use, ...]]) -> tuple[Use, ...]:
    """Return the circuits over a joint: those of both sides, for a leg or port has no strand."""
    both = (*light.get(splice.left.end_id >> 1, ()), *light.get(splice.right.end_id >> 1, ()))
    return tuple(dict.fromkeys(both))


def _side(glass: Glass) -> Side:
    if glass.tube is None or glass.fibre is None:
        return Side(f"{glass.owner} · {glass.number}", None, None)
    words = (
        f"{glass.owner} · {glass.tube.number} {glass.tube.code} · {glass.number} {glass.fibre.code}"
    )
    return Side(words, glass.tube, glass.fibre)


@dataclass(frozen=True, slots=True)
class _Tube:
    """A tube of a cable that ends here on one side; `leads_to` is the far end of that side."""

    cable_id: int
    cable: str
    leads_to: str
    marking: Marking
    n_fibres: int
    is_arriving: bool


def _cables(
    closure: Closure, asker: Asker, joints: Sequence[Splice], colours: Palette
) -> tuple[tuple[Cable, ...], list[_Tube], tuple[Through, ...]]:
    """Return the cables here by code, their tubes that end here, and those that pass."""
    ends, express = _ends(closure, asker), _express(closure, asker)
    ids = {row[0] for row in (*ends, *express)}
    ids -= _joined_elsewhere(closure, asker) - {
        side.owner_id for one in joints for side in (one.left, one.right) if side.kind == "strand"
    }
    found = Cable.objects.visible_to(asker).filter(pk__in=ids)
    cables = {
        cable.pk: cable
        for cable in found.select_related("type", "a_node", "z_node").order_by("code")
    }

    def marking(cable: Cable, number: int) -> Marking:
        return colours.marking(scheme_id=cable.type.tube_scheme_id, number=number)

    ending = [
        _Tube(
            cable_id=pk,
            cable=cable.code,
            leads_to=cable.a_node.code if is_arriving else cable.z_node.code,
            marking=marking(cable, tube),
            n_fibres=n,
            is_arriving=bool(is_arriving),
        )
        for pk, cable in cables.items()
        for cable_id, tube, is_arriving, n in ends
        if cable_id == pk
    ]
    passing = [
        Through(cable.code, cable.a_node.code, cable.z_node.code, marking(cable, tube), n)
        for pk, cable in cables.items()
        for cable_id, tube, n in express
        if cable_id == pk
    ]
    return tuple(cables.values()), ending, tuple(passing)


def _ends(closure: Closure, asker: Asker) -> list[tuple[int, int, int, int]]:
    """Return (cable, tube, 1 if it arrives here, fibres) for each tube that ends at the node."""
    ends = OpticalEnd.objects.visible_to(asker).filter(
        node=closure.node_id, strand_section__strand__cable__kind=Cable.Kind.CABLE
    )
    counted = (
        ends.annotate(is_arriving=Mod(F("pk"), 2))
        .values(
            "strand_section__strand__cable", "strand_section__strand__tube__number", "is_arriving"
        )
        .annotate(n=Count("pk"))
        .order_by("strand_section__strand__tube__number")
    )
    return [
        (cable_id, tube, is_arriving, n)
        for cable_id, tube, is_arriving, n in counted.values_list(
            "strand_section__strand__cable",
            "strand_section__strand__tube__number",
            "is_arriving",
            "n",
        )
    ]


def _express(closure: Closure, asker: Asker) -> list[tuple[int, int, int]]:
    """Return (cable, tube, fibres) for each tube that passes the node uncut."""
    comes_here = Q(is_reversed=False, segment__z_node=closure.node_id) | Q(
        is_reversed=True, segment__a_node=closure.node_id
    )
    position = F("strand__cable__walk__position")
    counted = (
        StrandSection.objects.visible_to(asker)
        .filter(
            strand__cable__walk__in=CableSection.objects.filter(comes_here),
            from_position__lt=position,
            to_position__gt=position,
        )
        .values("strand__cable", "strand__tube__number")
        .annotate(n=Count("pk"))
        .order_by("strand__tube__number")
    )
    found = counted.values_list("strand__cable", "strand__tube__number", "n")
    return [(cable_id, tube, n) for cable_id, tube, n in found]


def _joined_elsewhere(closure: Closure, asker: Asker) -> set[int]:
    """Return the cables that are joined on trays of other closures at the same node."""
    mates = Mate.objects.visible_to(asker).filter(
        node=closure.node_id, joint__tray__isnull=False, end__strand_section__isnull=False
    )
    others = mates.exclude(joint__tray__closure=closure)
    return set(others.values_list("end__strand_section__strand__cable", flat=True).distinct())


def _bundles(
    tubes: Sequence[_Tube], joints: Sequence[Splice], numbers: dict[int, int]
) -> list[Bundle]:
    on: dict[tuple[int, int, bool], Counter[int]] = defaultdict(Counter)
    for one in joints:
        for side in (one.left, one.right):
            if side.tube is not None:
                tray = numbers.get(one.tray_id or 0, NO_TRAY)
                on[side.owner_id, side.tube.number, side.is_arriving][tray] += 1
    return [
        Bundle(
            cable=tube.cable,
            leads_to=tube.leads_to,
            marking=tube.marking,
            n_fibres=tube.n_fibres,
            is_left=tube.is_arriving,
            on_trays=tuple(
                sorted(on[tube.cable_id, tube.marking.number, tube.is_arriving].items())
            ),
        )
        for tube in tubes
    ]
