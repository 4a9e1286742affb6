"""What the tests of all rules share: how a breach is written down, and how it is tried."""

from collections.abc import Callable, Mapping
from fnmatch import fnmatch

import pytest

from tests.integration.inventory.refusals.conftest import Plant
from tests.integration.inventory.refusals.writing import PROTECTED, WAYS, Write, refused

#: A sentence to the constraint that refuses it (`*` stands for what Django adds to a name, `|`
#: for either), and the writes that break it.
Breaches = Mapping[str, tuple[str, Callable[[Plant], list[Write]]]]


def each_way(breaches: Breaches) -> pytest.MarkDecorator:
    """Parametrise a test with every breach, in each of the three ways to write."""
    return pytest.mark.parametrize(
        ("constraint", "breach", "way"),
        [
            pytest.param(constraint, breach, way, id=f"{told} ({name})")
            for told, (constraint, breach) in breaches.items()
            for name, way in WAYS.items()
        ],
    )


def try_breach(
    plant: Plant,
    constraint: str,
    breach: Callable[[Plant], list[Write]],
    way: Callable[[Write], None],
) -> None:
    """Hold that a breach is refused by the constraint, and told in plain words."""
    refusal = refused(breach(plant), way)

    if refusal.constraint != PROTECTED:
        assert any(fnmatch(refusal.constraint, one) for one in constraint.split("|")), refusal
        # Django's own foreign keys refuse only what an operation never tries.
        assert refusal.told or "_fk_" in refusal.constraint, refusal
