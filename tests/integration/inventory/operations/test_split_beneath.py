"""Segments split beneath cables, ducts, coils and light; and not redrawn or retired there."""

from collections.abc import Callable

import pytest
from django.contrib.gis.geos import LineString, Point
from django.core.exceptions import ValidationError

from inventory.models import (
    Cable,
    CircuitHop,
    CircuitPath,
    FibreRoute,
    RouteSegment,
    SlackLoop,
    StrandSection,
)
from inventory.operations.cables import lay_slack, make_cable, retire_cable
from inventory.operations.housing import make_duct
from inventory.operations.paths import assign_path, rebuild_paths
from inventory.operations.ways import move_node, redraw_route, retire_route, split_at
from inventory.operations.windows import cut_tubes, revert_cut
from inventory.queries.strands import ends_of
from tests import factories
from tests.integration.inventory.operations.conftest import Picture, lay, type_id
from tests.plant_factories import make_risk_group

pytestmark = pytest.mark.django_db

Row = list[RouteSegment]


def walk(cable: Cable) -> list[tuple[str, int]]:
    """Return the nodes that a cable's walk leads to, each with its position."""
    return [
        (
            (one.segment.a_node if one.is_reversed else one.segment.z_node).code,
            one.position,
        )
        for one in cable.walk.select_related("segment__a_node", "segment__z_node").order_by(
            "position"
        )
    ]


def glass(cable: Cable, number: int) -> list[tuple[int, int]]:
    sections = StrandSection.objects.filter(strand__cable=cable, strand__number=number)
    return list(sections.order_by("from_position").values_list("from_position", "to_position"))


@pytest.fixture
def forth(row: Row) -> Cable:
    """
    N0 --s0-- N1 --s1-- N2 --s2-- N3      tube 2 cut at N1 and at N2
    """
    cable = lay(*row, code="FORTH")
    for segment in row[:2]:
        cut_tubes(cable_id=cable.pk, node_id=segment.z_node_id, tube_numbers=[2])
    return cable


@pytest.fixture
def back(row: Row) -> Cable:
    """
    The same way from N3 to N0, in a duct where s1 lies
    """
    duct = make_duct(
        code="LR-1", inner_mm=40, outer_mm=50, segment_ids=[segment.pk for segment in row]
    )
    return make_cable(
        code="BACK",
        type_id=type_id("loose-tube-12"),
        from_node_id=row[2].z_node_id,
        segment_ids=[segment.pk for segment in reversed(row)],
        duct_ids={row[1].pk: duct.pk},
    )


def test_cables_walk_both_parts_in_either_direction(row: Row, forth: Cable, back: Cable) -> None:
    n0, n1, n2, n3 = (
        node.code for node in (row[0].a_node, row[0].z_node, row[1].z_node, row[2].z_node)
    )

    node = split_at(segment_id=row[1].pk, chainage_m=40)

    assert walk(forth) == [(n1, 1), (node.code, 2), (n2, 3), (n3, 4)]
    assert walk(back) == [(n2, 1), (node.code, 2), (n1, 3), (n0, 4)]
    assert glass(forth, 1) == [(0, 4)]
    assert glass(forth, 13) == [(0, 1), (1, 3), (3, 4)]
    assert glass(back, 1) == [(0, 4)]
    ducts = back.walk.order_by("position").values_list("duct__code", flat=True)
    assert list(ducts) == [None, "LR-1", "LR-1", None]
    assert ends_of(forth.pk, node.pk) == {}


def test_every_coil_keeps_its_place_to_the_millimetre(row: Row, forth: Cable) -> None:
    """One segment has a surveyed length of its own; its chainages are counted in that."""
    RouteSegment.objects.filter(pk=row[1].pk).update(surveyed_length_m=130.0)
    for segment in row[1:]:
        segment.refresh_from_db()
        whole_m = segment.length_m
        chainages = [0.0, 12.5, 40.0, 40.001, 77.77, whole_m]
        coils = [
            lay_slack(cable_id=forth.pk, length_m=10, segment_id=segment.pk, chainage_m=one)
            for one in chainages
        ]

        split_at(segment_id=segment.pk, chainage_m=40)

        first = RouteSegment.objects.get(pk=segment.pk)
        assert first.length_m == pytest.approx(40, abs=0.001)
        kept = []
        for coil in SlackLoop.objects.filter(pk__in=[one.pk for one in coils]).order_by("pk"):
            before_m = 0.0 if coil.segment_id == first.pk else first.length_m
            kept.append(before_m + (coil.chainage_m or 0))
        assert kept == pytest.approx(chainages, abs=0.001)
        rest = RouteSegment.objects.get(a_node=first.z_node, cable_places__cable=forth)
        assert first.length_m + rest.length_m == pytest.approx(whole_m, abs=0.001)


