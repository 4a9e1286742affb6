"""The pages of single things in the plant."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from accounts.access import person
from accounts.models import User
from accounts.roles import CHANGES_INVENTORY
from inventory.models import Cable, Closure, Duct, PatchPanel, RouteNode
from pages.fibre.asked import id_in
from pages.fibre.queries.cables import cable_page
from pages.fibre.queries.closures import closure_page
from pages.fibre.queries.ducts import duct_page
from pages.fibre.queries.nodes import node_page
from pages.fibre.queries.panels import panel_page


def cable(request: HttpRequest, cable_id: int) -> HttpResponse:
    """Show a cable with its walk and its strands."""
    asker = person(request)
    cables = Cable.objects.visible_to(asker).select_related("type", "a_node__site", "z_node__site")
    found = get_object_or_404(cables, pk=cable_id)
    page = cable_page(found, asker, today=timezone.localdate())
    return _shown(request, "pages/fibre/cable.html", page, asker)


def closure(request: HttpRequest, closure_id: int) -> HttpResponse:
    """Show a closure with its splice diagram."""
    asker = person(request)
    closures = Closure.objects.visible_to(asker).select_related("node__site", "node__structure")
    page = closure_page(get_object_or_404(closures, pk=closure_id), asker)
    return _shown(request, "pages/fibre/closure.html", page, asker)


def panel(request: HttpRequest, panel_id: int) -> HttpResponse:
    """Show a panel with its ports."""
    asker = person(request)
    panels = PatchPanel.objects.visible_to(asker).select_related("device__node__site")
    page = panel_page(get_object_or_404(panels, pk=panel_id), asker)
    return _shown(request, "pages/fibre/panel.html", page, asker)


def duct(request: HttpRequest, duct_id: int) -> HttpResponse:
    """Show a duct, cut across at the segment that is asked for."""
    asker = person(request)
    ducts = Duct.objects.visible_to(asker).select_related("parent")
    page = duct_page(
        get_object_or_404(ducts, pk=duct_id),
        asker,
        segment_id=id_in(request.GET.get("segment", "")),
    )
    return _shown(request, "pages/fibre/duct.html", page, asker)


def node(request: HttpRequest, node_id: int) -> HttpResponse:
    """Show what is at a node."""
    asker = person(request)
    nodes = RouteNode.objects.visible_to(asker).select_related("site").defer("site__area")
    page = node_page(get_object_or_404(nodes, pk=node_id), asker)
    return _shown(request, "pages/fibre/node.html", page, asker)


def _shown(request: HttpRequest, template: str, page: object, asker: User) -> HttpResponse:
    context = {
        "page": page,
        "may_change": asker.has_role(CHANGES_INVENTORY),
        "today": timezone.localdate(),
    }
    return render(request, template, context)
