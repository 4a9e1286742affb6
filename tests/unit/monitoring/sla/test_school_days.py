from datetime import date

import pytest

from monitoring.sla.school_days import closures


def test_may_2026_has_its_public_holidays_and_one_whit_tuesday() -> None:
    found = closures(
        state="NW", first=date(2026, 5, 1), end=date(2026, 6, 1), with_school_holidays=True
    )

    assert sorted(day.day for day in found.dates) == [1, 14, 25, 26]
    assert found.unknown_from is None


def test_a_business_park_works_through_the_school_holidays() -> None:
    found = closures(
        state="NW", first=date(2026, 7, 1), end=date(2026, 9, 1), with_school_holidays=False
    )

    assert not found.dates
    assert found.unknown_from is None


def test_other_states_have_other_holidays() -> None:
    corpus_christi = date(2026, 6, 4)

    by_state = {
        state: corpus_christi
        in closures(
            state=state, first=date(2026, 6, 1), end=date(2026, 7, 1), with_school_holidays=False
        ).dates
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
    found = closures(state="NW", first=first, end=end, with_school_holidays=True)

    assert found.unknown_from == unknown_from


def test_an_unknown_state_is_refused() -> None:
    with pytest.raises(NotImplementedError):
        closures(
            state="XX", first=date(2026, 5, 1), end=date(2026, 6, 1), with_school_holidays=False
        )
