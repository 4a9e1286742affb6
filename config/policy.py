"""
The content security policy: what settings say, plus what only the running installation knows.

That is the import map's hash, and the operator's base map, if one is set: the only foreign host
that a page of ours may ask, and only for pictures.
"""

from urllib.parse import urlsplit

from csp.middleware import CSPMiddleware, PolicyParts
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from config.importmap import import_map_source


class ContentSecurityPolicy(CSPMiddleware):
    """Adds the import map's hash and the base map's host to the policy of settings."""

    def get_policy_parts(
        self, request: HttpRequest, response: HttpResponseBase, report_only: bool = False
    ) -> PolicyParts:
        """Return the parts of the policy for an answer."""
        parts = super().get_policy_parts(request, response, report_only)
        update = dict(parts.update or {})
        update["script-src"] = [*update.get("script-src", []), import_map_source()]
        if settings.BASE_MAP_URL:
            host = picture_source(settings.BASE_MAP_URL)
            update["img-src"] = [*update.get("img-src", []), host]
        parts.update = update
        return parts


def picture_source(tile_url: str) -> str:
    """
    Return the source expression for a tile template's host, "{s}" as any of its subdomains.

    Raises:
        ValueError: the template names no host over HTTP or HTTPS.
    """
    url = urlsplit(tile_url.replace("{s}", "*"))
    if url.scheme not in {"http", "https"} or not url.netloc:
        raise ValueError(f"BASE_MAP_URL is no address of tiles: {tile_url!r}")
    return f"{url.scheme}://{url.netloc}"
