"""
What the lab is to show, who is dark by it, and the faults as people and the map read them.

Darkness follows from causes: all cuts in force together take down whom the plant's stored light
paths say (`inventory.queries.impact`); a cut at a circuit's own door darkens that circuit.
"""

import math
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.contrib.gis.db.models import PointField
from django.contrib.gis.db.models.functions import Transform
from django.db.models import Case, F, Func, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce, Greatest, Least

from inventory.models import Circuit, Site
from inventory.models.geometry import WGS84
from inventory.queries.impact import Cut, circuits_down_by
from lab.kernel.scene import IPERF_PORT, Scene, canonical
from lab.models import LabFault, LabLine
from monitoring.models import Target, Vantage

# A round trip in the lab: what the equipment at both ends takes, and what grows with the way
# there. Light alone would be 0.01 ms a kilometre there and back; fibres do not run straight, and
# every node on the way holds a packet up.
EQUIPMENT_S = 0.0002
PER_KM_S = 0.0001
FARTHEST_S = 0.0015


def head_site() -> Site | None:
    """Return the PoP where the lab's worker stands; None before a city is loaded. One query."""
    vantage = (
        Vantage.objects.filter(is_enabled=True, site__isnull=False)
        .select_related("site")
        .order_by("pk")
        .first()
    )
    return vantage.site if vantage else None


def faults_in_force() -> list[LabFault]:
    """Return the faults to be shown, in the order they began. One query."""
    return list(LabFault.objects.in_force().order_by("started_at", "pk"))


def dark_circuit_ids(faults: Sequence[LabFault]) -> frozenset[int]:
    """Return the circuits that all these cuts together darken. At most one query."""
    cuts = [fault for fault in faults if fault.kind == LabFault.Kind.CUT]
    on_way = [
        Cut(segment_id=fault.segment_id, chainage_m=fault.chainage_m)
        for fault in cuts
        if fault.segment_id is not None
    ]
    at_doors = frozenset(
        fault.circuit_id
        for fault in cuts
        if fault.segment_id is None and fault.circuit_id is not None
    )
    return at_doors | circuits_down_by(on_way) if on_way else at_doors


def darkened_by(fault: LabFault) -> list[str]:
    """
    Return the names of the connections that are dark because of this fault, sorted.

    Only those that would not be without it: the last cut of a ring bears what it brings about.
    """
    faults = faults_in_force()
    others = [one for one in faults if one.pk != fault.pk]
    ids = dark_circuit_ids([*others, fault]) - dark_circuit_ids(others)
    circuits = Circuit.objects.filter(pk__in=ids).select_related("school", "site")
    return sorted(circuit.label for circuit in circuits)


def scene_of(faults: Sequence[LabFault]) -> Scene:
    """Return what the lab shows while these faults are in force. At most five queries."""
    head = head_site()
    dark = dark_circuit_ids(faults)
    loss = {f.circuit_id: f.loss_percent for f in faults if f.kind == LabFault.Kind.LOSS}
    delay_ms = {f.circuit_id: f.delay_ms for f in faults if f.kind == LabFault.Kind.DELAY}
    rates = dict(LabLine.objects.values_list("circuit_id", "rate_mbps"))
    targets = list(
        Target.objects.select_related("circuit__site")
        .only("address", "iperf_port", "circuit__site__geom_m")
        .order_by("pk")
    )
    by_address = {canonical(target.address): target for target in targets}
    return Scene(
        dark=frozenset(a for a, target in by_address.items() if target.circuit_id in dark),
        loss_percent={
            address: percent
            for address, target in by_address.items()
            if (percent := loss.get(target.circuit_id))
        },
        delay_s={
            address: _round_trip_s(head, target.circuit.site)
            + (delay_ms.get(target.circuit_id) or 0) / 1000
            for address, target in by_address.items()
        },
        rates_mbps={
            address: rates[target.circuit_id]
            for address, target in by_address.items()
            if target.circuit_id in rates
        },
        ports=frozenset(t.iperf_port for t in targets if t.iperf_port) or frozenset({IPERF_PORT}),
        is_isolated=any(fault.kind == LabFault.Kind.ISOLATE for fault in faults),
    )


def _round_trip_s(head: Site | None, site: Site | None) -> float:
    """Return the round trip between two places; half the range where a place is not known."""
    if head is None or site is None or head.geom_m is None or site.geom_m is None:
        return (EQUIPMENT_S + FARTHEST_S) / 2
    way_km = math.hypot(site.geom_m.x - head.geom_m.x, site.geom_m.y - head.geom_m.y) / 1000
    return min(EQUIPMENT_S + PER_KM_S * way_km, FARTHEST_S)


def with_places(faults: QuerySet[LabFault]) -> QuerySet[LabFault]:
    """Annotate faults with `place`, the point in degrees where each is; null if none is known."""
    length = Coalesce("segment__surveyed_length_m", "segment__geodesic_length_m")
    share = Least(Greatest(F("chainage_m") / length, Value(0.0)), Value(1.0))
    metric = PointField(srid=settings.METRIC_SRID)
    on_segment = Func(
        F("segment__geom_m"), share, function="ST_LineInterpolatePoint", output_field=metric
    )
    return faults.annotate(
        place=Case(
            When(Q(segment__isnull=False), then=Transform(on_segment, WGS84)),
            default=F("circuit__site__geom"),
            output_field=PointField(srid=WGS84),
        )
    )


def faults_as_json(faults: QuerySet[LabFault]) -> list[dict[str, Any]]:
    """Return faults as the map reads them, in the order they began. One query."""
    rows = (
        with_places(faults)
        .select_related("segment", "circuit__school", "circuit__site", "started_by")
        .order_by("started_at", "pk")
    )
    return [_as_json(fault) for fault in rows]


def _as_json(fault: LabFault) -> dict[str, Any]:
    place = getattr(fault, "place", None)
    segment, circuit = fault.segment, fault.circuit
    return {
        "id": fault.pk,
        "kind": fault.kind,
        "kind_label": fault.get_kind_display(),
        "segment": segment and {"id": segment.pk, "code": segment.code},
        "chainage_m": fault.chainage_m,
        "place": place and [round(place.x, 6), round(place.y, 6)],
        "circuit": circuit and {"id": circuit.pk, "cid": circuit.cid, "label": circuit.label},
        "loss_percent": fault.loss_percent,
        "delay_ms": fault.delay_ms,
        "started_at": fault.started_at,
        "applied_at": fault.applied_at,
        "started_by": fault.started_by and fault.started_by.get_username(),
    }
