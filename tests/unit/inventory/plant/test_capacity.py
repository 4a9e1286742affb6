"""What fits into a duct."""

import pytest

from inventory.plant.capacity import Bore, Misfit, fits, misfits

MICRODUCT = Bore(inner_mm=10, is_microduct=True)
DUCT = Bore(inner_mm=40)


def test_one_cable_fits_a_microduct_and_a_second_does_not() -> None:
    assert fits(MICRODUCT, cables_mm=[6])
    assert misfits(MICRODUCT, cables_mm=[3, 3]) == {Misfit.SECOND_CABLE}


def test_cables_jam_when_their_diameters_exceed_the_bore() -> None:
    assert fits(DUCT, cables_mm=[20, 20])
    assert misfits(DUCT, cables_mm=[20, 15, 6]) == {Misfit.TOO_FULL}


def test_an_inner_duct_is_narrower_than_the_bore() -> None:
    assert misfits(DUCT, ducts_mm=[40]) == {Misfit.TOO_WIDE}
    assert fits(DUCT, ducts_mm=[39.9])


def test_tubes_lie_side_by_side_in_a_bundle() -> None:
    """Seven of 10 mm in 30 mm: six around one."""
    assert fits(Bore(inner_mm=30), ducts_mm=[10] * 7)


def test_more_cross_section_than_the_bore_has_is_impossible() -> None:
    assert misfits(DUCT, ducts_mm=[30, 30]) == {Misfit.NO_ROOM}
    assert misfits(DUCT, ducts_mm=[30], cables_mm=[30]) == {Misfit.NO_ROOM}


def test_an_unknown_diameter_breaks_no_rule() -> None:
    assert fits(Bore(inner_mm=None), cables_mm=[100], ducts_mm=[100])
    assert fits(DUCT, cables_mm=[None, 40])
    assert misfits(Bore(None, is_microduct=True), cables_mm=[None, None]) == {Misfit.SECOND_CABLE}


def test_a_duct_without_a_bore_cannot_be() -> None:
    with pytest.raises(ValueError, match="bore"):
        Bore(inner_mm=0)
