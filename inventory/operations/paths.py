"""
Light paths: between which two ends a circuit's light is to run, and its stored hops.

Hops and `Strand.status` lit or dark are derived from joints. Whatever changes joints, sections or
ends calls `rebuild_touching` within its own transaction, before that ends. Nothing here re-routes:
a path that no longer reaches its last end does not run and has no hops.
"""

from collections.abc import Collection, Iterable
from typing import LiteralString

from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from inventory.models import (
    Circuit,
    CircuitHop,
    CircuitPath,
    Mate,
    OpticalEnd,
    Strand,
    StrandSection,
    TransceiverType,
)
from inventory.operations.known import MAX_ID, known
from inventory.operations.refusals import one_change
from inventory.queries import light

#: How many circuits a refusal names.
N_NAMED = 5
#: So many paths are rebuilt in one transaction.
PATHS_AT_ONCE = 500
#: What all who rebuild hops wait for: see `wait_for_others`.
LOCK_ID = 0x11C4_7E60

_DROP_STALE: LiteralString = f"""{light.HOPS}
    DELETE FROM inventory_circuithop hop
     WHERE hop.path_id = ANY (%(paths)s)
       AND NOT EXISTS (SELECT FROM computed WHERE {light.SAME_HOP})
    RETURNING hop.strand_section_id
"""  # noqa: S608 - own constants
_STORE_MISSING: LiteralString = f"""{light.HOPS}
    INSERT INTO inventory_circuithop
        (path_id, sequence, entered_end_id, strand_section_id, cable_id, from_position,
         to_position, node_id)
    SELECT path_id, sequence, entered_end_id, strand_section_id, cable_id, from_position,
           to_position, node_id
      FROM computed
     WHERE NOT EXISTS (SELECT FROM inventory_circuithop hop WHERE {light.SAME_HOP})
    RETURNING strand_section_id
"""  # noqa: S608 - own constants
_SAY_WHAT_RUNS: LiteralString = """
    UPDATE inventory_circuitpath path SET is_running = NOT is_running
     WHERE id = ANY (%(paths)s)
       AND is_running <> EXISTS (SELECT FROM inventory_circuithop WHERE path_id = path.id)
"""
# A strand kept for somebody is lit while light runs over it, and kept again afterwards.
_LIGHT_AND_DARKEN: LiteralString = """
    WITH touched AS MATERIALIZED (
        SELECT DISTINCT strand_id FROM inventory_strandsection WHERE id = ANY (%(sections)s)
    ),
    -- Joined and counted, not asked by EXISTS: that would read all hops there are.
    used AS MATERIALIZED (
        SELECT touched.strand_id, count(hop.id) > 0 AS is_lit
          FROM touched
          JOIN inventory_strandsection section ON section.strand_id = touched.strand_id
          LEFT JOIN inventory_circuithop hop ON hop.strand_section_id = section.id
         GROUP BY touched.strand_id
    )
    UPDATE inventory_strand strand
       SET status = CASE
           WHEN used.is_lit THEN 'lit'
           WHEN EXISTS (
               SELECT FROM inventory_reservation kept
                WHERE kept.cable_id = strand.cable_id
                  AND strand.number BETWEEN kept.first_number AND kept.last_number
           ) THEN 'reserved'
           ELSE 'dark' END
      FROM used
     WHERE strand.id = used.strand_id
       AND (used.is_lit AND strand.status IN ('dark', 'reserved')
            OR NOT used.is_lit AND strand.status = 'lit')
"""


def assign_path(
    *, circuit_id: int, leg: str, a_end: int, z_end: int, optics_id: int | None = None
) -> CircuitPath:
    """
    Say between which two ends a circuit's light is to run; it takes the place of what was said.

    The light need not run yet: then the path has no hops, and runs as soon as the joints are made.

    Raises:
        ValidationError: the circuit, an end or the transceiver type is not there.
    """
    with one_change():
        wait_for_others()
        circuit = known(Circuit, circuit_id, "circuit_id", for_update=True)
        _refuse_what_is_not_there(a_end=a_end, z_end=z_end, leg=leg, optics_id=optics_id)
        path, _made = CircuitPath.objects.update_or_create(
            circuit=circuit,
            leg=leg,
            defaults={"a_end_id": a_end, "z_end_id": z_end, "optics_id": optics_id},
        )
        rebuild_paths([path.pk])
        path.refresh_from_db()
    return path


def clear_path(*, circuit_id: int, leg: str) -> None:
    """Take a circuit's path away, and the light off its strands; fine if it has none."""
    with one_change():
        wait_for_others()
        paths = CircuitPath.objects.filter(circuit_id=circuit_id, leg=leg)
        hops = CircuitHop.objects.filter(path__in=paths)
        sections = set(hops.values_list("strand_section_id", flat=True))
        paths.delete()
        _light_and_darken(sections)


def rebuild_touching(end_ids: Collection[int]) -> int:
    """
    Rebuild the hops of all paths whose light can pass one of these ends; return how many.

    Call it within the change, after the rows of joints and ends are as they are to be.
    """
    ends = list(end_ids)
    if not ends:
        return 0
    wait_for_others()
    with connection.cursor() as cursor:
        cursor.execute(light.TOUCHED, {"ends": ends, "far_ends": [one ^ 1 for one in ends]})
        paths = [path_id for (path_id,) in cursor.fetchall()]
    return rebuild_paths(paths)


