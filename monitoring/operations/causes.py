"""
Incidents: several outages of one moment that one thing in the plant explains.

Fibre is passive, nothing on a cut cable answers, so a common cause is inferred: the smallest risk
(a segment, else a risk group, cable or node) all of whose unprotected circuits failed together and
over which no unprotected circuit works (`inventory.queries.impact.explain_by_plant`). It is a
ranked guess, which an engineer may correct: a segment with a note is left as it is. Only a segment
is noted as the place; circuits without a light path neither accuse nor acquit.
"""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from inventory.models import Circuit
from inventory.queries.impact import Explanation, explain_by_plant
from monitoring.models import Incident, Maintenance, Outage, State, StateInterval, Target

#: Outages that began within this time of each other may have one cause.
WINDOW = timedelta(seconds=60)


def explain(
    opened: Collection[Outage],
    *,
    suspects: Collection[int],
    at: datetime,
) -> list[Incident]:
    """
    Attach the outages that were just opened, and others of their moment, to common causes.

    `suspects` are targets of which one failed round is known: they neither accuse nor acquit.
    """
    if not opened:
        return []
    starts = [one.started_at for one in opened]
    still_down = list(Outage.objects.filter(ended_at=None).select_related("incident"))
    moment = [
        one for one in still_down if min(starts) - WINDOW <= one.started_at <= max(starts) + WINDOW
    ]
    down = {one.circuit_id for one in moment}
    explanations = explain_by_plant(down, unseen_circuit_ids=_unseen(suspects, at=at) - down)
    incidents = []
    for explanation in explanations:
        mine = [one for one in moment if one.circuit_id in explanation.circuits]
        if len(mine) > 1:
            incidents.append(_attach(mine, segment_id=_segment_of(explanation)))
            moment = [one for one in moment if one.circuit_id not in explanation.circuits]
    return incidents


def _segment_of(explanation: Explanation) -> int | None:
    return explanation.element_id if explanation.kind == "segment" else None


def _unseen(suspects: Collection[int], *, at: datetime) -> set[int]:
    """Return the circuits of which nobody can say that they work, or that are worked on."""
    working = StateInterval.objects.filter(
        ended_at=None, observed_until__gt=at, state__in=[State.UP, State.DEGRADED]
    )
    unseen = set(
        Circuit.objects.exclude(targets__intervals__in=working).values_list("pk", flat=True)
    )
    unseen.update(Target.objects.filter(pk__in=suspects).values_list("circuit_id", flat=True))
    works = Maintenance.objects.filter(starts_at__lte=at, ends_at__gt=at, cancelled_at=None)
    unseen.update(works.filter(circuits__isnull=False).values_list("circuits", flat=True))
    return unseen


def _attach(outages: Sequence[Outage], *, segment_id: int | None) -> Incident:
    """Give outages one incident: the oldest that one of them has, or a new one."""
    known = {one.incident.pk: one.incident for one in outages if one.incident is not None}
    started_at = min(one.started_at for one in outages)
    if known:
        incident = known.pop(min(known))
        # More is down than before, so the guess is made anew.
        Incident.objects.filter(pk=incident.pk, note="").update(segment_id=segment_id)
        Incident.objects.filter(pk=incident.pk, started_at__gt=started_at).update(
            started_at=started_at
        )
    else:
        incident = Incident.objects.create(started_at=started_at, segment_id=segment_id)
    Outage.objects.filter(pk__in=[one.pk for one in outages]).exclude(incident=incident).update(
        incident=incident
    )
    Incident.objects.filter(pk__in=known, outages=None).delete()
    return incident
