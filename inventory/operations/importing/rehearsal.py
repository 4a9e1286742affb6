"""
A table made and taken back, to tell what it would do; and a table made to stay.

Both run the same code, so what the rehearsal tells is what storing does.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from inventory.imports.columns import Kind
from inventory.imports.rows import Row
from inventory.models import CircuitPath
from inventory.operations.importing.joining import make_paths, make_splices
from inventory.operations.importing.outcomes import IsLate, Made, Outcome, State
from inventory.operations.importing.structures import make_cables, make_closures, make_cuts
from inventory.queries.trace import End, Trace, through

#: How many light paths a rehearsal traces; more than that nobody reads.
MAX_TRACED = 100

MAKERS: Mapping[Kind, Callable[..., Made]] = {
    Kind.CLOSURES: make_closures,
    Kind.CABLES: make_cables,
    Kind.CUTS: make_cuts,
    Kind.SPLICES: make_splices,
    Kind.PATHS: make_paths,
}


@dataclass(frozen=True, slots=True)
class Light:
    """A light path as it would be: where it begins and ends, how long, and what it loses."""

    begins: str
    ends: str
    #: Whether each of them lies open in a closure or cabinet, not at a port.
    is_begin_open: bool
    is_end_open: bool
    how: End
    n_hops: int
    n_joints: int
    length_m: float
    loss_db: float


@dataclass(frozen=True, slots=True)
class Effect:
    """A circuit's path that would begin to run, or cease to."""

    circuit_id: int
    cid: str
    leg: str
    runs: bool


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What came of the rows, and of the light."""

    outcomes: tuple[Outcome, ...]
    lights: tuple[Light, ...]
    #: There are more light paths than were traced.
    has_more_lights: bool
    effects: tuple[Effect, ...]

    def n(self, state: State) -> int:
        """Return how many rows came to this."""
        return sum(outcome.state is state for outcome in self.outcomes)


class NothingStoredError(Exception):
    """A row could not be made, so that none was; `outcomes` say which and why."""

    def __init__(self, outcomes: Sequence[Outcome]) -> None:
        super().__init__(f"{len(outcomes)} rows, some wrong")
        self.outcomes = tuple(outcomes)


def rehearse(kind: Kind, rows: Sequence[Row], *, is_late: IsLate) -> Rehearsal:
    """
    Make the rows, tell what came of them, and take everything back.

    Raises:
        UnreadableError: the time is up.
    """
    with transaction.atomic():
        before = _running()
        made = MAKERS[kind](rows, is_late=is_late)
        lights, has_more = _lights(made.end_ids, is_late)
        effects = _effects(before, _running())
        transaction.set_rollback(True)
    return Rehearsal(tuple(made.outcomes), lights, has_more, effects)


def store(kind: Kind, rows: Sequence[Row], *, is_late: IsLate) -> tuple[Outcome, ...]:
    """
    Make the rows to stay, all or none.

    Raises:
        NothingStoredError: a row is wrong, perhaps since the rehearsal; nothing is stored.
        UnreadableError: the time is up; nothing is stored.
    """
    with transaction.atomic():
        made = MAKERS[kind](rows, is_late=is_late)
        if any(outcome.state is State.WRONG for outcome in made.outcomes):
            raise NothingStoredError(made.outcomes)
    return tuple(made.outcomes)


def _lights(end_ids: Sequence[int], is_late: IsLate) -> tuple[tuple[Light, ...], bool]:
    """Trace the light paths on which these ends lie, each once."""
    lights: list[Light] = []
    seen: set[int] = set()
    for end_id in end_ids:
        if end_id in seen:
            continue
        if len(lights) == MAX_TRACED or is_late():
            return tuple(lights), True
        path = through(end_id)
        seen.update(path.ends)
        lights.append(_light(path))
    return tuple(lights), False


def _light(path: Trace) -> Light:
    first, last = path.hops[0], path.hops[-1]
    return Light(
        begins=f"{first.label} ({first.from_node_code})",
        ends=f"{last.label} ({last.to_node_code})",
        is_begin_open=first.kind != "port",
        is_end_open=last.kind != "port",
        how=path.end,
        n_hops=len(path.hops),
        n_joints=sum(hop.joint_id is not None for hop in path.hops),
        length_m=path.length_m,
        loss_db=path.loss_db,
    )


def _running() -> dict[tuple[int, str], Any]:
    """Return circuit and leg of every path to its circuit id and whether it runs."""
    paths = CircuitPath.objects.values_list("circuit_id", "leg", "circuit__cid", "is_running")
    return {(circuit_id, leg): (cid, runs) for circuit_id, leg, cid, runs in paths}


def _effects(
    before: Mapping[tuple[int, str], Any], after: Mapping[tuple[int, str], Any]
) -> tuple[Effect, ...]:
    effects = [
        Effect(circuit_id, cid, leg, runs)
        for (circuit_id, leg), (cid, runs) in after.items()
        if runs != before.get((circuit_id, leg), (cid, False))[1]
    ]
    return tuple(sorted(effects, key=lambda one: (one.runs, one.cid, one.leg)))
