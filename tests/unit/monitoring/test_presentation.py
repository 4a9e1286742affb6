import re
from pathlib import Path

import pytest
from django.utils.translation import override

from monitoring.presentation import STATES, VERDICTS, Appearance, worst

ROOT = Path(__file__).resolve().parents[3]


def test_words_are_those_of_the_vocabulary() -> None:
    with override("en"):
        english = [str(appearance.word) for appearance in STATES.values()]

    assert english == [
        "Wider outage",
        "Down",
        "Impaired",
        "Not measured",
        "Planned work",
        "Working",
        "Not in service",
    ]


@pytest.mark.parametrize("appearance", [*STATES.values(), *VERDICTS.values()])
def test_every_sign_is_drawn_and_every_class_has_its_colour(appearance: Appearance) -> None:
    drawn = (ROOT / "templates/parts/signs.svg.html").read_text()
    colours = (ROOT / "static/css/state.css").read_text()

    assert f'id="sign-{appearance.sign}"' in drawn
    assert re.search(rf"\.{appearance.css_class.split()[1]}\b", colours)


def test_signs_differ_so_that_none_needs_its_colour() -> None:
    signs = [appearance.sign for appearance in STATES.values()]

    assert len(set(signs)) == len(signs)


def test_worst_of_a_group_is_its_loudest() -> None:
    assert worst(["up", "unknown", "down"]) == "down"
    assert worst(["up", "incident", "down"]) == "incident"
    assert worst([]) == "none"


def test_a_word_that_is_no_state_is_refused() -> None:
    with pytest.raises(KeyError):
        worst(["up", "okay"])
