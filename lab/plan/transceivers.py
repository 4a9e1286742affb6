"""Which transceivers a path gets: the smallest that spans its loss without blinding its partner."""

from collections.abc import Iterable

from inventory.plant import optics
from inventory.plant.optics import Fibre, TransceiverType
from lab.plan.works import PathWork

#: In the order in which they are preferred.
PREFERRED = ("1000BASE-LX", "1000BASE-EX", "1000BASE-ZX")
#: Glass is longer than its way: what twist and coils add to a path of some length.
GLASS_PER_METRE = 1.02


def loss_db(path: PathWork, *, wavelength_nm: int) -> float:
    """Return the loss to expect of a path."""
    n_patches = sum(joint.is_patch for joint in path.joints)
    n_splices = len(path.joints) - n_patches
    per_km = optics.attenuation_db_per_km(fibre=Fibre.G652D, wavelength_nm=wavelength_nm)
    return (
        optics.fibre_loss_db(length_m=path.length_m * GLASS_PER_METRE, attenuation_db_per_km=per_km)
        + n_splices * optics.FUSION_SPLICE_DB
        # A cord has a plug at both ends.
        + n_patches * 2 * optics.CONNECTOR_PAIR_DB
    )


def transceiver_for(path: PathWork, *, kinds: Iterable[TransceiverType]) -> str | None:
    """Return the name of the first preferred kind that suits the path; None if none does."""
    by_name = {kind.name: kind for kind in kinds}
    for name in PREFERRED:
        kind = by_name.get(name)
        if kind is not None and _suits(kind, path):
            return name
    return None


def _suits(kind: TransceiverType, path: PathWork) -> bool:
    found = optics.verdict(loss_db(path, wavelength_nm=kind.wavelength_nm), kind.budget)
    return path.length_m <= kind.reach_m and found.is_within and not found.is_overloaded
