"""The first entries of the catalogue, from the pure tables; what a carrier changed stays."""

from collections.abc import Callable, Sequence
from typing import Any

from django.apps import apps

from inventory.plant.catalogue import CABLE_KINDS, N_COLOURS, CableKind
from inventory.plant.colours import SCHEMES, Scheme, colour_of
from inventory.plant.optics import ATTENUATION, TRANSCEIVERS, TransceiverType

#: Name of a model of the inventory to the model: today's, or a migration's historical one.
ModelOf = Callable[[str], Any]

WAVELENGTHS_NM = (1310, 1490, 1550, 1625)
SOURCE = "docs/optics.md"


def _model_of_today(name: str) -> Any:
    return apps.get_model("inventory", name)


def seed_catalogue(*, model_of: ModelOf = _model_of_today) -> None:
    """Store the colour schemes, cable types and transceiver types that are not there, by slug."""
    schemes = {key: _scheme(scheme, key, model_of) for key, scheme in SCHEMES.items()}
    for kind in CABLE_KINDS:
        if not model_of("CableType").objects.filter(slug=kind.slug).exists():
            _make_type(kind, schemes, model_of)
    _transceivers(TRANSCEIVERS, model_of("TransceiverType"))


def _scheme(scheme: Scheme, slug: str, model_of: ModelOf) -> Any:
    stored, is_new = model_of("ColourScheme").objects.get_or_create(
        slug=slug, defaults={"name": scheme.name, "source": SOURCE}
    )
    if is_new:
        colour = model_of("SchemeColour")
        markings = {number: colour_of(scheme, number) for number in range(1, N_COLOURS + 1)}
        colour.objects.bulk_create(
            colour(
                scheme=stored,
                number=number,
                name_en=marking.colour.name_en,
                name_de=marking.colour.name_de,
                rgb=marking.colour.rgb,
                n_rings=marking.n_rings,
            )
            for number, marking in markings.items()
        )
    return stored


def _make_type(kind: CableKind, schemes: dict[str, Any], model_of: ModelOf) -> None:
    stored = model_of("CableType").objects.create(
        slug=kind.slug,
        name=kind.name,
        construction=kind.construction,
        fibre_kind=kind.fibre.value,
        n_fibres=kind.n_fibres,
        tube_scheme=schemes[kind.tube_scheme.key],
        fibre_scheme=schemes[kind.fibre_scheme.key],
        outer_mm=kind.outer_mm,
        helix_ratio=kind.helix_ratio,
        source=SOURCE,
    )
    tube, attenuation = model_of("CableTypeTube"), model_of("CableTypeAttenuation")
    tube.objects.bulk_create(
        tube(type=stored, number=number, n_fibres=n_fibres)
        for number, n_fibres in enumerate(kind.tubes, start=1)
    )
    attenuation.objects.bulk_create(
        attenuation(
            type=stored,
            wavelength_nm=wavelength_nm,
            db_per_km=ATTENUATION[kind.fibre][wavelength_nm].design_db_per_km,
        )
        for wavelength_nm in WAVELENGTHS_NM
    )


def _transceivers(kinds: Sequence[TransceiverType], model: Any) -> None:
    for kind in kinds:
        model.objects.get_or_create(
            slug=kind.name.lower(),
            defaults={
                "name": kind.name,
                "wavelength_nm": kind.wavelength_nm,
                "tx_min_dbm": kind.budget.tx_min_dbm,
                "rx_min_dbm": kind.budget.rx_min_dbm,
                "rx_max_dbm": kind.budget.rx_max_dbm,
                "tx_max_dbm": kind.budget.tx_max_dbm,
                "penalty_db": kind.budget.penalty_db,
                "reach_m": kind.reach_m,
                "source": SOURCE,
            },
        )
