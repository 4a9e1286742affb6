"""
What goes into a duct: whether its cables and inner ducts fit, and why not.

Diameters are in mm. One that is not known breaks no rule: a guess would refuse what lies there.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class Misfit(StrEnum):
    """Why something does not fit into a duct."""

    #: A microduct takes one cable: a second cannot be blown in beside it.
    SECOND_CABLE = "second_cable"
    #: The cables' diameters together exceed the duct's bore: the last would jam.
    TOO_FULL = "too_full"
    #: An inner duct is as wide as the bore, or wider.
    TOO_WIDE = "too_wide"
    #: All cross-sections together exceed the bore's: impossible, however they lie.
    NO_ROOM = "no_room"


@dataclass(frozen=True, slots=True)
class Bore:
    """The inside of a duct."""

    inner_mm: float | None
    is_microduct: bool = False

    def __post_init__(self) -> None:
        if self.inner_mm is not None and self.inner_mm <= 0:
            raise ValueError("a duct has a bore")


def misfits(
    bore: Bore, *, cables_mm: Sequence[float | None] = (), ducts_mm: Sequence[float | None] = ()
) -> frozenset[Misfit]:
    """Return why cables and inner ducts of these outer diameters do not fit; empty if they do."""
    found = set()
    if bore.is_microduct and len(cables_mm) > 1:
        found.add(Misfit.SECOND_CABLE)
    if bore.inner_mm is None:
        return frozenset(found)
    cables = [one for one in cables_mm if one is not None]
    ducts = [one for one in ducts_mm if one is not None]
    if sum(cables) > bore.inner_mm:
        found.add(Misfit.TOO_FULL)
    if any(one >= bore.inner_mm for one in ducts):
        found.add(Misfit.TOO_WIDE)
    # Not the sum of diameters: seven tubes of 10 mm lie in a bore of 30 mm, six around one.
    if sum(one**2 for one in [*cables, *ducts]) > bore.inner_mm**2:
        found.add(Misfit.NO_ROOM)
    return frozenset(found)


def fits(
    bore: Bore, *, cables_mm: Sequence[float | None] = (), ducts_mm: Sequence[float | None] = ()
) -> bool:
    """Say whether cables and inner ducts of these outer diameters fit."""
    return not misfits(bore, cables_mm=cables_mm, ducts_mm=ducts_mm)
