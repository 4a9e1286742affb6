"""
A plant that cannot be wrong: it looks at every piece of glass again for every question.

Fed by cases in the form of tests/golden/plant.md, or by random plants of that form. It answers
by cutting cables out and following the light anew; what it is compared with reads stored paths.
"""

import json
from collections.abc import Collection
from pathlib import Path
from random import Random
from typing import Any

from inventory.plant.verdicts import CircuitPaths, LightPath

Case = dict[str, Any]
#: Cable, fibre, node.
End = tuple[str, int, str]

GOLDEN: list[Case] = json.loads(
    (Path(__file__).parents[3] / "golden" / "plant_cases.json").read_text()
)["cases"]


def questions(case: Case, kind: str) -> list[Case]:
    """Return the questions of a kind that the conformance table asks of a case."""
    return [query for query in case["queries"] if query["kind"] == kind]


class Glass:
    """A case, with its names numbered in the order in which they stand there."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self.joined = {row["id"]: {row["a"], row["z"]} for row in case["segments"]}
        self.walks = {row["id"]: self.nodes_of(row) for row in case["cables"]}
        self.mates: dict[End, End] = {}
        for joint in case["joints"]:
            self.join(_end(joint["a"]), _end(joint["b"]))

    def join(self, a: End, b: End) -> None:
        self.mates |= {a: b, b: a}

    def numbers(self, kind: str) -> dict[str, int]:
        """Return name to number of the case's `nodes`, `segments`, `cables` or `circuits`."""
        return {row["id"]: number for number, row in enumerate(self.case[kind], start=1)}

    def nodes_of(self, cable: Case) -> list[str]:
        """Return the nodes along a cable."""
        nodes = [cable["from"]]
        for segment in cable["segments"]:
            (after,) = self.joined[segment] - {nodes[-1]}
            nodes.append(after)
        return nodes

    def follow(self, start: End, *, without: Collection[str] = ()) -> list[End]:
        """Return the ends that light passes from an end on, with these cables cut out."""
        passed: list[End] = []
        end: End | None = start
        while end is not None and end[0] not in without and end not in passed:
            walk = self.walks[end[0]]
            far = (end[0], end[1], walk[-1] if end[2] == walk[0] else walk[0])
            passed += [end, far]
            end = self.mates.get(far)
        return passed

    def runs(self, path: list[list[Any]], *, without: Collection[str] = ()) -> bool:
        """Say whether light entering at the first end leaves at the second."""
        first, last = map(_end, path)
        return self.follow(first, without=without)[-1:] == [last]

    def ends(self) -> list[End]:
        """Return all ends of all fibres."""
        return [
            (row["id"], fibre, node)
            for row in self.case["cables"]
            for fibre in range(1, row["fibres"] + 1)
            for node in (self.walks[row["id"]][0], self.walks[row["id"]][-1])
        ]

    def hit_by(self, cut: dict[str, str]) -> set[str]:
        """Return the cables that a cut goes through."""
        (kind, name) = next(iter(cut.items()))
        if kind == "cable":
            return {name}
        return {
            row["id"]
            for row in self.case["cables"]
            if name in (row["segments"] if kind == "segment" else self.walks[row["id"]])
        }

    def impact(self, circuit: Case, cables: Collection[str]) -> str:
        """Return what becomes of a circuit without these cables."""
        paths = [circuit[role] for role in ("working", "protect") if circuit.get(role)]
        if not self.runs(circuit["working"]):
            return "incomplete"
        before = [path for path in paths if self.runs(path)]
        after = [path for path in before if self.runs(path, without=cables)]
        if after == before:
            return "unaffected"
        return "unprotected" if after else "down"

    def stored(self) -> list[CircuitPaths]:
        """Return the circuits as the product stores them: by what their light runs over."""
        numbers = self.numbers("circuits")
        return [
            CircuitPaths(
                numbers[row["id"]],
                self._stored_path(row["working"]),
                self._stored_path(row["protect"]) if row.get("protect") else None,
            )
            for row in self.case["circuits"]
        ]

    def _stored_path(self, path: list[list[Any]]) -> LightPath:
        cables = {end[0] for end in self.follow(_end(path[0]))}
        rows = [row for row in self.case["cables"] if row["id"] in cables]
        segments, nodes = self.numbers("segments"), self.numbers("nodes")
        return LightPath(
            runs=self.runs(path),
            segments=frozenset(segments[one] for row in rows for one in row["segments"]),
            nodes=frozenset(nodes[one] for row in rows for one in self.walks[row["id"]]),
            cables=frozenset(self.numbers("cables")[one] for one in cables),
        )


def random_case(seed: int) -> Case:
    """Return a small plant: five places, cables of one or two segments, joints by chance."""
    chance = Random(seed)  # noqa: S311 - a repeatable choice, no secret
    nodes = [f"n{number}" for number in range(5)]
    segments = [
        {"id": f"s{number}", "a": a, "z": z, "length_m": chance.randint(1, 99)}
        for number in range(7)
        for a, z in [chance.sample(nodes, 2)]
    ]
    case: Case = {
        "nodes": [{"id": node} for node in nodes],
        "segments": segments,
        "risk_groups": [
            {"id": f"g{number}", "segments": [row["id"] for row in chance.sample(segments, 2)]}
            for number in range(chance.randint(0, 2))
        ],
        "cables": [_random_cable(chance, segments, f"c{number}") for number in range(6)],
        "joints": [],
        "circuits": [],
    }
    glass = Glass(case)
    ends = glass.ends()
    for _ in range(9):
        a, b = chance.sample(ends, 2)
        if a[2] == b[2] and not {a, b} & glass.mates.keys():
            case["joints"].append({"a": list(a), "b": list(b)})
            glass.join(a, b)
    case["circuits"] = [_random_circuit(chance, glass, ends, f"k{number}") for number in range(4)]
    return case


def _random_cable(chance: Random, segments: list[Case], name: str) -> Case:
    first = chance.choice(segments)
    start, middle = chance.sample([first["a"], first["z"]], 2)
    on = [row for row in segments if middle in (row["a"], row["z"]) and start not in row.values()]
    walk = [first, *chance.sample(on, min(len(on), chance.randint(0, 1)))]
    return {"id": name, "fibres": 2, "from": start, "segments": [row["id"] for row in walk]}


def _random_circuit(chance: Random, glass: Glass, ends: list[End], name: str) -> Case:
    """Return a circuit whose paths mostly run; about one in eight of them ends elsewhere."""
    paths = []
    for _ in ("working", "protect"):
        first = chance.choice(ends)
        last = chance.choice(ends) if chance.random() < 1 / 8 else glass.follow(first)[-1]
        paths.append([list(first), list(last)])
    circuit = {"id": name, "working": paths[0]}
    return circuit if chance.random() < 1 / 2 else {**circuit, "protect": paths[1]}


def _end(row: list[Any]) -> End:
    return row[0], row[1], row[2]
