"""
What waits to be stored: bounded, in order, handed from the event loop to the writer's thread.

When it is full the newest is turned away and counted; what is kept is the beginning, as it
happened. The loss leaves the database behind the probers, so the next letter about a target that
lost one tells its state anew: the time between is unknown.

A durable spool is to be a class with the same methods.
"""

import threading
from collections import deque
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from monitoring.operations import cycles
from monitoring.operations.cycles import SignOfLife, StoredCycle, Watch
from monitoring.probes.results import CycleResult
from monitoring.probes.verdict import Reason, State, Transition


@dataclass(frozen=True, slots=True)
class CycleLetter:
    """A cycle to be stored."""

    result: CycleResult
    watch: Watch

    @property
    def n_rounds(self) -> int:
        """How many rounds it carries."""
        return len(self.result.rounds)

    @property
    def target_ids(self) -> Collection[int]:
        """Of which targets it tells anything."""
        asked = {one.target for one in self.result.rounds}
        return asked | {turn.target for turn in self.result.transitions}

    def store(self, life: SignOfLife | None) -> StoredCycle:
        """Store it, with the worker's sign of life."""
        return cycles.store_cycle(self.result, watch=self.watch, life=life)


@dataclass(frozen=True, slots=True)
class ReleaseLetter:
    """Targets that are watched no more."""

    target_ids: frozenset[int]
    vantage_id: int
    at: datetime

    n_rounds = 0

    def store(self, life: SignOfLife | None) -> StoredCycle:
        """End what is asserted of them."""
        cycles.release_targets(self.target_ids, vantage_id=self.vantage_id, at=self.at)
        if life is not None:
            cycles.store_sign_of_life(life, vantage_id=self.vantage_id)
        return StoredCycle(0)


Letter = CycleLetter | ReleaseLetter


class Mailbag:
    """Put in by the event loop, emptied by one writer; no call waits but `wait`."""

    def __init__(self, *, capacity_rounds: int) -> None:
        self._capacity = capacity_rounds
        self._letters: deque[Letter] = deque()
        self._changed = threading.Condition()
        self._life: SignOfLife | None = None
        self._states: dict[int, State] = {}
        self._unsure: set[int] = set()
        self._is_closed = False
        self.n_pending_rounds = 0
        self.n_lost_rounds = 0

    @property
    def is_closed(self) -> bool:
        """Whether nothing more will be put in."""
        return self._is_closed

    @property
    def states(self) -> dict[int, State]:
        """The states that the probers assert now, by target."""
        return dict(self._states)

    def begin(self, states: dict[int, State]) -> None:
        """Take over the states with which the probers begin."""
        self._states = dict(states)

    def put(self, letter: Letter) -> bool:
        """Put in a letter; false if it was turned away because the bag is full."""
        with self._changed:
            if isinstance(letter, CycleLetter):
                before = dict(self._states)
                for turn in letter.result.transitions:
                    self._states[turn.target] = turn.to_state
                if self.n_pending_rounds + _room(letter) > self._capacity:
                    self._note_loss(letter)
                    return False
                letter = self._retold(letter, before)
            else:
                for target_id in letter.target_ids:
                    self._states.pop(target_id, None)
            self._letters.append(letter)
            self.n_pending_rounds += _room(letter)
            self._changed.notify()
        return True

    def tell(self, life: SignOfLife) -> None:
        """Put in the worker's newest sign of life in place of the one before."""
        with self._changed:
            self._life = life
            self._changed.notify()

    def close(self) -> None:
        """Say that nothing more will come."""
        with self._changed:
            self._is_closed = True
            self._changed.notify()

    def wait(self, timeout_s: float) -> None:
        """Return when there is something to store, or nothing more to come, or in time."""
        with self._changed:
            self._changed.wait_for(
                lambda: self._letters or self._life or self._is_closed, timeout=timeout_s
            )

    def first(self) -> Letter | None:
        """Return the letter that is to be stored next, and leave it there."""
        with self._changed:
            return self._letters[0] if self._letters else None

    def life(self) -> SignOfLife | None:
        """Return the newest sign of life not yet stored, with what will wait after the first."""
        with self._changed:
            if self._life is None:
                return None
            n_first = _room(self._letters[0]) if self._letters else 0
            return replace(
                self._life,
                n_pending_rounds=self.n_pending_rounds - n_first,
                n_lost_rounds=self.n_lost_rounds,
            )

    def done(self, *, letter: Letter | None, life: SignOfLife | None) -> None:
        """Take out what was stored."""
        with self._changed:
            if letter is not None:
                self._letters.popleft()
                self.n_pending_rounds -= _room(letter)
            if life is not None and self._life is not None:
                is_newest = self._life.heartbeat_at == life.heartbeat_at
                self._life = None if is_newest else self._life

    def lose_first(self) -> None:
        """Throw away the first letter, if any: the database will not have it."""
        with self._changed:
            if not self._letters:
                return
            letter = self._letters.popleft()
            self.n_pending_rounds -= _room(letter)
            self._note_loss(letter)

    def _note_loss(self, letter: Letter) -> None:
        self.n_lost_rounds += letter.n_rounds
        self._unsure.update(letter.target_ids)

    def _retold(self, letter: CycleLetter, before: dict[int, State]) -> CycleLetter:
        """Return the letter with the states, as before it, of targets that lost one."""
        result = letter.result
        retold = self._unsure.intersection(one.target for one in result.rounds)
        if not retold:
            return letter
        self._unsure -= retold
        turns = _restated(retold, before, result)
        changed = replace(result, transitions=(*turns, *result.transitions))
        return replace(letter, result=changed)


def _room(letter: Letter) -> int:
    """Return how many rounds' room a letter takes; one without rounds (a gap) takes room too."""
    return max(1, letter.n_rounds)


def _restated(
    target_ids: Iterable[int], states: dict[int, State], result: CycleResult
) -> list[Transition]:
    """Return changes that say anew in which state each target was when the cycle began."""
    return [
        Transition(
            target=target_id,
            from_state=State.UNKNOWN,
            to_state=states.get(target_id, State.UNKNOWN),
            at=result.scheduled_at,
            known_at=result.finished_at,
            reason=Reason.GAP,
        )
        for target_id in sorted(target_ids)
    ]
