"""
Light on its way: how long the glass is, what it loses, and whether a transceiver can live with it.

Losses are positive decibels, powers are dBm. Every constant has its source in docs/optics.md,
with what it rests on: a standard, a datasheet, or only common knowledge.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from math import log2, log10
from types import MappingProxyType


class Wavelength(IntEnum):
    """Wavelengths of light that are used and measured, in nm."""

    O_BAND = 1310
    WATER_PEAK = 1383
    S_BAND = 1490
    C_BAND = 1550
    L_BAND = 1625


class Fibre(StrEnum):
    """Kinds of single-mode fibre, by ITU-T Recommendation."""

    G652D = "G.652.D"
    G657A1 = "G.657.A1"


@dataclass(frozen=True, slots=True)
class Attenuation:
    """What a kilometre of cabled fibre loses: to plan with, and at most."""

    design_db_per_km: float
    max_db_per_km: float


_SINGLE_MODE: Mapping[int, Attenuation] = MappingProxyType(
    {
        Wavelength.O_BAND: Attenuation(0.35, 0.40),
        Wavelength.WATER_PEAK: Attenuation(0.35, 0.40),
        Wavelength.S_BAND: Attenuation(0.25, 0.40),
        Wavelength.C_BAND: Attenuation(0.22, 0.30),
        Wavelength.L_BAND: Attenuation(0.25, 0.40),
    }
)
#: Fibre and wavelength to its attenuation. Bending less, G.657.A1 loses the same when straight.
ATTENUATION: Mapping[Fibre, Mapping[int, Attenuation]] = MappingProxyType(
    {Fibre.G652D: _SINGLE_MODE, Fibre.G657A1: _SINGLE_MODE}
)

FUSION_SPLICE_DB = 0.1
MECHANICAL_SPLICE_DB = 0.3
CONNECTOR_PAIR_DB = 0.5
#: Excess of a splitter over the division itself: so much, and so much more for each doubling.
SPLITTER_EXCESS_DB = 0.5
SPLITTER_EXCESS_PER_DOUBLING_DB = 0.3


class LossKind(StrEnum):
    """What light loses power in; the joints bear the names of their kinds."""

    FIBRE = "fibre"
    FUSION = "fusion"
    MECHANICAL = "mechanical"
    CONNECTOR = "connector"
    EXPRESS = "express"
    SPLITTER = "splitter"


#: Loss of one joint of which none was measured; fibre that runs through uncut loses nothing.
JOINT_LOSS_DB: Mapping[LossKind, float] = MappingProxyType(
    {
        LossKind.FUSION: FUSION_SPLICE_DB,
        LossKind.MECHANICAL: MECHANICAL_SPLICE_DB,
        LossKind.CONNECTOR: CONNECTOR_PAIR_DB,
        LossKind.EXPRESS: 0.0,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class LossItem:
    """A line of a loss calculation: so many pieces, or so many metres, lose so much together."""

    kind: LossKind
    loss_db: float
    count: int | None = None
    length_m: float | None = None

    def __post_init__(self) -> None:
        if (self.count is None) == (self.length_m is None):
            raise ValueError("a loss is of pieces or of a length")
        if self.loss_db < 0:
            raise ValueError(f"{self.loss_db} dB is no loss: nothing in passive plant amplifies")


def attenuation_db_per_km(
    *, fibre: Fibre, wavelength_nm: int, is_worst_case: bool = False
) -> float:
    """
    Return the attenuation to plan with, or the greatest that the fibre's kind allows.

    Raises:
        ValueError: the wavelength is not in the table.
    """
    found = ATTENUATION[fibre].get(wavelength_nm)
    if found is None:
        raise ValueError(f"no attenuation is known at {wavelength_nm} nm")
    return found.max_db_per_km if is_worst_case else found.design_db_per_km


def fibre_loss_db(*, length_m: float, attenuation_db_per_km: float) -> float:
    """Return what so many metres of glass lose (the optical length, not the route's)."""
    if length_m < 0 or attenuation_db_per_km < 0:
        raise ValueError("neither a length nor an attenuation is negative")
    return length_m / 1000 * attenuation_db_per_km


def splitter_loss_db(n_outputs: int, *, excess_db: float | None = None) -> float:
    """
    Return what light loses from a splitter's input to one of its equal outputs, or back.

    The division, 10 log10 N, and the excess: a measured one, or what datasheets allow.

    Raises:
        ValueError: it has fewer than two outputs.
    """
    if n_outputs < 2:
        raise ValueError("a splitter has at least two outputs")
    if excess_db is None:
        excess_db = SPLITTER_EXCESS_DB + SPLITTER_EXCESS_PER_DOUBLING_DB * log2(n_outputs)
    return 10 * log10(n_outputs) + excess_db


def optical_length_m(*, sheath_m: float, slack_m: float, helix_ratio: float) -> float:
    """
    Return the length of the glass in a cable: (sheath + slack) x (1 + helix ratio).

    The one convention of this product: `sheath_m` is the cable's jacket along its way without
    its coils, `slack_m` the jacket in the coils, and the helix ratio says by how much the glass
    in the twisted tubes is longer than the jacket (0.005 is half a percent).

    Raises:
        ValueError: a length is negative, or the ratio a percentage or of another convention.
    """
    if sheath_m < 0 or slack_m < 0:
        raise ValueError("a cable has no negative length")
    if not 0 <= helix_ratio < 0.2:
        raise ValueError(f"{helix_ratio} is no helix ratio: half a percent is 0.005")
    return (sheath_m + slack_m) * (1 + helix_ratio)


def total_loss_db(items: Iterable[LossItem]) -> float:
    """Return what all items lose together."""
    return sum(item.loss_db for item in items)


@dataclass(frozen=True, slots=True)
class Budget:
    """What a pair of transceivers spans: weakest sender to weakest receiver, less penalties."""

    tx_min_dbm: float
    rx_min_dbm: float
    #: More than this blinds the receiver; None if not known.
    rx_max_dbm: float | None = None
    #: What dispersion and reflections cost at full reach, which loss may not use.
    penalty_db: float = 0.0
    tx_max_dbm: float | None = None

    def __post_init__(self) -> None:
        if self.tx_min_dbm < self.rx_min_dbm:
            raise ValueError("the receiver needs more than the sender gives")

    @property
    def loss_db(self) -> float:
        """The loss that the way may have."""
        return self.tx_min_dbm - self.rx_min_dbm - self.penalty_db


@dataclass(frozen=True, slots=True)
class LossVerdict:
    """What a budget leaves over, and whether the receiver sees too little or too much."""

    margin_db: float
    is_within: bool
    #: None if the greatest power sent or borne is not known.
    is_overloaded: bool | None


def verdict(loss_db: float, budget: Budget, *, min_loss_db: float | None = None) -> LossVerdict:
    """
    Return whether a loss is within a budget, and by how much.

    `min_loss_db` is the least that the way may lose (measured, say), against which overload is
    judged; without it the loss itself serves.
    """
    # Sums of tenths miss in the last binary digit: a way of just the budget must not fail by it.
    margin_db = round(budget.loss_db - loss_db, 6)
    is_overloaded = None
    if budget.tx_max_dbm is not None and budget.rx_max_dbm is not None:
        least_db = loss_db if min_loss_db is None else min_loss_db
        is_overloaded = round(budget.tx_max_dbm - least_db - budget.rx_max_dbm, 6) > 0
    return LossVerdict(margin_db, is_within=margin_db >= 0, is_overloaded=is_overloaded)


@dataclass(frozen=True, slots=True)
class TransceiverType:
    """A kind of transceiver; on one fibre for both ways its partner sends another wavelength."""

    name: str
    speed_bps: int
    #: What it sends, and so the wavelength at which the loss of its way counts.
    wavelength_nm: int
    reach_m: int
    budget: Budget


TRANSCEIVERS: tuple[TransceiverType, ...] = (
    TransceiverType(
        "10GBASE-LR", 10_000_000_000, 1310, 10_000,
        Budget(-8.2, -14.4, rx_max_dbm=0.5, tx_max_dbm=0.5),
    ),
    TransceiverType(
        "1000BASE-LX", 1_000_000_000, 1310, 10_000,
        Budget(-11.0, -19.0, rx_max_dbm=-3.0, penalty_db=2.0, tx_max_dbm=-3.0),
    ),
    TransceiverType(
        "1000BASE-LX10", 1_000_000_000, 1310, 10_000,
        Budget(-9.0, -19.5, rx_max_dbm=-3.0, penalty_db=4.5, tx_max_dbm=-3.0),
    ),
    TransceiverType(
        "1000BASE-BX10-D", 1_000_000_000, 1490, 10_000,
        Budget(-9.0, -20.0, rx_max_dbm=-3.0, penalty_db=5.5, tx_max_dbm=-3.0),
    ),
    TransceiverType(
        "1000BASE-BX10-U", 1_000_000_000, 1310, 10_000,
        Budget(-9.0, -20.0, rx_max_dbm=-3.0, penalty_db=5.0, tx_max_dbm=-3.0),
    ),
    TransceiverType(
        "1000BASE-EX", 1_000_000_000, 1310, 40_000, Budget(-2.0, -23.0, tx_max_dbm=5.0)
    ),
    TransceiverType(
        "1000BASE-ZX", 1_000_000_000, 1550, 70_000, Budget(-4.0, -22.0, tx_max_dbm=2.0)
    ),
)  # fmt: skip
