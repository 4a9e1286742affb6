"""The lab process: reads the faults and puts them in force, until it is told to end."""

import time
from collections.abc import Callable
from typing import Protocol

from django.db import Error as DatabaseError
from django.db import connection
from django.utils import timezone

from lab import operations, queries
from lab.kernel.programs import KernelError
from lab.kernel.scene import Scene

LOOK_S = 0.5
#: Sites, targets and routes change seldom: seen after this at the latest.
REVIEW_S = 10.0


class Showing(Protocol):
    """What puts scenes in force: `lab.kernel.stage.Stage`, or a test's."""

    def open(self) -> None:
        """Make the place ready."""

    def show(self, scene: Scene) -> None:
        """Put a scene in force."""

    def keep(self) -> None:
        """Start again whatever has died."""

    def close(self) -> None:
        """End every child."""


class LabWorker:
    """
    Keeps the stage as the database says; `tell` hears what people should know, once.

    With the database away everything stays as it is. What was in force before a restart is in
    force again with the first look.
    """

    def __init__(self, *, stage: Showing, tell: Callable[[str], None]) -> None:
        self._stage = stage
        self._tell = tell
        self._fault_ids: list[int] | None = None
        self._reviewed_s = float("-inf")
        self._trouble = ""

    def run(self, *, is_over: Callable[[], bool]) -> None:
        """
        Work until it is over, which is asked twice a second; no child outlives this call.

        Raises:
            KernelError: the place is not ours, or gives no privilege; nothing was touched.
        """
        try:
            self._stage.open()
            while not is_over():
                self.look()
                time.sleep(LOOK_S)
        finally:
            self._stage.close()

    def look(self) -> None:
        """Look once: keep the children, and show what has changed. One query if nothing has."""
        try:
            self._stage.keep()
            self._follow_database()
        except DatabaseError as error:
            # A broken connection stays broken: the next look opens another.
            connection.close()
            words = " ".join(str(error).split())
            self._note(f"The database does not answer; the lab stays as it is. ({words})")
        except KernelError as error:
            self._note(f"The lab could not follow: {error}")
        else:
            self._note("")

    def _follow_database(self) -> None:
        faults = queries.faults_in_force()
        ids = [fault.pk for fault in faults]
        now_s = time.monotonic()
        if ids == self._fault_ids and now_s - self._reviewed_s < REVIEW_S:
            return
        self._stage.show(queries.scene_of(faults))
        operations.note_applied(fault_ids=ids, at=timezone.now())
        self._fault_ids = ids
        self._reviewed_s = now_s

    def _note(self, trouble: str) -> None:
        if trouble == self._trouble:
            return
        self._tell(trouble or "The lab follows again.")
        self._trouble = trouble
