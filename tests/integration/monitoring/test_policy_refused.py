"""A policy version that no calendar can be made of is refused, by its column."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError

from tests import factories

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("weekly", {"0": [["07:00", "25:00"]]}),
        ("weekly", {"7": [["07:00", "12:00"]]}),
        ("weekly", {"0": [["07:00"]]}),
        ("weekly", ["07:00"]),
        ("closed_dates", ["2026-02-30"]),
        ("closed_dates", "tomorrow"),
        ("extra_dates", {"2026-06-10": [["12:00", "11:00"]]}),
    ],
)
def test_hours_that_are_none_are_refused(column: str, value: Any) -> None:
    policy = factories.make_sla_policy()
    version = policy.versions.get()
    setattr(version, column, value)

    with pytest.raises(ValidationError) as refused:
        version.full_clean()

    assert set(refused.value.message_dict) == {column}
