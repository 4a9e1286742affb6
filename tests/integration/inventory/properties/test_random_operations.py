"""
Random operations keep every truth of the plant; 10,000 of them: `pytest --soak 10000` on this file.

Each chapter is a transaction of its own with its own seed. After every operation the whole plant
is read and held against plain Python; now and then the product's answers are, too.
"""

import time
from collections import Counter

import pytest
from django.core.exceptions import ValidationError

from tests.integration.inventory.properties.answers import compare_answers
from tests.integration.inventory.properties.crew import Crew, Deed
from tests.integration.inventory.properties.picture import Picture, look, named
from tests.integration.inventory.properties.truths import amiss

pytestmark = pytest.mark.django_db

#: Operations a chapter; four chapters where no soak is asked for.
N_OPERATIONS = 250
N_CHAPTERS = 4
#: After so many operations the product's answers are compared.
EVERY = 50
#: The share of deeds that are taken back at once.
UNDONE = 0.3


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "seed" in metafunc.fixturenames:
        n_asked = metafunc.config.getoption("--soak") or N_CHAPTERS * N_OPERATIONS
        metafunc.parametrize("seed", range(-(-n_asked // N_OPERATIONS)))


def test_random_operations_keep_every_truth(seed: int) -> None:
    crew, told = Crew(seed), Counter[str]()
    before, begun = look(), time.monotonic()

    for step in range(N_OPERATIONS):
        deed = crew.next_deed(before)
        said = f"seed {seed}, step {step}: {deed.words}"
        try:
            made = deed.do()
        except ValidationError:
            told["refused"] += 1
            told[f"{deed.words.split()[0]} refused"] += 1
            assert look() == before, f"{said}: was refused, and changed something"
            continue
        told[deed.words.split()[0]] += 1
        after = look()
        assert not amiss(after), said
        if deed.undo is not None and crew.chance.random() < UNDONE:
            after = _take_back(deed, made, before, after, said)
            told["undone"] += 1
        if step % EVERY == EVERY - 1:
            compare_answers(after, crew.chance)
        before = after

    # Shown by `pytest -s`, for docs/benchmarks.md.
    took_s = time.monotonic() - begun
    print(f"\nseed {seed}: {N_OPERATIONS} operations, {took_s:.1f} s, {dict(told)}")  # noqa: T201 - as said


def _take_back(deed: Deed, made: object, before: Picture, after: Picture, said: str) -> Picture:
    """Undo a deed: the plant is as before, unless it brought light to what may not be parted."""
    assert deed.undo is not None
    try:
        deed.undo(made)
    except ValidationError:
        assert _n_running(after) > _n_running(before), f"{said}: cannot be taken back"
        assert look() == after, f"{said}: was not taken back, but changed something"
        return after
    again = look()
    assert named(again) == named(before), f"{said}: not taken back"
    return again


def _n_running(picture: Picture) -> int:
    return sum(path["is_running"] for path in picture.rows["circuitpath"].values())
