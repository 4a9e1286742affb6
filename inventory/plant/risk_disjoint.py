"""
Two ways that share as few risk groups as possible, as a mixed-integer programme.

Whether two ways exist that share no risk group is NP-hard; HiGHS (in SciPy) answers exactly.
Variables: for each of the two ways and each segment, whether the way takes it forwards and whether
backwards; for each way and risk group, whether the way touches the group; for each group, whether
both do. Where no risk groups matter, `disjoint` answers in a fraction of the time: ask it first.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from inventory.plant.disjoint import Arc, Segment, Way, decoded, in_order

_WAYS = (0, 1)


class UndecidedError(Exception):
    """The search for two ways was stopped by its limit before it could prove an answer."""


@dataclass(frozen=True, slots=True)
class Question:
    """Which two ways lead from one node to the other; both may run on the segments `both_on`."""

    segments: Sequence[Segment]
    from_node: int
    to_node: int
    both_on: frozenset[int] = frozenset()
    #: The search gives up after so many seconds; None: never.
    limit_s: float | None = None


def fewest_shared_groups(question: Question) -> int:
    """
    Return in how many risk groups the two ways must meet, those of `both_on` not counted.

    Raises:
        UndecidedError: the limit was reached.
        ValueError: there are no two ways at all.
    """
    model = _Model(question)
    solution = model.solve(weights=dict.fromkeys(model.shared, 1.0), n_shared=None)
    if solution is None:
        raise ValueError("there are no two ways")
    return round(sum(solution[list(model.shared)]))


def shortest_with(question: Question, *, n_shared: int) -> tuple[Way, Way] | None:
    """
    Return the two ways, shortest together, that meet in at most `n_shared` risk groups.

    None if there are none: that is a proof.

    Raises:
        UndecidedError: the limit was reached.
    """
    model = _Model(question)
    solution = model.solve(weights=model.lengths, n_shared=n_shared)
    if solution is None:
        return None
    return in_order(
        question.segments,
        [
            # The optimum has no circles of any length, but may have some of no length.
            decoded(
                (arc for arc, at in model.arcs[way].items() if solution[at] > 0.5),
                question.from_node,
                question.to_node,
            )
            for way in _WAYS
        ],
    )


@dataclass(slots=True)
class _Rows:
    """Constraints being written: least <= sum of factor x variable <= most, a row each."""

    rows: list[int] = field(default_factory=list)
    columns: list[int] = field(default_factory=list)
    factors: list[float] = field(default_factory=list)
    least: list[float] = field(default_factory=list)
    most: list[float] = field(default_factory=list)

    def add(self, terms: dict[int, float], *, least: float = -np.inf, most: float) -> None:
        row = len(self.most)
        self.rows.extend([row] * len(terms))
        self.columns.extend(terms)
        self.factors.extend(terms.values())
        self.least.append(least)
        self.most.append(most)


class _Model:
    """The variables by their places in the solution, and the constraints on them."""

    def __init__(self, question: Question) -> None:
        self._question = question
        places = range(len(question.segments))
        counter = iter(range(10**9))
        #: For each way, its arcs.
        self.arcs: list[dict[Arc, int]] = [
            {arc: next(counter) for place in places for arc in _arcs(place, question.segments)}
            for _ in _WAYS
        ]
        self._members = _members(question)
        #: For each way, whether it touches a group; then whether both do.
        touched = [{group: next(counter) for group in self._members} for _ in _WAYS]
        both = {group: next(counter) for group in self._members}
        self.shared = both.values()
        self._n_variables = next(counter)
        self.lengths = {
            at: question.segments[place].length_m
            for way in _WAYS
            for (place, _, _), at in self.arcs[way].items()
        }
        self._rows = _Rows()
        self._lead_from_end_to_end()
        self._take_segments_once()
        for group, members in self._members.items():
            for way in _WAYS:
                for place in members:
                    taken = {self.arcs[way][arc]: 1.0 for arc in _arcs(place, question.segments)}
                    self._rows.add({**taken, touched[way][group]: -1.0}, most=0)
            self._rows.add(
                {touched[0][group]: 1.0, touched[1][group]: 1.0, both[group]: -1.0}, most=1
            )

    def solve(
        self, *, weights: dict[int, float], n_shared: int | None
    ) -> NDArray[np.float64] | None:
        """Return the variables of least weight; None if the constraints cannot all hold."""
        # SciPy's optimizers cost 75 MB and up to two seconds: only who asks this pays for them.
        from scipy.optimize import Bounds, LinearConstraint, milp  # noqa: PLC0415 - see above
        from scipy.sparse import coo_array  # noqa: PLC0415 - see above

        if n_shared is not None and self.shared:
            self._rows.add(dict.fromkeys(self.shared, 1.0), most=n_shared)
        rows, n_variables = self._rows, self._n_variables
        matrix = coo_array(
            (rows.factors, (rows.rows, rows.columns)), shape=(len(rows.most), n_variables)
        )
        objective = np.zeros(n_variables)
        objective[list(weights)] = list(weights.values())
        options = {"mip_rel_gap": 0.0}
        if self._question.limit_s is not None:
            options["time_limit"] = self._question.limit_s
        result = milp(
            objective,
            integrality=np.ones(n_variables),
            bounds=Bounds(0, 1),
            constraints=LinearConstraint(matrix.tocsr(), rows.least, rows.most),
            options=options,
        )
        if result.status == _INFEASIBLE:
            return None
        if result.status != _OPTIMAL:
            raise UndecidedError(result.message)
        solution: NDArray[np.float64] = result.x
        return solution

    def _lead_from_end_to_end(self) -> None:
        """Each way leaves its first node once, arrives at its last, and passes the others."""
        ends = {self._question.from_node: 1.0, self._question.to_node: -1.0}
        for arcs in self.arcs:
            at_node: dict[int, dict[int, float]] = {}
            for (_, here, there), at in arcs.items():
                at_node.setdefault(here, {})[at] = 1.0
                at_node.setdefault(there, {})[at] = -1.0
            for node, terms in at_node.items():
                surplus = ends.get(node, 0.0)
                self._rows.add(terms, least=surplus, most=surplus)

    def _take_segments_once(self) -> None:
        segments = self._question.segments
        for place, one in enumerate(segments):
            if one.segment_id not in self._question.both_on:
                taken = (arcs[arc] for arcs in self.arcs for arc in _arcs(place, segments))
                self._rows.add(dict.fromkeys(taken, 1.0), most=1)


#: What `milp` answers in `status`.
_OPTIMAL, _INFEASIBLE = 0, 2


def _arcs(place: int, segments: Sequence[Segment]) -> Iterator[Arc]:
    one = segments[place]
    yield place, one.a_node, one.z_node
    yield place, one.z_node, one.a_node


def _members(question: Question) -> dict[int, Collection[int]]:
    """Return the places of the segments of each risk group in which two ways could meet."""
    unavoidable = frozenset[int]().union(
        *(one.groups for one in question.segments if one.segment_id in question.both_on)
    )
    members: dict[int, list[int]] = {}
    for place, one in enumerate(question.segments):
        for group in one.groups - unavoidable:
            members.setdefault(group, []).append(place)
    # Who shares a group of one segment shares the segment, and that is forbidden already.
    return {group: places for group, places in members.items() if len(places) > 1}
