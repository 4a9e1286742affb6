"""What people call the kinds of objects that are audited, and what can happen to one."""

from django.db.models import Model
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from records.queries import ADDED, CHANGED, REMOVED

#: Label of a tracked model to its word; a test holds that none is missing.
KINDS: dict[str, Promise] = {
    "accounts.apitoken": _("Key for the interface"),
    "accounts.user": _("Person"),
    "inventory.cable": _("Cable"),
    "inventory.cablesection": _("Segment of a cable"),
    "inventory.cabletype": _("Cable type"),
    "inventory.cabletypeattenuation": _("Attenuation of a cable type"),
    "inventory.cabletypetube": _("Tube of a cable type"),
    "inventory.circuit": _("Connection"),
    "inventory.circuitpath": _("Light path"),
    "inventory.circuitservice": _("Time under contract"),
    "inventory.circuittype": _("Kind of connection"),
    "inventory.closure": _("Closure"),
    "inventory.colourscheme": _("Colour scheme"),
    "inventory.corridor": _("Corridor"),
    "inventory.device": _("Device"),
    "inventory.duct": _("Duct"),
    "inventory.ductsection": _("Segment of a duct"),
    "inventory.fibreroute": _("Fibre route"),
    "inventory.fibreroutesegment": _("Segment of a route"),
    "inventory.interface": _("Interface of a device"),
    "inventory.ipaddress": _("IP address"),
    "inventory.joint": _("Joint"),
    "inventory.mate": _("Side of a joint"),
    "inventory.operatorarea": _("City"),
    "inventory.patchpanel": _("Patch panel"),
    "inventory.port": _("Port"),
    "inventory.provider": _("Provider"),
    "inventory.region": _("Part of the city"),
    "inventory.reservation": _("Reservation"),
    "inventory.riskgroup": _("Risk group"),
    "inventory.riskgroupmember": _("Member of a risk group"),
    "inventory.routenode": _("Node"),
    "inventory.routesegment": _("Segment"),
    "inventory.schemecolour": _("Colour of a scheme"),
    "inventory.school": _("School"),
    "inventory.site": _("Site"),
    "inventory.siteassignment": _("Who answers for a site"),
    "inventory.slackloop": _("Slack loop"),
    "inventory.splitter": _("Splitter"),
    "inventory.splitterleg": _("Leg of a splitter"),
    "inventory.strand": _("Strand"),
    "inventory.strandsection": _("Section of a strand"),
    "inventory.structure": _("Structure"),
    "inventory.transceiver": _("Transceiver"),
    "inventory.transceivertype": _("Transceiver type"),
    "inventory.tray": _("Tray"),
    "inventory.tube": _("Tube"),
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
