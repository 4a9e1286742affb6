"""
Two ways that share as few risk groups as possible, as a mixed-integer programme.

Whether two ways exist that share no risk group is NP-hard; HiGHS (in SciPy) answers exactly.
Variables: for each of the two ways and each segment, whether the way takes it forwards and whether
backwards; for each way and risk group, whether the way touches the group; for each group, whether
both do. Where no risk groups matter, `disjoint` answers in a fraction of the time: ask it first.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count
from math import inf

import numpy as np
from numpy.typing import NDArray

from inventory.plant.disjoint import Arc, Segment, Way, decoded, in_order
from inventory.plant.guess import Net
from inventory.plant.search import Edge, distances


class UndecidedError(Exception):
    """The search for two ways was stopped by its limit before it could prove an answer."""


def fewest_shared_groups(net: Net, *, limit_s: float | None = None) -> tuple[Way, Way]:
    """
    Return two ways that meet in the fewest avoidable risk groups, however long they are.

    Raises:
        UndecidedError: the limit was reached.
        ValueError: there are no two ways at all.
    """
    model = _Model(net, at_most_m=inf)
    solution = model.solve(weights=dict.fromkeys(model.shared, 1.0), limit_s=limit_s)
    if solution is None:
        raise ValueError("there are no two ways")
    return model.ways(solution)


def shortest_with(
    net: Net, *, n_shared: int, at_most_m: float = inf, limit_s: float | None = None
) -> tuple[Way, Way] | None:
    """
    Return the two ways, shortest together, that meet in at most `n_shared` avoidable risk groups.

    `at_most_m` is the length of two such ways that are known; it makes the search much faster.
    None if there are none so short: that is a proof.

    Raises:
        UndecidedError: the limit was reached.
    """
    model = _Model(net, at_most_m=at_most_m)
    if not all(model.arcs):
        return None
    model.share_at_most(n_shared)
    solution = model.solve(weights=model.lengths, limit_s=limit_s)
    return None if solution is None else model.ways(solution)


@dataclass(slots=True)
class _Rows:
    """Constraints being written: least <= sum of factor x variable <= most, a row each."""

    rows: list[int] = field(default_factory=list)
    columns: list[int] = field(default_factory=list)
    factors: list[float] = field(default_factory=list)
    least: list[float] = field(default_factory=list)
    most: list[float] = field(default_factory=list)

    def add(self, terms: dict[int, float], *, least: float = -inf, most: float) -> None:
        row = len(self.most)
        self.rows.extend([row] * len(terms))
        self.columns.extend(terms)
        self.factors.extend(terms.values())
        self.least.append(least)
        self.most.append(most)


class _Model:
    """The variables by their places in the solution, and the constraints on them."""

    def __init__(self, net: Net, *, at_most_m: float) -> None:
        self._net = net
        counter = count()
        #: For each way, the arcs that it may take.
        self.arcs: list[dict[Arc, int]] = [
            {arc: next(counter) for place in places for arc in _arcs(place, net.segments)}
            for places in _near_enough(net, at_most_m)
        ]
        members = _members(net)
        #: For each way, whether it touches a group; then whether both do.
        self._touched = [{group: next(counter) for group in members} for _ in self.arcs]
        self._both = {group: next(counter) for group in members}
        self._n_variables = next(counter)
        self._rows = _Rows()
        self._lead_from_end_to_end()
        self._take_segments_once()
        self._touch(members)

    @property
    def shared(self) -> Collection[int]:
        """The variables that say whether both ways touch a group."""
        return self._both.values()

    @property
    def lengths(self) -> dict[int, float]:
        """How long each arc's segment is."""
        segments = self._net.segments
        return {
            at: segments[place].length_m for arcs in self.arcs for (place, _, _), at in arcs.items()
        }

    def share_at_most(self, n_shared: int) -> None:
        """Let both ways touch only so many groups."""
        if self.shared:
            self._rows.add(dict.fromkeys(self.shared, 1.0), most=n_shared)

    def ways(self, solution: NDArray[np.float64]) -> tuple[Way, Way]:
        """Return the two ways of a solution."""
        # What is shortest turns in no circle of any length, but may in one of no length.
        return in_order(
            self._net.segments,
            [
                decoded(
                    (arc for arc, at in arcs.items() if solution[at] > 0.5),
                    self._net.from_node,
                    self._net.to_node,
                )
                for arcs in self.arcs
            ],
        )

    def solve(
        self, *, weights: dict[int, float], limit_s: float | None
    ) -> NDArray[np.float64] | None:
        """Return the variables of least weight; None if the constraints cannot all hold."""
        # SciPy's optimizers cost 75 MB and up to two seconds: only who asks this pays for them.
        from scipy.optimize import Bounds, LinearConstraint, milp  # noqa: PLC0415 - see above
        from scipy.sparse import coo_array  # noqa: PLC0415 - see above

        rows, n_variables = self._rows, self._n_variables
        matrix = coo_array(
            (rows.factors, (rows.rows, rows.columns)), shape=(len(rows.most), n_variables)
        )
        objective = np.zeros(n_variables)
        objective[list(weights)] = list(weights.values())
        result = milp(
            objective,
            integrality=np.ones(n_variables),
            bounds=Bounds(0, 1),
            constraints=LinearConstraint(matrix.tocsr(), rows.least, rows.most),
            options={"mip_rel_gap": 0.0} | ({} if limit_s is None else {"time_limit": limit_s}),
        )
        if result.status == _INFEASIBLE:
            return None
        if result.status != _OPTIMAL:
            raise UndecidedError(result.message)
        solution: NDArray[np.float64] = result.x
        return solution

    def _lead_from_end_to_end(self) -> None:
        """Each way leaves its first node once, arrives at its last, and passes the others."""
        ends = {self._net.from_node: 1.0, self._net.to_node: -1.0}
        for arcs in self.arcs:
            at_node: dict[int, dict[int, float]] = {node: {} for node in ends}
            for (_, here, there), at in arcs.items():
                at_node.setdefault(here, {})[at] = 1.0
                at_node.setdefault(there, {})[at] = -1.0
            for node, terms in at_node.items():
                surplus = ends.get(node, 0.0)
                self._rows.add(terms, least=surplus, most=surplus)

    def _take_segments_once(self) -> None:
        for place, one in enumerate(self._net.segments):
            if one.segment_id not in self._net.both_on:
                taken = [at for arcs in self.arcs for at in self._at(arcs, place)]
                if taken:
                    self._rows.add(dict.fromkeys(taken, 1.0), most=1)

    def _touch(self, members: dict[int, list[int]]) -> None:
        """Who takes a segment touches its groups; who both touch is shared."""
        for group, places in members.items():
            for arcs, touched in zip(self.arcs, self._touched, strict=True):
                for place in places:
                    taken = dict.fromkeys(self._at(arcs, place), 1.0)
                    if taken:
                        self._rows.add({**taken, touched[group]: -1.0}, most=0)
            touches = {touched[group]: 1.0 for touched in self._touched}
            self._rows.add({**touches, self._both[group]: -1.0}, most=1)

    def _at(self, arcs: dict[Arc, int], place: int) -> list[int]:
        """Return the variables of a segment, if the way may take it at all."""
        return [arcs[arc] for arc in _arcs(place, self._net.segments) if arc in arcs]


