"""
The thread that stores: letter by letter, in order, and again until the database has taken it.

The event loop never waits for it. With the database away it tries anew, later each time; a letter
that the database refuses for what it says is tried twice, then lost and counted.
"""

import contextlib
import threading
import time
from collections.abc import Callable

import structlog
from django.db import DatabaseError, DataError, IntegrityError, InterfaceError, connection

from monitoring.operations import cycles
from monitoring.operations.cycles import StoredCycle
from monitoring.worker.lease import Lease
from monitoring.worker.mailbag import Mailbag

FIRST_PAUSE_S = 0.5
LONGEST_PAUSE_S = 15.0
LEASE_PAUSE_S = 2.0
_REFUSED_BY_CONTENT = (DataError, IntegrityError)

log = structlog.get_logger(__name__)


class Writer(threading.Thread):
    """Empties a mailbag into the database, as the one worker of its vantage."""

    def __init__(
        self,
        mailbag: Mailbag,
        *,
        vantage_id: int,
        on_lease: Callable[[], None],
        on_end: Callable[[], object],
    ) -> None:
        """`on_lease` is called in this thread, once, before anything is stored."""
        # Whoever ends the worker waits for this thread a while, not for ever.
        super().__init__(name="writer", daemon=True)
        self._mailbag = mailbag
        self._vantage_id = vantage_id
        self._lease = Lease(vantage_id)
        self._on_lease = on_lease
        self._on_end = on_end
        self._has_begun = False
        self._is_told = False
        self._pause_s = FIRST_PAUSE_S
        self._n_refused = 0
        self._given_up = threading.Event()

    def run(self) -> None:
        """Store until the mailbag is closed and empty, or `finish` gives up."""
        try:
            while not self._given_up.is_set() and self._step():
                pass
        except Exception:
            log.exception("the writer broke; nothing more is stored")
        finally:
            connection.close()
            with contextlib.suppress(RuntimeError):  # the loop is closed: nobody asks
                self._on_end()

    def finish(self, *, timeout_s: float) -> bool:
        """Store what is left; false if that was not done in time."""
        self._mailbag.close()
        self.join(timeout_s)
        self._given_up.set()
        return self._mailbag.first() is None

    def _step(self) -> bool:
        """Do one thing; false when there is nothing left to do."""
        try:
            if not self._lease.hold():
                return self._wait_for_lease()
            self._is_told = False
            if not self._has_begun:
                self._on_lease()
                self._has_begun = True
            return self._store_next()
        except _REFUSED_BY_CONTENT as error:
            self._refuse(error)
        except (DatabaseError, InterfaceError) as error:
            self._wait_for_database(error)
        return True

    def _store_next(self) -> bool:
        self._mailbag.wait(1.0)
        letter, life = self._mailbag.first(), self._mailbag.life()
        if letter is not None:
            told = letter.store(life)
            self._tell(told)
        elif life is not None:
            cycles.store_sign_of_life(life, vantage_id=self._vantage_id)
        elif self._mailbag.is_closed:
            return False
        self._mailbag.done(letter=letter, life=life)
        self._n_refused = 0
        if self._pause_s > FIRST_PAUSE_S:
            log.info("the database is back", n_pending_rounds=self._mailbag.n_pending_rounds)
            self._pause_s = FIRST_PAUSE_S
        return True

    def _wait_for_lease(self) -> bool:
        if not self._is_told:
            log.warning(
                "another worker watches this vantage; this one waits until it ends",
                vantage_id=self._vantage_id,
            )
            self._is_told = True
        self._pause(LEASE_PAUSE_S)
        return not self._mailbag.is_closed

    def _wait_for_database(self, error: Exception) -> None:
        if not self._mailbag.is_closed:
            log.warning(
                "the database does not answer; rounds are kept and stored later",
                why=str(error).strip(),
                n_pending_rounds=self._mailbag.n_pending_rounds,
                n_lost_rounds=self._mailbag.n_lost_rounds,
            )
        connection.close()
        self._pause(self._pause_s)
        self._pause_s = min(self._pause_s * 2, LONGEST_PAUSE_S)

    def _pause(self, seconds: float) -> None:
        """Wait; less when the worker ends."""
        until = time.monotonic() + seconds
        while time.monotonic() < until and not self._mailbag.is_closed:
            self._given_up.wait(0.1)
        if self._mailbag.is_closed:
            # Time for a last try or two, not for a busy loop.
            self._given_up.wait(0.1)

    def _refuse(self, error: Exception) -> None:
        """A target may just have been deleted: the second try leaves it out."""
        connection.close()
        self._n_refused += 1
        if self._n_refused > 1:
            log.error("the database refused what was found; it is lost", why=str(error).strip())
            self._mailbag.lose_first()
            self._n_refused = 0

    @staticmethod
    def _tell(told: StoredCycle) -> None:
        for outage in told.opened:
            log.warning(
                "outage opened", circuit_id=outage.circuit_id, since=outage.started_at.isoformat()
            )
        for outage in told.closed:
            log.info(
                "outage over",
                circuit_id=outage.circuit_id,
                since=outage.started_at.isoformat(),
                until=outage.ended_at.isoformat() if outage.ended_at else None,
            )
        for incident in told.incidents:
            log.warning("several outages, one cause", segment_id=incident.segment_id)
