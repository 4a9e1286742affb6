"""What a cut does to a connection, in words and signs; and the answer in one sentence."""

from collections.abc import Mapping

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from inventory.plant.verdicts import Impact
from monitoring.presentation import Appearance

#: Worst first. The signs are those of states; the words are not: nothing has happened yet.
LOOKS: Mapping[Impact, Appearance] = {
    Impact.DOWN: Appearance(_("goes down"), "down", "state state-down"),
    Impact.UNPROTECTED: Appearance(_("loses its second way"), "degraded", "state state-degraded"),
    Impact.INCOMPLETE: Appearance(_("light path incomplete"), "unknown", "state state-unknown"),
    Impact.UNAFFECTED: Appearance(_("unaffected"), "up", "state state-up"),
}


def headline(*, n_down: int, n_unprotected: int, n_cables: int) -> str:
    """Return the answer in a sentence."""
    if n_down and n_unprotected:
        return gettext("A cut here takes %(down)s out of service; %(unprotected)s.") % {
            "down": _connections(n_down),
            "unprotected": _lose(n_unprotected),
        }
    if n_down:
        return gettext("A cut here takes %(down)s out of service.") % {"down": _connections(n_down)}
    if n_unprotected:
        return gettext("A cut here takes nothing out of service; %(unprotected)s.") % {
            "unprotected": _lose(n_unprotected)
        }
    if n_cables:
        return gettext("A cut here meets cables, but no connection runs over them.")
    return gettext("No cable lies here: a cut breaks nothing.")


def _connections(n: int) -> str:
    return ngettext("%(n)d connection", "%(n)d connections", n) % {"n": n}


def _lose(n: int) -> str:
    return ngettext("%(n)d loses its second way", "%(n)d lose their second way", n) % {"n": n}
