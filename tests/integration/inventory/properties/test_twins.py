"""
What cuts do and what fails alone, on a hundred small random plants, against plain recomputation.

The ground of a plant is a grid with cables that are laid by the product's operations; on each
ground several lights are made, joined and assigned by operations too, and taken back whole.
"""

from collections import defaultdict
from random import Random
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction

from inventory.models import RouteSegment
from inventory.operations.joints import join_many
from inventory.operations.path_lists import Wish, assign_paths
from inventory.queries.resilience import failure_points
from inventory.queries.stored import risk_groups
from tests.integration.inventory.properties.answers import compare_impact, elements_of
from tests.integration.inventory.properties.crew import Crew
from tests.integration.inventory.properties.picture import Picture, look
from tests.plant_factories import make_risk_group

pytestmark = pytest.mark.django_db

#: Lights on each ground; the grounds are the seeds.
N_LIGHTS = 20


@pytest.mark.parametrize("seed", range(5))
def test_cuts_and_failure_points_are_as_recomputed(seed: int) -> None:
    crew = Crew(1000 + seed)
    for _ in range(3):
        some = crew.chance.sample(list(crew.segments), 2)
        make_risk_group(segments=list(RouteSegment.objects.filter(pk__in=some)))
    ground = look()

    for _ in range(N_LIGHTS):
        point = transaction.savepoint()
        _light(crew, ground)
        picture = look()
        compare_impact(picture, crew.chance, n_cuts=12)
        _compare_failures(picture)
        transaction.savepoint_rollback(point)


def _light(crew: Crew, ground: Picture) -> None:
    """Join most ends at random, and lead circuits from end to end where the light ends."""
    free: defaultdict[int, list[int]] = defaultdict(list)
    for end, node in ground.node_of.items():
        free[node].append(end)
    pairs = []
    for ends in free.values():
        crew.chance.shuffle(ends)
        pairs += list(zip(ends[::2], ends[1::2], strict=False))
    _join_what_may_be(pairs)
    picture = look()
    assign_paths(
        [
            Wish(circuit, leg, *_wish(crew.chance, picture))
            for circuit in crew.circuits
            for leg in ("working", "protect")[: crew.chance.randint(1, 2)]
        ]
    )


def _join_what_may_be(pairs: list[tuple[int, int]]) -> None:
    try:
        join_many(pairs)
    except ValidationError:
        # A ring through a splitter: half of them, then.
        _join_what_may_be(pairs[: len(pairs) // 2])


def _wish(chance: Random, picture: Picture) -> tuple[int, int]:
    """Return two ends, mostly of a way of light, the longest of a few."""
    ways = [
        way
        for end in chance.sample(list(picture.node_of), 8)
        for way, _ in picture.ways_from(end)
        if way[-1] ^ 1 in picture.node_of
    ]
    way = max(ways, key=len)
    if chance.random() < 0.1:
        a_end, z_end = chance.sample(list(picture.node_of), 2)
        return a_end, z_end
    return way[0], way[-1] ^ 1


def _compare_failures(picture: Picture) -> None:
    """What fails alone is in all running paths of a circuit: every element is tried by itself."""
    groups = risk_groups()
    expected: dict[tuple[str, int], set[int]] = {}
    running: defaultdict[int, list[set[tuple[str, int]]]] = defaultdict(list)
    incomplete: set[int] = set()
    for path in picture.rows["circuitpath"].values():
        way = picture.way_between(path["a_end_id"], path["z_end_id"])
        if way:
            running[path["circuit_id"]].append(elements_of(picture, way))
        elif path["leg"] == "working":
            incomplete.add(path["circuit_id"])
    groups_hit: dict[tuple[str, int], list[Any]] = {
        **{("segment", one): found for one, found in groups.of_segment.items()},
        **{("node", one): found for one, found in groups.of_node.items()},
    }
    for circuit, paths in running.items():
        if circuit in incomplete:
            continue
        met = [
            {one for one in elements if one[0] != "cable"}
            | {("group", group) for one in elements for group in groups_hit.get(one, ())}
            for elements in paths
        ]
        for element in set.intersection(*met):
            expected.setdefault(element, set()).add(circuit)
    found = {(one.kind, one.element_id): set(one.circuits) for one in failure_points()}
    assert found == expected
