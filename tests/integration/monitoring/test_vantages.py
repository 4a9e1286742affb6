"""How a worker is said to be doing."""

from datetime import timedelta
from typing import Any

import pytest

from monitoring.models import Vantage
from monitoring.queries.vantages import Condition, vantage_statuses
from tests.factories import NOON, make_vantage, make_vantage_health

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("age_s", "fields", "condition"),
    [
        (5, {}, Condition.WATCHING),
        (46, {}, Condition.SILENT),
        (46, {"is_isolated": True}, Condition.SILENT),
        (5, {"is_isolated": True}, Condition.ISOLATED),
        (5, {"lag_ms": 5_001}, Condition.LATE),
        (5, {"n_targets": 10, "n_pending_rounds": 31}, Condition.LATE),
        (5, {"n_targets": 10, "n_pending_rounds": 30}, Condition.WATCHING),
    ],
)
def test_the_worst_that_applies_is_said(
    age_s: int, fields: dict[str, Any], condition: Condition
) -> None:
    make_vantage_health(**fields)

    (status,) = vantage_statuses(at=NOON + timedelta(seconds=age_s))

    assert (status.condition, status.age) == (condition, timedelta(seconds=age_s))


def test_a_worker_that_never_ran_is_said_to_have_never_run() -> None:
    make_vantage()

    (status,) = vantage_statuses(at=NOON)

    assert (status.condition, status.heartbeat_at) == (Condition.NEVER, None)


def test_a_disabled_vantage_is_not_asked() -> None:
    make_vantage()
    Vantage.objects.update(is_enabled=False)

    assert vantage_statuses(at=NOON) == []
