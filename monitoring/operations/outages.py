"""What engineers say of outages: seen, and where the cause likely lies."""

from datetime import datetime

from django.db import transaction

from inventory.models import RouteSegment
from monitoring.models import Incident, Outage


class AlreadyAcknowledgedError(Exception):
    """Somebody was faster, or there is no such outage."""


class NoSuchIncidentError(Exception):
    """There is no such incident."""


class NoSuchSegmentError(Exception):
    """There is no segment with this code."""


@transaction.atomic
def acknowledge_outage(*, outage_id: int, user_id: int, at: datetime, note: str = "") -> None:
    """
    Note that a person takes care of an outage; an empty note leaves the one that is there.

    Raises:
        AlreadyAcknowledgedError: it was acknowledged before; nothing is changed.
    """
    said = {"note": note} if note else {}
    # A row lock would make the second wait; the guarded update tells them at once.
    taken = Outage.objects.filter(pk=outage_id, acknowledged_at=None).update(
        acknowledged_at=at, acknowledged_by_id=user_id, **said
    )
    if not taken:
        raise AlreadyAcknowledgedError(outage_id)


@transaction.atomic
def acknowledge_incident(*, incident_id: int, user_id: int, at: datetime, note: str = "") -> int:
    """
    Note that a person takes care of every outage of an incident; return how many were new.

    Raises:
        AlreadyAcknowledgedError: all of them were acknowledged before.
    """
    said = {"note": note} if note else {}
    taken = Outage.objects.filter(incident_id=incident_id, acknowledged_at=None).update(
        acknowledged_at=at, acknowledged_by_id=user_id, **said
    )
    if not taken:
        raise AlreadyAcknowledgedError(incident_id)
    return taken


@transaction.atomic
def correct_likely_segment(*, incident_id: int, segment_code: str, note: str) -> None:
    """
    Put an engineer's finding in the place of the guess; an empty code says that none is known.

    Raises:
        NoSuchSegmentError: no segment has this code; nothing is changed.
        NoSuchIncidentError: there is no such incident.
    """
    segment = None
    if segment_code:
        segment = RouteSegment.objects.filter(code__iexact=segment_code).first()
        if segment is None:
            raise NoSuchSegmentError(segment_code)
    if not Incident.objects.filter(pk=incident_id).update(segment=segment, note=note):
        raise NoSuchIncidentError(incident_id)
