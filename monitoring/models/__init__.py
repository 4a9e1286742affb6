"""What happens: who watches what, what was seen, what it was worth, what is planned."""

from monitoring.models.planned import Maintenance
from monitoring.models.requests import ProbeRequest, ThroughputResult
from monitoring.models.rounds import ProbeHourly, ProbeRound
from monitoring.models.service_level import SlaAssignment, SlaPolicy, SlaPolicyVersion
from monitoring.models.states import Incident, Outage, State, StateInterval
from monitoring.models.watch import Target, Vantage, VantageHealth

__all__ = [
    "Incident",
    "Maintenance",
    "Outage",
    "ProbeHourly",
    "ProbeRequest",
    "ProbeRound",
    "SlaAssignment",
    "SlaPolicy",
    "SlaPolicyVersion",
    "State",
    "StateInterval",
    "Target",
    "ThroughputResult",
    "Vantage",
    "VantageHealth",
]
