"""Ways, cables, strands and ducts that cannot be: refused however they are written."""

from collections.abc import Callable
from datetime import date

from django.contrib.gis.geos import LineString

from inventory.models import Cable, CableSection, DuctSection, Reservation, SlackLoop, Strand
from inventory.models.geometry import WGS84
from inventory.models.places import PlantStatus
from tests import catalogue_factories, factories
from tests.integration.inventory.refusals.breaches import Breaches, each_way, try_breach
from tests.integration.inventory.refusals.conftest import Plant
from tests.integration.inventory.refusals.writing import Changed, Removed, Stored, Write

NEW = 10**9
NAN = float("nan")


def line(*places: tuple[float, float]) -> LineString:
    return LineString([factories.place(*one).coords for one in places], srid=WGS84)


SEGMENTS: Breaches = {
    "a segment off its node": (
        "routesegment_ends_at_nodes",
        lambda plant: [Changed(plant.segments["s5"], {"geom": line((0, 0), (0, 99.9))})],
    ),
    "a node that leaves its segments": (
        "routesegment_ends_at_nodes",
        lambda plant: [Changed(plant.nodes["A"], {"geom": factories.place(0.1, 0)})],
    ),
    "a line that touches itself": (
        "routesegment_geom_simple",
        lambda plant: [
            Changed(
                plant.segments["s5"], {"geom": line((0, 0), (0, 50), (9, 50), (0, 40), (0, 100))}
            )
        ],
    ),
    # A line of two equal points is not valid either; which check speaks first is PostgreSQL's.
    "a line without length": (
        "routesegment_geom_sound|routesegment_geom_simple|routesegment_length_positive",
        lambda plant: [Changed(plant.segments["s5"], {"geom": line((0, 0), (0, 0))})],
    ),
    "a place outside the city": (
        "inside_operator_area",
        lambda plant: [Changed(plant.nodes["E"], {"geom": factories.place(90_000, 0)})],
    ),
    "swapped axes": (
        "inside_operator_area",
        lambda plant: [
            Changed(plant.segments["s5"], {"geom": LineString((51.5, 7), (51.6, 7), srid=WGS84)})
        ],
    ),
}


def laid(plant: Plant, walk: str, *segments: str, **fields: object) -> list[Write]:
    """Lay a new cable, without glass, from the first node of a walk to its last."""
    cable = Cable(
        pk=NEW,
        code="new",
        type=plant.type,
        a_node=plant.nodes[walk[0]],
        z_node=plant.nodes[walk[-1]],
    )
    sections = [
        CableSection(
            cable=cable,
            position=position,
            segment=plant.segments[code],
            is_reversed=plant.segments[code].a_node_id != plant.nodes[walk[position - 1]].pk,
            **fields,
        )
        for position, code in enumerate(segments, start=1)
    ]
    return [Stored(cable), *map(Stored, sections)]


def section(plant: Plant, position: int) -> CableSection:
    return plant.west.walk.get(position=position)


