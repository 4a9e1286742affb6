"""Colours of fibres and tubes by number."""

import re

import pytest

from inventory.plant.colours import (
    BLACK,
    COUNTING_TUBES,
    IEC_60304,
    SCHEMES,
    TIA_598,
    YELLOW,
    Scheme,
    colour_of,
)


@pytest.mark.parametrize(
    ("scheme", "number", "name"),
    [
        (IEC_60304, 1, "rot"),
        (IEC_60304, 9, "türkis"),
        (IEC_60304, 12, "rosa"),
        (IEC_60304, 13, "rot, 1 Ring"),
        (IEC_60304, 24, "rosa, 1 Ring"),
        (IEC_60304, 25, "rot, 2 Ringe"),
        (TIA_598, 1, "blau"),
        (TIA_598, 14, "orange, 1 Ring"),
        (COUNTING_TUBES, 2, "grün"),
        (COUNTING_TUBES, 3, "weiß"),
        (COUNTING_TUBES, 24, "weiß"),
    ],
)
def test_a_number_has_its_colour(scheme: Scheme, number: int, name: str) -> None:
    assert colour_of(scheme, number).name_de == name


def test_a_colour_is_named_in_english_too() -> None:
    assert colour_of(IEC_60304, 26).name_en == "green, 2 rings"


def test_a_ring_is_seen_on_black() -> None:
    assert colour_of(IEC_60304, 13).ring is BLACK
    assert colour_of(IEC_60304, 22).ring is YELLOW
    assert colour_of(IEC_60304, 10).ring is None


@pytest.mark.parametrize("number", [0, -1])
def test_fibres_are_counted_from_one(number: int) -> None:
    with pytest.raises(ValueError, match="from 1"):
        colour_of(IEC_60304, number)


@pytest.mark.parametrize("scheme", [IEC_60304, TIA_598])
def test_no_two_fibres_of_a_tube_look_alike(scheme: Scheme) -> None:
    markings = [colour_of(scheme, number) for number in range(1, 433)]

    assert len(set(markings)) == 432
    assert len({one.rgb for one in scheme.colours}) == 12


def test_every_colour_can_be_shown() -> None:
    for scheme in SCHEMES.values():
        for colour in scheme.colours:
            assert re.fullmatch("#[0-9a-f]{6}", colour.rgb)
