"""Storing raw rounds: copied in one go, none twice, however often a cycle is handed over."""

from collections.abc import Collection, Iterable

from django.db import connection

from monitoring.probes.rounds import Round

_COLUMNS = (
    "target_id, vantage_id, scheduled_at, lag_ms, sent, received, late, dup, foreign_n, "
    "send_errors, icmp_type, icmp_code, icmp_from, rtts_us, ttl, flags"
)
_SMALLINT_MAX = 32_767


def store_rounds(rounds: Iterable[Round], *, vantage_id: int, target_ids: Collection[int]) -> int:
    """
    Store the rounds of these targets and return how many were new; within a transaction.

    COPY cannot skip what is there, so the rows go through a table of the session's own, which
    is made once: a new one each cycle would bloat the catalogue by 8,640 tables a day.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TEMPORARY TABLE IF NOT EXISTS incoming_round"
            " (LIKE monitoring_proberound) ON COMMIT DELETE ROWS"
        )
        with (
            connection.wrap_database_errors,
            cursor.copy(f"COPY incoming_round ({_COLUMNS}) FROM STDIN") as copy,
        ):
            for one in rounds:
                if one.target in target_ids:
                    copy.write_row(_row(one, vantage_id=vantage_id))
        cursor.execute(
            f"INSERT INTO monitoring_proberound ({_COLUMNS})"  # noqa: S608 - a constant
            f" SELECT {_COLUMNS} FROM incoming_round ON CONFLICT DO NOTHING"
        )
        return int(cursor.rowcount)


def _row(one: Round, *, vantage_id: int) -> tuple[object, ...]:
    error = one.icmp_error
    return (
        one.target,
        vantage_id,
        one.scheduled_at,
        one.lag_ms,
        one.sent,
        one.received,
        min(one.late, _SMALLINT_MAX),
        # A loop on the way can return an echo any number of times.
        min(one.dup, _SMALLINT_MAX),
        min(one.foreign, _SMALLINT_MAX),
        one.send_errors,
        error.type if error else None,
        error.code if error else None,
        # inet knows no interface ("fe80::1%eth0").
        error.sender.partition("%")[0] if error else None,
        [round(rtt) for rtt in one.rtts_us],
        one.ttl,
        one.flags.value,
    )
