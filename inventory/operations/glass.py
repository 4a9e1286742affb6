"""Glass and its optical ends, stored in bulk within the caller's transaction."""

from django.db import connection

from inventory.models import Cable, OpticalEnd, Strand, StrandSection, Tube

#: Ends a statement: all of a cable of 432 fibres in one.
BATCH = 5_000


def new_glass(n: int) -> list[int]:
    """Take ids for so many pieces of glass: strand sections, ports or legs of splitters."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('inventory_glass_id') FROM generate_series(1, %s)", [n])
        return [int(glass) for (glass,) in cursor.fetchall()]


def fill_cable(cable: Cable, *, n_steps: int) -> None:
    """Store the tubes, strands, uncut glass and ends that the type of a new cable says."""
    typed = list(cable.type.tubes.order_by("number"))
    tubes = Tube.objects.bulk_create(Tube(cable=cable, number=one.number) for one in typed)
    strands: list[Strand] = []
    for tube, one in zip(tubes, typed, strict=True):
        n_before = len(strands)
        strands += [
            Strand(cable=cable, tube=tube, number=n_before + place, place=place)
            for place in range(1, one.n_fibres + 1)
        ]
    Strand.objects.bulk_create(strands, batch_size=BATCH)
    sections = StrandSection.objects.bulk_create(
        (
            StrandSection(pk=glass, strand=strand, from_position=0, to_position=n_steps)
            for glass, strand in zip(new_glass(len(strands)), strands, strict=True)
        ),
        batch_size=BATCH,
    )
    OpticalEnd.objects.bulk_create(
        (
            OpticalEnd(pk=2 * section.pk + side, node_id=node_id, strand_section=section)
            for section in sections
            for side, node_id in ((0, cable.a_node_id), (1, cable.z_node_id))
        ),
        batch_size=BATCH,
    )
