"""Strands and their ends: which end of which fibre lies at a node, and what people call it."""

from collections.abc import Collection, Iterable
from typing import Literal

from inventory.models import Cable, CableSection, OpticalEnd, SchemeColour, Strand

#: The end of a cable to which a piece of it leads.
Side = Literal["a", "z"]


class TwoEndsHereError(LookupError):
    """A fibre is cut at the node, so that it has two ends there, and no side was said."""


def ends_of(cable_id: int, node_id: int, *, towards: Side | None = None) -> dict[int, int]:
    """
    Return number of fibre to its end at a node, for the fibres of a cable that end there.

    At a node where fibres are cut, or of a patch cord, say to which end of the cable the piece
    meant leads.

    Raises:
        TwoEndsHereError: a fibre has two ends here, and `towards` does not say which is meant.
    """
    found = OpticalEnd.objects.filter(
        strand_section__strand__cable=cable_id, node=node_id
    ).values_list("strand_section__strand__number", "pk")
    ends: dict[int, int] = {}
    for number, end in found.order_by("strand_section__strand__number", "pk"):
        # Glass entered at its even end leads on to the z side.
        if towards is not None and towards != ("a" if end % 2 else "z"):
            continue
        if number in ends:
            raise TwoEndsHereError(number)
        ends[number] = end
    return ends


def positions_on(cable_id: int) -> dict[int, int]:
    """Return node to its position in a cable's walk: 0 at the cable's `a_node`."""
    steps = CableSection.objects.filter(cable=cable_id).order_by("position")
    positions: dict[int, int] = {}
    for position, is_reversed, a_node, z_node in steps.values_list(
        "position", "is_reversed", "segment__a_node", "segment__z_node"
    ):
        nodes = (z_node, a_node) if is_reversed else (a_node, z_node)
        positions.setdefault(nodes[0], position - 1)
        positions[nodes[1]] = position
    return positions


def numbers_in_tube(cable_id: int, tube_number: int) -> list[int]:
    """Return the numbers of a tube's fibres, in their places' order; empty if there is none."""
    strands = Strand.objects.filter(cable=cable_id, tube__number=tube_number)
    return list(strands.order_by("place").values_list("number", flat=True))


def colours_in_tube(cable_id: int, tube_number: int) -> dict[int, tuple[str, int]]:
    """
    Return number of fibre to its colour, as a German name and rings, for the fibres of a tube.

    A fibre whose place the scheme has no colour for is left out.
    """
    cable = Cable.objects.select_related("type").get(pk=cable_id)
    colours = {
        number: (name.casefold(), n_rings)
        for number, name, n_rings in SchemeColour.objects.filter(
            scheme=cable.type.fibre_scheme_id
        ).values_list("number", "name_de", "n_rings")
    }
    strands = Strand.objects.filter(cable=cable_id, tube__number=tube_number)
    return {
        number: colours[place]
        for number, place in strands.order_by("place").values_list("number", "place")
        if place in colours
    }


def ends_in_words(end_ids: Iterable[int]) -> dict[int, str]:
    """Return end to its name for people: the fibre, port or splitter leg, and the node."""
    found = OpticalEnd.objects.select_related(
        "node", "strand_section__strand__cable", "port__panel__device", "leg__splitter"
    ).in_bulk(list(end_ids))
    return {
        pk: f"{end.strand_section.strand if end.strand_section else end.port or end.leg}"
        f" ({end.node})"
        for pk, end in found.items()
    }


def ends_of_cables(cable_ids: Collection[int]) -> list[int]:
    """Return all ends of all glass of these cables."""
    ends = OpticalEnd.objects.filter(strand_section__strand__cable__in=cable_ids)
    return list(ends.values_list("pk", flat=True))