def rebuild_over_cables(cable_ids: Collection[int]) -> int:
    """Rebuild the paths that run over these cables: positions in their walks have changed."""
    over = CircuitHop.objects.filter(cable__in=cable_ids).values_list("path_id", flat=True)
    return rebuild_paths(set(over))


def rebuild_paths(path_ids: Collection[int]) -> int:
    """Make stored hops, `is_running` and lit strands of these paths true; return how many."""
    if not path_ids:
        return 0
    wait_for_others()
    asked = {"paths": list(path_ids)}
    sections: set[int | None] = set()
    with connection.cursor() as cursor:
        for statement in (_DROP_STALE, _STORE_MISSING):
            cursor.execute(statement, asked)
            sections.update(section for (section,) in cursor.fetchall())
        cursor.execute(_SAY_WHAT_RUNS, asked)
    _light_and_darken(sections)
    return len(path_ids)


def rebuild_all() -> int:
    """
    Make all that is derived true again, some paths at a time; return how many.

    Each part is a change of its own, so that nobody waits for the whole.
    """
    # Strands first: a part ends with a look at all of its cables, and one wrongly lit refuses it.
    with one_change():
        wait_for_others()
        lit = StrandSection.objects.filter(strand__status=Strand.Status.LIT)
        used = StrandSection.objects.filter(hops__isnull=False)
        _light_and_darken((lit | used).values_list("pk", flat=True).distinct())
    paths = list(CircuitPath.objects.order_by("pk").values_list("pk", flat=True))
    for at in range(0, len(paths), PATHS_AT_ONCE):
        with one_change():
            rebuild_paths(paths[at : at + PATHS_AT_ONCE])
    return len(paths)


def wait_for_others() -> None:
    """
    Wait until nobody else changes light, and keep others waiting until the transaction ends.

    Called before rows of ends, joints and paths are locked: who locked one first and then waited
    here would hold up the one who is waited for.
    """
    # Two changes at once, each of a joint of one path, would each see the other's joint missing
    # and leave the path without hops. The second waits here, then reads what the first stored.
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK_ID])
        # Hops go before their strands are dark; a change before in this transaction may have
        # left the constraints immediate.
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def refuse_under_live(
    *,
    joined_ends: Collection[int] = (),
    section_ids: Collection[int] = (),
    strand_ids: Collection[int] = (),
    cable_ids: Collection[int] = (),
) -> None:
    """
    Refuse a change to what the light of active circuits runs over, any of what is named.

    `joined_ends` are ends whose joint is to go, either or both sides of it. Waits for others, so
    that nobody leads a circuit over it between this look and the change.

    Raises:
        ValidationError: names the circuits.
    """
    wait_for_others()
    hops = CircuitHop.objects.none()
    if joined_ends:
        mates = Mate.objects.filter(end__in=joined_ends).values("mate")
        through = CircuitHop.objects.filter(sequence__gt=1)
        hops |= through.filter(entered_end__in=joined_ends)
        hops |= through.filter(entered_end__in=mates)
    if section_ids:
        hops |= CircuitHop.objects.filter(strand_section__in=section_ids)
    if strand_ids:
        hops |= CircuitHop.objects.filter(strand_section__strand__in=strand_ids)
    if cable_ids:
        hops |= CircuitHop.objects.filter(cable__in=cable_ids)
    _refuse_if_live(hops)


def _refuse_if_live(hops: QuerySet[CircuitHop]) -> None:
    live = (
        Circuit.objects.filter(status=Circuit.Status.ACTIVE, paths__hops__in=hops)
        .select_related("school", "site")
        .distinct()
        .order_by("cid")
    )
    named = [f"{circuit.label} ({circuit.cid})" for circuit in live]
    if named:
        words = ngettext(
            "The light of %(n)d connection that is in use runs here: %(names)s.",
            "The light of %(n)d connections that are in use runs here: %(names)s.",
            len(named),
        )
        more = " …" if len(named) > N_NAMED else ""
        raise ValidationError(words % {"n": len(named), "names": ", ".join(named[:N_NAMED]) + more})


def _refuse_what_is_not_there(*, a_end: int, z_end: int, leg: str, optics_id: int | None) -> None:
    ends = [end for end in (a_end, z_end) if 0 <= end <= MAX_ID]
    there = set(OpticalEnd.objects.filter(pk__in=ends).values_list("pk", flat=True))
    for field, end in (("a_end", a_end), ("z_end", z_end)):
        if end not in there:
            raise ValidationError({field: _("There is no such optical end.")})
    if a_end == z_end:
        raise ValidationError({"z_end": _("The light runs between two different ends.")})
    if leg not in CircuitPath.Leg.values:
        raise ValidationError({"leg": _("A path is the working path or the protect path.")})
    if optics_id is not None and not TransceiverType.objects.filter(pk=optics_id).exists():
        raise ValidationError({"optics": _("There is no such transceiver type.")})


def _light_and_darken(section_ids: Iterable[int | None]) -> None:
    sections = [one for one in section_ids if one is not None]
    if sections:
        with connection.cursor() as cursor:
            cursor.execute(_LIGHT_AND_DARKEN, {"sections": sections})
