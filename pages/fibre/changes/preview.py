"""What an uploaded table would do, row by row, as its page shows it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from inventory.imports.cells import Finding
from inventory.imports.columns import COLUMNS, Kind
from inventory.imports.kinds import Reading, read_kind
from inventory.imports.tables import MAX_SECONDS, read_table
from inventory.models import UploadedTable
from inventory.operations.importing import Outcome, Rehearsal, State, rehearse, store

#: Seconds that reading with rehearsing, or with storing, may take; the proxy's patience is 30.
MAX_STORE_SECONDS = 25

IsLate = Callable[[], bool]
#: Returns whether so many seconds have passed since it was made.
Within = Callable[[float], IsLate]

WORDS: dict[State, Promise] = {
    State.WRONG: _("wrong"),
    State.NEW: _("new"),
    State.THERE: _("there already"),
}
#: What needs a look first.
_ORDER = {State.WRONG: 0, State.NEW: 1, State.THERE: 2}


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """What comes of a row of the file; `column` is its heading."""

    line: int
    state: State
    column: str
    says: str

    @property
    def word(self) -> Promise:
        """The state for people."""
        return WORDS[self.state]


@dataclass(frozen=True, slots=True)
class Preview:
    """What a table would do: its rows, the wrong ones first, and the light."""

    reading: Reading
    rehearsal: Rehearsal
    rows: tuple[PreviewRow, ...]

    @property
    def n_wrong(self) -> int:
        """How many rows are wrong; one row may have several faults."""
        return len({row.line for row in self.rows if row.state is State.WRONG})

    @property
    def n_new(self) -> int:
        """How many rows would make something."""
        return self.rehearsal.n(State.NEW)

    @property
    def n_there(self) -> int:
        """How many rows say what is there already."""
        return self.rehearsal.n(State.THERE)

    @property
    def may_store(self) -> bool:
        """Whether there is something to store, and nothing wrong."""
        return self.n_new > 0 and not self.n_wrong


def preview(upload: UploadedTable, *, within: Within) -> Preview:
    """
    Read an uploaded table and rehearse it.

    Raises:
        UnreadableError: it cannot be read, or takes too long.
    """
    # One clock for both: the proxy waits for the sum.
    is_late = within(MAX_STORE_SECONDS)
    reading = _read(upload, within=within)
    rehearsal = rehearse(reading.kind, reading.rows, is_late=is_late)
    return Preview(reading, rehearsal, rows_of(reading, rehearsal.outcomes))


def store_upload(upload: UploadedTable, *, within: Within) -> tuple[Outcome, ...] | None:
    """
    Store an uploaded table, all of it; None if its rows do not even read well.

    Raises:
        NothingStoredError: a row is refused.
        UnreadableError: it cannot be read, or takes too long.
    """
    is_late = within(MAX_STORE_SECONDS)
    reading = _read(upload, within=within)
    if reading.findings:
        return None
    return store(reading.kind, reading.rows, is_late=is_late)


def rows_of(reading: Reading, outcomes: Iterable[Outcome]) -> tuple[PreviewRow, ...]:
    """Return the rows of a preview, the wrong ones first, each in the order of the file."""
    rows = [_of_finding(finding) for finding in reading.findings]
    rows += [_of_outcome(outcome, reading) for outcome in outcomes]
    return tuple(sorted(rows, key=lambda row: (_ORDER[row.state], row.line)))


def _read(upload: UploadedTable, *, within: Within) -> Reading:
    table = read_table(bytes(upload.content), is_late=within(MAX_SECONDS))
    return read_kind(Kind(upload.kind), table)


def _of_finding(finding: Finding) -> PreviewRow:
    return PreviewRow(finding.line, State.WRONG, finding.column, finding.says)


def _of_outcome(outcome: Outcome, reading: Reading) -> PreviewRow:
    named = {column.key: column.english for column in COLUMNS[reading.kind]}
    column = reading.headings.get(outcome.column) or named.get(outcome.column, "")
    return PreviewRow(outcome.line, outcome.state, column, outcome.says)
