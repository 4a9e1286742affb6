"""
The plant as a graph: cheapest ways, and what holds it together.

Several edges may join the same two nodes (cables in one trench, ducts side by side): each answer
reckons with that. rustworkx does the work; at 80,000 edges most time goes into handing them over.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import count, pairwise
from operator import itemgetter
from typing import NamedTuple

import rustworkx


class Edge(NamedTuple):
    """A piece of way between two nodes, usable in both directions; of cables: with free strands."""

    # A tuple, where the house has frozen dataclasses: 80,000 of them are read for one question,
    # and tuples are read in C.
    edge_id: int
    a_node: int
    z_node: int
    #: Metres, or whatever else shall be least; never negative.
    cost_m: float
    n_free: int = 0


@dataclass(frozen=True, slots=True)
class Path:
    """A way from its first node to its last: one edge between each two of its nodes."""

    edges: tuple[int, ...]
    nodes: tuple[int, ...]
    cost_m: float


def cheapest_path(
    edges: Iterable[Edge], *, from_node: int, to_node: int, n_free: int = 0
) -> Path | None:
    """
    Return the cheapest way over edges with at least `n_free` free strands; None if there is none.

    Between two nodes it takes the cheapest edge that joins them.
    """
    if from_node == to_node:
        return Path((), (from_node,), 0)
    usable = [edge for edge in edges if edge.n_free >= n_free]
    graph, numbers = _graph(usable)
    if from_node not in numbers or to_node not in numbers:
        return None
    costs = list(map(itemgetter(3), usable))
    try:
        # A* that expects nothing is Dijkstra, and builds one path; rustworkx's Dijkstra builds
        # the paths to all nodes on the way, which takes twice as long.
        walk = rustworkx.astar_shortest_path(
            graph, numbers[from_node], to_node.__eq__, costs.__getitem__, lambda _: 0.0
        )
    except rustworkx.NoPathFound:
        return None
    steps = [
        min(
            (usable[place] for place in graph.get_all_edge_data(here, there)),
            key=lambda edge: (edge.cost_m, edge.edge_id),
        )
        for here, there in pairwise(walk)
    ]
    return Path(
        edges=tuple(edge.edge_id for edge in steps),
        nodes=tuple(graph[number] for number in walk),
        cost_m=sum(edge.cost_m for edge in steps),
    )


def distances(edges: Sequence[Edge], *, from_node: int) -> dict[int, float]:
    """Return what the cheapest way to each node costs; nodes that no way reaches are left out."""
    graph, numbers = _graph(edges)
    if from_node not in numbers:
        return {from_node: 0.0}
    costs = list(map(itemgetter(3), edges))
    found = rustworkx.dijkstra_shortest_path_lengths(graph, numbers[from_node], costs.__getitem__)
    return {from_node: 0.0} | {graph[number]: cost for number, cost in found.items()}


def bridges(edges: Iterable[Edge]) -> frozenset[int]:
    """Return the edges without which what they join falls apart; of parallel ones, none."""
    parallel: dict[tuple[int, int], list[Edge]] = {}
    for edge in edges:
        if edge.a_node != edge.z_node:
            parallel.setdefault(_pair(edge.a_node, edge.z_node), []).append(edge)
    # rustworkx compares nodes: it takes for a bridge what has a second edge beside it. So it gets
    # one edge of each kind, and its word counts only where there is no second.
    graph, _ = _graph([several[0] for several in parallel.values()])
    # Its stubs promise one node a bridge; there are two.
    ends: set[tuple[int, ...]] = set(rustworkx.bridges(graph))
    found = (parallel[_pair(*map(graph.__getitem__, pair))] for pair in ends)
    return frozenset(several[0].edge_id for several in found if len(several) == 1)


def articulation_points(edges: Iterable[Edge]) -> frozenset[int]:
    """Return the nodes without which what they join falls apart."""
    graph, _ = _graph([edge for edge in edges if edge.a_node != edge.z_node])
    return frozenset(map(graph.__getitem__, rustworkx.articulation_points(graph)))


def _pair(one: int, other: int) -> tuple[int, int]:
    return (one, other) if one < other else (other, one)


def _graph(edges: Sequence[Edge]) -> tuple["rustworkx.PyGraph[int, int]", dict[int, int]]:
    """
    Return the graph of the edges, and the number that each node has in it.

    The graph holds the node at its number, and on each edge the edge's place in the sequence.
    """
    a_nodes, z_nodes = list(map(itemgetter(1), edges)), list(map(itemgetter(2), edges))
    numbers = dict(zip(dict.fromkeys(a_nodes + z_nodes), count(), strict=False))
    graph: rustworkx.PyGraph[int, int] = rustworkx.PyGraph()
    graph.add_nodes_from(list(numbers))
    # Plain numbers in short-lived tuples: with the edges themselves the collector runs over all
    # of them again and again, which doubles the time.
    ends = (map(numbers.__getitem__, nodes) for nodes in (a_nodes, z_nodes))
    graph.add_edges_from(list(zip(*ends, range(len(edges)), strict=True)))
    return graph, numbers
