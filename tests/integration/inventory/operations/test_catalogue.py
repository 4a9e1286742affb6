"""The catalogue that set-up seeds, and that it leaves alone what is there."""

import pytest

from inventory.models import CableType, ColourScheme, TransceiverType
from inventory.operations.catalogue import seed_catalogue

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _seeded() -> None:
    seed_catalogue()  # a test that empties the database takes the migration's rows with it


def test_tubes_sum_to_the_fibres_of_the_type() -> None:
    for one in CableType.objects.all():
        assert sum(one.tubes.values_list("n_fibres", flat=True)) == one.n_fibres
        assert sorted(one.attenuations.values_list("wavelength_nm", flat=True)) == [
            1310,
            1490,
            1550,
            1625,
        ]


def test_the_types_of_a_german_carrier_are_there() -> None:
    sizes = CableType.objects.filter(construction="loose_tube", slug__startswith="loose-tube")

    assert sorted(sizes.values_list("n_fibres", flat=True)) == [12, 24, 48, 96, 144, 288, 432]
    assert CableType.objects.get(slug="drop-12").fibre_kind == "G.657.A1"
    assert CableType.objects.get(slug="patch-cord").n_fibres == 1


def test_colours_begin_again_with_a_ring() -> None:
    iec = ColourScheme.objects.get(slug="iec-60304").colours
    tia = ColourScheme.objects.get(slug="tia-598").colours

    assert iec.get(number=1).name_de == "rot"
    assert (iec.get(number=14).name_de, iec.get(number=14).n_rings) == ("grün", 1)
    assert tia.get(number=2).name_en == "orange"


def test_seeding_again_changes_nothing_that_a_carrier_changed() -> None:
    CableType.objects.filter(slug="drop-12").update(outer_mm=3.1)
    n_types, n_optics = CableType.objects.count(), TransceiverType.objects.count()

    seed_catalogue()

    assert CableType.objects.get(slug="drop-12").outer_mm == 3.1
    assert (CableType.objects.count(), TransceiverType.objects.count()) == (n_types, n_optics)
