"""The tag `{% import_map %}`: before the first module script of a page."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from config.importmap import import_map as import_map_text

register = template.Library()


@register.simple_tag
def import_map() -> SafeString:
    """Write the inline import map, exactly the text whose hash the policy allows."""
    # JSON of our own file names and static URLs: nothing a person typed is in it.
    return format_html(
        '<script type="importmap">{}</script>',
        mark_safe(import_map_text()),  # noqa: S308 - see above
    )
