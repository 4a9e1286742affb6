"""
Rounds rolled up to hours: counts and round trips, kept for years.

Only rounds of the grid count: fast rounds ask who is under suspicion, and an isolated worker saw
nothing. So `n_rounds / n_expected` is the coverage. The same hour rolled up again gives the same
row, so late rounds are taken in by rolling up again.
"""

from datetime import datetime, timedelta

from django.db import connection
from django.db.models import Max

from monitoring.models import ProbeHourly, ProbeRound
from monitoring.probes.rounds import RoundFlag

HOUR = timedelta(hours=1)
#: Hours that are rolled up again, for rounds that were stored late.
AGAIN = 3
DAY = timedelta(days=1)

# By target, vantage and hour along the rounds' key, one range each: the index by time is of no use
# for what was stored since the last VACUUM (92 ms for 98 targets' hour; 1,210 ms by that index).
# percentile_disc is the nearest rank. Without a valid round trip they are null.
_ROLL_UP = """
INSERT INTO monitoring_probehourly (
    target_id, vantage_id, hour_at, n_rounds, n_up, n_sent, n_received, n_expected,
    rtt_min_us, rtt_avg_us, rtt_p95_us, rtt_max_us
)
SELECT t.id, v.id, h.hour_at, c.n_rounds, c.n_up, c.n_sent, c.n_received, 3600 / t.interval_s,
       e.low, e.mean, e.p95, e.high
FROM generate_series(%(start)s::timestamptz, %(end)s::timestamptz - interval '1 hour', '1 hour')
         AS h (hour_at)
CROSS JOIN monitoring_target t
CROSS JOIN monitoring_vantage v
CROSS JOIN LATERAL (
    SELECT count(*) AS n_rounds, count(*) FILTER (WHERE received > 0) AS n_up,
           sum(sent) AS n_sent, sum(received) AS n_received
    FROM monitoring_proberound
    WHERE target_id = t.id AND vantage_id = v.id AND flags & %(left_out)s = 0
      AND scheduled_at >= h.hour_at AND scheduled_at < h.hour_at + interval '1 hour'
) c
CROSS JOIN LATERAL (
    SELECT min(rtt) AS low, round(avg(rtt)) AS mean, max(rtt) AS high,
           percentile_disc(0.95) WITHIN GROUP (ORDER BY rtt) AS p95
    FROM monitoring_proberound, unnest(rtts_us) rtt
    WHERE target_id = t.id AND vantage_id = v.id
      AND flags & (%(left_out)s | %(overlap)s) = 0
      AND scheduled_at >= h.hour_at AND scheduled_at < h.hour_at + interval '1 hour'
) e
WHERE c.n_rounds > 0
ON CONFLICT (target_id, vantage_id, hour_at) DO UPDATE SET
    n_rounds = excluded.n_rounds, n_up = excluded.n_up, n_sent = excluded.n_sent,
    n_received = excluded.n_received, n_expected = excluded.n_expected,
    rtt_min_us = excluded.rtt_min_us, rtt_avg_us = excluded.rtt_avg_us,
    rtt_p95_us = excluded.rtt_p95_us, rtt_max_us = excluded.rtt_max_us
"""


def roll_up(*, start: datetime, end: datetime) -> int:
    """Roll up the whole hours from start to end (both on the hour); return how many rows."""
    with connection.cursor() as cursor:
        cursor.execute(
            _ROLL_UP,
            {
                "start": start,
                "end": end,
                "left_out": (RoundFlag.FAST | RoundFlag.ISOLATED).value,
                "overlap": RoundFlag.BW_TEST_OVERLAP.value,
            },
        )
        return int(cursor.rowcount)


def roll_up_due(*, at: datetime) -> int:
    """Roll up every full hour not yet rolled up, and the last three again; return how many rows."""
    end = _hour_of(at)
    last = ProbeHourly.objects.aggregate(last=Max("hour_at"))["last"]
    if last is None:
        first = ProbeRound.objects.order_by("scheduled_at").values_list("scheduled_at", flat=True)
        oldest = first.first()
        if oldest is None:
            return 0
        start = _hour_of(oldest)
    else:
        start = min(last, end - AGAIN * HOUR)
    n_rows = 0
    while start < end:
        # A long arrear a day at a time: no statement sorts months of rounds.
        n_rows += roll_up(start=start, end=min(end, start + DAY))
        start += DAY
    return n_rows


def _hour_of(at: datetime) -> datetime:
    return at.replace(minute=0, second=0, microsecond=0)
