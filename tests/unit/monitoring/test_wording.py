from datetime import UTC, datetime, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from monitoring import wording

THIN = wording.THIN
NOW = datetime(2026, 11, 22, 6, 55, tzinfo=UTC)  # 07:55 in Berlin


@pytest.mark.parametrize(
    ("ratio", "german", "english"),
    [
        (Fraction(1), f"100,00{THIN}%", "100.00%"),
        (Fraction(2_678_399, 2_678_400), f"99,99{THIN}%", "99.99%"),
        (0.9973, f"99,73{THIN}%", "99.73%"),
        (Decimal("0.99999"), f"99,99{THIN}%", "99.99%"),
        (0, f"0,00{THIN}%", "0.00%"),
    ],
)
def test_a_share_is_floored_in_the_reader_s_form(
    ratio: Fraction | Decimal | float, german: str, english: str
) -> None:
    with override("de"):
        assert wording.percent_floored(ratio) == german
    with override("en"):
        assert wording.percent_floored(ratio) == english


@given(st.fractions(min_value=0, max_value=1))
def test_only_a_whole_share_prints_as_hundred(ratio: Fraction) -> None:
    with override("en"):
        assert (wording.percent_floored(ratio) == "100.00%") == (ratio == 1)


def test_unknown_is_said_in_words_and_zero_is_zero() -> None:
    with override("en"):
        assert wording.percent_floored(None) == "not measured"
        assert wording.quantity(None, unit="ms") == "not measured"
        assert wording.quantity(0, unit="ms") == f"0{THIN}ms"


def test_a_quantity_has_a_thin_space_and_the_reader_s_separators() -> None:
    with override("de"):
        assert wording.quantity(1234.56, unit="Mbit/s", decimals=1) == f"1.234,6{THIN}Mbit/s"
    with override("en"):
        assert wording.quantity(1234.56, unit="Mbit/s", decimals=1) == f"1,234.6{THIN}Mbit/s"


@pytest.mark.parametrize(
    ("length", "english"),
    [
        (0, "0 s"),
        (59, "59 s"),
        (14 * 60 + 59, "14 min"),
        (2 * 3600 + 5 * 60, "2 h 5 min"),
        (3 * 3600, "3 h"),
        (86_400 + 2 * 3600 + 59, "1 day 2 h"),
        (400 * 86_400, "400 days"),
        (timedelta(minutes=14), "14 min"),
    ],
)
def test_a_duration_is_told_in_its_two_largest_units(
    length: float | timedelta, english: str
) -> None:
    with override("en"):
        assert wording.duration(length).replace(THIN, " ") == english


def test_a_negative_duration_is_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        wording.duration(-1)


@pytest.mark.parametrize(
    ("at", "english"),
    [
        (NOW - timedelta(minutes=14), "since 07:41 (14 min)"),
        (NOW - timedelta(hours=8), "since 21 Nov 23:55 (8 h)"),
        (datetime(2025, 12, 31, 22, 59, tzinfo=UTC), "since 31 Dec 2025 23:59 (325 days 7 h)"),
        (NOW + timedelta(seconds=2), "since 07:55 (0 s)"),
    ],
)
def test_since_is_absolute_and_relative_in_local_time(at: datetime, english: str) -> None:
    with override("en"):
        assert wording.since(at, now=NOW).replace(THIN, " ") == english


def test_a_stretch_says_its_day_once() -> None:
    start = datetime(2026, 11, 20, 6, 41, tzinfo=UTC)

    with override("en"):
        said = wording.span(start, start + timedelta(minutes=14), now=NOW).replace(THIN, " ")

    assert said == "20 Nov 07:41–07:55 (14 min)"


def test_the_night_when_clocks_change_keeps_true_lengths() -> None:
    before = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)  # 02:30 summer time
    after = datetime(2026, 10, 25, 1, 30, tzinfo=UTC)  # 02:30 winter time

    with override("en"):
        said = wording.span(before, after, now=after).replace(THIN, " ")

    assert said == "02:30–02:30 (1 h)"
