from datetime import date

import pytest

from monitoring.sla.school_days import Closures, closures


def closed(
    first: date, end: date, *, state: str = "NW", country: str = "DE", school: bool = True
) -> Closures:
    return closures(country=country, state=state, first=first, end=end, public=True, school=school)


def test_may_2026_has_its_public_holidays_and_one_whit_tuesday() -> None:
    found = closed(date(2026, 5, 1), date(2026, 6, 1))

    assert sorted(day.day for day in found.dates) == [1, 14, 25, 26]
    assert found.unknown_from is None


def test_a_business_park_works_through_the_school_holidays() -> None:
    found = closed(date(2026, 7, 1), date(2026, 9, 1), school=False)

    assert not found.dates
    assert found.unknown_from is None


def test_round_the_clock_has_no_closures_and_nothing_to_warn_of() -> None:
    found = closures(
        country="DE",
        state="NW",
        first=date(2050, 12, 1),
        end=date(2051, 1, 1),
        public=False,
        school=False,
    )

    assert found == Closures(frozenset(), None)


def test_other_states_have_other_holidays() -> None:
    corpus_christi = date(2026, 6, 4)

    by_state = {
        state: corpus_christi
        in closed(date(2026, 6, 1), date(2026, 7, 1), state=state, school=False).dates
        for state in ("NW", "BE")
    }

    assert by_state == {"NW": True, "BE": False}


@pytest.mark.parametrize(
    ("first", "end", "unknown_from"),
    [
        (date(2029, 7, 1), date(2029, 8, 1), None),
        (date(2029, 8, 1), date(2029, 9, 1), date(2029, 8, 15)),
        (date(2029, 10, 1), date(2029, 11, 1), date(2029, 10, 1)),
        (date(2050, 1, 1), date(2050, 2, 1), date(2050, 1, 1)),
        (date(1990, 5, 1), date(1990, 6, 1), date(1990, 5, 1)),
    ],
)
def test_the_end_of_the_known_calendar_is_told(
    first: date, end: date, unknown_from: date | None
) -> None:
    assert closed(first, end).unknown_from == unknown_from


@pytest.mark.parametrize(("country", "state"), [("DE", "XX"), ("ZZ", "NW"), ("DE", "")])
def test_a_state_without_known_holidays_is_told_not_guessed(country: str, state: str) -> None:
    found = closed(date(2026, 5, 2), date(2026, 5, 9), country=country, state=state)

    assert found.unknown_from == date(2026, 5, 2)
