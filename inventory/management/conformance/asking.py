"""The questions of a conformance case, put to the functions that the pages use."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction

from inventory.management.conformance.building import NOTHING, REFUSED, Built, Catalogue, build
from inventory.management.conformance.cases import Case, CasesError, Query
from inventory.operations.cables import delete_cable
from inventory.operations.joints import join
from inventory.plant.diversity import UndecidedError
from inventory.queries.impact import Cut, verdicts
from inventory.queries.paths import diverse_ways
from inventory.queries.resilience import FailurePoint, failure_points
from inventory.queries.trace import trace

#: Metres are told to the micrometre: sums of floats end in noise.
DECIMALS = 6


@contextmanager
def rolled_back() -> Iterator[None]:
    """Run a transaction, or a part of one, that leaves nothing behind."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def answers(case: Case, catalogue: Catalogue) -> dict[str, Any]:
    """
    Return the answer to each query of a case, on its plant as built; nothing is kept of it.

    Raises:
        CasesError: the plant is refused, or a query asks for what it has not.
    """
    with rolled_back():
        built = build(case, catalogue)
        return {query.name: _ASKED[query.kind](built, query) for query in case.queries}


def _trace(built: Built, query: Query) -> dict[str, Any]:
    if query.end is None:
        raise AssertionError("a trace begins at an end")
    cable_of = {pk: name for name, pk in built.cables.items()}
    node_of = {pk: name for name, pk in built.nodes.items()}
    light = trace(built.end(query.end))
    return {
        "hops": [
            [cable_of[hop.cable_id or NOTHING], hop.strand_number, node_of[node_id]]
            for hop in light.hops
            for node_id in (hop.from_node_id, hop.to_node_id)
        ],
        "end": light.end.value,
        "length_m": _metres(light.length_m),
    }


def _impact(built: Built, query: Query) -> dict[str, str]:
    if query.cut is None:
        raise AssertionError("an impact is that of a cut")
    kind, name = query.cut
    element = built.id_of(kind, name)
    cut = {
        "segment": Cut(segment_id=element),
        "node": Cut(node_id=element),
        "cable": Cut(cable_id=element),
    }[kind]
    verdict_of = verdicts([cut])
    return {name: verdict_of[pk].value for name, pk in built.circuits.items()}


def _spof(built: Built, _query: Query) -> dict[str, dict[str, int]]:
    # Counted over this case's circuits: the plant that is there has points of its own.
    ours = frozenset(built.circuits.values())
    points = [point for point in failure_points() if point.circuits & ours]
    return {
        "segments": _counts(points, "segment", built.segments, ours),
        "nodes": _counts(points, "node", built.nodes, ours),
    }


def _counts(
    points: list[FailurePoint], kind: str, rows: dict[str, int], ours: frozenset[int]
) -> dict[str, int]:
    name_of = {pk: name for name, pk in rows.items()}
    return {
        name_of[point.element_id]: len(point.circuits & ours)
        for point in points
        if point.kind == kind
    }


def _diverse(built: Built, query: Query) -> dict[str, Any]:
    if query.between is None:
        raise AssertionError("diverse ways lead from somewhere to somewhere")
    from_node, to_node = (built.id_of("node", name) for name in query.between)
    try:
        pair = diverse_ways(from_node_id=from_node, to_node_id=to_node).pair
    except UndecidedError as error:
        raise CasesError(f"case {built.case.name}, query {query.name}: {error}") from error
    return {
        "feasible": pair.feasible,
        "length_m": _metres(pair.length_m),
        "shared_m": _metres(pair.shared_m),
    }


def _refuse(built: Built, query: Query) -> bool:
    """Return whether the product refuses an operation; it is undone whatever it does."""
    with rolled_back():
        try:
            with transaction.atomic():
                if query.joint is not None:
                    a_end, z_end = (built.ends.get(end, NOTHING) for end in query.joint)
                    join(a_end=a_end, z_end=z_end)
                elif query.cable is not None:
                    built.make_cable(query.cable)
                elif query.cut is not None:
                    delete_cable(cable_id=built.id_of(*query.cut))
        except REFUSED:
            return True
    return False


def _metres(length_m: float | None) -> float | None:
    if length_m is None:
        return None
    rounded = round(length_m, DECIMALS)
    return int(rounded) if rounded == int(rounded) else rounded


_ASKED = {
    "trace": _trace,
    "impact": _impact,
    "spof": _spof,
    "diverse": _diverse,
    "refuse": _refuse,
}