def test_light_and_risks_follow(row: Row, forth: Cable, back: Cable) -> None:
    group = make_risk_group(segments=[row[1]])
    for cable, number in ((forth, 1), (back, 5)):
        near, far = (ends_of(cable.pk, node) for node in (cable.a_node_id, cable.z_node_id))
        assign_path(
            circuit_id=factories.make_circuit().pk,
            leg="working",
            a_end=near[number],
            z_end=far[number],
        )

    split_at(segment_id=row[1].pk, chainage_m=40)

    assert CircuitPath.objects.filter(is_running=True).count() == 2
    positions = CircuitHop.objects.values_list("from_position", "to_position")
    assert list(positions) == [(0, 4), (0, 4)]
    stored = list(CircuitHop.objects.order_by("pk").values())
    rebuild_paths(list(CircuitPath.objects.values_list("pk", flat=True)))
    assert list(CircuitHop.objects.order_by("pk").values()) == stored
    assert group.members.count() == 2


def test_a_tube_is_cut_at_the_new_node_and_back(
    row: Row, forth: Cable, picture: Callable[[], Picture]
) -> None:
    node = split_at(segment_id=row[1].pk, chainage_m=40)
    before = picture()

    cut_tubes(cable_id=forth.pk, node_id=node.pk, tube_numbers=[1, 2])

    assert glass(forth, 13) == [(0, 1), (1, 2), (2, 3), (3, 4)]
    revert_cut(cable_id=forth.pk, node_id=node.pk, tube_numbers=[1, 2])
    assert picture() == before


def test_splitting_again_and_again_keeps_the_order(row: Row, forth: Cable, back: Cable) -> None:
    """Each cut is nearer to the begin: the segment itself stays the part before it."""
    ends = {cable.pk: cable.z_node.code for cable in (forth, back)}
    nodes = [
        split_at(segment_id=row[1].pk, chainage_m=chainage_m).code for chainage_m in (80, 60, 20)
    ]

    for cable, new in ((forth, nodes[::-1]), (back, nodes)):
        passed = walk(cable)
        assert [position for _node, position in passed] == [1, 2, 3, 4, 5, 6]
        assert [node for node, _position in passed][1:4] == new
        assert passed[-1][0] == ends[cable.pk]


@pytest.mark.parametrize("chainage_m", [-1.0, 0.0, 0.05, 1e6, float("nan")])
def test_no_segment_is_split_at_its_end(row: Row, chainage_m: float) -> None:
    with pytest.raises(ValidationError) as refused:
        split_at(segment_id=row[1].pk, chainage_m=chainage_m)
    assert list(refused.value.message_dict) == ["chainage_m"]


def test_what_cables_lie_in_is_not_redrawn_or_retired(
    row: Row, picture: Callable[[], Picture]
) -> None:
    """
    route N0 -- N1 -- N2, a cable over s1; a circuit's light runs there
    """
    route = factories.make_route(row[:2], role=FibreRoute.Role.RING)
    cable = lay(row[1], code="RK-1")
    idle = lay(row[2], code="RK-2")
    near, far = (ends_of(cable.pk, node) for node in (cable.a_node_id, cable.z_node_id))
    circuit = factories.make_circuit(cid="C-1", site=factories.make_site(name="Gesamtschule"))
    assign_path(circuit_id=circuit.pk, leg="working", a_end=near[1], z_end=far[1])
    before = picture()
    a_node, z_node = row[0].a_node.geom, row[1].z_node.geom
    bent = LineString(
        [a_node.coords, row[0].z_node.geom.coords, factories.place(130, -90).coords, z_node.coords],
        srid=4326,
    )

    changes: tuple[Callable[[], object], ...] = (
        lambda: redraw_route(route_id=route.pk, line=bent),
        lambda: redraw_route(
            route_id=route.pk,
            line=LineString([a_node.coords, row[0].z_node.geom.coords], srid=4326),
        ),
        lambda: retire_route(route_id=route.pk),
    )
    for change in changes:
        with pytest.raises(ValidationError, match="RK-1") as refused:
            change()
        assert "Gesamtschule (C-1)" in str(refused.value)
        assert idle.code not in str(refused.value)

    assert picture() == before


def test_a_way_without_cables_in_use_is_retired(row: Row) -> None:
    route = factories.make_route(row[:1], role=FibreRoute.Role.DROP)
    cable = lay(row[0], code="RK-1")
    with pytest.raises(ValidationError, match="RK-1"):
        retire_route(route_id=route.pk)
    retire_cable(cable_id=cable.pk)

    assert retire_route(route_id=route.pk).status == "retired"


def test_a_coil_stays_on_a_segment_whose_node_is_dragged(row: Row) -> None:
    cable = lay(row[2], code="RK-1")
    whole_m = row[2].length_m
    coils = [
        lay_slack(cable_id=cable.pk, length_m=5, segment_id=row[2].pk, chainage_m=one * whole_m)
        for one in (0, 0.5, 1)
    ]
    x, y = row[2].a_node.geom.coords

    move_node(node_id=row[2].z_node_id, point=Point((x + 0.0005, y), srid=4326))

    new_m = RouteSegment.objects.get(pk=row[2].pk).length_m
    assert new_m < 0.6 * whole_m
    for coil, share in zip(coils, (0, 0.5, 1), strict=True):
        coil.refresh_from_db()
        assert coil.chainage_m == pytest.approx(share * new_m)