CABLES: Breaches = {
    "a walk that breaks": ("cable_walk_contiguous", lambda plant: laid(plant, "ABD", "s1", "s3")),
    "a walk turned around": (
        "cable_walk_contiguous",
        lambda plant: [Changed(section(plant, 2), {"is_reversed": True})],
    ),
    "a walk that loses its end": (
        "cable_walk_contiguous",
        lambda plant: [Removed(section(plant, 2))],
    ),
    "a walk that gives a segment away": (
        "cable_walk_contiguous",
        lambda plant: [
            *laid(plant, "BCD", "s2", "s3")[:1],
            Changed(section(plant, 2), {"cable_id": NEW, "position": 1}),
            laid(plant, "BCD", "s2", "s3")[2],
        ],
    ),
    "a walk with a gap in its count": (
        "cable_walk_contiguous",
        lambda plant: [Changed(section(plant, 2), {"position": 3})],
    ),
    "a segment that turns under a cable": (
        "cable_walk_contiguous",
        lambda plant: [
            Changed(
                plant.segments["s2"],
                {
                    "a_node": plant.nodes["C"],
                    "z_node": plant.nodes["B"],
                    "geom": line((200, 0), (100, 0)),
                },
            )
        ],
    ),
    "a node passed twice": (
        "cable_passes_node_once",
        lambda plant: laid(plant, "ABCAE", "s1", "s2", "s4", "s5"),
    ),
    "a cable that ends where it begins": (
        "cable_joins_two_nodes",
        lambda plant: laid(plant, "ABCA", "s1", "s2", "s4"),
    ),
    "a cable without a walk": ("cable_has_a_walk", lambda plant: laid(plant, "AB")),
    "a patch cord with a walk": (
        "cable_patch_cord_stays",
        lambda plant: [
            Stored(CableSection(cable=plant.cord, position=1, segment=plant.segments["s5"]))
        ],
    ),
    "a patch cord between two nodes": (
        "cable_patch_cord_stays",
        lambda plant: [Changed(plant.cord, {"z_node": plant.nodes["B"]})],
    ),
    "a sheath 4 % too short": (
        "cable_sheath_covers_route",
        lambda plant: [Changed(plant.west, {"sheath_m": 192})],
    ),
    "a way surveyed longer than its cable": (
        "cable_sheath_covers_route",
        lambda plant: [Changed(plant.segments["s1"], {"surveyed_length_m": 110})],
    ),
    "a sheath without measure": (
        "cable_sheath_finite",
        lambda plant: [Changed(plant.west, {"sheath_m": NAN})],
    ),
    "an active cable where nothing is built": (
        "cable_active_where_built",
        lambda plant: [Changed(plant.segments["s1"], {"status": PlantStatus.PLANNED})],
    ),
    "slack off its cable": (
        "slackloop_on_its_cable",
        lambda plant: [Stored(SlackLoop(cable=plant.west, node=plant.nodes["D"], length_m=9))],
    ),
    "slack beyond the end of a segment": (
        "slackloop_on_its_cable",
        lambda plant: [
            Stored(
                SlackLoop(
                    cable=plant.west, segment=plant.segments["s1"], chainage_m=120, length_m=9
                )
            )
        ],
    ),
    "slack that its cable leaves": (
        "slackloop_on_its_cable",
        lambda plant: [
            *laid(plant, "CD", "s3"),
            Stored(SlackLoop(pk=NEW, cable_id=NEW, node=plant.nodes["D"], length_m=9)),
            Changed(SlackLoop(pk=NEW), {"cable": plant.west}),
        ],
    ),
}


def of_another_type(plant: Plant) -> list[Write]:
    return [Changed(plant.west, {"type": catalogue_factories.make_cable_type((2,), outer_mm=8)})]


def tube_given_away(plant: Plant) -> list[Write]:
    """A tube moves to a type that then sums; the type that it left does not."""
    other = catalogue_factories.make_cable_type((2,))
    return [
        Changed(other, {"n_fibres": 4}),
        Changed(plant.type.tubes.get(number=2), {"type": other}),
    ]


def reserved(plant: Plant, first: int, last: int) -> list[Write]:
    days = {"from_date": date(2026, 12, 31), "until_date": date(2027, 6, 30)}
    numbers = {"first_number": first, "last_number": last}
    return [Stored(Reservation(cable=plant.west, reserved_for="Bund", **numbers, **days))]


STRANDS: Breaches = {
    "a strand beyond the type": (
        "strand_within_type",
        lambda plant: [
            Stored(Strand(cable=plant.west, tube=plant.west.tubes.get(number=1), number=5, place=3))
        ],
    ),
    "a type with fewer fibres": ("strand_within_type", of_another_type),
    "a strand in another cable's tube": (
        "strand_in_tube_of_its_cable",
        lambda plant: [
            Changed(
                plant.strand(plant.west, 4), {"tube": plant.east.tubes.get(number=2), "place": 3}
            )
        ],
    ),
    "tubes that do not sum": (
        "cabletype_tubes_sum",
        lambda plant: [Changed(plant.type, {"n_fibres": 5})],
    ),
    "a tube removed from a type": (
        "cabletype_tubes_sum",
        lambda plant: [Removed(plant.type.tubes.get(number=2))],
    ),
    "a tube given away by a type": ("cabletype_tubes_sum", tube_given_away),
    "glass that leaves a gap": (
        "strandsection_covers_strand",
        lambda plant: [Changed(plant.glass(plant.west, 2), {"to_position": 1})],
    ),
    "glass longer than its cable": (
        "strandsection_covers_strand",
        lambda plant: [Changed(plant.glass(plant.west, 2), {"to_position": 3})],
    ),
    "fibres reserved twice": ("reservation_no_overlap", lambda plant: reserved(plant, 3, 4)),
    "fibres reserved that are not there": (
        "reservation_within_type",
        lambda plant: reserved(plant, 4, 5),
    ),
}


