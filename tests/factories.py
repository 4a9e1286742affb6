"""
One factory a model, in domain words: each stores a sound row, with what it needs below it.

Whatever is not said is filled in: names count up, places lie about in the test city's area, times
hang on `NOON`. Fields are handed on to the model as they are.
"""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import count
from typing import Any

from django.contrib.gis.geos import LineString, MultiPolygon, Point, Polygon

from accounts.models import ApiToken, User
from accounts.roles import Role
from inventory.models import (
    Circuit,
    CircuitService,
    CircuitType,
    Corridor,
    FibreRoute,
    FibreRouteSegment,
    OperatorArea,
    Provider,
    Region,
    RouteNode,
    RouteSegment,
    School,
    Site,
    SiteAssignment,
    UploadedTable,
)
from inventory.models.geometry import WGS84
from lab.models import LabFault, LabLine
from monitoring.models import (
    Incident,
    Maintenance,
    Outage,
    ProbeHourly,
    ProbeRequest,
    ProbeRound,
    SlaAssignment,
    SlaPolicy,
    SlaPolicyVersion,
    State,
    StateInterval,
    Target,
    ThroughputResult,
    Vantage,
    VantageHealth,
)

#: A Wednesday in term, no holiday: 12:00 UTC, 14:00 in Berlin.
NOON = datetime(2026, 6, 10, 12, tzinfo=UTC)
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
PASSWORD = "correct-horse-battery"

#: West, south, east, north of the test city's area.
AREA_BOX = (7.0, 51.48, 7.2, 51.64)

_numbers = count(1)


def place(east_m: float = 0, north_m: float = 0) -> Point:
    """Return a point, so many metres (to 1 %) from the middle of the test city."""
    return Point(7.09 + east_m / 69_200, 51.55 + north_m / 111_300, srid=WGS84)


def square(*, west: float, south: float, east: float, north: float) -> MultiPolygon:
    """Return a box in degrees as an area."""
    return MultiPolygon(Polygon.from_bbox((west, south, east, north)), srid=WGS84)


# --- who asks -----------------------------------------------------------------------------------
def make_user(role: Role = Role.ENGINEER, **fields: Any) -> User:
    """Store a person with a role, who signs in with `PASSWORD`."""
    name = fields.pop("username", f"{role.value}-{next(_numbers)}")
    password = fields.pop("password", PASSWORD)
    return User.objects.create_user(username=name, password=password, role=role, **fields)


def make_token(user: User | None = None, **fields: Any) -> tuple[ApiToken, str]:
    """Store a machine's key; return it with the secret, which is stored nowhere."""
    fields.setdefault("read_only", False)
    token, secret = ApiToken.objects.create(user=user or make_user(), **fields)
    return token, secret


# --- what exists --------------------------------------------------------------------------------
def make_area(**fields: Any) -> OperatorArea:
    """Store the operator's area: a box in which every other factory's places lie."""
    west, south, east, north = AREA_BOX
    fields.setdefault("name", "Teststadt")
    fields.setdefault("geom", square(west=west, south=south, east=east, north=north))
    return OperatorArea.objects.create(**fields)


def make_region(**fields: Any) -> Region:
    """Store a district."""
    number = next(_numbers)
    fields.setdefault("kind", Region.Kind.DISTRICT)
    fields.setdefault("name", f"Stadtteil {number}")
    fields.setdefault("slug", f"stadtteil-{number}")
    return Region.objects.create(**fields)


def make_corridor(**fields: Any) -> Corridor:
    """Store a line for orientation."""
    fields.setdefault("code", f"K{next(_numbers)}")
    fields.setdefault("geom", LineString(place().coords, place(300, 0).coords, srid=WGS84))
    return Corridor.objects.create(**fields)


