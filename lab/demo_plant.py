"""
Lays the demo city's plant: what `lab.plan` works out, by the operations that people use too.

Once, in one transaction, and always the same: a second time finds cables and changes nothing.
A connection whose place is not known gets no path. The head is the PoP where the demo's vantage
stands.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from django.conf import settings
from django.db import connection, transaction

from inventory.models import (
    Cable,
    CableSection,
    CableType,
    Circuit,
    CircuitHop,
    CircuitPath,
    Joint,
    Mate,
    OperatorArea,
    OpticalEnd,
    Port,
    SlackLoop,
    Strand,
    StrandSection,
    Structure,
    TransceiverType,
    Tube,
)
from inventory.operations.cables import lay_slack, make_cable
from inventory.operations.catalogue import seed_catalogue
from inventory.operations.housing import make_closure, make_panel, make_structure
from inventory.operations.joints import join_many, patch
from inventory.operations.path_lists import Wish, assign_paths
from inventory.operations.refusals import one_change
from inventory.operations.risks import make_risk_groups
from inventory.operations.trays import lay_in_trays
from inventory.operations.windows import cut_tubes
from inventory.plant.optics import TRANSCEIVERS
from lab.demo_ground import read_ground
from lab.plan.glass import GlassEnd, JointWork, PortEnd, StrandEnd
from lab.plan.ground import Ground
from lab.plan.transceivers import transceiver_for
from lab.plan.works import CableWork, Works, plan

SEED = 45879
JOINTS_PER_TRAY = 12
#: Tables of which laying makes many rows.
COUNTED = (
    Cable,
    CableSection,
    Tube,
    Strand,
    StrandSection,
    OpticalEnd,
    Port,
    SlackLoop,
    Joint,
    Mate,
    CircuitPath,
    CircuitHop,
)


class Outcome(Enum):
    """What was found and done."""

    LAID = "laid"
    ALREADY_THERE = "already there"
    #: No demo city, or it has no head: load it first.
    NO_CITY = "no city"


@dataclass(frozen=True, slots=True)
class Report:
    """What was found and done, and which active connections have no working path now."""

    outcome: Outcome
    n_paths: int
    without_path: tuple[str, ...]


def lay(*, seed: int = SEED) -> Report:
    """
    Lay the plant unless there are cables already.

    Raises:
        LookupError: the routes were changed so that no ring leads through the head, or a drop
            does not hang on it.
        ValueError: the routes were changed so that a cable would need too many fibres.
    """
    if not settings.DEMO or not OperatorArea.objects.filter(is_demo=True).exists():
        return _report(Outcome.NO_CITY)
    if Cable.objects.exists():
        return _report(Outcome.ALREADY_THERE)
    ground = read_ground()
    if ground is None:
        return _report(Outcome.NO_CITY)
    works = plan(ground, seed=seed)
    with transaction.atomic():
        with one_change():
            # The catalogue may lack what the product learnt of since.
            seed_catalogue()
        cables = _lay_cables(works)
        _set_up_panels(works)
        _count_rows()
        ends = _ends(cables)
        _house(works, ground, _join(works, ends))
        _light(works, ends)
        make_risk_groups()
        _count_rows()
    return _report(Outcome.LAID)


def _count_rows() -> None:
    """Let the database's planner know what was laid before autovacuum comes by."""
    tables = ", ".join(model._meta.db_table for model in COUNTED)
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {tables}")


def _report(outcome: Outcome) -> Report:
    dark = Circuit.objects.filter(status=Circuit.Status.ACTIVE).exclude(
        paths__leg=CircuitPath.Leg.WORKING, paths__is_running=True
    )
    return Report(
        outcome,
        n_paths=CircuitPath.objects.filter(is_running=True).count(),
        without_path=tuple(dark.order_by("cid").values_list("cid", flat=True)),
    )


def _lay_cables(works: Works) -> dict[int, CableWork]:
    """Lay cables, open their windows and coil up their slack; return them by their ids."""
    types = dict(CableType.objects.values_list("slug", "pk"))
    cables = {}
    for work in works.cables:
        cable = make_cable(
            code=work.code,
            type_id=types[_type_of(work)],
            from_node_id=work.route.nodes[0],
            segment_ids=work.route.segments,
            is_demo=True,
        )
        cables[cable.pk] = work
        for window in work.windows:
            cut_tubes(cable_id=cable.pk, node_id=window.node, tube_numbers=window.tubes)
    ids = {work.route.code: pk for pk, work in cables.items()}
    for coil in works.slack:
        lay_slack(cable_id=ids[coil.route], node_id=coil.node, length_m=coil.length_m, is_demo=True)
    return cables


