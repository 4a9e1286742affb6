"""Cheapest ways, bridges and articulation points: drawn, and against networkx and plain trial."""

from random import Random

import networkx
import pytest

from inventory.plant.search import (
    Edge,
    Path,
    articulation_points,
    bridges,
    cheapest_path,
    distances,
)

TRIANGLE = [Edge(1, 10, 20, 100), Edge(2, 20, 30, 100), Edge(3, 10, 30, 250)]


def test_the_cheapest_way_may_have_more_edges() -> None:
    """
    10 --100-- 20 --100-- 30
     +---------250---------+
    """
    assert cheapest_path(TRIANGLE, from_node=30, to_node=10) == Path((2, 1), (30, 20, 10), 200)


def test_edges_without_enough_free_strands_are_no_way() -> None:
    edges = [
        Edge(1, 10, 20, 100, n_free=12),
        Edge(2, 20, 30, 100, n_free=1),
        Edge(3, 10, 30, 250, n_free=2),
    ]

    assert cheapest_path(edges, from_node=10, to_node=30, n_free=2) == Path((3,), (10, 30), 250)
    assert cheapest_path(edges, from_node=10, to_node=30, n_free=3) is None


def test_of_parallel_edges_the_cheapest_is_taken() -> None:
    edges = [Edge(1, 10, 20, 100), Edge(2, 20, 10, 50), Edge(3, 10, 20, 70)]

    assert cheapest_path(edges, from_node=10, to_node=20) == Path((2,), (10, 20), 50)


@pytest.mark.parametrize("to_node", [40, 99], ids=["apart", "unknown"])
def test_where_no_way_leads_there_is_none(to_node: int) -> None:
    edges = [*TRIANGLE, Edge(4, 40, 50, 1)]

    assert cheapest_path(edges, from_node=10, to_node=to_node) is None


def test_the_way_to_where_one_is_has_no_edge() -> None:
    assert cheapest_path([], from_node=10, to_node=10) == Path((), (10,), 0)


def test_edges_that_cost_nothing_are_ways_too() -> None:
    edges = [Edge(1, 10, 20, 0), Edge(2, 20, 30, 0), Edge(3, 20, 10, 0)]

    assert cheapest_path(edges, from_node=10, to_node=30) == Path((1, 2), (10, 20, 30), 0)


def test_a_parallel_edge_makes_a_bridge_none() -> None:
    """
    10 ==1,2== 20 --3-- 30      rustworkx alone calls the first pair a bridge too
    """
    edges = [Edge(1, 10, 20, 1), Edge(2, 10, 20, 1), Edge(3, 20, 30, 1)]

    assert bridges(edges) == {3}
    assert articulation_points(edges) == {20}


def test_an_edge_back_to_its_node_is_no_bridge() -> None:
    edges = [Edge(1, 10, 10, 1), Edge(2, 10, 20, 1)]

    assert bridges(edges) == {2}
    assert articulation_points(edges) == set()


def _random_edges(seed: int) -> list[Edge]:
    chance = Random(seed)  # noqa: S311 - a repeatable choice, no secret
    nodes = range(1, chance.randint(3, 9))
    return [
        Edge(100 + number, chance.choice(nodes), chance.choice(nodes), chance.randint(0, 9))
        for number in range(chance.randint(1, 12))
    ]


def _as_networkx(edges: list[Edge]) -> networkx.MultiGraph:
    graph = networkx.MultiGraph()
    for edge in edges:
        graph.add_edge(edge.a_node, edge.z_node, key=edge.edge_id, weight=edge.cost_m)
    return graph


def test_500_random_nets_have_the_ways_of_networkx() -> None:
    n_ways = 0
    for seed in range(500):
        edges = _random_edges(seed)
        graph, ends = _as_networkx(edges), (edges[0].a_node, edges[-1].z_node)

        found = cheapest_path(edges, from_node=ends[0], to_node=ends[1])

        if not networkx.has_path(graph, *ends):
            assert found is None, seed
            continue
        assert found is not None, seed
        assert found.cost_m == networkx.dijkstra_path_length(graph, *ends), seed
        _assert_joined(found, edges, ends)
        reached = networkx.single_source_dijkstra_path_length(graph, ends[0])
        assert distances(edges, from_node=ends[0]) == reached, seed
        n_ways += bool(found.edges)

    assert n_ways > 200


def _assert_joined(path: Path, edges: list[Edge], ends: tuple[int, int]) -> None:
    by_id = {edge.edge_id: edge for edge in edges}
    assert (path.nodes[0], path.nodes[-1]) == ends
    assert sum(by_id[edge_id].cost_m for edge_id in path.edges) == path.cost_m
    for edge_id, here, there in zip(path.edges, path.nodes, path.nodes[1:], strict=False):
        assert {here, there} == {by_id[edge_id].a_node, by_id[edge_id].z_node}


def test_500_random_nets_fall_apart_where_they_do_in_trial() -> None:
    n_bridges = 0
    for seed in range(500):
        edges = _random_edges(seed)
        graph = _as_networkx(edges)
        n_parts = networkx.number_connected_components(graph)
        parting = set()
        for a, z, key in list(graph.edges(keys=True)):
            graph.remove_edge(a, z, key)
            if networkx.number_connected_components(graph) > n_parts:
                parting.add(key)
            graph.add_edge(a, z, key)

        assert bridges(edges) == parting, seed
        assert articulation_points(edges) == set(networkx.articulation_points(graph)), seed
        n_bridges += len(parting)

    assert n_bridges > 200
