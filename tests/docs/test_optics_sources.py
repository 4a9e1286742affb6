"""docs/optics.md gives a source to every constant, with the value that the code has."""

from pathlib import Path

import pytest

from inventory.plant import colours, optics

TEXT = (Path(__file__).parents[2] / "docs" / "optics.md").read_text()
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in TEXT.splitlines()
    if line.startswith("|")
]


def _row(first: str) -> list[str]:
    (row,) = (row for row in ROWS if row[0] == first)
    return row


@pytest.mark.parametrize("wavelength", optics.Wavelength)
def test_attenuation_has_a_source(wavelength: optics.Wavelength) -> None:
    for fibre in optics.Fibre:
        found = optics.ATTENUATION[fibre][wavelength]
        _, design, maximum, source = _row(str(wavelength.value))

        assert (float(design), float(maximum)) == (found.design_db_per_km, found.max_db_per_km)
        assert source


@pytest.mark.parametrize(
    ("what", "loss_db"),
    [
        ("fusion splice", optics.FUSION_SPLICE_DB),
        ("mechanical splice", optics.MECHANICAL_SPLICE_DB),
        ("connector pair", optics.CONNECTOR_PAIR_DB),
        ("express fibre (uncut)", optics.JOINT_LOSS_DB[optics.LossKind.EXPRESS]),
    ],
)
def test_joint_has_a_source(what: str, loss_db: float) -> None:
    _, default, source = _row(what)

    assert float(default) == loss_db
    assert source


def test_splitter_excess_has_a_source() -> None:
    least, each = optics.SPLITTER_EXCESS_DB, optics.SPLITTER_EXCESS_PER_DOUBLING_DB

    assert _row("splitter's excess")[1] == f"{least} + {each} x log2 N"


@pytest.mark.parametrize("kind", optics.TRANSCEIVERS, ids=[one.name for one in optics.TRANSCEIVERS])
def test_transceiver_has_a_source(kind: optics.TransceiverType) -> None:
    row = _row(kind.name)
    budget = kind.budget

    assert [None if cell == "–" else float(cell) for cell in row[1:7]] == [
        kind.wavelength_nm,
        budget.tx_min_dbm,
        budget.tx_max_dbm,
        budget.rx_min_dbm,
        budget.rx_max_dbm,
        budget.penalty_db,
    ]
    assert float(row[7]) == pytest.approx(budget.loss_db)
    assert row[8]


@pytest.mark.parametrize("key", colours.SCHEMES)
def test_colours_have_a_source(key: str) -> None:
    _, named, _, source = _row(f"`{key}`")

    for colour in colours.SCHEMES[key].colours:
        assert colour.name_en in named
    assert source
