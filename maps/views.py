"""The map: its page, its layers, its live state, and the cards of what is clicked."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.text import capfirst
from django.utils.translation import gettext, ngettext

from accounts.access import person
from accounts.models import User, asker_has
from accounts.roles import CHANGES_INVENTORY, SEES_PLANT
from inventory.models import Structure
from maps import layers, queries
from maps.legend import Question, kind_choices, state_choices
from monitoring.presentation import STATES
from monitoring.wording import since

#: The lab's routes that the map uses; they exist in demo mode only.
LAB_ROUTES = ("faults", "cut", "mend", "isolate")
#: What has a card for who sees plant; the routes of the same names.
PLANT_CARDS = ("segment", "node", "cable", "path")


def map_page(request: HttpRequest) -> HttpResponse:
    """Show the map, its legend, and all its sites as a table."""
    asker, now = person(request), timezone.now()
    question = Question.of(
        states=request.GET.getlist("state"),
        kinds=request.GET.getlist("kind"),
        words=request.GET.get("q", ""),
    )
    facts = queries.site_facts(asker, at=now)
    context = {
        "facts": facts,
        "asked": {one.site.pk for one in facts if question.asks_for(one)},
        "question": question,
        "states": state_choices(facts, question),
        "kinds": kind_choices(facts, question),
        "layers": layers.layers_of(asker),
        "all_states": STATES,
        "lab_urls": lab_urls(asker),
        "config": map_config(asker),
        "full_page": True,
        "now": now,
    }
    return render(request, "maps/map.html", context)


def features(request: HttpRequest, layer: str) -> HttpResponse:
    """Answer a layer as GeoJSON; 404 for one that the asker does not have."""
    text = layers.layer(layer, person(request))
    if text is None:
        raise Http404
    return private(HttpResponse(text, content_type="application/geo+json"))


def live_state(request: HttpRequest) -> HttpResponse:
    """
    Answer what changes: each site's state in words, and the places of wider outages.

    Nothing in it changes with every round of probes, so that most polls are answered by 304.
    """
    asker, now = person(request), timezone.now()
    states = queries.live_states(asker, at=now)
    said = {
        str(site_id): [state.shown, since(state.since, now=now) if state.since else ""]
        for site_id, state in sorted(states.items())
    }
    incidents = [
        {
            "segment": live.segment_id,
            "label": incident_label(live, now=now),
        }
        for live in queries.live_incidents(asker)
    ]
    return private(JsonResponse({"sites": said, "incidents": incidents}))


def incident_label(live: queries.LiveIncident, *, now: datetime) -> str:
    """Return the two lines that stand beside the place of a wider outage."""
    words = ngettext(
        "%(n)s connection, %(since)s", "%(n)s connections, %(since)s", live.n_circuits
    ) % {"n": live.n_circuits, "since": since(live.started_at, now=now)}
    return f"{STATES['incident'].word}\n{words}"


def site_card(request: HttpRequest, site_id: int) -> HttpResponse:
    """Show what a click on a site tells: the same as its row of the table."""
    asker, now = person(request), timezone.now()
    facts = queries.facts_of_site(asker, site_id, at=now)
    if facts is None:
        raise Http404
    may_change = asker_has(asker, CHANGES_INVENTORY)
    context = {"facts": facts, "now": now, "may_change": may_change}
    return private(render(request, "maps/site_card.html", context))


def lab_urls(asker: User) -> dict[str, str]:
    """Return the lab's addresses by name, for who may work it; empty outside demo mode."""
    if not asker_has(asker, CHANGES_INVENTORY):
        return {}
    try:
        return {name: reverse(f"lab:{name}") for name in LAB_ROUTES}
    except NoReverseMatch:
        return {}


def cards_of(asker: User) -> list[str]:
    """Return what has a card for the asker, by the names of the routes."""
    return ["site", *(PLANT_CARDS if asker_has(asker, SEES_PLANT) else ())]


def map_config(asker: User) -> dict[str, Any]:
    """Return what `#maps/page.js` needs to know, as JSON in the page."""
    # 0 stands for the number that the script puts in.
    return {
        "stateUrl": reverse("maps:state"),
        "cardUrls": {name: reverse(f"maps:{name}", args=[0]) for name in cards_of(asker)},
        "layers": {name: reverse("maps:features", args=[name]) for name in layers.layers_of(asker)},
        "pollSeconds": settings.POLL_S,
        "timeZone": settings.TIME_ZONE,
        "baseMap": {"url": settings.BASE_MAP_URL, "attribution": settings.BASE_MAP_ATTRIBUTION},
        "lab": lab_urls(asker),
        "states": {key: str(look.word) for key, look in STATES.items()},
        "words": words(),
    }


def words() -> dict[str, str]:
    """Return the sentences that the script says; {braces} are filled in there."""
    return {
        "cluster": gettext("{n} sites, the worst: {state}"),
        "noConnection": gettext("no connection of its own"),
        "found": gettext("{n} of {total} sites"),
        "changed": gettext("{name}: {state}"),
        "changedMany": gettext("{n} sites have changed their state."),
        "asOf": gettext("As of {time}"),
        "offline": gettext("No answer from the server. The states are as of {time}."),
        "signedOut": gettext("You are signed out. Load the page again to sign in."),
        "loading": gettext("Loading …"),
        "failed": gettext("That did not load. Try again."),
        "close": gettext("Close"),
        "zoomIn": gettext("Zoom in"),
        "zoomOut": gettext("Zoom out"),
        "wholeCity": gettext("Show the whole city"),
        "segment": gettext("Route {code}"),
        "fault": gettext("Fault in the lab: {kind}"),
        "closure": gettext("Closure"),
        **{kind.value: capfirst(str(kind.label)) for kind in Structure.Kind},
    }


def private(response: HttpResponse) -> HttpResponse:
    """Mark an answer as the asker's own, to be asked for anew each time (by its ETag)."""
    patch_cache_control(response, private=True, no_cache=True)
    return response
