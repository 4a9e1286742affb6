"""What engineers say of outages."""

import pytest

from inventory.models import RouteSegment
from monitoring.models import Incident, Outage
from monitoring.operations.outages import (
    AlreadyAcknowledgedError,
    NoSuchIncidentError,
    NoSuchSegmentError,
    acknowledge_incident,
    acknowledge_outage,
    correct_likely_segment,
)
from tests.factories import (
    NOON,
    make_area,
    make_incident,
    make_node,
    make_outage,
    make_segment,
    make_user,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def segment() -> RouteSegment:
    make_area()
    return make_segment(make_node(), make_node(), code="S-Ring-1")


def test_an_outage_is_acknowledged_once() -> None:
    outage, first, second = make_outage(), make_user(), make_user()
    acknowledge_outage(outage_id=outage.pk, user_id=first.pk, at=NOON, note="Bagger")

    with pytest.raises(AlreadyAcknowledgedError):
        acknowledge_outage(outage_id=outage.pk, user_id=second.pk, at=NOON, note="anders")

    outage.refresh_from_db()
    assert (outage.acknowledged_by, outage.acknowledged_at) == (first, NOON)
    assert outage.note == "Bagger"


def test_no_note_leaves_the_one_that_is_there() -> None:
    outage = make_outage(note="Strom weg")

    acknowledge_outage(outage_id=outage.pk, user_id=make_user().pk, at=NOON)

    assert Outage.objects.get().note == "Strom weg"


def test_an_incident_is_acknowledged_with_what_is_left_of_it() -> None:
    incident, person = make_incident(), make_user()
    outages = [make_outage(incident=incident) for _ in range(3)]
    make_outage()
    acknowledge_outage(outage_id=outages[0].pk, user_id=make_user().pk, at=NOON)

    taken = acknowledge_incident(incident_id=incident.pk, user_id=person.pk, at=NOON)

    assert taken == 2
    assert Outage.objects.filter(acknowledged_by=person).count() == 2
    with pytest.raises(AlreadyAcknowledgedError):
        acknowledge_incident(incident_id=incident.pk, user_id=person.pk, at=NOON)


def test_the_likely_place_is_corrected_in_any_case_of_letters(segment: RouteSegment) -> None:
    incident = make_incident()

    correct_likely_segment(incident_id=incident.pk, segment_code="s-ring-1", note="Muffe nass")

    incident.refresh_from_db()
    assert (incident.segment, incident.note) == (segment, "Muffe nass")


def test_no_place_is_an_answer_too(segment: RouteSegment) -> None:
    incident = make_incident(segment=segment)

    correct_likely_segment(incident_id=incident.pk, segment_code="", note="Strom im Haus")

    assert Incident.objects.get().segment is None


def test_an_unknown_segment_changes_nothing(segment: RouteSegment) -> None:
    incident = make_incident(segment=segment)

    with pytest.raises(NoSuchSegmentError):
        correct_likely_segment(incident_id=incident.pk, segment_code="X", note="")
    with pytest.raises(NoSuchIncidentError):
        correct_likely_segment(incident_id=0, segment_code="", note="")

    assert Incident.objects.get().segment == segment
