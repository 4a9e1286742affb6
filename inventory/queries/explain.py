"""Which single risk of the plant explains the circuits that are down; from stored hops."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from inventory.models import Cable, RiskGroup, RouteNode, RouteSegment
from inventory.plant.verdicts import LightPath
from inventory.queries.stored import RiskGroups, risk_groups, stored_circuits


@dataclass(frozen=True, slots=True)
class Explanation:
    """
    One thing whose failure takes down exactly `circuits`, all of which are down.

    `kind` is "segment", "group" (of risk), "cable" or "node".
    """

    kind: str
    element_id: int
    #: Its code or name.
    label: str
    circuits: frozenset[int]
    #: How many circuits have a path over it at all: how much else would have to have survived.
    n_circuits_over: int


#: The smaller risk first.
_KINDS = ("segment", "group", "cable", "node")


def explain_by_plant(
    down_circuit_ids: Collection[int], *, unseen_circuit_ids: Collection[int] = frozenset()
) -> list[Explanation]:
    """
    Return the single risks that explain circuits that are down, the best first.

    A risk explains if by itself it takes down at least two circuits and all those are down: one
    that still works acquits it. Circuits of which nothing is known (unseen) neither accuse nor
    acquit. First comes what explains most, then the smaller kind of risk, then what fewer circuits
    run over. A fixed number of queries.
    """
    groups = risk_groups()
    taken: defaultdict[tuple[str, int], set[int]] = defaultdict(set)
    over: defaultdict[tuple[str, int], set[int]] = defaultdict(set)
    for circuit in stored_circuits():
        if not circuit.running:
            continue
        each = [_risks(path, groups) for path in circuit.running]
        for risk in set[tuple[str, int]]().union(*each):
            over[risk].add(circuit.circuit_id)
        if circuit.circuit_id not in unseen_circuit_ids:
            for risk in set.intersection(*each):
                taken[risk].add(circuit.circuit_id)
    down = frozenset(down_circuit_ids)
    explaining = {risk: ids for risk, ids in taken.items() if len(ids) > 1 and ids <= down}
    labels = _labels(explaining)
    found = [
        Explanation(*risk, labels.get(risk, ""), frozenset(ids), len(over[risk]))
        for risk, ids in explaining.items()
    ]
    return sorted(
        found,
        key=lambda one: (
            -len(one.circuits),
            _KINDS.index(one.kind),
            one.n_circuits_over,
            one.element_id,
        ),
    )


def _risks(path: LightPath, groups: RiskGroups) -> set[tuple[str, int]]:
    return {
        (kind, one)
        for kind, elements in (
            ("segment", path.segments),
            ("node", path.nodes),
            ("cable", path.cables),
            ("group", groups.of_path(path)),
        )
        for one in elements
    }


def _labels(risks: Iterable[tuple[str, int]]) -> dict[tuple[str, int], str]:
    ids: defaultdict[str, list[int]] = defaultdict(list)
    for kind, one in risks:
        ids[kind].append(one)
    rows = {
        "segment": RouteSegment.objects.filter(pk__in=ids["segment"]).values_list("pk", "code"),
        "group": RiskGroup.objects.filter(pk__in=ids["group"]).values_list("pk", "name"),
        "cable": Cable.objects.filter(pk__in=ids["cable"]).values_list("pk", "code"),
        "node": RouteNode.objects.filter(pk__in=ids["node"]).values_list("pk", "code"),
    }
    return {(kind, pk): label for kind, pairs in rows.items() for pk, label in pairs}