def make_site(**fields: Any) -> Site:
    """Store a school building, unless another kind is said."""
    number = next(_numbers)
    fields.setdefault("kind", Site.Kind.SCHOOL)
    fields.setdefault("name", f"Standort {number}")
    fields.setdefault("slug", f"standort-{number}")
    fields.setdefault("geom", place(number % 70 * 50, number % 90 * 50))
    return Site.objects.create(**fields)


def make_school(**fields: Any) -> School:
    """Store an operating school at a site of its own."""
    number = next(_numbers)
    fields.setdefault("number", f"{900_000 + number}")
    fields.setdefault("name", f"Schule {number}")
    fields.setdefault("school_type", "Grundschule")
    fields.setdefault("status", School.Status.OPERATING)
    if "site" not in fields:
        fields["site"] = make_site()
    return School.objects.create(**fields)


def make_provider(**fields: Any) -> Provider:
    """Store a provider of circuits."""
    number = next(_numbers)
    fields.setdefault("name", f"Stadtnetz {number}")
    fields.setdefault("slug", f"stadtnetz-{number}")
    return Provider.objects.create(**fields)


def make_circuit_type(**fields: Any) -> CircuitType:
    """Store a kind of circuit."""
    number = next(_numbers)
    fields.setdefault("name", f"Anschluss {number}")
    fields.setdefault("slug", f"anschluss-{number}")
    return CircuitType.objects.create(**fields)


def make_circuit(**fields: Any) -> Circuit:
    """Store a gigabit school connection at a site of its own, in service since long ago."""
    fields.setdefault("cid", f"C-{next(_numbers):04}")
    fields.setdefault("purpose", Circuit.Purpose.SCHOOL)
    fields.setdefault("contracted_down_mbps", 1000)
    fields.setdefault("contracted_up_mbps", 1000)
    in_service_since = fields.pop("in_service_since", LONG_AGO)
    for name, make in (
        ("provider", make_provider),
        ("type", make_circuit_type),
        ("site", make_site),
    ):
        if name not in fields:
            fields[name] = make()
    circuit = Circuit.objects.create(**fields)
    if in_service_since is not None:
        make_circuit_service(circuit, started_at=in_service_since)
    return circuit


def make_circuit_service(circuit: Circuit, **fields: Any) -> CircuitService:
    """Store a stretch under contract."""
    fields.setdefault("started_at", LONG_AGO)
    return CircuitService.objects.create(circuit=circuit, **fields)


def make_site_assignment(user: User, site: Site) -> SiteAssignment:
    """Let a person answer for a site."""
    return SiteAssignment.objects.create(user=user, site=site)


def make_uploaded_table(person: User | None = None, **fields: Any) -> UploadedTable:
    """Store a list of closures that waits to be confirmed."""
    for name, value in {
        "kind": "closures",
        "name": "muffen.csv",
        "content": b"code;node\n",
        "uploaded_at": NOON,
    }.items():
        fields.setdefault(name, value)
    return UploadedTable.objects.create(person=person or make_user(), **fields)


# --- ways ---------------------------------------------------------------------------------------
def make_node(**fields: Any) -> RouteNode:
    """Store a junction, or the entry of the site that is said."""
    number = next(_numbers)
    fields.setdefault("code", f"N{number}")
    if fields.get("site") is not None:
        fields.setdefault("kind", RouteNode.Kind.ENTRY)
        fields.setdefault("geom", fields["site"].geom)
    fields.setdefault("geom", place(number % 70 * 50, number % 90 * 50))
    return RouteNode.objects.create(**fields)


def make_segment(a_node: RouteNode, z_node: RouteNode, **fields: Any) -> RouteSegment:
    """Store a straight trench between two nodes; not yet part of any route."""
    fields.setdefault("code", f"S{next(_numbers)}")
    fields.setdefault("geom", LineString(a_node.geom.coords, z_node.geom.coords, srid=WGS84))
    return RouteSegment.objects.create(a_node=a_node, z_node=z_node, **fields)


