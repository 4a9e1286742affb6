"""What one cycle of the prober found: the value handed to whoever stores it."""

import enum
from dataclasses import dataclass
from datetime import datetime

from monitoring.probes.checks import PingerReport
from monitoring.probes.rounds import Round
from monitoring.probes.schedule import Gap
from monitoring.probes.verdict import Transition


class CycleKind(enum.Enum):
    """What a result tells of."""

    REGULAR = "regular"  # all targets, on the grid
    FAST = "fast"  # only those under suspicion, soon after
    GAP = "gap"  # cycles that did not happen; no rounds


@dataclass(frozen=True, slots=True)
class Health:
    """How the prober itself does, for the health page."""

    lag_ms: float  # the greatest lag of the cycle's rounds
    clock_step_s: float  # system clock minus the prober's own timeline, which never jumps
    network: PingerReport


@dataclass(frozen=True, slots=True)
class CycleResult:
    """
    All that one cycle found, classified on one snapshot.

    Rounds of one target never share a `scheduled_at`, so (target, vantage, scheduled_at) names
    a round for ever. `transitions` are to be applied in their order.
    """

    kind: CycleKind
    scheduled_at: datetime
    finished_at: datetime  # the barrier; `known_at` of the transitions
    rounds: tuple[Round, ...]
    canary_rounds: tuple[Round, ...]
    transitions: tuple[Transition, ...]
    gaps: tuple[Gap, ...]
    suspects: frozenset[int]  # failed, not yet confirmed: neither up nor down for an inference
    isolated: bool  # the canaries of all targets were silent: everything is unknown
    isolated_families: frozenset[int]  # those of 4, 6 whose targets are unknown for that reason
    health: Health
