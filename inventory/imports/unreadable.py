"""Why a file cannot be read at all, in words for who uploaded it."""

from django.utils.translation import gettext as _


class UnreadableError(Exception):
    """A file holds no table that can be read; the message says why."""


def no_time() -> UnreadableError:
    """Return the error for a file that takes too long."""
    return UnreadableError(_("Reading this file takes too long. Split it."))
