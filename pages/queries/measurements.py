"""What was measured of a connection in a day and in thirty: a picture, its summary, its table."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any

from django.utils import timezone

from monitoring.models import State
from monitoring.queries.history import Step, Stretch, hour_series, state_strips, step_series
from monitoring.queries.promises import city_zone
from pages.charts import strip
from pages.charts.strip import Bucket, Strip, draw_strip

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Row:
    """Several steps together: a row of the table behind the picture."""

    at: datetime
    n_sent: int
    n_received: int
    rtt_ms: float | None
    rtt_max_ms: float | None

    @property
    def loss(self) -> float | None:
        """Share of the echoes without a reply, 0..1; None if none was sent."""
        return 1 - self.n_received / self.n_sent if self.n_sent else None

    @property
    def loss_percent(self) -> float | None:
        """The same in percent."""
        return None if self.loss is None else self.loss * 100


@dataclass(frozen=True, slots=True)
class Measured:
    """A stretch of measurements of one connection."""

    start: datetime
    end: datetime
    picture: Strip
    whole: Row
    rows: tuple[Row, ...]
    down: timedelta
    unknown: timedelta


@dataclass(frozen=True, slots=True)
class _Window:
    """How far back one looks, how fine the picture is, and how its table is parted."""

    length: timedelta
    width: timedelta
    mark_step: timedelta
    #: A row of the table holds the steps whose local time gives the same.
    row_of: Callable[[datetime], Any]

    def start(self, end: datetime) -> datetime:
        return end - self.length


#: 288 widths a day, 240 in thirty days: a line of a pixel or two each.
_DAY = _Window(DAY, timedelta(minutes=5), 6 * HOUR, lambda at: (at.date(), at.hour, at.fold))
_MONTH = _Window(30 * DAY, 3 * HOUR, 7 * DAY, lambda at: at.date())


def last_day(circuit_ids: Sequence[int], *, at: datetime) -> dict[int, Measured]:
    """Return the last 24 hours of each connection; 1 query, and 1 for each."""
    end = _ceiling(at, _DAY.width)
    start = _DAY.start(end)
    states = state_strips(circuit_ids, start=start, end=end, at=at)
    return {
        circuit_id: _measured(
            step_series(circuit_id, start=start, end=end, step=_DAY.width),
            states[circuit_id],
            _DAY,
            end=end,
        )
        for circuit_id in circuit_ids
    }


def last_month(circuit_ids: Sequence[int], *, at: datetime) -> dict[int, Measured]:
    """Return the last 30 days of each connection, from full hours; 1 query, and 1 for each."""
    end = _ceiling(at, HOUR)
    start = _MONTH.start(end)
    states = state_strips(circuit_ids, start=start, end=end, at=at)
    return {
        circuit_id: _measured(
            hour_series(circuit_id, start=start, end=end), states[circuit_id], _MONTH, end=end
        )
        for circuit_id in circuit_ids
    }


def _measured(
    steps: Sequence[Step], stretches: Sequence[Stretch], window: _Window, *, end: datetime
) -> Measured:
    start = window.start(end)
    buckets = _together(steps, lambda step: (step.at - start) // window.width)
    return Measured(
        start=start,
        end=end,
        picture=draw_strip(
            [
                Bucket(row.at, row.at + window.width, row.rtt_ms, row.rtt_max_ms, row.loss)
                for row in buckets
                if row.n_sent
            ],
            [strip.Stretch(one.start, one.end, one.state.value) for one in stretches],
            start=start,
            end=end,
            mark_step=window.mark_step,
            zone=city_zone(),
        ),
        whole=_row(steps),
        rows=_together(steps, lambda step: window.row_of(timezone.localtime(step.at))),
        down=_length(stretches, State.DOWN),
        unknown=_length(stretches, State.UNKNOWN),
    )


def _together(steps: Sequence[Step], key: Callable[[Step], Any]) -> tuple[Row, ...]:
    return tuple(_row(list(group)) for _, group in groupby(steps, key=key))


def _row(steps: Sequence[Step]) -> Row:
    """Return several steps as one: counts are added, the mean is weighed by what came back."""
    n_received = sum(step.n_received for step in steps)
    rtts = [(step.rtt_avg_ms, step.n_received) for step in steps if step.rtt_avg_ms is not None]
    n_timed = sum(n for _, n in rtts)
    return Row(
        at=steps[0].at,
        n_sent=sum(step.n_sent for step in steps),
        n_received=n_received,
        rtt_ms=sum(rtt * n for rtt, n in rtts) / n_timed if n_timed else None,
        rtt_max_ms=max((s.rtt_max_ms for s in steps if s.rtt_max_ms is not None), default=None),
    )


def _length(stretches: Sequence[Stretch], state: State) -> timedelta:
    lengths = (one.end - one.start for one in stretches if one.state is state)
    return sum(lengths, start=timedelta(0))


def _ceiling(at: datetime, step: timedelta) -> datetime:
    """Return the next full step, so that a picture stays the same until one is over."""
    epoch = datetime.fromtimestamp(0, tz=at.tzinfo)
    return epoch - (epoch - at) // step * step
