"""
The monthly partitions of the raw rounds: made ahead, dropped when their time is over.

A month that was forgotten fell into the DEFAULT partition; making its partition moves it there.
"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from django.db import connection, transaction

MONTHS_AHEAD = 2
KEPT = timedelta(days=90)

_TABLE = "monitoring_proberound"
_NAME = re.compile(rf"{_TABLE}_y(\d{{4}})m(\d{{2}})")
#: Any number that is ours: two makers of partitions wait for one another.
_LOCK = 0x6C77_7061


def make_partitions(*, at: datetime) -> list[str]:
    """Make the partitions of this month and the next two; return the names of the new ones."""
    months = list(_months(at, MONTHS_AHEAD + 1))
    return [name for month in months if (name := _make_month(month)) is not None]


def drop_partitions(*, at: datetime) -> list[str]:
    """
    Drop the months of which every round is older than 90 days; return their names.

    Waits at most 5 s for readers (then OperationalError: the next run tries again).
    """
    oldest = at - KEPT
    dropped = []
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL lock_timeout = '5s'")
        for name in _existing():
            if _after(_month_of(name)) <= oldest:
                cursor.execute(f"DROP TABLE {name}")  # the name matched _NAME
                dropped.append(name)
        cursor.execute(f"DELETE FROM {_TABLE}_default WHERE scheduled_at < %s", [oldest])  # noqa: S608 - a constant
    return dropped


@transaction.atomic
def _make_month(month: datetime) -> str | None:
    """Make a month's partition of what the default one holds of it; None if it is there."""
    name = f"{_TABLE}_y{month:%Y}m{month:%m}"
    bounds = [month, _after(month)]
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
        if name in _existing():
            return None
        cursor.execute(f"CREATE TABLE {name} (LIKE {_TABLE} INCLUDING ALL)")
        # Else the index by time knows nothing of what was stored since the last VACUUM.
        cursor.execute(f"ALTER INDEX {name}_scheduled_at_idx SET (autosummarize = on)")
        # Nobody may put a round of this month there while it moves.
        cursor.execute(f"LOCK TABLE {_TABLE}_default IN ACCESS EXCLUSIVE MODE")
        cursor.execute(
            f"WITH moved AS (DELETE FROM {_TABLE}_default"  # noqa: S608 - made from constants and digits
            f" WHERE scheduled_at >= %s AND scheduled_at < %s RETURNING *)"
            f" INSERT INTO {name} SELECT * FROM moved",
            bounds,
        )
        start, end = (bound.isoformat() for bound in bounds)
        cursor.execute(
            f"ALTER TABLE {_TABLE} ATTACH PARTITION {name} FOR VALUES FROM ('{start}') TO ('{end}')"
        )
    return name


def _existing() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT inhrelid::regclass::text FROM pg_inherits"
            " WHERE inhparent = %s::regclass ORDER BY 1",
            [_TABLE],
        )
        return [name for (name,) in cursor if _NAME.fullmatch(name)]


def _months(at: datetime, count: int) -> Iterator[datetime]:
    month = at.astimezone(UTC).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    for _ in range(count):
        yield month
        month = _after(month)


def _after(month: datetime) -> datetime:
    return (month + timedelta(days=32)).replace(day=1)


def _month_of(name: str) -> datetime:
    match = _NAME.fullmatch(name)
    if match is None:
        raise ValueError(f"no partition of ours: {name}")
    return datetime(int(match[1]), int(match[2]), 1, tzinfo=UTC)
