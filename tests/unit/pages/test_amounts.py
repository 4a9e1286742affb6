"""Agreed time as people count it."""

import pytest
from django.utils import translation

from pages.templatetags.amounts import hours


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0, "0 s"), (59, "59 s"), (3599, "59 min"), (3600, "1 h"), (540_001, "150 h")],
)
def test_hours_are_cut(seconds: int, words: str) -> None:
    with translation.override("en"):
        said = hours(seconds)

    assert said.replace("\N{NARROW NO-BREAK SPACE}", " ") == words