#: What `milp` answers in `status`.
_OPTIMAL, _INFEASIBLE = 0, 2


def _near_enough(net: Net, at_most_m: float) -> list[list[int]]:
    """
    Return the places of the segments that each way can take, if both are no longer together.

    The first is to be the shorter one, so it has at most half; the second, what the shortest way
    there is leaves over.
    """
    edges = [Edge(one.segment_id, one.a_node, one.z_node, one.length_m) for one in net.segments]
    to_start = distances(edges, from_node=net.from_node)
    to_end = distances(edges, from_node=net.to_node)
    by_way = [
        one.length_m
        + min(
            to_start.get(one.a_node, inf) + to_end.get(one.z_node, inf),
            to_start.get(one.z_node, inf) + to_end.get(one.a_node, inf),
        )
        for one in net.segments
    ]
    shortest = to_start.get(net.to_node, 0.0)
    # A millimetre more: the sums were made in another order.
    limits = at_most_m / 2 + 0.001, at_most_m - shortest + 0.001
    return [
        [place for place, length_m in enumerate(by_way) if length_m <= limit] for limit in limits
    ]


def _arcs(place: int, segments: Sequence[Segment]) -> Iterator[Arc]:
    one = segments[place]
    yield place, one.a_node, one.z_node
    yield place, one.z_node, one.a_node


def _members(net: Net) -> dict[int, list[int]]:
    """Return the places of the segments of each risk group in which two ways could meet."""
    members: dict[int, list[int]] = {}
    for place, one in enumerate(net.segments):
        for group in one.groups - net.unavoidable:
            members.setdefault(group, []).append(place)
    # Who shares a group of one segment shares the segment, and that is forbidden already.
    return {group: places for group, places in members.items() if len(places) > 1}
