"""
Conformance cases as values, read from JSON that may be anything; the form: tests/golden/plant.md.

What is expected is kept apart from the case, so that no one who builds or asks can look at it.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from math import isfinite
from pathlib import Path
from typing import Any, NoReturn

#: More than this is no file of cases.
MAX_BYTES = 50_000_000
CUTS = ("segment", "node", "cable")
LEGS = ("working", "protect")

#: Cable, fibre, node.
End = tuple[str, int, str]


class CasesError(ValueError):
    """The file holds no conformance cases, or one that cannot be built; says where and why."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A segment between two nodes."""

    name: str
    a: str
    z: str
    length_m: float


@dataclass(frozen=True, slots=True)
class Cable:
    """A cable along segments, from a node on."""

    name: str
    fibres: int
    from_node: str
    segments: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Query:
    """A question; which fields are said depends on its kind."""

    name: str
    kind: str
    end: End | None = None
    #: What is cut, or deleted: its kind and name.
    cut: tuple[str, str] | None = None
    between: tuple[str, str] | None = None
    joint: tuple[End, End] | None = None
    cable: Cable | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """A small plant and what is asked of it."""

    name: str
    nodes: tuple[str, ...]
    segments: tuple[Segment, ...]
    risk_groups: Mapping[str, tuple[str, ...]]
    cables: tuple[Cable, ...]
    joints: tuple[tuple[End, End], ...]
    #: Circuit to its legs, each from one end to another.
    circuits: Mapping[str, Mapping[str, tuple[End, End]]]
    queries: tuple[Query, ...]


@dataclass(frozen=True, slots=True)
class Cases:
    """All cases of a file; `expected` by case and query, for comparing only."""

    cases: tuple[Case, ...]
    expected: Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of the file that knows where it stands."""

    value: Any
    where: str

    def wrong(self, why: str) -> CasesError:
        return CasesError(f"{self.where}: {why}")

    def key(self, name: str) -> "_Part":
        if not isinstance(self.value, dict):
            raise self.wrong("is not an object")
        if name not in self.value:
            raise self.wrong(f"lacks {name!r}")
        return _Part(self.value[name], f"{self.where}, {name}")

    def has(self, name: str) -> bool:
        return isinstance(self.value, dict) and self.value.get(name) is not None

    def items(self, *, n: int | None = None) -> list["_Part"]:
        if not isinstance(self.value, list):
            raise self.wrong("is not a list")
        if n is not None and len(self.value) != n:
            raise self.wrong(f"has {len(self.value)} entries where {n} are wanted")
        return [_Part(one, f"{self.where} {at}") for at, one in enumerate(self.value, start=1)]

    def text(self) -> str:
        if not isinstance(self.value, str):
            raise self.wrong("is not a text")
        return self.value

    def whole(self) -> int:
        if not isinstance(self.value, int) or isinstance(self.value, bool):
            raise self.wrong("is not a whole number")
        return self.value

    def metres(self) -> float:
        if not isinstance(self.value, int | float) or isinstance(self.value, bool):
            raise self.wrong("is not a number")
        if not isfinite(self.value) or not 0 < self.value < 1e9:
            raise self.wrong("is no length in metres")
        return float(self.value)


def read_cases(path: Path) -> Cases:
    """
    Return the cases of a file.

    Raises:
        CasesError: there is none such, or it is not of the form; names the case.
    """
    try:
        if path.stat().st_size > MAX_BYTES:
            raise CasesError(f"{path}: is larger than {MAX_BYTES} bytes")
        whole = json.loads(path.read_text(encoding="utf-8"), parse_constant=_no_number)
    except OSError as error:
        raise CasesError(f"{path}: cannot be read: {error.strerror}") from error
    except (ValueError, RecursionError) as error:
        raise CasesError(f"{path}: is not JSON: {error}") from error
    parts = _Part(whole, path.name).key("cases").items()
    cases = tuple(_case(part) for part in parts)
    _refuse_twice([case.name for case in cases], path.name)
    expected = {
        case.name: part.value["expected"]
        for case, part in zip(cases, parts, strict=True)
        if isinstance(part.value.get("expected"), dict)
    }
    return Cases(cases, expected)


def _no_number(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number")


def _refuse_twice(names: list[str], where: str) -> None:
    if twice := {name for name in names if names.count(name) > 1}:
        raise CasesError(f"{where}: {min(twice)!r} is there twice")


def _case(part: _Part) -> Case:
    name = part.key("id").text()
    part = _Part(part.value, f"case {name}")
    case = Case(
        name=name,
        nodes=tuple(one.key("id").text() for one in part.key("nodes").items()),
        segments=tuple(map(_segment, part.key("segments").items())),
        risk_groups={
            one.key("id").text(): tuple(s.text() for s in one.key("segments").items())
            for one in part.key("risk_groups").items()
        },
        cables=tuple(map(_cable, part.key("cables").items())),
        joints=tuple(map(_joint, part.key("joints").items())),
        circuits={one.key("id").text(): _legs(one, name) for one in part.key("circuits").items()},
        queries=tuple(_query(one, name) for one in part.key("queries").items()),
    )
    for what in (case.nodes, case.segments, case.cables, case.queries):
        _refuse_twice([one if isinstance(one, str) else one.name for one in what], part.where)
    return case


def _segment(part: _Part) -> Segment:
    return Segment(
        part.key("id").text(),
        part.key("a").text(),
        part.key("z").text(),
        part.key("length_m").metres(),
    )


def _cable(part: _Part) -> Cable:
    return Cable(
        part.key("id").text(),
        part.key("fibres").whole(),
        part.key("from").text(),
        tuple(one.text() for one in part.key("segments").items()),
    )


def _end(part: _Part) -> End:
    cable, fibre, node = part.items(n=3)
    return cable.text(), fibre.whole(), node.text()


def _joint(part: _Part) -> tuple[End, End]:
    return _end(part.key("a")), _end(part.key("b"))


def _legs(part: _Part, case: str) -> dict[str, tuple[End, End]]:
    part = _Part(part.value, f"case {case}, circuit {part.key('id').text()}")
    part.key("working")
    legs = {}
    for leg in LEGS:
        if part.has(leg):
            a_end, z_end = part.key(leg).items(n=2)
            legs[leg] = _end(a_end), _end(z_end)
    return legs


def _query(part: _Part, case: str) -> Query:
    name, kind = part.key("id").text(), part.key("kind").text()
    part = _Part(part.value, f"case {case}, query {name}")
    if kind == "trace":
        return Query(name, kind, end=_end(part.key("end")))
    if kind == "impact":
        return Query(name, kind, cut=_cut(part.key("cut")))
    if kind == "spof":
        return Query(name, kind)
    if kind == "diverse":
        return Query(name, kind, between=(part.key("from").text(), part.key("to").text()))
    if kind == "refuse":
        return _refusal(name, part.key("op"))
    raise part.wrong(f"kind {kind!r} is not known")


def _cut(part: _Part) -> tuple[str, str]:
    said = [kind for kind in CUTS if part.has(kind)]
    if len(said) != 1:
        raise part.wrong("names not one segment, node or cable")
    return said[0], part.key(said[0]).text()


def _refusal(name: str, op: _Part) -> Query:
    if op.has("joint"):
        return Query(name, "refuse", joint=_joint(op.key("joint")))
    if op.has("cable"):
        return Query(name, "refuse", cable=_cable(op.key("cable")))
    if op.has("delete_cable"):
        return Query(name, "refuse", cut=("cable", op.key("delete_cable").text()))
    raise op.wrong("is neither a joint, nor a cable, nor delete_cable")
