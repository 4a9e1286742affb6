"""
`{% load amounts %}`: agreed time as people count it.

    {{ account.measured_s|hours }}     "150 Std.": service hours are no days of 24 hours

Formatting only.
"""

from django import template
from django.utils.formats import number_format
from django.utils.translation import gettext

from monitoring.wording import THIN, duration

HOUR_S = 3600

register = template.Library()


@register.filter
def hours(seconds: int) -> str:
    """Show agreed time in whole hours, cut; less than an hour as it is."""
    if seconds < HOUR_S:
        return duration(seconds)
    said = gettext("%(n)s h") % {"n": number_format(seconds // HOUR_S, force_grouping=True)}
    return said.replace(" ", THIN)