def make_route(segments: Sequence[RouteSegment], **fields: Any) -> FibreRoute:
    """Store a route that walks the segments in their order; directions follow from the nodes."""
    fields.setdefault("code", f"R{next(_numbers)}")
    fields.setdefault("role", FibreRoute.Role.DISTRIBUTION)
    route = FibreRoute.objects.create(**fields)
    here = first_node(segments)
    for sequence, segment in enumerate(segments, start=1):
        is_reversed = segment.z_node_id == here
        FibreRouteSegment.objects.create(
            route=route, segment=segment, sequence=sequence, is_reversed=is_reversed
        )
        here = segment.a_node_id if is_reversed else segment.z_node_id
    return route


def first_node(segments: Sequence[RouteSegment]) -> int:
    """Return the end of the first segment at which the second does not go on."""
    if len(segments) == 1:
        return segments[0].a_node_id
    first, second = segments[:2]
    goes_on_at = {second.a_node_id, second.z_node_id}
    return first.z_node_id if first.a_node_id in goes_on_at else first.a_node_id


# --- what happens -------------------------------------------------------------------------------
def make_vantage(**fields: Any) -> Vantage:
    """Store a place where a worker stands; at no PoP unless `site` is said."""
    number = next(_numbers)
    fields.setdefault("name", f"Messpunkt {number}")
    fields.setdefault("slug", f"messpunkt-{number}")
    return Vantage.objects.create(**fields)


def make_vantage_health(vantage: Vantage | None = None, **fields: Any) -> VantageHealth:
    """Store a worker's last sign of life."""
    fields.setdefault("heartbeat_at", NOON)
    fields.setdefault("started_at", NOON - timedelta(hours=1))
    return VantageHealth.objects.create(vantage=vantage or make_vantage(), **fields)


def make_target(circuit: Circuit | None = None, **fields: Any) -> Target:
    """Store a probed address in the lab's net, every 10 s."""
    number = next(_numbers)
    fields.setdefault("address", f"127.86.{number // 250 % 250}.{number % 250 + 1}")
    fields.setdefault("interval_s", 10)
    return Target.objects.create(circuit=circuit or make_circuit(), **fields)


def make_round(target: Target, vantage: Vantage, **fields: Any) -> ProbeRound:
    """Store a round in which every echo came back, unless `received` says less."""
    fields.setdefault("scheduled_at", NOON)
    fields.setdefault("sent", 3)
    fields.setdefault("received", fields["sent"])
    fields.setdefault("rtts_us", [800] * fields["received"])
    for name in ("lag_ms", "late", "dup", "foreign", "send_errors"):
        fields.setdefault(name, 0)
    return ProbeRound.objects.create(target=target, vantage=vantage, **fields)


def make_hour(target: Target, vantage: Vantage, **fields: Any) -> ProbeHourly:
    """Store a full hour of rounds that all came back."""
    fields.setdefault("hour_at", NOON)
    for name, value in {"n_rounds": 360, "n_up": 360, "n_sent": 1080, "n_expected": 360}.items():
        fields.setdefault(name, value)
    fields.setdefault("n_received", fields["n_sent"])
    return ProbeHourly.objects.create(target=target, vantage=vantage, **fields)


def make_interval(target: Target, vantage: Vantage, **fields: Any) -> StateInterval:
    """Store a stretch of `State.UP`, open and observed for an hour unless said otherwise."""
    fields.setdefault("state", State.UP)
    fields.setdefault("started_at", NOON)
    fields.setdefault("observed_until", fields.get("ended_at") or NOON + timedelta(hours=1))
    fields.setdefault("known_at", fields["started_at"])
    return StateInterval.objects.create(target=target, vantage=vantage, **fields)


def make_outage(circuit: Circuit | None = None, **fields: Any) -> Outage:
    """Store an outage, open unless `ended_at` is said."""
    fields.setdefault("started_at", NOON)
    fields.setdefault("known_at", fields["started_at"])
    return Outage.objects.create(circuit=circuit or make_circuit(), **fields)


