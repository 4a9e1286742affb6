"""The editing pages: a form, a map beside it, and what came of saving, in words."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, TypeVar

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.access import person
from inventory.models import Circuit, FibreRoute, RouteNode, RouteSegment, Site
from inventory.operations import places, ways
from maps.editing import operations, queries
from maps.editing.fields import LineField
from maps.editing.forms import EditForm, NodeForm, RouteForm, SearchForm, SiteForm
from maps.editing.operations import ChangedMeanwhileError
from maps.editing.surroundings import drawing_config

#: Where a line would run, or why it would be refused.
Path = tuple[queries.RoutePath | None, str]

Form = TypeVar("Form", bound=EditForm)
PER_PAGE = 50
FOUND = {
    "sites": queries.sites_found,
    "routes": queries.routes_found,
    "nodes": queries.nodes_found,
}


def start(request: HttpRequest) -> HttpResponse:
    """Show what can be edited, found by its name."""
    search = SearchForm(request.GET)
    asked = search.cleaned_data if search.is_valid() else {}
    what, words = asked.get("what") or "sites", asked.get("q", "")
    rows = FOUND[what](person(request), words)
    page_obj = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "search": search,
        "what": what,
        "words": words,
        "page_obj": page_obj,
        "query": f"&{query.urlencode()}" if query else "",
    }
    return render(request, "maps/edit/start.html", context)


def nodes(request: HttpRequest) -> JsonResponse:
    """Answer the nodes to which drawn ends snap."""
    return JsonResponse({"nodes": queries.node_places(person(request))})


# --- sites ----------------------------------------------------------------------------------------
def site_new(request: HttpRequest) -> HttpResponse:
    """Store a new site."""
    kind = request.GET.get("kind", "")
    form = SiteForm(
        request.POST or None, kind=kind if kind in Site.Kind.values else Site.Kind.SCHOOL
    )
    if form.is_valid():
        said = form.cleaned_data
        try:
            made = places.create_site(
                details=form.details(),
                point=said["geom"],
                accuracy_m=said["accuracy_m"],
                area=said.get("area"),
            )
        except ValidationError as error:
            form.tell(error)
        else:
            messages.success(request, _("%(name)s is stored.") % {"name": made.name})
            return redirect("editing:site", made.pk)
    return _form_page(request, "site", form, draws="place")


def site(request: HttpRequest, site_id: int) -> HttpResponse:
    """Change a site."""
    mine = Site.objects.visible_to(person(request))
    stored = get_object_or_404(mine, pk=site_id)

    def fresh(data: Any = None) -> SiteForm:
        return SiteForm(data, site=mine.get(pk=site_id))

    form = fresh(request.POST or None)
    if form.is_valid():
        change = partial(operations.change_site, stored, form.change(stored))
        refused = _store(form, fresh, change)
        if refused is None:
            name = form.cleaned_data["name"]
            messages.success(request, _("%(name)s is stored.") % {"name": name})
            return redirect("editing:site", site_id)
        form = refused
    return _form_page(request, "site", form, draws="place", site=stored)


def site_retire(request: HttpRequest, site_id: int) -> HttpResponse:
    """Say what retiring a site means, and retire it."""
    stored = get_object_or_404(Site.objects.visible_to(person(request)), pk=site_id)
    retire = partial(places.retire_site, site_id=site_id)
    return _retire_page(
        request,
        retire,
        name=stored.name,
        back=reverse("editing:site", args=[site_id]),
        circuits=queries.circuits_at(stored),
    )


# --- routes ---------------------------------------------------------------------------------------
def route_new(request: HttpRequest) -> HttpResponse:
    """Store a new route along a drawn line."""
    form = RouteForm(request.POST or None)
    planned: Path = (None, "")
    if form.is_valid() and "check" in request.POST:
        planned = _rehearsed(None, request)
    elif form.is_valid():
        said = form.cleaned_data
        try:
            made = ways.draw_route(
                details=form.details(), line=said["geom"], construction=said["construction"]
            )
        except ValidationError as error:
            form.tell(error)
        else:
            messages.success(request, _("Route %(name)s is stored.") % {"name": made})
            return redirect("editing:route", made.pk)
    return _form_page(request, "route", form, draws="line", planned=planned)


def route(request: HttpRequest, route_id: int) -> HttpResponse:
    """Change a route, and where it runs."""
    mine = FibreRoute.objects.visible_to(person(request))
    stored = get_object_or_404(mine, pk=route_id)

    def fresh(data: Any = None) -> RouteForm:
        now = mine.get(pk=route_id)
        return RouteForm(data, route=now, line=queries.line_of(now))

    form = fresh(request.POST or None)
    planned: Path = (None, "")
    if form.is_valid() and "check" in request.POST:
        planned = _rehearsed(stored, request)
    elif form.is_valid():
        change = partial(operations.change_route, stored, form.change(stored))
        refused = _store(form, fresh, change)
        if refused is None:
            name = str(mine.get(pk=route_id))
            messages.success(request, _("Route %(name)s is stored.") % {"name": name})
            return redirect("editing:route", route_id)
        form = refused
    return _form_page(request, "route", form, draws="line", route=stored, planned=planned)


def path_new(request: HttpRequest) -> HttpResponse:
    """Answer where a new route would run, as a part of its page."""
    return _path_part(request, None)


def path(request: HttpRequest, route_id: int) -> HttpResponse:
    """Answer where a route would run, as a part of its page."""
    mine = FibreRoute.objects.visible_to(person(request))
    return _path_part(request, get_object_or_404(mine, pk=route_id))


def route_retire(request: HttpRequest, route_id: int) -> HttpResponse:
    """Say what retiring a route means, and retire it."""
    mine = FibreRoute.objects.visible_to(person(request))
    stored = get_object_or_404(mine, pk=route_id)
    retire = partial(ways.retire_route, route_id=route_id)
    return _retire_page(
        request, retire, name=str(stored), back=reverse("editing:route", args=[route_id])
    )


# --- nodes ----------------------------------------------------------------------------------------
def node(request: HttpRequest, node_id: int) -> HttpResponse:
    """Move a node, and the ends of its segments with it."""
    mine = RouteNode.objects.visible_to(person(request)).select_related("site")
    stored = get_object_or_404(mine, pk=node_id)

    def fresh(data: Any = None) -> NodeForm:
        return NodeForm(data, node=mine.get(pk=node_id))

    form = fresh(request.POST or None)
    if form.is_valid():
        change = partial(operations.change_node, stored, form.cleaned_data["geom"])
        refused = _store(form, fresh, change)
        if refused is None:
            messages.success(request, _("Node %(code)s is stored.") % {"code": stored.code})
            return redirect("editing:node", node_id)
        form = refused
    segments = queries.segments_at(stored)
    return _form_page(request, "node", form, draws="place", node=stored, segments=segments)


# --- what they share ------------------------------------------------------------------------------
def _store(form: Form, fresh: Callable[..., Form], change: Callable[..., None]) -> Form | None:
    """Make a change; return None if it is stored, else the form that says why it is not."""
    seen = form.cleaned_data["seen"]
    try:
        change(is_as_seen=lambda: fresh().digest() == seen)
    except ChangedMeanwhileError as error:
        form = fresh(form.data)
        form.overtaken(error)
        return form
    except ValidationError as error:
        form.tell(error)
        return form
    return None


def _rehearsed(route: FibreRoute | None, request: HttpRequest) -> Path:
    """Return where the line in the request would run, or why it would be refused."""
    construction = request.POST.get("construction", "")
    try:
        line = LineField().clean(request.POST.get("geom", ""))
        return operations.rehearse_route(
            route,
            line=line,
            construction=construction
            if construction in RouteSegment.Construction.values
            else RouteSegment.Construction.TRENCH,
        ), ""
    except ValidationError as error:
        return None, " ".join(error.messages)


def _path_part(request: HttpRequest, route: FibreRoute | None) -> HttpResponse:
    return render(request, "maps/edit/path.html", {"planned": _rehearsed(route, request)})


def _form_page(
    request: HttpRequest, what: str, form: EditForm, *, draws: str, **context: Any
) -> HttpResponse:
    """Show a form and its map; 422 where the form has something to say, so that nothing caches."""
    context |= {"form": form, "config": drawing_config(form, draws=draws)}
    if not form.is_bound:
        form.initial["seen"] = form.digest()
    status = 422 if form.errors else 200
    return render(request, f"maps/edit/{what}.html", context, status=status)


def _retire_page(
    request: HttpRequest,
    retire: Callable[[], object],
    *,
    name: str,
    back: str,
    circuits: Sequence[Circuit] = (),
) -> HttpResponse:
    """Show what retiring would do, as its rehearsal says; on POST do it."""
    refusal = None
    if request.method == "POST":
        try:
            retire()
        except ValidationError as error:
            refusal = error
        else:
            messages.success(request, _("%(name)s is retired.") % {"name": name})
            return redirect("editing:start")
    else:
        refusal = operations.rehearse(retire)
    context = {
        "name": name,
        "back": back,
        "circuits": circuits,
        "refusals": refusal.messages if refusal else [],
    }
    status = 409 if refusal and request.method == "POST" else 200
    return render(request, "maps/edit/retire.html", context, status=status)