DUCTS: Breaches = {
    "a duct too full": (
        "duct_has_room",
        lambda plant: laid(plant, "CD", "s3", duct=plant.conduit),
    ),
    "a duct with more across than it is wide": (
        "duct_has_room",
        lambda plant: [Changed(plant.conduit, {"inner_mm": 7})],
    ),
    "a cable type too thick for its duct": (
        "duct_has_room",
        lambda plant: [Changed(plant.type, {"outer_mm": 13})],
    ),
    "a retired cable back in a full duct": (
        "duct_has_room",
        lambda plant: [
            *laid(plant, "CD", "s3", duct=plant.conduit),
            Changed(Cable(pk=NEW), {"status": PlantStatus.RETIRED}),
            Changed(Cable(pk=NEW), {"status": PlantStatus.PLANNED}),
        ],
    ),
    "two cables in a microduct": (
        "duct_has_room",
        lambda plant: [
            Changed(plant.type, {"outer_mm": 1}),
            *laid(plant, "AB", "s1", duct=plant.micro),
        ],
    ),
    "a cable in a duct elsewhere": (
        "cablesection_in_duct_there",
        lambda plant: [Changed(section(plant, 2), {"duct": plant.conduit})],
    ),
    "a duct taken from around its cable": (
        "cablesection_in_duct_there",
        lambda plant: [Removed(plant.conduit.walk.get())],
    ),
    "a duct in itself": (
        "duct_not_in_itself",
        lambda plant: [Changed(plant.pipe, {"parent": plant.pipe})],
    ),
    "ducts in a circle": (
        "duct_not_nested_in_itself",
        lambda plant: [Changed(plant.pipe, {"parent": plant.micro})],
    ),
    "an inner duct too wide": (
        "duct_fits_its_parent",
        lambda plant: [Changed(plant.micro, {"outer_mm": 40})],
    ),
    "an outer duct too narrow": (
        "duct_fits_its_parent",
        lambda plant: [Changed(plant.pipe, {"inner_mm": 12})],
    ),
    "an inner duct that leaves the outer": (
        "duct_within_its_parent",
        lambda plant: [
            Changed(plant.micro.walk.get(), {"position": 2}),
            Stored(
                DuctSection(
                    duct=plant.micro, segment=plant.segments["s5"], position=1, is_reversed=True
                )
            ),
        ],
    ),
    "an outer duct that leaves the inner": (
        "duct_within_its_parent",
        lambda plant: [Removed(plant.pipe.walk.get(position=1))],
    ),
    "a duct that breaks": (
        "duct_walk_contiguous",
        lambda plant: [
            Stored(DuctSection(duct=plant.pipe, segment=plant.segments["s5"], position=3))
        ],
    ),
    "a duct without measure": (
        "duct_finite",
        lambda plant: [Changed(plant.conduit, {"outer_mm": NAN})],
    ),
}

Breach = Callable[[Plant], list[Write]]
Way = Callable[[Write], None]


@each_way(SEGMENTS)
def test_no_segment_is_where_it_cannot_be(
    plant: Plant, constraint: str, breach: Breach, way: Way
) -> None:
    try_breach(plant, constraint, breach, way)


@each_way(CABLES)
def test_no_cable_is_crooked(plant: Plant, constraint: str, breach: Breach, way: Way) -> None:
    try_breach(plant, constraint, breach, way)


@each_way(STRANDS)
def test_no_strand_is_beyond_its_cable(
    plant: Plant, constraint: str, breach: Breach, way: Way
) -> None:
    try_breach(plant, constraint, breach, way)


@each_way(DUCTS)
def test_no_duct_holds_what_it_cannot(
    plant: Plant, constraint: str, breach: Breach, way: Way
) -> None:
    try_breach(plant, constraint, breach, way)
