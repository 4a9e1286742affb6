"""What breaks here: a page with form, map and answer; and the answer alone, for the map."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext

from accounts.access import person
from accounts.models import User
from maps import layers
from maps.breaks import queries
from maps.breaks.forms import BreakForm
from maps.breaks.words import LOOKS
from maps.editing.surroundings import words as drawing_words
from maps.views import map_config, private

FIELDS = ("segment", "chainage", "node", "area")


def page(request: HttpRequest) -> HttpResponse:
    """Show where somebody digs and what that breaks; nothing is asked without a question."""
    asker = person(request)
    context = asked(request, asker) | {
        "layers": layers.layers_of(asker),
        "config": config(asker),
        "looks": LOOKS,
        "full_page": True,
    }
    return private(render(request, "maps/breaks/page.html", context, status=status(context)))


def answer(request: HttpRequest) -> HttpResponse:
    """Answer what a dig breaks, as a part of the page; 400 names the field that is wrong."""
    context = asked(request, person(request))
    return private(render(request, "maps/breaks/answer.html", context, status=status(context)))


def asked(request: HttpRequest, asker: User) -> dict[str, Any]:
    """Return the form as asked and its answer, if a place is named."""
    question = request.GET if any(request.GET.get(name) for name in FIELDS) else None
    form = BreakForm(question, asker=asker)
    found = queries.broken_at(form.place, asker=asker) if form.is_valid() else None
    return {"form": form, "answer": found}


def status(context: dict[str, Any]) -> int:
    """Return 400 for a question that cannot be answered."""
    return 400 if context["form"].errors else 200


def config(asker: User) -> dict[str, Any]:
    """Return what `#maps/breaks.js` needs to know: the map's own, and where answers come from."""
    # The sites' states here are what becomes of them, in the answer's words.
    states = {look.sign: str(look.word) for look in LOOKS.values()}
    known = map_config(asker)
    # Of a site whose connection has no light path stored nothing is known: "unaffected" would lie.
    not_hit = {"noConnection": gettext("no effect known")}
    return known | {
        "answerUrl": reverse("breaks:answer"),
        "states": states,
        "words": drawing_words() | known["words"] | not_hit,
    }
