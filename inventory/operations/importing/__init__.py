"""
Storing imported tables: each row through the operation that a person would use, all or nothing.

`rehearsal` makes what a file says, tells what came of it, and takes it back; `store` keeps it.
"""

from inventory.operations.importing.outcomes import Outcome, RowError, State
from inventory.operations.importing.rehearsal import (
    Effect,
    Light,
    NothingStoredError,
    Rehearsal,
    rehearse,
    store,
)

__all__ = [
    "Effect",
    "Light",
    "NothingStoredError",
    "Outcome",
    "Rehearsal",
    "RowError",
    "State",
    "rehearse",
    "store",
]
