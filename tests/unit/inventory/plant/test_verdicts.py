"""What a cut does to circuits: drawn, by the conformance table, and against glass cut in trial."""

from typing import Any

import pytest

from inventory.plant.verdicts import CircuitPaths, Impact, LightPath, impact_of, impacts
from tests.unit.inventory.plant.glass import GOLDEN, Glass, questions, random_case

SHORT = LightPath(runs=True, segments=frozenset({1, 2}), nodes=frozenset({1, 2, 3}))
LONG = LightPath(runs=True, segments=frozenset({1, 3, 4}), nodes=frozenset({1, 2, 3, 4}))
BROKEN = LightPath(runs=False, segments=frozenset({5}))


def _impact(*, working: LightPath, protect: LightPath | None, segment: int) -> Impact:
    return impacts([CircuitPaths(7, working, protect)], segments=[segment])[7]


def _impact_of_cut(stored: list[CircuitPaths], kind: str, number: int) -> list[Impact]:
    return list(impacts(stored, **{f"{kind}s": [number]}).values())


def test_a_cut_of_what_both_paths_share_is_down() -> None:
    """
    1 --s1-- 2 --s2-- 3
             2 -s3- 4 -s4- 3
    """
    assert _impact(working=SHORT, protect=LONG, segment=1) is Impact.DOWN


@pytest.mark.parametrize("segment", [2, 3])
def test_a_cut_of_one_of_two_paths_is_unprotected(segment: int) -> None:
    assert _impact(working=SHORT, protect=LONG, segment=segment) is Impact.UNPROTECTED


def test_a_cut_elsewhere_is_unaffected() -> None:
    assert _impact(working=SHORT, protect=LONG, segment=9) is Impact.UNAFFECTED


def test_a_circuit_without_a_working_path_is_incomplete_whatever_is_cut() -> None:
    assert _impact(working=BROKEN, protect=SHORT, segment=1) is Impact.INCOMPLETE
    assert _impact(working=BROKEN, protect=None, segment=5) is Impact.INCOMPLETE


def test_a_protect_path_that_does_not_run_protects_from_nothing() -> None:
    assert _impact(working=SHORT, protect=BROKEN, segment=2) is Impact.DOWN
    assert _impact(working=SHORT, protect=BROKEN, segment=5) is Impact.UNAFFECTED


def test_what_is_hit_may_be_anything_that_the_caller_knows() -> None:
    assert (
        impact_of(working=SHORT, protect=LONG, is_hit=lambda path: path is LONG)
        is Impact.UNPROTECTED
    )


def test_elements_named_together_are_cut_at_once() -> None:
    one = CircuitPaths(7, SHORT, LONG)

    assert impacts([one], segments=[2], nodes=[4]) == {7: Impact.DOWN}


@pytest.mark.parametrize("case", GOLDEN, ids=[case["id"] for case in GOLDEN])
def test_impact_is_that_of_the_conformance_table(case: dict[str, Any]) -> None:
    glass = Glass(case)
    stored = glass.stored()
    for query in questions(case, "impact"):
        ((kind, name),) = query["cut"].items()

        found = _impact_of_cut(stored, kind, glass.numbers(f"{kind}s")[name])

        answer = dict(zip(glass.numbers("circuits"), found, strict=True))
        assert answer == case["expected"][query["id"]]


def test_500_random_plants_say_the_same_as_glass_that_is_cut_in_trial() -> None:
    seen = set()
    for seed in range(500):
        glass = Glass(random_case(seed))
        stored = glass.stored()
        for kind in ("segment", "node", "cable"):
            for name, number in glass.numbers(f"{kind}s").items():
                found = _impact_of_cut(stored, kind, number)

                hit = glass.hit_by({kind: name})
                wanted = [glass.impact(row, hit) for row in glass.case["circuits"]]
                assert found == wanted, (seed, kind, name)
                seen.update(wanted)

    assert seen == set(Impact)
