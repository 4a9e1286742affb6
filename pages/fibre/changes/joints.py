"""Work at a node: splice, patch, part joints, cut tubes."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.access import person
from inventory.models import Cable, Joint, RouteNode
from inventory.operations.joints import (
    join_many,
    patch,
    splice_by_colour,
    splice_range,
    splice_tubes,
    unjoin,
)
from inventory.operations.windows import cut_tubes, revert_cut
from inventory.queries.strands import ends_in_words, ends_of
from pages.fibre.asked import id_in
from pages.fibre.changes.joint_forms import (
    BY_RANGE,
    BY_TUBE,
    PatchForm,
    SpliceForm,
    TubesForm,
)
from pages.fibre.changes.sides import Side, ends_on, free_fronts, sides_at, tray_choices
from pages.listing import page_of


def splice(request: HttpRequest, node_id: int) -> HttpResponse:
    """Join glass at a node: by number, tube to tube, or by colour."""
    asker = person(request)
    node = get_object_or_404(RouteNode.objects.visible_to(asker), pk=node_id)
    form = SpliceForm(
        request.POST or None,
        sides=sides_at(node, asker),
        trays=tray_choices(node, asker),
        initial=request.GET.dict(),
    )
    made: list[Joint] = []
    if form.is_valid() and form.made(lambda: made.extend(_joined(form, node))):
        words = ngettext("%(n)d joint is made.", "%(n)d joints are made.", len(made))
        messages.success(request, words % {"n": len(made)})
        return redirect("fibre:node", node.pk)
    status = 422 if form.errors else 200
    context = {"form": form, "node": node}
    return render(request, "pages/fibre/changes/splice.html", context, status=status)


def patch_ports(request: HttpRequest, node_id: int) -> HttpResponse:
    """Plug a patch cord between two ports."""
    asker = person(request)
    node = get_object_or_404(RouteNode.objects.visible_to(asker), pk=node_id)
    form = PatchForm(
        request.POST or None, fronts=free_fronts(node, asker), initial=request.GET.dict()
    )
    made: list[Cable] = []
    if form.is_valid():
        said = form.cleaned_data
        plug = partial(patch, a_end=said["a_port"], z_end=said["z_port"], code=said["code"] or None)
        if form.made(lambda: made.append(plug())):
            messages.success(request, _("Patch cord %(code)s is plugged.") % {"code": made[0].code})
            return redirect("fibre:node", node.pk)
    status = 422 if form.errors else 200
    context = {"form": form, "node": node}
    return render(request, "pages/fibre/changes/patch.html", context, status=status)


def joints(request: HttpRequest, node_id: int) -> HttpResponse:
    """List the joints at a node; on POST part those that are ticked."""
    asker = person(request)
    node = get_object_or_404(RouteNode.objects.visible_to(asker), pk=node_id)
    here = Joint.objects.visible_to(asker).filter(node=node)
    refusals: list[str] = []
    if request.method == "POST":
        ticked = [id_in(one) for one in request.POST.getlist("joint")]
        chosen = [one for one in ticked if one is not None]
        ids = list(here.filter(pk__in=chosen).values_list("pk", flat=True))
        refusals = _parted(request, ids)
        if not refusals:
            return redirect("fibre:joints", node.pk)
    page_obj = page_of(_listed(here), request.GET)
    ends = ends_in_words(mate.end_id for joint in page_obj for mate in joint.mates.all())
    rows = [(joint, [ends[mate.end_id] for mate in joint.mates.all()]) for joint in page_obj]
    context = {"node": node, "rows": rows, "page_obj": page_obj, "refusals": refusals}
    status = 409 if refusals else 200
    return render(request, "pages/fibre/changes/joints.html", context, status=status)


def tubes(request: HttpRequest, node_id: int) -> HttpResponse:
    """Cut tubes of a cable that passes a node, or make them whole again."""
    asker = person(request)
    node = get_object_or_404(RouteNode.objects.visible_to(asker), pk=node_id)
    passing = _passing(node, Cable.objects.visible_to(asker))
    cables = [(str(cable.pk), f"{cable.code} ({cable.type.name})") for cable in passing]
    form = TubesForm(request.POST or None, cables=cables, initial=request.GET.dict())
    if form.is_valid():
        said = form.cleaned_data
        change = cut_tubes if said["what"] == "cut" else revert_cut
        counted: list[int] = []
        change_it = partial(
            change, cable_id=said["cable"], node_id=node.pk, tube_numbers=said["tubes"]
        )
        if form.made(lambda: counted.append(change_it())):
            messages.success(request, _cut_words(said["what"], counted[0]))
            return redirect("fibre:node", node.pk)
    status = 422 if form.errors else 200
    context = {"form": form, "node": node, "has_cables": bool(cables)}
    return render(request, "pages/fibre/changes/tubes.html", context, status=status)


def _joined(form: SpliceForm, node: RouteNode) -> list[Joint]:
    said, a, z = form.cleaned_data, form.side("a_side"), form.side("z_side")
    making = form.making()
    if said["how"] == BY_RANGE and {a.kind, z.kind} != {"cable"}:
        return join_many(_pairs(form, node), **making)
    place: dict[str, Any] = {
        "node_id": node.pk,
        "a_cable_id": a.owner_id,
        "z_cable_id": z.owner_id,
        "a_towards": a.towards,
        "z_towards": z.towards,
    }
    if said["how"] == BY_RANGE:
        numbers = {"a_first": said["a_first"], "z_first": said["z_first"], "n": said["n"]}
        return splice_range(**place, **numbers, **making)
    by_tube = splice_tubes if said["how"] == BY_TUBE else splice_by_colour
    return by_tube(**place, a_tube=said["a_tube"], z_tube=said["z_tube"], **making)


def _pairs(form: SpliceForm, node: RouteNode) -> list[tuple[int, int]]:
    """Return the ends to be joined where one side is a panel or a splitter."""
    said = form.cleaned_data
    picked = []
    for letter in ("a", "z"):
        ends = _ends(form.side(f"{letter}_side"), node)
        first = said[f"{letter}_first"]
        missing = [number for number in range(first, first + said["n"]) if number not in ends]
        if missing:
            words = _("Number %(n)d is not here.") % {"n": missing[0]}
            raise ValidationError({f"{letter}_first": words})
        picked.append([ends[number] for number in range(first, first + said["n"])])
    return list(zip(*picked, strict=True))


def _ends(side: Side, node: RouteNode) -> dict[int, int]:
    if side.kind != "cable":
        return ends_on(side, node)
    return ends_of(side.owner_id, node.pk, towards="a" if side.towards == "a" else "z")


def _parted(request: HttpRequest, joint_ids: list[int]) -> list[str]:
    """Part joints; return what refuses it."""
    if not joint_ids:
        return [_("Tick at least one joint.")]
    try:
        n = unjoin(joint_ids=joint_ids)
    except ValidationError as error:
        return error.messages
    words = ngettext("%(n)d joint is parted.", "%(n)d joints are parted.", n)
    messages.success(request, words % {"n": n})
    return []


def _listed(here: QuerySet[Joint]) -> QuerySet[Joint]:
    by_tray = here.order_by("tray__closure__code", "tray__number", "pk")
    return by_tray.select_related("tray__closure").prefetch_related("mates")


def _passing(node: RouteNode, cables: QuerySet[Cable]) -> QuerySet[Cable]:
    """Narrow to the cables that pass a node without ending there."""
    there = cables.filter(walk__segment__in=[*_segment_ids(node)])
    passing = there.exclude(a_node=node).exclude(z_node=node)
    return passing.select_related("type").distinct().order_by("code")


def _segment_ids(node: RouteNode) -> list[int]:
    ids = [*node.segments_from.values_list("pk", flat=True)]
    return [*ids, *node.segments_to.values_list("pk", flat=True)]


def _cut_words(what: str, n: int) -> str:
    if what == "cut":
        return ngettext("%(n)d fibre is cut here.", "%(n)d fibres are cut here.", n) % {"n": n}
    words = ngettext("%(n)d fibre is whole again.", "%(n)d fibres are whole again.", n)
    return words % {"n": n}