def make_incident(**fields: Any) -> Incident:
    """Store a common cause, without a place unless `segment` is said."""
    fields.setdefault("started_at", NOON)
    return Incident.objects.create(**fields)


def make_maintenance(circuits: Sequence[Circuit] = (), **fields: Any) -> Maintenance:
    """Store planned work of two hours, announced ten days ahead."""
    fields.setdefault("title", "Umbau am Verteiler")
    fields.setdefault("starts_at", NOON)
    fields.setdefault("ends_at", fields["starts_at"] + timedelta(hours=2))
    fields.setdefault("announced_at", fields["starts_at"] - timedelta(days=10))
    work = Maintenance.objects.create(**fields)
    work.circuits.set(circuits)
    return work


def make_sla_policy(**version: Any) -> SlaPolicy:
    """Store a promise with its one version, valid from the beginning: 99.5 %, round the clock."""
    number = next(_numbers)
    policy = SlaPolicy.objects.create(name=f"Zusage {number}", slug=f"zusage-{number}")
    make_sla_policy_version(policy, **version)
    return policy


def make_sla_policy_version(policy: SlaPolicy, **fields: Any) -> SlaPolicyVersion:
    """Store what a policy promises."""
    fields.setdefault("target_percent", Decimal("99.5"))
    fields.setdefault("min_notice", timedelta(days=5))
    fields.setdefault("bridge_unknown", timedelta(hours=1))
    fields.setdefault("throughput_share", Decimal("0.9"))
    return SlaPolicyVersion.objects.create(policy=policy, **fields)


def make_sla_assignment(circuit: Circuit, policy: SlaPolicy, **fields: Any) -> SlaAssignment:
    """Promise a policy to a circuit, since long ago."""
    fields.setdefault("valid_from", LONG_AGO)
    return SlaAssignment.objects.create(circuit=circuit, policy=policy, **fields)


def make_probe_request(target: Target, vantage: Vantage, **fields: Any) -> ProbeRequest:
    """Store a ping that waits for a worker for a minute."""
    fields.setdefault("kind", ProbeRequest.Kind.PING)
    fields.setdefault("requested_at", NOON)
    fields.setdefault("expires_at", fields["requested_at"] + timedelta(minutes=1))
    return ProbeRequest.objects.create(target=target, vantage=vantage, **fields)


def make_throughput_result(target: Target, vantage: Vantage, **fields: Any) -> ThroughputResult:
    """Store a valid test at 941 Mbit/s each way."""
    circuit = target.circuit
    fields.setdefault("started_at", NOON)
    fields.setdefault("finished_at", fields["started_at"] + timedelta(seconds=10))
    fields.setdefault("down_bps", 941_000_000)
    fields.setdefault("up_bps", 941_000_000)
    fields.setdefault("contracted_down_mbps", circuit.contracted_down_mbps)
    fields.setdefault("contracted_up_mbps", circuit.contracted_up_mbps)
    fields.setdefault("validity", ThroughputResult.Validity.OK)
    return ThroughputResult.objects.create(
        circuit=circuit, target=target, vantage=vantage, **fields
    )


def make_lab_fault(**fields: Any) -> LabFault:
    """Store a fault of the lab; a cut at the door of a circuit unless said otherwise."""
    fields.setdefault("kind", LabFault.Kind.CUT)
    fields.setdefault("started_at", NOON)
    if fields["kind"] != LabFault.Kind.ISOLATE and not fields.get("segment"):
        fields.setdefault("circuit", None)
        fields["circuit"] = fields["circuit"] or make_circuit()
    return LabFault.objects.create(**fields)


def make_lab_line(circuit: Circuit | None = None, **fields: Any) -> LabLine:
    """Let the line of a circuit carry 400 Mbit/s in the lab."""
    fields.setdefault("rate_mbps", 400)
    return LabLine.objects.create(circuit=circuit or make_circuit(), **fields)
