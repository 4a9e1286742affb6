"""Service hours in words."""

from collections.abc import Iterator

import pytest
from django.utils import translation

from pages.service_hours import service_hours

WORKDAYS = {str(day): [["07:00", "17:00"]] for day in range(5)}


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.mark.parametrize(
    ("weekly", "words"),
    [
        (None, "around the clock"),
        ({}, "never"),
        (WORKDAYS, "Monday to Friday 07:00–17:00"),
        ({"5": [["08:00", "12:00"]]}, "Saturday 08:00–12:00"),
        ({"0": [["07:00", "12:00"], ["13:00", "24:00"]]}, "Monday 07:00–12:00, 13:00–24:00"),
        (
            WORKDAYS | {"4": [["07:00", "13:00"]], "6": [["08:00", "09:00"]]},
            "Monday to Thursday 07:00–17:00; Friday 07:00–13:00; Sunday 08:00–09:00",
        ),
    ],
)
def test_week_in_words(weekly: dict[str, list[list[str]]] | None, words: str) -> None:
    said = service_hours(weekly, closes_public_holidays=False, closes_school_holidays=False)

    assert said == words


@pytest.mark.parametrize(
    ("public", "school", "words"),
    [
        (True, False, "around the clock, not on public holidays"),
        (False, True, "around the clock, not in the school holidays"),
        (True, True, "around the clock, not on public holidays nor in the school holidays"),
    ],
)
def test_closed_days_in_words(public: bool, school: bool, words: str) -> None:
    said = service_hours(None, closes_public_holidays=public, closes_school_holidays=school)

    assert said == words
