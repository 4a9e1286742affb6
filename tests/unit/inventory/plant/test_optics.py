"""Length of glass, losses and budgets."""

import pytest

from inventory.plant.optics import (
    ATTENUATION,
    TRANSCEIVERS,
    Budget,
    Fibre,
    LossItem,
    LossKind,
    Wavelength,
    attenuation_db_per_km,
    fibre_loss_db,
    optical_length_m,
    splitter_loss_db,
    total_loss_db,
    verdict,
)

LR = next(one.budget for one in TRANSCEIVERS if one.name == "10GBASE-LR")


def test_glass_is_longer_than_its_sheath_by_slack_and_helix() -> None:
    assert optical_length_m(sheath_m=1000, slack_m=20, helix_ratio=0.01) == pytest.approx(1030.2)


@pytest.mark.parametrize("helix_ratio", [-0.01, 0.5, 1.01])
def test_a_percentage_or_a_factor_is_no_helix_ratio(helix_ratio: float) -> None:
    with pytest.raises(ValueError, match="helix"):
        optical_length_m(sheath_m=1000, slack_m=0, helix_ratio=helix_ratio)


def test_ten_kilometres_of_fibre_lose_three_and_a_half_decibels_at_1310() -> None:
    attenuation = attenuation_db_per_km(fibre=Fibre.G652D, wavelength_nm=1310)

    loss_db = fibre_loss_db(length_m=10_000, attenuation_db_per_km=attenuation)

    assert loss_db == pytest.approx(3.5)


def test_a_wavelength_without_attenuation_is_refused_not_guessed() -> None:
    with pytest.raises(ValueError, match="850"):
        attenuation_db_per_km(fibre=Fibre.G652D, wavelength_nm=850)


def test_every_wavelength_has_an_attenuation_within_its_maximum() -> None:
    for fibre in Fibre:
        for wavelength in Wavelength:
            found = ATTENUATION[fibre][wavelength]
            assert 0 < found.design_db_per_km <= found.max_db_per_km


@pytest.mark.parametrize(("n_outputs", "loss_db"), [(2, 3.81), (8, 10.43), (32, 17.05)])
def test_a_splitter_loses_its_division_and_its_excess(n_outputs: int, loss_db: float) -> None:
    assert splitter_loss_db(n_outputs) == pytest.approx(loss_db, abs=0.005)


def test_a_measured_excess_wins_over_the_default() -> None:
    assert splitter_loss_db(2, excess_db=0.0) == pytest.approx(3.0103, abs=1e-4)


def test_a_splitter_has_at_least_two_outputs() -> None:
    with pytest.raises(ValueError, match="two"):
        splitter_loss_db(1)


def test_losses_of_a_way_add_up() -> None:
    items = [
        LossItem(kind=LossKind.FIBRE, length_m=5000, loss_db=1.75),
        LossItem(kind=LossKind.FUSION, count=4, loss_db=0.4),
        LossItem(kind=LossKind.CONNECTOR, count=2, loss_db=1.0),
    ]

    assert total_loss_db(items) == pytest.approx(3.15)


@pytest.mark.parametrize("sizes", [{}, {"count": 1, "length_m": 5}], ids=["of nothing", "of both"])
def test_a_loss_is_of_pieces_or_of_a_length(sizes: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="pieces"):
        LossItem(kind=LossKind.FIBRE, loss_db=1, **sizes)


def test_passive_plant_does_not_amplify() -> None:
    with pytest.raises(ValueError, match="amplifies"):
        LossItem(kind=LossKind.FUSION, count=1, loss_db=-0.1)


def test_a_way_of_exactly_the_budget_is_within_it() -> None:
    # -8.2 + 14.4 is 6.200000000000001 in binary, and sixty-two tenths are less.
    found = verdict(sum([0.1] * 62), LR)

    assert found.is_within
    assert found.margin_db == 0


def test_a_way_beyond_the_budget_is_not_within_it() -> None:
    found = verdict(6.3, LR)

    assert not found.is_within
    assert found.margin_db == pytest.approx(-0.1)


def test_a_penalty_takes_from_the_budget() -> None:
    assert verdict(6.5, Budget(-11, -19, penalty_db=2)).margin_db == pytest.approx(-0.5)


def test_a_receiver_may_see_too_much() -> None:
    strong = Budget(tx_min_dbm=0, rx_min_dbm=-24, rx_max_dbm=-7, tx_max_dbm=5)

    assert verdict(10, strong).is_overloaded
    assert not verdict(12, strong).is_overloaded
    assert verdict(12, strong, min_loss_db=11.5).is_overloaded


def test_overload_is_unknown_where_the_powers_are() -> None:
    assert verdict(1, Budget(-8.2, -14.4)).is_overloaded is None


def test_a_receiver_that_needs_more_than_is_sent_is_no_budget() -> None:
    with pytest.raises(ValueError, match="receiver"):
        Budget(tx_min_dbm=-20, rx_min_dbm=-10)


def test_no_ethernet_pair_blinds_itself_over_a_short_cord() -> None:
    assert not any(verdict(0, one.budget).is_overloaded for one in TRANSCEIVERS)
