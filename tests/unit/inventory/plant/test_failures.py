"""Single points of failure: drawn, by the conformance table, and against every cut in turn."""

from typing import Any

import pytest

from inventory.plant.failures import Failures, Kind, ranked, single_points
from inventory.plant.verdicts import CircuitPaths, LightPath
from tests.unit.inventory.plant.glass import GOLDEN, Glass, questions, random_case

BRIDGE = 50

SHORT = LightPath(runs=True, segments=frozenset({1, 2}), nodes=frozenset({1, 2, 3}))
LONG = LightPath(runs=True, segments=frozenset({1, 3, 4}), nodes=frozenset({1, 2, 3, 4}))
OTHER = LightPath(runs=True, segments=frozenset({2}), nodes=frozenset({2, 3}))
BROKEN = LightPath(runs=False, segments=frozenset({5}), nodes=frozenset({5}))


def test_what_both_paths_share_takes_the_circuit_down() -> None:
    """
    1 --s1-- 2 --s2-- 3
             2 -s3- 4 -s4- 3
    """
    found = single_points([CircuitPaths(7, SHORT, LONG)])

    assert found == Failures(segments={1: 1}, nodes={1: 1, 2: 1, 3: 1}, groups={})


def test_everything_takes_an_unprotected_circuit_down() -> None:
    found = single_points([CircuitPaths(7, SHORT), CircuitPaths(8, OTHER, BROKEN)])

    assert found == Failures(segments={1: 1, 2: 2}, nodes={1: 1, 2: 2, 3: 2}, groups={})


def test_nothing_takes_an_incomplete_circuit_down() -> None:
    assert single_points([CircuitPaths(7, BROKEN, SHORT)]) == Failures({}, {}, {})


def test_a_risk_group_takes_down_what_has_another_member_on_each_path() -> None:
    found = single_points(
        [CircuitPaths(7, SHORT, LONG)], groups_of_segment={2: [BRIDGE], 4: [BRIDGE], 3: [51]}
    )

    assert found.groups == {BRIDGE: 1}


def test_a_risk_group_may_hold_a_segment_and_a_node() -> None:
    """A PoP's power feeds node 4 and what runs in segment 2."""
    found = single_points(
        [CircuitPaths(7, SHORT, LONG)], groups_of_segment={2: [9]}, groups_of_node={4: [9]}
    )

    assert found.groups == {9: 1}


def test_ranking_begins_with_what_weighs_most() -> None:
    circuits = [CircuitPaths(7, SHORT), CircuitPaths(8, OTHER)]

    found = ranked(circuits, weights={7: 10, 8: 1}, groups_of_segment={1: [BRIDGE]})

    assert [(one.kind, one.element_id, one.weight, len(one.circuits)) for one in found] == [
        (Kind.NODE, 2, 11, 2),
        (Kind.NODE, 3, 11, 2),
        (Kind.SEGMENT, 2, 11, 2),
        (Kind.GROUP, BRIDGE, 10, 1),
        (Kind.NODE, 1, 10, 1),
        (Kind.SEGMENT, 1, 10, 1),
    ]


def test_a_circuit_without_a_weight_still_counts() -> None:
    found = ranked([CircuitPaths(7, OTHER), CircuitPaths(8, OTHER)], weights={7: 1})

    assert {(one.weight, one.circuits) for one in found} == {(1, frozenset({7, 8}))}


@pytest.mark.parametrize("case", GOLDEN, ids=[case["id"] for case in GOLDEN])
def test_points_of_failure_are_those_of_the_conformance_table(case: dict[str, Any]) -> None:
    glass = Glass(case)
    for query in questions(case, "spof"):
        found = single_points(glass.stored())

        assert case["expected"][query["id"]] == {
            "segments": _by_name(glass, "segments", found.segments),
            "nodes": _by_name(glass, "nodes", found.nodes),
        }


def test_500_random_plants_fail_where_glass_fails_that_is_cut_in_trial() -> None:
    n_found = 0
    for seed in range(500):
        glass = Glass(random_case(seed))
        groups_of_segment = {
            glass.numbers("segments")[name]: [
                number
                for number, group in enumerate(glass.case["risk_groups"])
                if name in group["segments"]
            ]
            for name in glass.numbers("segments")
        }

        found = single_points(glass.stored(), groups_of_segment=groups_of_segment)

        segments = {name: _n_down(glass, {"segment": name}) for name in glass.numbers("segments")}
        nodes = {name: _n_down(glass, {"node": name}) for name in glass.numbers("nodes")}
        groups = {
            number: _n_down(glass, *({"segment": name} for name in group["segments"]))
            for number, group in enumerate(glass.case["risk_groups"])
        }
        assert _by_name(glass, "segments", found.segments) == _taken(segments), seed
        assert _by_name(glass, "nodes", found.nodes) == _taken(nodes), seed
        assert found.groups == _taken(groups), seed
        n_found += len(found.segments) + len(found.nodes) + len(found.groups)

    assert n_found > 1000


def _n_down(glass: Glass, *cuts: dict[str, str]) -> int:
    hit = set().union(*map(glass.hit_by, cuts))
    return sum(glass.impact(row, hit) == "down" for row in glass.case["circuits"])


def _taken(counts: dict[Any, int]) -> dict[Any, int]:
    return {key: count for key, count in counts.items() if count}


def _by_name(glass: Glass, kind: str, counts: dict[int, int]) -> dict[str, int]:
    names = {number: name for name, number in glass.numbers(kind).items()}
    return {names[number]: count for number, count in counts.items()}
