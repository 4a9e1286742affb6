"""
Statements that the database plans once a connection, for questions asked all the time.

The trace's details join twenty tables: planning them took ten times as long as answering. Prepared
by name, the server keeps the plan as long as the connection lives.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, LiteralString
from weakref import WeakKeyDictionary

from django.db import connection
from psycopg import Connection
from psycopg.pq import TransactionStatus

#: Which statements a connection knows; a new connection knows none.
_KNOWN: "WeakKeyDictionary[Connection[Any], set[str]]" = WeakKeyDictionary()

#: Left to itself the server plans anew whenever a list is empty, as of a cut's nodes and cables
#: most are: it takes the plan for lists of ten for dearer (3.2 ms, so 1.4). And a plan that is made
#: while tables are empty reads them from end to end ever after, in any order (14 s once): only
#: indexes, please, and the joins as they are written.
_SETTINGS = {
    "plan_cache_mode": "force_generic_plan",
    "enable_seqscan": "off",
    "enable_hashjoin": "off",
    "enable_mergejoin": "off",
    "join_collapse_limit": "1",
    "from_collapse_limit": "1",
}


@dataclass(frozen=True, slots=True)
class Prepared:
    """A statement with a name of its own; its parameters are $1, $2, ... of these types."""

    name: LiteralString
    types: LiteralString
    statement: LiteralString

    def rows(self, *values: Any) -> tuple[list[str], list[tuple[Any, ...]]]:
        """Return the names of the columns, and the rows; 1 query."""
        with connection.cursor() as cursor, _planned_to_keep():
            self._make_known()
            places = ", ".join(["%s"] * len(values))
            cursor.execute(f"EXECUTE {self.name} ({places})", values)
            return [column.name for column in cursor.description or ()], cursor.fetchall()

    def _make_known(self) -> None:
        # Past Django's cursor: how many queries a page asks must not depend on which came first.
        server = connection.connection
        known = _KNOWN.setdefault(server, set())
        if self.name not in known:
            server.execute(f"PREPARE {self.name} ({self.types}) AS {self.statement}")
            known.add(self.name)


@contextmanager
def _planned_to_keep() -> Iterator[None]:
    """
    Let the server make plans that stay good; leaves its settings as they were.

    Past Django's cursor: within an audited request pghistory skips to the last result of several.
    """
    server = connection.connection
    server.execute("; ".join(f"SET {name} = {value}" for name, value in _SETTINGS.items()))
    try:
        yield
    finally:
        # What fails within a transaction takes the settings back with it.
        if server.info.transaction_status != TransactionStatus.INERROR:
            server.execute("; ".join(f"RESET {name}" for name in _SETTINGS))
