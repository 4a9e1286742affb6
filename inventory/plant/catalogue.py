"""
What a new installation knows of cables: the types that set-up seeds; a carrier adds its own.

Diameters and helix ratios are values to plan with (the data sheet of the cable bought counts):
micro cables as they are blown into microducts, twelve fibres a tube.
"""

from dataclasses import dataclass

from inventory.plant.colours import COUNTING_TUBES, IEC_60304, Scheme
from inventory.plant.optics import Fibre

FIBRES_PER_TUBE = 12
#: How many numbers of each colour scheme are seeded: the tubes of the largest cables.
N_COLOURS = 48


@dataclass(frozen=True, slots=True)
class CableKind:
    """How a cable is built; `tubes` are the fibres of each tube."""

    slug: str
    name: str
    tubes: tuple[int, ...]
    outer_mm: float
    construction: str = "loose_tube"
    fibre: Fibre = Fibre.G652D
    #: Tubes in several layers are twisted round the core; one in the middle is straight.
    helix_ratio: float = 0.01
    tube_scheme: Scheme = COUNTING_TUBES
    fibre_scheme: Scheme = IEC_60304

    @property
    def n_fibres(self) -> int:
        """All fibres of the cable."""
        return sum(self.tubes)


def _loose_tube(n_fibres: int, outer_mm: float) -> CableKind:
    n_tubes = n_fibres // FIBRES_PER_TUBE
    return CableKind(
        slug=f"loose-tube-{n_fibres}",
        name=f"Mikrokabel {n_tubes}×{FIBRES_PER_TUBE} E9/125",
        tubes=(FIBRES_PER_TUBE,) * n_tubes,
        outer_mm=outer_mm,
    )


CABLE_KINDS: tuple[CableKind, ...] = (
    *(
        _loose_tube(n_fibres, outer_mm)
        for n_fibres, outer_mm in (
            (12, 5.5),
            (24, 5.8),
            (48, 5.8),
            (96, 6.5),
            (144, 8.2),
            (288, 10.5),
            (432, 12.5),
        )
    ),
    CableKind(
        slug="drop-12",
        name="Hausanschlusskabel 1×12 E9/125",
        tubes=(FIBRES_PER_TUBE,),
        outer_mm=2.6,
        fibre=Fibre.G657A1,
        helix_ratio=0.0,
    ),
    CableKind(
        slug="patch-cord",
        name="Patchkabel E9/125",
        tubes=(1,),
        outer_mm=2.0,
        construction="tight_buffer",
        fibre=Fibre.G657A1,
        helix_ratio=0.0,
    ),
)
