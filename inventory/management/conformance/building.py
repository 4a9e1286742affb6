"""
The plant of a conformance case, made by the product's own operations.

Nodes stand on a small circle; segments are straight, each further one between the same two nodes
bowed a bit more. Their surveyed length is the case's and wins over what is drawn. Call it within
a transaction that is rolled back: it takes the operator's area away, for a circle fits anywhere
then.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from math import cos, pi, sin

from django.contrib.gis.geos import LineString, Point
from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError

from inventory.management.conformance.cases import Cable, Case, CasesError, End
from inventory.models import (
    CableType,
    CableTypeTube,
    Circuit,
    CircuitType,
    ColourScheme,
    OperatorArea,
    OpticalEnd,
    Provider,
    RiskGroup,
    RiskGroupMember,
    RouteNode,
    RouteSegment,
)
from inventory.models.geometry import WGS84
from inventory.operations.cables import make_cable
from inventory.operations.joints import join_many
from inventory.operations.paths import assign_path
from inventory.operations.refusals import one_change

FIBRES_PER_TUBE = 12
MAX_FIBRES = 10_000
#: An id that nothing has.
NOTHING = 0
MIDDLE, RADIUS = (7.09, 51.55), 0.01
#: Before the case's own names, so that they meet no code of the plant that is there.
PREFIX = "conformance"
#: How the product and its database refuse.
REFUSED = (ValidationError, IntegrityError, DataError)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """What all cases of a run share: cable types by number of fibres, a provider, a kind."""

    types: dict[int, int]
    scheme: ColourScheme
    provider: Provider
    circuit_type: CircuitType


def prepare(cases: Iterable[Case]) -> Catalogue:
    """
    Take the operator's area away and store the catalogue that the cases need.

    Raises:
        CasesError: the product refuses a cable type.
    """
    OperatorArea.objects.all().delete()
    scheme = ColourScheme.objects.create(slug=PREFIX, name=PREFIX)
    types: dict[int, int] = {}
    for case in cases:
        for cable in case.cables:
            if cable.fibres not in types:
                try:
                    types[cable.fibres] = _make_type(cable.fibres, scheme)
                except REFUSED as refusal:
                    words = f"case {case.name}, cable {cable.name}: is refused: {refusal}"
                    raise CasesError(words) from refusal
    return Catalogue(
        types,
        scheme,
        Provider.objects.create(name=PREFIX, slug=PREFIX),
        CircuitType.objects.create(name=PREFIX, slug=PREFIX),
    )


def _make_type(n_fibres: int, scheme: ColourScheme) -> int:
    """Return a new cable type of the catalogue with so many fibres, in tubes of twelve."""
    if n_fibres > MAX_FIBRES:
        raise ValidationError({"n_fibres": f"no cable has {n_fibres} fibres"})
    name = f"{PREFIX}-{n_fibres}"
    with one_change():
        made = CableType.objects.create(
            name=name, slug=name, n_fibres=n_fibres, tube_scheme=scheme, fibre_scheme=scheme
        )
        full, rest = divmod(n_fibres, FIBRES_PER_TUBE)
        tubes = [FIBRES_PER_TUBE] * full + [rest] * bool(rest)
        CableTypeTube.objects.bulk_create(
            CableTypeTube(type=made, number=number, n_fibres=n)
            for number, n in enumerate(tubes, start=1)
        )
    return made.pk


@dataclass(slots=True)
class Built:
    """Which row each name of the case became."""

    case: Case
    catalogue: Catalogue
    nodes: dict[str, int] = field(default_factory=dict)
    segments: dict[str, int] = field(default_factory=dict)
    cables: dict[str, int] = field(default_factory=dict)
    circuits: dict[str, int] = field(default_factory=dict)
    ends: dict[End, int] = field(default_factory=dict)
    _codes: dict[tuple[str, str], str] = field(default_factory=dict)

    def id_of(self, kind: str, name: str) -> int:
        """
        Return the row of a node, segment or cable.

        Raises:
            CasesError: the case has none of that name.
        """
        rows = {"node": self.nodes, "segment": self.segments, "cable": self.cables}[kind]
        if name not in rows:
            raise CasesError(f"case {self.case.name}: there is no {kind} {name!r}")
        return rows[name]

    def end(self, end: End) -> int:
        """
        Return the row of an optical end.

        Raises:
            CasesError: the case has no such end.
        """
        if end not in self.ends:
            raise CasesError(f"case {self.case.name}: there is no end {list(end)}")
        return self.ends[end]

    def code(self, kind: str, name: str) -> str:
        """Return a code that no other row has; the same name has the same."""
        return self._codes.setdefault((kind, name), f"{PREFIX}-{kind[:3]}-{len(self._codes)}")

    def make_cable(self, cable: Cable) -> int:
        """Make a cable of the product; what the case lacks is asked for by an id that is none."""
        type_id = self.catalogue.types.get(cable.fibres)
        if type_id is None:
            type_id = _make_type(cable.fibres, self.catalogue.scheme)
        made = make_cable(
            code=self.code("cable", cable.name),
            type_id=type_id,
            from_node_id=self.nodes.get(cable.from_node, NOTHING),
            segment_ids=[self.segments.get(name, NOTHING) for name in cable.segments],
        )
        return made.pk


def build(case: Case, catalogue: Catalogue) -> Built:
    """
    Make the plant of a case.

    Raises:
        CasesError: the product refuses it.
    """
    built = Built(case, catalogue)
    try:
        _make_ways(built)
        _make_risk_groups(built)
        _make_cables(built)
        if case.joints:
            join_many([(built.end(a), built.end(z)) for a, z in case.joints])
        _make_circuits(built)
    except REFUSED as refusal:
        raise CasesError(f"case {case.name}: this plant is refused: {refusal}") from refusal
    return built


def _make_ways(built: Built) -> None:
    names = built.case.nodes
    places = {
        name: (
            MIDDLE[0] + RADIUS * cos(2 * pi * at / len(names)),
            MIDDLE[1] + RADIUS * sin(2 * pi * at / len(names)),
        )
        for at, name in enumerate(names)
    }
    nodes = [
        RouteNode(code=built.code("node", name), geom=Point(place, srid=WGS84))
        for name, place in places.items()
    ]
    beside: Counter[frozenset[int]] = Counter()
    with one_change():
        made = RouteNode.objects.bulk_create(nodes)
        built.nodes.update((name, node.pk) for name, node in zip(names, made, strict=True))
        segments = []
        for one in built.case.segments:
            a_node, z_node = built.id_of("node", one.a), built.id_of("node", one.z)
            pair = frozenset((a_node, z_node))
            segments.append(
                RouteSegment(
                    code=built.code("segment", one.name),
                    a_node_id=a_node,
                    z_node_id=z_node,
                    geom=_bowed(places[one.a], places[one.z], n_beside=beside[pair]),
                    surveyed_length_m=one.length_m,
                )
            )
            beside[pair] += 1
        for one, row in zip(
            built.case.segments, RouteSegment.objects.bulk_create(segments), strict=True
        ):
            built.segments[one.name] = row.pk


def _bowed(a: tuple[float, float], z: tuple[float, float], *, n_beside: int) -> LineString:
    """Return a line by way of a point beside its middle; straight if it is the first."""
    if not n_beside:
        return LineString(a, z, srid=WGS84)
    out = 0.05 * n_beside
    middle = ((a[0] + z[0]) / 2 - out * (z[1] - a[1]), (a[1] + z[1]) / 2 + out * (z[0] - a[0]))
    return LineString(a, middle, z, srid=WGS84)


def _make_risk_groups(built: Built) -> None:
    for name, segments in built.case.risk_groups.items():
        group = RiskGroup.objects.create(name=built.code("group", name))
        RiskGroupMember.objects.bulk_create(
            RiskGroupMember(group=group, segment_id=built.id_of("segment", one))
            for one in dict.fromkeys(segments)
        )


def _make_cables(built: Built) -> None:
    for cable in built.case.cables:
        built.cables[cable.name] = built.make_cable(cable)
    name_of = {pk: name for name, pk in built.cables.items()}
    node_of = {pk: name for name, pk in built.nodes.items()}
    strand = "strand_section__strand"
    ends = OpticalEnd.objects.filter(**{f"{strand}__cable__in": list(name_of)})
    for pk, cable_id, number, node_id in ends.values_list(
        "pk", f"{strand}__cable", f"{strand}__number", "node"
    ):
        built.ends[name_of[cable_id], number, node_of[node_id]] = pk


def _make_circuits(built: Built) -> None:
    made = Circuit.objects.bulk_create(
        Circuit(cid=name, provider=built.catalogue.provider, type=built.catalogue.circuit_type)
        for name in built.case.circuits
    )
    for circuit in made:
        built.circuits[circuit.cid] = circuit.pk
        for leg, (a_end, z_end) in built.case.circuits[circuit.cid].items():
            assign_path(
                circuit_id=circuit.pk, leg=leg, a_end=built.end(a_end), z_end=built.end(z_end)
            )
