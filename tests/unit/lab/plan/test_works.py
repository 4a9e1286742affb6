"""
The demo's plant as planned: every light runs over whole glass, and no end is used twice.

    P1(head) ==A== 2 ==A== P3          ring: A from 1 over 2 to 3, B from 3 over 4, 5 back to 1
      |            |        |          D1 from 2 over 6 to 7; D2 from 7 to 8
      B            D1       d4
      |            |                   doors: 11 at 6, 12 and 13 at 8 (one site, two drops),
      5 ==B== 4 ===)====B== +          14 in PoP 3, 15 in the head itself, 16 at 4 on the ring
              |    6--d1
             d6    7--D2--8--d2,d3
"""

from collections import Counter
from itertools import count

import pytest

from lab.plan.glass import GlassEnd, JointWork, PortEnd, StrandEnd
from lab.plan.ground import Door, Ground, Route
from lab.plan.works import Leg, Works, plan

_segment = count(1)


def route(code: str, role: str, *nodes: int, each_m: float = 100.0) -> Route:
    segments = tuple(next(_segment) for _ in nodes[1:])
    return Route(code, role, nodes, segments, (each_m,) * len(segments))


def small_ground(*, closed: bool = True) -> Ground:
    ring = [route("A", "ring", 1, 2, 3)]
    # Laid the other way round than the ring is walked.
    ring += [route("B", "ring", 1, 5, 4, 3)] if closed else []
    routes = (
        *ring,
        route("D1", "distribution", 2, 6, 7),
        route("D2", "distribution", 7, 8),
        route("d1", "drop", 6, 11),
        route("d2", "drop", 8, 12),
        route("d3", "drop", 8, 12),
        route("d4", "drop", 3, 14),
        route("d5", "drop", 1, 15),
        route("d6", "drop", 4, 16),
    )
    doors = (11, 12, 12, 14, 15, 16)
    return Ground(
        head=1,
        pops=frozenset({1, 3}),
        codes={node: f"N{node}" for one in routes for node in one.nodes},
        routes=routes,
        doors=tuple(Door(100 + place, node) for place, node in enumerate(doors, start=1)),
    )


@pytest.fixture
def works() -> Works:
    return plan(small_ground(), seed=1)


def mates(works: Works) -> dict[GlassEnd, GlassEnd]:
    found = {joint.a: joint.z for joint in works.joints}
    return found | {joint.z: joint.a for joint in works.joints}


def other_end(works: Works, end: GlassEnd) -> GlassEnd:
    """Return where light that enters at an end leaves the glass, by the cables as cut."""
    if isinstance(end, PortEnd):
        return PortEnd(end.panel, end.number, end.node, not end.is_front)
    cable = next(one for one in works.cables if one.route.code == end.route)
    cut = {
        window.node for window in cable.windows if (end.number - 1) // 12 + 1 in window.tubes
    } | {cable.route.nodes[0], cable.route.nodes[-1]}
    assert end.number <= cable.n_fibres
    assert end.node in cut, "there is no end where nothing was cut"
    stops = [node for node in cable.route.nodes if node in cut]
    place = stops.index(end.node) + (1 if end.leads_on else -1)
    assert place >= 0
    return StrandEnd(end.route, end.number, stops[place], not end.leads_on)


def follow(works: Works, end: GlassEnd) -> GlassEnd:
    """Return where the light from an end comes out."""
    joined = mates(works)
    while (left := other_end(works, end)) in joined:
        end = joined[left]
    return left


def test_every_light_runs_from_the_head_to_its_door(works: Works) -> None:
    for path in works.paths:
        assert path.a.node == 1
        assert follow(works, path.a) == path.z
        assert follow(works, path.z) == path.a


def test_no_end_is_used_twice_and_all_joints_stay_at_their_node(works: Works) -> None:
    used = Counter(end for joint in works.joints for end in (joint.a, joint.z))
    ports = [end for path in works.paths for end in (path.a, path.z)]

    assert set(used.values()) == {1}
    assert len(set(ports)) == len(ports)
    assert not used.keys() & set(ports)
    assert all(joint.a.node == joint.z.node for joint in works.joints)


def test_whoever_hangs_on_the_ring_is_protected_the_other_way_round(works: Works) -> None:
    legs = Counter(path.circuit_id for path in works.paths)
    ways = {(p.circuit_id, p.leg): p.length_m for p in works.paths}

    assert legs == {101: 2, 102: 2, 103: 2, 104: 2, 105: 1, 106: 2}
    assert all(
        ways[circuit, Leg.WORKING] <= ways[circuit, Leg.PROTECT]
        for circuit, n_legs in legs.items()
        if n_legs == 2
    )
    assert ways[101, Leg.WORKING] == 300
    assert ways[101, Leg.PROTECT] == 600
    assert ways[105, Leg.WORKING] == 100


def test_in_a_pop_what_ends_is_patched_and_the_rest_spliced_through(works: Works) -> None:
    in_pop = [joint for joint in works.joints if joint.node == 3]

    assert sum(joint.is_patch for joint in in_pop) == 2
    assert {names(joint) for joint in in_pop if joint.needs_tray} == {("A", "B")}


def names(joint: JointWork) -> tuple[str, ...]:
    return tuple(sorted(end.route for end in (joint.a, joint.z) if isinstance(end, StrandEnd)))


def test_a_passed_cable_is_opened_only_where_somebody_leaves_it(works: Works) -> None:
    windows = {one.route.code: one.windows for one in works.cables}

    assert [(one.node, one.tubes) for one in windows["A"]] == [(2, (2,))]
    assert [(one.node, one.tubes) for one in windows["B"]] == [(4, (2,))]
    assert [(one.node, one.tubes) for one in windows["D1"]] == [(6, (1,))]
    assert windows["D2"] == ()


def test_four_fibres_of_a_drop_lie_on_ports(works: Works) -> None:
    on_ports = {
        port.number
        for joint in works.joints
        for port in (joint.a, joint.z)
        if isinstance(port, PortEnd) and port.panel == "AP-N12"
    }

    assert on_ports == set(range(1, 9))
    assert {one.n_ports for one in works.panels if one.name == "AP-N12"} == {8}


def test_ports_are_within_their_panels(works: Works) -> None:
    panels = {one.name: one for one in works.panels}
    ports = [
        end for joint in works.joints for end in (joint.a, joint.z) if isinstance(end, PortEnd)
    ]

    assert all(1 <= port.number <= panels[port.panel].n_ports for port in ports)
    assert all(port.node == panels[port.panel].node for port in ports)


def test_the_seed_decides_the_slack_and_nothing_else() -> None:
    ground = small_ground()
    one, other, third = (plan(ground, seed=seed) for seed in (1, 1, 2))

    assert one == other
    assert one.joints == third.joints
    assert {(slack.route, slack.node) for slack in one.slack} == {("A", 2), ("B", 4), ("D1", 6)}


def test_a_ring_that_does_not_close_is_refused() -> None:
    with pytest.raises(LookupError, match="close a ring"):
        plan(small_ground(closed=False), seed=1)


def test_a_full_cable_is_refused() -> None:
    ground = small_ground()
    many = Ground(
        head=1,
        pops=ground.pops,
        codes=dict(ground.codes) | {100 + n: str(n) for n in range(80)},
        routes=(*ground.routes, *(route(f"e{n}", "drop", 8, 100 + n) for n in range(80))),
        doors=tuple(Door(n, 100 + n) for n in range(80)),
    )

    with pytest.raises(ValueError, match="would need 160 fibres, more than 144"):
        plan(many, seed=1)
