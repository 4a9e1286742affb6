"""All golden cases pass through the command; hostile files end in a plain sentence."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from inventory.models import Cable, CableType, Circuit, OperatorArea, RouteNode
from tests import factories

pytestmark = pytest.mark.django_db

GOLDEN = Path(__file__).parents[3] / "golden" / "plant_cases.json"


def test_every_golden_case_is_answered_as_worked_out(capsys: pytest.CaptureFixture[str]) -> None:
    factories.make_area()
    n_types = CableType.objects.count()

    call_command("plant_conformance", str(GOLDEN), "--check")

    assert capsys.readouterr().out.startswith("44 cases, 911 queries, 0 different")
    assert OperatorArea.objects.exists()
    assert CableType.objects.count() == n_types
    for model in (Cable, Circuit, RouteNode):
        assert not model._default_manager.exists()


def _case(**parts: Any) -> dict[str, Any]:
    """Return a sound case: a cable from A to B, a circuit over it, one query."""
    return {
        "id": "X1",
        "nodes": [{"id": "A"}, {"id": "B"}],
        "segments": [{"id": "s1", "a": "A", "z": "B", "length_m": 10}],
        "risk_groups": [],
        "cables": [{"id": "c1", "fibres": 13, "from": "A", "segments": ["s1"]}],
        "joints": [],
        "circuits": [{"id": "k1", "working": [["c1", 1, "A"], ["c1", 1, "B"]]}],
        "queries": [{"id": "q1", "kind": "impact", "cut": {"segment": "s1"}}],
        "expected": {"q1": {"k1": "down"}},
    } | parts


def _run(tmp_path: Path, text: str | dict[str, Any], *more: str) -> int:
    file = tmp_path / "cases.json"
    file.write_text(text if isinstance(text, str) else json.dumps({"cases": [text]}))
    try:
        call_command("plant_conformance", str(file), *more)
    except SystemExit as end:
        return int(str(end.code))
    return 0


def test_answers_are_printed_without_a_look_at_what_is_expected(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    case = _case(expected={"q1": "nonsense"})

    assert _run(tmp_path, case) == 0
    assert json.loads(capsys.readouterr().out) == {"X1": {"q1": {"k1": "down"}}}
    del case["expected"]
    assert _run(tmp_path, case) == 0


def test_a_difference_is_printed_and_ends_in_1(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _run(tmp_path, _case(), "--check") == 0
    capsys.readouterr()

    assert _run(tmp_path, _case(expected={"q1": {"k1": "unaffected"}, "q2": 1}), "--check") == 1

    told = capsys.readouterr().out
    assert 'X1 q1: expected {"k1": "unaffected"}, answered {"k1": "down"}' in told
    assert "X1 q2: expected 1, answered null" in told


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("", "not JSON"),
        ("[", "not JSON"),
        ('{"cases": [{"id": NaN}]}', "NaN"),
        ("[" * 100_000, "not JSON"),
        ("[]", "is not an object"),
        ("{}", "lacks 'cases'"),
        ('{"cases": 3}', "is not a list"),
        ('{"cases": [3]}', "is not an object"),
        ('{"cases": [{}]}', "lacks 'id'"),
    ],
)
def test_what_is_no_file_of_cases_ends_in_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, word: str
) -> None:
    assert _run(tmp_path, text) == 2
    assert word in capsys.readouterr().err


@pytest.mark.parametrize(
    ("parts", "word"),
    [
        ({"nodes": None}, "nodes: is not a list"),
        ({"nodes": [{"id": "A"}, {"id": "A"}]}, "'A' is there twice"),
        ({"segments": [{"id": "s1", "a": "A", "z": "B"}]}, "lacks 'length_m'"),
        ({"segments": [{"id": "s1", "a": "A", "z": "B", "length_m": -1}]}, "no length"),
        ({"segments": [{"id": "s1", "a": "A", "z": "Z", "length_m": 1}]}, "no node 'Z'"),
        ({"segments": [{"id": "s1", "a": "A", "z": "A", "length_m": 1}]}, "refused"),
        ({"joints": [{"a": ["c1", 1, "A"], "b": ["c9", 1, "A"]}]}, "no end"),
        ({"joints": [{"a": ["c1", 1, "A"], "b": ["c1", 2, "B"]}]}, "refused"),
        ({"circuits": [{"id": "k1"}]}, "circuit k1: lacks 'working'"),
        ({"circuits": [{"id": "k1", "working": [["c1", 1, "A"]]}]}, "has 1 entries"),
        ({"cables": [{"id": "c1", "fibres": "2", "from": "A", "segments": []}]}, "whole number"),
        ({"cables": [{"id": "c1", "fibres": 10**9, "from": "A", "segments": ["s1"]}]}, "fibres"),
        ({"cables": [{"id": "c1", "fibres": 0, "from": "A", "segments": ["s1"]}]}, "refused"),
        ({"queries": [{"id": "q1", "kind": "weather"}]}, "query q1: kind 'weather' is not known"),
        ({"queries": [{"id": "q1", "kind": "impact", "cut": {"moon": "s1"}}]}, "query q1, cut"),
        ({"queries": [{"id": "q1", "kind": "impact", "cut": {"node": "Z"}}]}, "no node 'Z'"),
        ({"queries": [{"id": "q1", "kind": "trace", "end": ["c1", 99, "A"]}]}, "no end"),
        ({"queries": [{"id": "q1", "kind": "refuse", "op": {"paint": 1}}]}, "query q1, op"),
        ({"queries": [{"id": "q1", "kind": "refuse", "op": {"delete_cable": "c9"}}]}, "'c9'"),
    ],
)
def test_a_case_that_cannot_be_used_is_named_and_ends_in_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], parts: dict[str, Any], word: str
) -> None:
    assert _run(tmp_path, _case(**parts)) == 2

    told = capsys.readouterr().err
    assert word in told
    assert "X1" in told


def test_a_file_that_is_not_there_ends_in_2(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        call_command("plant_conformance", "/nowhere/at/all.json")

    assert end.value.code == 2
    assert "cannot be read" in capsys.readouterr().err


def test_a_new_cable_without_fibres_is_refused_by_the_product(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cables = {
        "none": {"id": "c2", "fibres": 0, "from": "A", "segments": ["s1"]},
        "taken": {"id": "c1", "fibres": 13, "from": "A", "segments": ["s1"]},
        "nowhere": {"id": "c2", "fibres": 1, "from": "Z", "segments": ["s1"]},
        "lost": {"id": "c2", "fibres": 1, "from": "A", "segments": ["s9"]},
        "empty": {"id": "c2", "fibres": 1, "from": "A", "segments": []},
        "twice": {"id": "c2", "fibres": 1, "from": "A", "segments": ["s1", "s1"]},
        "sound": {"id": "c2", "fibres": 1, "from": "A", "segments": ["s1"]},
    }
    queries = [
        {"id": name, "kind": "refuse", "op": {"cable": cable}} for name, cable in cables.items()
    ]

    assert _run(tmp_path, _case(queries=queries)) == 0

    told = json.loads(capsys.readouterr().out)["X1"]
    assert told == dict.fromkeys(cables, True) | {"sound": False}
