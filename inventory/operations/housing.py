"""
What holds cables and joints: structures, ducts, closures with trays, panels with ports, splitters.

Each function is one transaction and raises `ValidationError`, in plain words beside the field
that is meant. What is taken away must be empty, and no active circuit's light may run through it.
"""

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils.translation import gettext as _

from inventory.models import (
    CircuitPath,
    Closure,
    Device,
    Duct,
    DuctSection,
    Joint,
    OpticalEnd,
    PatchPanel,
    Port,
    RouteNode,
    Splitter,
    SplitterLeg,
    Structure,
    Tray,
)
from inventory.models.places import PlantStatus
from inventory.operations.glass import new_glass
from inventory.operations.known import known, store
from inventory.operations.mating import joints_at
from inventory.operations.paths import refuse_under_live
from inventory.operations.refusals import one_change
from inventory.operations.walks import first_node, walk_from

#: What one box may hold: more is a slip of the pen.
MAX_PORTS = 2_000
MAX_TRAYS = 500
MAX_OUTPUTS = 256


def make_structure(
    *,
    code: str,
    kind: str,
    node_id: int,
    status: str = PlantStatus.ACTIVE,
    owner: str = "",
    is_demo: bool = False,
) -> Structure:
    """Store a manhole, handhole, cabinet, pole or building entry at a node."""
    with one_change():
        return store(
            Structure(
                code=code,
                kind=kind,
                node=known(RouteNode, node_id, "node_id"),
                status=status,
                owner=owner,
                is_demo=is_demo,
            )
        )


def remove_structure(*, structure_id: int) -> None:
    """Take a structure away; the node stays."""
    with one_change():
        known(Structure, structure_id, "structure_id").delete()


def make_closure(
    *,
    code: str,
    node_id: int,
    n_trays: int,
    joints_per_tray: int = 12,
    max_trays: int | None = None,
    is_demo: bool = False,
) -> Closure:
    """Store a closure with its trays."""
    with one_change():
        _refuse_out_of_range("n_trays", n_trays, 0, MAX_TRAYS)
        closure = store(
            Closure(
                code=code,
                node=known(RouteNode, node_id, "node_id"),
                max_trays=n_trays if max_trays is None else max_trays,
                is_demo=is_demo,
            )
        )
        _add_trays(closure, first=1, n=n_trays, joints_per_tray=joints_per_tray)
    return closure


def add_trays(*, closure_id: int, n_trays: int, joints_per_tray: int = 12) -> list[Tray]:
    """Put more trays into a closure, as many as it has room for."""
    with one_change():
        closure = known(Closure, closure_id, "closure_id", for_update=True)
        last = closure.trays.aggregate(last=Max("number"))["last"] or 0
        if last >= closure.max_trays:
            words = _("Closure %(detail)s has no room for another tray.")
            raise ValidationError({"n_trays": words % {"detail": closure}})
        _refuse_out_of_range("n_trays", n_trays, 1, closure.max_trays - last)
        return _add_trays(closure, first=last + 1, n=n_trays, joints_per_tray=joints_per_tray)


def remove_closure(*, closure_id: int) -> None:
    """Take an empty closure away."""
    with one_change():
        closure = known(Closure, closure_id, "closure_id")
        in_trays = OpticalEnd.objects.filter(mating__joint__tray__closure=closure)
        # Its wait keeps joints out too, so that the closure itself need not be locked.
        refuse_under_live(joined_ends=list(in_trays.values_list("pk", flat=True)))
        n_joints = Joint.objects.filter(tray__closure=closure).count()
        n_splitters = Splitter.objects.filter(tray__closure=closure).count()
        if n_joints or n_splitters:
            words = _("Closure %(closure)s holds %(joints)d joints and %(splitters)d splitters.")
            said = {"closure": closure, "joints": n_joints, "splitters": n_splitters}
            raise ValidationError({"closure_id": words % said})
        closure.delete()


def make_panel(
    *,
    name: str,
    node_id: int,
    n_ports: int,
    connector: str = "LC/APC",
    is_demo: bool = False,
) -> PatchPanel:
    """Store a panel with its device, its ports and their ends."""
    with one_change():
        _refuse_out_of_range("n_ports", n_ports, 1, MAX_PORTS)
        device = store(
            Device(
                name=name,
                role=Device.Role.PANEL,
                node=known(RouteNode, node_id, "node_id"),
                is_demo=is_demo,
            )
        )
        panel = store(PatchPanel(device=device, n_ports=n_ports))
        if not 0 < len(connector) <= 20:
            raise ValidationError({"connector": _("Say which connector, in 1 to 20 letters.")})
        ports = Port.objects.bulk_create(
            Port(pk=glass, panel=panel, number=number, connector=connector)
            for number, glass in enumerate(new_glass(n_ports), start=1)
        )
        OpticalEnd.objects.bulk_create(
            OpticalEnd(pk=2 * port.pk + side, node_id=node_id, port=port)
            for port in ports
            for side in (0, 1)
        )
    return panel


