from typing import Any

import pytest

from monitoring.sla.quality import p95
from tests.unit.monitoring.sla.conformance import (
    TABLE,
    UNSUPPORTED,
    aggregate_answer,
    assessment,
    case_answer,
    metric_answer,
)


def _runs(kind: str) -> pytest.MarkDecorator:
    rows = [row for row in TABLE[kind] if row["id"] not in UNSUPPORTED]
    return pytest.mark.parametrize("row", rows, ids=[row["id"] for row in rows])


@_runs("cases")
def test_case_gives_the_expected_figures(row: dict[str, Any]) -> None:
    answer = case_answer(row)

    assert {field: answer[field] for field in row["expected"]} == row["expected"]


@_runs("cases")
def test_every_second_of_a_case_has_one_class(row: dict[str, Any]) -> None:
    found = assessment(row)

    classes = found.classes
    parts = [getattr(classes, name) for name in classes.__slots__]
    assert sum(part.length_s for part in parts) == found.account.period_s
    assert (
        found.account.period_s
        == (classes.not_agreed | classes.excluded | classes.eligible).length_s
    )


@_runs("aggregates")
def test_aggregate_gives_the_expected_figures(row: dict[str, Any]) -> None:
    assert aggregate_answer(row) == row["expected"]


@_runs("metrics")
def test_metric_gives_the_expected_value(row: dict[str, Any]) -> None:
    assert metric_answer(row) == row["expected"]
    if "expected_p95" in row:
        assert p95(value for value in row["values"] if value is not None) == row["expected_p95"]


def test_whatever_is_not_run_is_in_the_table_and_has_a_reason() -> None:
    ids = {row["id"] for kind in ("cases", "aggregates", "metrics") for row in TABLE[kind]}

    assert set(UNSUPPORTED) <= ids
    assert all(UNSUPPORTED.values())
