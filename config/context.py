"""
What every page's frame shows: city, ways by role, theme, demo mark, sources, version, the clock.

One query a page (the area's name and sources), none where nothing renders the frame.
"""

from dataclasses import dataclass
from typing import Any, cast

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.functional import Promise, SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from accounts.models import Asker, asker_has
from accounts.roles import (
    ADMINISTERS_PEOPLE,
    CHANGES_INVENTORY,
    READS_AUDIT,
    READS_REPORTS,
    SEES_ALL_SITES,
    SEES_PLANT,
    Role,
)
from inventory.models import OperatorArea
from pages.appearance import theme_of

#: Ways through the house: url name, word, who sees it (None: everybody), in reading order.
Ways = tuple[tuple[str, Promise, frozenset[Role] | None], ...]
#: What people come for every day.
DAILY: Ways = (
    ("home", _("Overview"), SEES_ALL_SITES),
    ("pages:my_school", _("My school"), frozenset({Role.CONTACT})),
    ("maps:map", _("Map"), frozenset(Role)),
    ("pages:site_list", _("Sites"), SEES_ALL_SITES),
    ("fibre:start", _("Plant"), SEES_PLANT),
    ("pages:outage_list", _("Outages"), SEES_ALL_SITES),
    ("pages:maintenance_list", _("Planned works"), frozenset(Role)),
    ("reports:availability", _("Reports"), READS_REPORTS),
    ("lab:index", _("Lab"), CHANGES_INVENTORY),
    ("pages:public_status", _("Public status"), None),
)
#: What few need, and seldom: in the menu under one's name.
SELDOM: Ways = (
    ("editing:start", _("Edit"), CHANGES_INVENTORY),
    ("pages:changes", _("Changes"), READS_AUDIT),
    ("pages:people", _("People"), ADMINISTERS_PEOPLE),
    ("pages:health", _("System health"), SEES_PLANT),
)


@dataclass(frozen=True, slots=True)
class Way:
    """A link of the main navigation; `current` says how the page that is shown relates to it."""

    url: str
    label: Promise
    current: str

    @property
    def is_current(self) -> bool:
        """Whether the page shown is this one or lies below it."""
        return bool(self.current)


def frame(request: HttpRequest) -> dict[str, Any]:
    """Return what `base.html` shows around every page."""
    area = SimpleLazyObject(lambda: OperatorArea.objects.only("name", "attribution").first())
    return {
        "city": SimpleLazyObject(lambda: area.name if area else ""),
        "attribution": SimpleLazyObject(lambda: area.attribution if area else ""),
        "nav": SimpleLazyObject(lambda: ways_for(_asker(request), DAILY, path=request.path)),
        "seldom": SimpleLazyObject(lambda: ways_for(_asker(request), SELDOM, path=request.path)),
        "home_url": _url_or_none("home") or "/",
        "theme": theme_of(request),
        "demo": settings.DEMO,
        "version": settings.VERSION,
        "now": timezone.now(),
    }


def _asker(request: HttpRequest) -> Asker:
    # A request that is refused early (a wrong host) has met no authentication.
    return cast("Asker", getattr(request, "user", AnonymousUser()))


def ways_for(asker: Asker, ways: Ways, *, path: str) -> list[Way]:
    """Return the ways that exist in this installation and are open to the asker."""
    return [
        Way(url=url, label=label, current=_relation(path=path, url=url))
        for name, label, roles in ways
        if (roles is None or asker_has(asker, roles)) and (url := _url_or_none(name))
    ]


def _relation(*, path: str, url: str) -> str:
    if path == url:
        return "page"
    # Everything lies below the first page; that does not make it the current one.
    return "true" if url != _url_or_none("home") and path.startswith(url) else ""


def _url_or_none(name: str) -> str | None:
    try:
        return reverse(name)
    except NoReverseMatch:
        # An app that this installation leaves out has no way to it.
        return None
