"""What people call the kinds of objects that are audited, and what can happen to one."""

from django.db.models import Model
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from records.queries import ADDED, CHANGED, REMOVED

#: Label of a tracked model to its word; a test holds that none is missing.
KINDS: dict[str, Promise] = {
    "accounts.apitoken": _("Key for the interface"),
    "accounts.user": _("Person"),
    "inventory.circuit": _("Connection"),
    "inventory.circuitservice": _("Time under contract"),
    "inventory.circuittype": _("Kind of connection"),
    "inventory.corridor": _("Corridor"),
    "inventory.fibreroute": _("Fibre route"),
    "inventory.fibreroutesegment": _("Segment of a route"),
    "inventory.operatorarea": _("City"),
    "inventory.provider": _("Provider"),
    "inventory.region": _("Part of the city"),
    "inventory.routenode": _("Node"),
    "inventory.routesegment": _("Segment"),
    "inventory.school": _("School"),
    "inventory.site": _("Site"),
    "inventory.siteassignment": _("Who answers for a site"),
    "monitoring.incident": _("Wider outage"),
    "monitoring.maintenance": _("Planned works"),
    "monitoring.maintenancecircuit": _("Connection of planned works"),
    "monitoring.outage": _("Outage"),
    "monitoring.slaassignment": _("Promise to a connection"),
    "monitoring.slapolicy": _("Service level"),
    "monitoring.slapolicyversion": _("Version of a service level"),
    "monitoring.target": _("Probed address"),
    "monitoring.throughputresult": _("Bandwidth test"),
    "monitoring.vantage": _("Vantage"),
}

ACTIONS: dict[str, Promise] = {
    ADDED: _("added"),
    CHANGED: _("changed"),
    REMOVED: _("removed"),
}


def kind_of(model: type[Model]) -> str:
    """Return the word for a kind of object."""
    return str(KINDS.get(model._meta.label_lower, model._meta.verbose_name))
