"""
One worker per vantage: an advisory lock on the very connection that stores.

Who does not hold it stores nothing, and a lost connection is a lost lock that shows at once: the
next write fails. So two workers of one vantage never write by turns without noticing. Leases that
move between machines, with fencing, are a later issue.
"""

from django.db import connection

#: The first half of the lock's key; the second is the vantage.
_LOCK = 0x6C77


class Lease:
    """The right to store for a vantage; of one thread and its connection."""

    def __init__(self, vantage_id: int) -> None:
        self._vantage_id = vantage_id
        self._held_by: object = None

    def hold(self) -> bool:
        """
        Whether this thread's connection holds the lease; takes it if it is free.

        Raises:
            OperationalError: the database cannot be reached.
        """
        connection.ensure_connection()
        if self._held_by is not None and self._held_by is connection.connection:
            return True
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [_LOCK, self._vantage_id])
            is_ours = bool(cursor.fetchone()[0])
        self._held_by = connection.connection if is_ours else None
        return is_ours
