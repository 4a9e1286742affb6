"""Digits, budgets and several lines together."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitoring.sla.aggregate import Line, combine
from monitoring.sla.availability import Account, Verdict
from monitoring.sla.budget import burn, burn_threshold, error_budget_s
from monitoring.sla.display import floored, percent
from monitoring.sla.quality import bandwidth_compliance, loss, p95


@pytest.mark.parametrize(
    ("ratio", "digits"),
    [
        (Fraction(1), "100.00"),
        (Fraction(2_678_399, 2_678_400), "99.99"),
        (Fraction(2_678_267, 2_678_400), "99.99"),
        (Fraction(0), "0.00"),
        (Fraction(1, 3), "33.33"),
        (Fraction(5, 100_000), "0.00"),
        (Fraction(1, 10), "10.00"),
    ],
)
def test_percentages_are_cut_never_rounded_up(ratio: Fraction, digits: str) -> None:
    assert str(percent(ratio)) == digits


def test_what_is_not_known_has_no_digits() -> None:
    assert percent(None) is None
    assert floored(None) is None


@settings(max_examples=50, deadline=None)
@given(st.integers(0, 10**9), st.integers(1, 10**9))
def test_downtime_never_prints_as_a_hundred(up_s: int, down_s: int) -> None:
    account = Account(up_s=up_s, down_s=down_s)

    for ratio in (account.measured, account.low, account.high):
        digits = percent(ratio)
        assert digits is not None
        assert digits < 100
        assert Fraction(digits) <= (ratio or 0) * 100


def test_a_budget_is_whole_seconds_cut() -> None:
    assert error_budget_s(2_678_400, Fraction("0.9999")) == 267


def test_burn_needs_something_measured_and_something_to_burn() -> None:
    target = Fraction("0.999")

    assert burn(down_s=360, measured_s=3600, target=target) == 100
    assert burn(down_s=0, measured_s=0, target=target) is None
    assert burn(down_s=1, measured_s=10, target=Fraction(1)) is None
    assert burn_threshold(
        budget_share=Fraction("0.02"), period_eligible_s=642_600, window_eligible_s=3600
    ) == Fraction("3.57")
    assert (
        burn_threshold(budget_share=Fraction("0.02"), period_eligible_s=1, window_eligible_s=0)
        is None
    )


def test_lines_are_added_in_seconds_and_every_count_has_its_base() -> None:
    """The mean of 97.22, 100 and no figure at all would be another number."""
    lines = [
        Line(Account(up_s=252_000, down_s=7200), Verdict.BREACHED, 300),
        Line(Account(up_s=2_678_400), Verdict.MET, None),
        Line(Account(unknown_s=2_678_400), Verdict.INDETERMINATE, 500),
        Line(Account(not_agreed_s=2_678_400), Verdict.NOT_APPLICABLE, 100),
        Line(Account(future_s=10), Verdict.OPEN, 0),
    ]

    found = combine(lines)

    assert found.account.measured == Fraction(2_930_400, 2_937_600)
    assert found.account.low == Fraction(2_930_400, 2_937_600 + 2_678_400 + 10)
    assert (found.met, found.not_provable, found.total) == (1, 1, 5)
    assert set(found.verdicts.values()) == {1}
    assert (found.by_people, found.n_people) == (Fraction(252_000, 259_200), 300)


def test_no_line_at_all_has_no_share() -> None:
    found = combine([])

    assert (found.total, found.account.measured, found.by_people) == (0, None, None)


def test_percentile_and_loss_of_nothing_are_not_known() -> None:
    assert p95([]) is None
    assert loss([]) is None
    assert loss([None]) == 1
    assert p95(float(n) for n in range(1, 101)) == 95
    assert bandwidth_compliance([], contracted_mbps=1000, threshold=Fraction("0.9")).ratio is None


def test_digits_are_decimals_for_the_page_to_dress() -> None:
    assert percent(Fraction(9973, 10_000)) == Decimal("99.73")
