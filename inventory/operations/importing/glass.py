"""Which optical ends a side of a splice list means, read once for a whole table."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from inventory.imports.rows import Side
from inventory.models import Cable, OpticalEnd, PatchPanel, Splitter
from inventory.operations.importing.outcomes import RowError


@dataclass(frozen=True, slots=True)
class EndHere:
    """An end of a cable's, panel's or splitter's glass at a node."""

    end_id: int
    number: int
    tube: int | None
    place: int | None
    mate_id: int | None


@dataclass(frozen=True, slots=True)
class Owner:
    """What glass belongs to: a cable with its two nodes, a panel or a splitter."""

    kind: str
    id: int
    a_node: str = ""
    z_node: str = ""


@dataclass(frozen=True, slots=True)
class Glasses:
    """All that a table names, with its ends at all places that the table names."""

    owners: dict[str, Owner]
    ends: dict[tuple[Owner, int], list[EndHere]]
    #: Ends that are joined, also by rows before, to their mates.
    mates: dict[int, int] = field(default_factory=dict)

    def ends_of(self, side: Side, *, letter: str, node_id: int, place: str) -> list[int]:
        """
        Return the ends that a side means at a node, in order.

        Raises:
            RowError: there are none, or more than one for a fibre; says why and what to do.
        """
        owner = self.owners.get(side.glass)
        if owner is None:
            raise RowError(
                f"{letter}_glass",
                _("There is no cable, panel or splitter “%(code)s”.") % {"code": side.glass},
            )
        here = self._towards(self.ends.get((owner, node_id), []), owner, side, letter)
        if not here:
            raise RowError(
                f"{letter}_glass",
                _("%(code)s has no end at %(place)s. Where it passes, cut its tubes first.")
                % {"code": side.glass, "place": place},
            )
        return [self._one(here, number, side, letter) for number in _numbers(here, side, letter)]

    def _towards(self, here: list[EndHere], owner: Owner, side: Side, letter: str) -> list[EndHere]:
        """Narrow to the glass that leads towards one end of the cable, if the row says which."""
        if not side.towards:
            return here
        # The glass of an even end lies before it, in the direction of the walk.
        is_odd = {owner.z_node: 0, owner.a_node: 1}.get(side.towards)
        if is_odd is None or owner.kind != "cable":
            raise RowError(
                f"{letter}_towards",
                _("%(code)s does not end at “%(node)s”.")
                % {"code": side.glass, "node": side.towards},
            )
        return [end for end in here if end.end_id & 1 == is_odd]

    def _one(self, here: list[EndHere], number: int, side: Side, letter: str) -> int:
        found = [end for end in here if _counts(end, side) == number]
        said = {"code": side.glass, "n": number}
        if not found:
            raise RowError(f"{letter}_fibre", _("%(code)s has no fibre %(n)d here.") % said)
        if len(found) > 1:
            raise RowError(
                f"{letter}_towards",
                _("Fibre %(n)d of %(code)s is cut here: say to which end the glass leads.") % said,
            )
        return found[0].end_id


def _counts(end: EndHere, side: Side) -> int | None:
    if side.tube is None:
        return end.number
    return end.place if end.tube == side.tube else None


def _numbers(here: list[EndHere], side: Side, letter: str) -> Iterable[int]:
    if side.span is not None:
        return range(side.span[0], side.span[1] + 1)
    places = sorted({end.place for end in here if end.tube == side.tube and end.place})
    if not places:
        raise RowError(
            f"{letter}_tube",
            _("%(code)s has no tube %(n)d that ends here.") % {"code": side.glass, "n": side.tube},
        )
    return places


def read_glasses(sides: Iterable[Side], node_ids: Iterable[int]) -> Glasses:
    """Read what the sides name, and its ends at the nodes; six queries."""
    codes = {side.glass for side in sides}
    owners = dict(_owners(codes))
    nodes = set(node_ids)
    ends: dict[tuple[Owner, int], list[EndHere]] = defaultdict(list)
    mates: dict[int, int] = {}
    for kind, (path, number, tube, place) in _FIELDS.items():
        by_id = {owner.id: owner for owner in owners.values() if owner.kind == kind}
        rows = OpticalEnd.objects.filter(**{f"{path}__in": list(by_id)}, node_id__in=nodes)
        for end_id, node_id, owner_id, *rest in rows.order_by("pk").values_list(
            "pk", "node_id", path, number, tube, place, "mating__mate_id"
        ):
            # A panel is spliced at its back, the even end; its front is patched.
            if kind == "panel" and end_id & 1:
                continue
            is_in_tube = kind == "cable"
            end = EndHere(
                end_id,
                rest[0],
                rest[1] if is_in_tube else None,
                rest[2] if is_in_tube else None,
                rest[3],
            )
            ends[by_id[owner_id], node_id].append(end)
            if end.mate_id is not None:
                mates[end_id] = end.mate_id
    return Glasses(owners=owners, ends=ends, mates=mates)


#: By kind: where an end finds its owner, its number, its tube and its place in the tube.
_FIELDS = {
    "cable": (
        "strand_section__strand__cable_id",
        "strand_section__strand__number",
        "strand_section__strand__tube__number",
        "strand_section__strand__place",
    ),
    "panel": ("port__panel_id", "port__number", "port__number", "port__number"),
    "splitter": ("leg__splitter_id", "leg__number", "leg__number", "leg__number"),
}


def _owners(codes: set[str]) -> Iterator[tuple[str, Owner]]:
    """Yield the owner of each code; a cable's code goes before a panel's name."""
    for code, pk in Splitter.objects.filter(code__in=codes).values_list("code", "pk"):
        yield code, Owner("splitter", pk)
    panels = PatchPanel.objects.filter(device__name__in=codes)
    for name, pk in panels.values_list("device__name", "pk"):
        yield name, Owner("panel", pk)
    cables = Cable.objects.filter(code__in=codes)
    for code, pk, a_node, z_node in cables.values_list(
        "code", "pk", "a_node__code", "z_node__code"
    ):
        yield code, Owner("cable", pk, a_node, z_node)