def remove_panel(*, panel_id: int) -> None:
    """Take a panel away with its device; nothing is plugged into it or spliced to it."""
    with one_change():
        panel = known(PatchPanel, panel_id, "panel_id", for_update=True)
        ends = OpticalEnd.objects.filter(port__panel=panel)
        _refuse_in_use(list(ends.values_list("pk", flat=True)), "panel_id")
        panel.device.delete()


def make_splitter(
    *,
    code: str,
    node_id: int,
    n_outputs: int,
    tray_id: int | None = None,
    loss_db: float | None = None,
    is_demo: bool = False,
) -> Splitter:
    """Store a splitter with its legs: number 0 is the input."""
    with one_change():
        _refuse_out_of_range("n_outputs", n_outputs, 2, MAX_OUTPUTS)
        tray = None if tray_id is None else known(Tray, tray_id, "tray_id")
        if tray is not None and tray.closure.node_id != node_id:
            words = _("Tray %(tray)s is not at this node.") % {"tray": tray}
            raise ValidationError({"tray_id": words})
        if loss_db is not None and not loss_db >= 0:
            raise ValidationError({"loss_db": _("A loss is not negative.")})
        splitter = store(
            Splitter(
                code=code,
                node=known(RouteNode, node_id, "node_id"),
                n_outputs=n_outputs,
                tray=tray,
                loss_db=loss_db,
                is_demo=is_demo,
            )
        )
        legs = SplitterLeg.objects.bulk_create(
            SplitterLeg(pk=glass, splitter=splitter, number=number)
            for number, glass in enumerate(new_glass(n_outputs + 1))
        )
        OpticalEnd.objects.bulk_create(
            OpticalEnd(pk=2 * leg.pk + 1, node_id=node_id, leg=leg) for leg in legs
        )
    return splitter


def remove_splitter(*, splitter_id: int) -> None:
    """Take a splitter away; nothing is joined to its legs."""
    with one_change():
        splitter = known(Splitter, splitter_id, "splitter_id", for_update=True)
        ends = OpticalEnd.objects.filter(leg__splitter=splitter)
        _refuse_in_use(list(ends.values_list("pk", flat=True)), "splitter_id")
        splitter.delete()


def make_duct(
    *,
    code: str,
    inner_mm: float,
    outer_mm: float,
    segment_ids: Sequence[int],
    kind: str = Duct.Kind.DUCT,
    from_node_id: int | None = None,
    parent_id: int | None = None,
    marking: str = "",
    status: str = PlantStatus.ACTIVE,
    owner: str = "",
    is_demo: bool = False,
) -> Duct:
    """Store a duct along segments; within another if `parent_id` says in which."""
    with one_change():
        begins = first_node(segment_ids) if from_node_id is None else from_node_id
        steps = walk_from(begins, segment_ids)
        if not 0 < inner_mm < outer_mm:
            raise ValidationError(
                {"inner_mm": _("The bore is more than 0 mm and less than the outer diameter.")}
            )
        duct = store(
            Duct(
                code=code,
                kind=kind,
                parent=None if parent_id is None else known(Duct, parent_id, "parent_id"),
                marking=marking,
                inner_mm=inner_mm,
                outer_mm=outer_mm,
                status=status,
                owner=owner,
                is_demo=is_demo,
            )
        )
        DuctSection.objects.bulk_create(
            DuctSection(
                duct=duct,
                position=step.position,
                segment=step.segment,
                is_reversed=step.is_reversed,
            )
            for step in steps
        )
    return duct


def remove_duct(*, duct_id: int) -> None:
    """Take an empty duct away."""
    with one_change():
        duct = known(Duct, duct_id, "duct_id", for_update=True)
        held = [
            *duct.children.order_by("code").values_list("code", flat=True),
            *duct.cable_places.order_by("cable__code")
            .values_list("cable__code", flat=True)
            .distinct(),
        ]
        if held:
            words = _("In duct %(duct)s there lie: %(held)s.")
            raise ValidationError({"duct_id": words % {"duct": duct, "held": ", ".join(held)}})
        duct.delete()


def _add_trays(closure: Closure, *, first: int, n: int, joints_per_tray: int) -> list[Tray]:
    _refuse_out_of_range("joints_per_tray", joints_per_tray, 1, MAX_TRAYS)
    return Tray.objects.bulk_create(
        Tray(closure=closure, number=number, max_joints=joints_per_tray)
        for number in range(first, first + n)
    )


def _refuse_out_of_range(field: str, number: int, least: int, most: int) -> None:
    if not least <= number <= most:
        words = _("This is a number from %(least)d to %(most)d.")
        raise ValidationError({field: words % {"least": least, "most": most}})


def _refuse_in_use(ends: list[int], field: str) -> None:
    """Refuse if light runs over one of the ends, if it is joined, or if a path ends there."""
    refuse_under_live(joined_ends=ends)
    n_joints = len(joints_at(ends))
    if n_joints:
        words = _("%(n)d joints are here; part them first.") % {"n": n_joints}
        raise ValidationError({field: words})
    at_ends = CircuitPath.objects.filter(a_end__in=ends) | CircuitPath.objects.filter(
        z_end__in=ends
    )
    path = at_ends.select_related("circuit").order_by("circuit__cid").first()
    if path is not None:
        words = _("The path of circuit %(circuit)s ends here.") % {"circuit": path.circuit}
        raise ValidationError({field: words})