def _type_of(work: CableWork) -> str:
    return "drop-12" if work.route.role == "drop" else f"loose-tube-{work.n_fibres}"


def _set_up_panels(works: Works) -> None:
    for panel in works.panels:
        make_panel(name=panel.name, node_id=panel.node, n_ports=panel.n_ports, is_demo=True)


def _ends(cables: Mapping[int, CableWork]) -> dict[GlassEnd, int]:
    """Return the ids of all ends of the demo's cables and panels; two queries."""
    strands = OpticalEnd.objects.filter(strand_section__strand__cable__in=cables)
    ports = OpticalEnd.objects.filter(port__panel__device__is_demo=True)
    ends: dict[GlassEnd, int] = {
        # Glass that is entered at its even end leads on to the cable's far end.
        StrandEnd(cables[cable].route.code, number, node, leads_on=pk % 2 == 0): pk
        for pk, node, cable, number in strands.values_list(
            "pk", "node_id", "strand_section__strand__cable_id", "strand_section__strand__number"
        )
    }
    ends |= {
        PortEnd(panel, number, node, is_front=pk % 2 == 1): pk
        for pk, node, panel, number in ports.values_list(
            "pk", "node_id", "port__panel__device__name", "port__number"
        )
    }
    return ends


def _join(works: Works, ends: Mapping[GlassEnd, int]) -> dict[JointWork, int]:
    """Splice all glass, and patch in PoPs; return the ids of the splices."""
    splices = [one for one in works.joints if not one.is_patch]
    joints = join_many([(ends[one.a], ends[one.z]) for one in splices])
    n_patches: defaultdict[str, int] = defaultdict(int)
    for work in works.joints:
        if work.is_patch and isinstance(work.a, PortEnd):
            n_patches[work.a.panel] += 1
            code = f"PK-{work.a.panel}-{n_patches[work.a.panel]}"
            patch(a_end=ends[work.a], z_end=ends[work.z], code=code, is_demo=True)
    return {work: joint.pk for work, joint in zip(splices, joints, strict=True)}


def _house(works: Works, ground: Ground, joints: Mapping[JointWork, int]) -> None:
    """Set closures, with what they lie in, and lay the splices in their trays, in order."""
    in_trays: dict[int, list[int]] = {}
    for node, spliced in works.spliced_at().items():
        code = ground.codes[node]
        if node not in ground.pops:
            on_ring = any(node in one.nodes for one in ground.routes if one.role == "ring")
            kind = Structure.Kind.MANHOLE if on_ring else Structure.Kind.CABINET
            prefix = "KS" if on_ring else "NVT"
            make_structure(code=f"{prefix}-{code}", kind=kind, node_id=node, is_demo=True)
        n_trays = -(-len(spliced) // JOINTS_PER_TRAY)
        closure = make_closure(
            code=f"MU-{code}",
            node_id=node,
            n_trays=n_trays,
            joints_per_tray=JOINTS_PER_TRAY,
            max_trays=2 * n_trays,
            is_demo=True,
        )
        waiting = [joints[one] for one in spliced]
        for place, tray in enumerate(closure.trays.order_by("number")):
            first = place * JOINTS_PER_TRAY
            in_trays[tray.pk] = waiting[first : first + JOINTS_PER_TRAY]
    lay_in_trays(in_trays)


def _light(works: Works, ends: Mapping[GlassEnd, int]) -> None:
    optics = dict(TransceiverType.objects.values_list("name", "pk"))
    wishes = []
    for path in works.paths:
        name = transceiver_for(path, kinds=TRANSCEIVERS)
        wishes.append(
            Wish(
                circuit_id=path.circuit_id,
                leg=path.leg,
                a_end=ends[path.a],
                z_end=ends[path.z],
                optics_id=optics.get(name) if name else None,
            )
        )
    assign_paths(wishes)
