"""
Numbers, shares, durations and instants as people read them, in the active language and time zone.

Values only: no request, no database, no clock; "now" is handed in. A narrow no-break space stands
between a number and its unit. Shares are floored: downtime never prints as 100.00 %.
"""

from datetime import datetime, timedelta
from decimal import Decimal
from fractions import Fraction

from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import get_language, gettext, ngettext, pgettext

THIN = "\N{NARROW NO-BREAK SPACE}"
SECONDS_PER_DAY = 86_400


def not_measured() -> str:
    """Return the words for a figure that nobody knows."""
    return gettext("not measured")


def quantity(value: float | Decimal | None, *, unit: str, decimals: int = 0) -> str:
    """Return a number with its unit, rounded half even to `decimals`; None is "not measured"."""
    if value is None:
        return not_measured()
    number = number_format(round(Decimal(str(value)), decimals), decimals, force_grouping=True)
    return f"{number}{THIN}{unit}"


def percent_floored(ratio: Fraction | Decimal | float | None, *, decimals: int = 2) -> str:
    """Return a share 0..1 in percent, cut to `decimals`; None is "not measured"."""
    if ratio is None:
        return not_measured()
    # A float is taken as the decimal it prints as: 0.9973 is not 99.72999 %.
    exact = Fraction(str(ratio)) if isinstance(ratio, float) else Fraction(ratio)
    scaled = exact * 100 * 10**decimals
    cut = Decimal(scaled.numerator // scaled.denominator).scaleb(-decimals)
    number = number_format(cut, decimals)
    # English sets the sign close, German and its neighbours with a space.
    return f"{number}%" if (get_language() or "").startswith("en") else f"{number}{THIN}%"


def duration(length: timedelta | float) -> str:
    """Return a length of time (a timedelta, or seconds) in its two largest units, cut below."""
    seconds = int(length.total_seconds() if isinstance(length, timedelta) else length)
    if seconds < 0:
        raise ValueError("a duration is not negative")
    days, rest = divmod(seconds, SECONDS_PER_DAY)
    hours, rest = divmod(rest, 3600)
    minutes, rest = divmod(rest, 60)
    parts = [
        (days, ngettext("%(n)s day", "%(n)s days", days)),
        (hours, gettext("%(n)s h")),
        (minutes, gettext("%(n)s min")),
        (rest, gettext("%(n)s s")),
    ]
    first = next((place for place, (n, _) in enumerate(parts) if n), len(parts) - 1)
    shown = [
        (words % {"n": number_format(n, force_grouping=True)}).replace(" ", THIN)
        for n, words in parts[first : first + 2]
        # "3 min" needs no "0 s", and seconds beside minutes are noise.
        if n or first == len(parts) - 1
    ]
    return " ".join(shown[:1] if first >= 2 else shown)


def instant(at: datetime, *, now: datetime) -> str:
    """Return a local wall clock, with as much of the date as it takes to tell it from today."""
    local, today = timezone.localtime(at), timezone.localtime(now)
    clock = date_format(local, "H:i")
    if local.date() == today.date():
        return clock
    if local.year == today.year:
        day_format = pgettext("format of a day of this year", "j M")
    else:
        day_format = pgettext("format of a day", "j M Y")
    return f"{date_format(local, day_format)} {clock}"


def since(at: datetime, *, now: datetime) -> str:
    """Return since when and how long that is, e.g. "since 07:41 (14 min)"."""
    length = max(now - at, timedelta(0))
    words = {"clock": instant(at, now=now), "duration": duration(length)}
    return gettext("since %(clock)s (%(duration)s)") % words


def span(start: datetime, end: datetime, *, now: datetime) -> str:
    """Return from when to when, and how long that was, e.g. "07:41–07:55 (14 min)"."""
    words = {
        "start": instant(start, now=now),
        # The second date is said only where it differs.
        "end": instant(end, now=start if _same_day(start, end) else now),
        "duration": duration(end - start),
    }
    return gettext("%(start)s–%(end)s (%(duration)s)") % words


def _same_day(one: datetime, other: datetime) -> bool:
    return timezone.localtime(one).date() == timezone.localtime(other).date()
