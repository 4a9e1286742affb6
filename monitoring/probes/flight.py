"""
One plan under way on one link: which echoes left when, which came back, and the rounds of it.

No network and no clock: stamps are handed in. Flat arrays by slot, no object per echo:

    slot = number of the echo x number of targets + target's index

All stamps are nanoseconds of the realtime clock, because the kernel stamps received packets
with it. A step of that clock shifts the stamps taken before it and voids the round trips of
the targets that were being asked.
"""

from array import array
from bisect import bisect_right
from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import pairwise, repeat
from operator import sub

from monitoring.probes.plan import Plan
from monitoring.probes.rounds import IcmpError, Round, RoundFlag, Target
from monitoring.probes.sockets import SockAddr

NOT_SENT, SEND_FAILED = 0, -1
NO_REPLY, LATE_REPLY = 0, -1


class Oddities:
    """Counts the replies to one target that are no replies in time."""

    __slots__ = ("dup", "foreign", "late")

    def __init__(self) -> None:
        self.late = 0
        self.dup = 0
        self.foreign = 0


class Flight:
    """The echoes of one plan to the targets of one address family."""

    def __init__(
        self,
        *,
        plan: Plan,
        targets: Sequence[Target],
        offsets_s: Sequence[float],
        addresses: Sequence[SockAddr],
        epoch: float,
        base_ns: int,
    ) -> None:
        self.plan = plan
        self.targets = targets
        self.offsets_s = offsets_s
        self.addresses = addresses
        self.n_targets = len(targets)
        self.hosts = [address[0] for address in addresses] * plan.n_echoes  # by slot
        self.epoch = epoch  # the loop's time at which offset 0 is due; moves when we slip
        self.base_ns = base_ns  # the realtime stamp that `scheduled_at` stands for
        self.n_echoes = plan.n_echoes
        self.n_slots = len(targets) * plan.n_echoes
        self.timeout_ns = round(plan.timeout_s * 1e9)
        self.sent = array("q", bytes(8 * self.n_slots))
        self.got = array("q", bytes(8 * self.n_slots))
        self.ttl = bytearray(self.n_slots)
        self.n_open = 0  # sent and without a reply
        self.waves = [0] * plan.n_echoes  # per echo of the round: the next target to get it
        self.slipped_s = 0.0
        self.dirty: dict[int, int] = {}  # slot: when its send was over
        self.odd: dict[int, Oddities] = {}  # by target's index
        self.errors: dict[int, IcmpError] = {}
        self.stepped: set[int] = set()
        self.step_ns = 0

    # When to send

    @property
    def is_sent(self) -> bool:
        """Whether nothing is left to send."""
        return self.waves[-1] == len(self.targets)

    @property
    def is_settled(self) -> bool:
        """Whether everything was sent and answered."""
        return self.n_open <= 0 and self.is_sent

    def next_due(self) -> float:
        """Return the loop's time at which the next echo is due; not after the last."""
        gap_s = self.plan.gap_s
        return self.epoch + min(
            self.offsets_s[index] + wave * gap_s
            for wave, index in enumerate(self.waves)
            if index < len(self.targets)
        )

    def due(self, wave: int, now: float) -> int:
        """Return the first target for which that echo is not yet due."""
        return bisect_right(
            self.offsets_s, now - self.epoch - wave * self.plan.gap_s, lo=self.waves[wave]
        )

    def slip(self, lag_s: float) -> None:
        """
        Move what is left to send by a lag, keeping the distances between echoes.

        Beyond what the plan allows, give up what is left: a pause must not become a burst.
        """
        self.slipped_s += lag_s
        self.epoch += lag_s
        if self.slipped_s > self.plan.max_slip_s:
            self.give_up()

    def give_up(self) -> None:
        """Count all that is left as our own failure to send."""
        for wave, first in enumerate(self.waves):
            for index in range(first, len(self.targets)):
                self.send_failed(index, wave)
            self.waves[wave] = len(self.targets)

    def send_failed(self, index: int, wave: int) -> None:
        """Note that this echo could not be sent."""
        self.sent[wave * self.n_targets + index] = SEND_FAILED

    def note_held_up(self, slot: int, stamps: Sequence[int], longest_ns: int) -> None:
        """Note which of a batch's echoes may have left much later than their stamps say."""
        for before, after in pairwise(stamps):
            if after - before > longest_ns:
                self.dirty[slot] = after
            slot += 1

    # What came back out of the ordinary

    def oddities(self, index: int) -> Oddities:
        """Return the target's counters of odd replies, made at the first."""
        return self.odd.setdefault(index, Oddities())

    def was_sent(self, slot: int) -> bool:
        """Whether that slot's echo left."""
        return slot < self.n_slots and self.sent[slot] > 0

    def take_odd(self, *, slot: int, host: str, stamp_ns: int) -> None:
        """
        Judge a reply to an echo that we sent, which is not plainly in time.

        In time are also: a reply to an echo whose sending was held up, and one stamped before
        a step of the clock that we noticed before we read it.
        """
        sent, index = self.sent[slot], slot % self.n_targets
        if host != self.hosts[slot]:
            self.oddities(index).foreign += 1
        elif self.got[slot] != NO_REPLY:
            self.oddities(index).dup += 1
        else:
            self.n_open -= 1
            last = self.dirty.get(slot, sent) + self.timeout_ns
            stamps = (stamp_ns, stamp_ns + self.step_ns) if index in self.stepped else (stamp_ns,)
            in_time = [stamp for stamp in stamps if sent <= stamp <= last]
            self.got[slot] = in_time[0] if in_time else LATE_REPLY
            self.oddities(index).late += not in_time

    def step(self, *, delta_ns: int, since: float, now: float) -> None:
        """Take a step of the realtime clock, which happened between two instants of the loop's."""
        self.step_ns = delta_ns
        self.base_ns += delta_ns
        for stamps in (self.sent, self.got):
            for slot, stamp in enumerate(stamps):
                if stamp > 0:
                    stamps[slot] = stamp + delta_ns
        length_s = (self.n_echoes - 1) * self.plan.gap_s + self.plan.timeout_s
        first = bisect_right(self.offsets_s, since - self.epoch - length_s)
        self.stepped.update(range(first, bisect_right(self.offsets_s, now - self.epoch)))

    # The rounds

    def rounds(self) -> list[Round]:
        """
        Return one round per target, in order.

        All are built as if every echo had been answered in time, in few calls; those to which
        that does not apply are then built anew, one by one.
        """
        n, base_ns, scheduled_at = self.n_targets, self.base_ns, self.plan.scheduled_at
        starts = range(0, self.n_slots, n)
        flat_rtts = [rtt_ns / 1000 for rtt_ns in map(sub, self.got, self.sent)]
        first_sent = self.sent[:n]
        first_back = map(min, zip(*(self.got[at : at + n] for at in starts), strict=True))
        rounds = list(
            map(
                Round,
                [target.key for target in self.targets],
                repeat(scheduled_at),
                [
                    (stamp - base_ns) / 1e6 - offset_s * 1000
                    for stamp, offset_s in zip(first_sent, self.offsets_s, strict=True)
                ],
                *map(repeat, (self.n_echoes, self.n_echoes, 0, 0, 0, 0, None)),
                zip(*(flat_rtts[at : at + n] for at in starts), strict=True),
                [ttl or None for ttl in self.ttl[-n:]],
                repeat(self.plan.flags),
                [scheduled_at + timedelta(0, 0, (at - base_ns) // 1000) for at in first_sent],
                repeat(None),
                [scheduled_at + timedelta(0, 0, (at - base_ns) // 1000) for at in first_back],
            )
        )
        for index in self._odd_indexes():
            rounds[index] = self._odd_round(index)
        return rounds

    def _odd_indexes(self) -> set[int]:
        """Return the targets whose round has more to tell than replies in time."""
        odd = {*self.odd, *self.errors, *self.stepped}
        odd.update(slot % self.n_targets for slot in self.dirty)
        if min(self.got) <= 0:
            odd.update(slot % self.n_targets for slot, got in enumerate(self.got) if got <= 0)
        return odd

    def _odd_round(self, index: int) -> Round:
        """Return the round of a target with losses or anything else to tell."""
        plan, slots = self.plan, range(index, self.n_slots, self.n_targets)
        odd = self.odd.get(index) or Oddities()
        sent = [slot for slot in slots if self.sent[slot] > 0]
        received = [slot for slot in sent if self.got[slot] > 0]
        lost_after = [slot for slot in sent if slot > max(received, default=-1)]
        timed = [slot for slot in received if slot not in self.dirty]
        flags = plan.flags
        if any(slot in self.dirty for slot in sent):
            flags |= RoundFlag.DIRTY_SEND
        if index in self.stepped:
            flags |= RoundFlag.STEPPED_CLOCK
            timed = []
        first_sent_at = self._at(self.sent[sent[0]]) if sent else None
        planned_at = plan.scheduled_at + timedelta(seconds=self.offsets_s[index])
        return Round(
            target=self.targets[index].key,
            scheduled_at=plan.scheduled_at,
            lag_ms=((first_sent_at or planned_at) - planned_at) / timedelta(milliseconds=1),
            sent=len(sent),
            received=len(received),
            late=odd.late,
            dup=odd.dup,
            foreign=odd.foreign,
            send_errors=self.n_echoes - len(sent),
            icmp_error=self.errors.get(index),
            rtts_us=tuple((self.got[slot] - self.sent[slot]) / 1000 for slot in timed),
            ttl=(self.ttl[received[-1]] or None) if received else None,
            flags=flags,
            first_sent_at=first_sent_at,
            first_lost_sent_at=self._at(self.sent[lost_after[0]]) if lost_after else None,
            first_reply_at=self._at(min(self.got[slot] for slot in received)) if received else None,
        )

    def _at(self, stamp_ns: int) -> datetime:
        """Return the instant of a stamp on the prober's own timeline."""
        return self.plan.scheduled_at + timedelta(0, 0, (stamp_ns - self.base_ns) // 1000)


def unsent_round(target: Target, plan: Plan) -> Round:
    """Return the round of a target that we have no means to ask."""
    return Round(
        target=target.key,
        scheduled_at=plan.scheduled_at,
        lag_ms=0.0,
        sent=0,
        received=0,
        late=0,
        dup=0,
        foreign=0,
        send_errors=plan.n_echoes,
        icmp_error=None,
        rtts_us=(),
        ttl=None,
        flags=plan.flags,
        first_sent_at=None,
        first_lost_sent_at=None,
        first_reply_at=None,
    )
