"""How tests fill and send the editing forms."""

from typing import Any

from django.test import Client

Answer = Any


def filled(client: Client, url: str, **changes: Any) -> dict[str, Any]:
    """Return what the form at an address would send, with these fields changed."""
    form = client.get(url).context["form"]
    sent = {}
    for bound in form:
        value = bound.value()
        for name, part in _parts(bound, value):
            sent[name] = "" if part is None else part
    return {**sent, **changes}


def _parts(bound: Any, value: Any) -> list[tuple[str, Any]]:
    if not hasattr(bound.field.widget, "decompress"):
        return [(bound.html_name, value)]
    lon, lat = bound.field.widget.decompress(value)
    return [(f"{bound.html_name}_lon", lon), (f"{bound.html_name}_lat", lat)]


def save(client: Client, url: str, **changes: Any) -> Answer:
    return client.post(url, filled(client, url, **changes))


def errors(answer: Answer, field: str) -> str:
    """Return what is said beside a field of a form that was not stored."""
    assert answer.status_code == 422
    return " ".join(answer.context["form"].errors[field])
