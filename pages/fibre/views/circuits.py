"""The page of a circuit's light."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from accounts.access import person
from accounts.roles import CHANGES_INVENTORY
from inventory.models import Circuit
from pages.fibre.queries.circuits import circuit_page


def circuit(request: HttpRequest, circuit_id: int) -> HttpResponse:
    """Show the working and protect path of a circuit, hop by hop."""
    asker = person(request)
    circuits = (
        Circuit.objects.visible_to(asker)
        .select_related("site", "school", "type", "provider")
        .defer("site__area")
    )
    context = {
        "page": circuit_page(get_object_or_404(circuits, pk=circuit_id), asker),
        "may_change": asker.has_role(CHANGES_INVENTORY),
    }
    return render(request, "pages/fibre/circuit.html", context)
