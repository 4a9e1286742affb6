"""
Statements that the database plans once a connection, for questions asked all the time.

The trace's details join twenty tables: planning them took ten times as long as answering. Prepared
by name, the server keeps the plan as long as the connection lives.
"""

from dataclasses import dataclass
from typing import Any, LiteralString
from weakref import WeakKeyDictionary

from django.db import connection
from psycopg import Connection

#: Which statements a connection knows; a new connection knows none.
_KNOWN: "WeakKeyDictionary[Connection[Any], set[str]]" = WeakKeyDictionary()


@dataclass(frozen=True, slots=True)
class Prepared:
    """A statement with a name of its own; its parameters are $1, $2, ... of these types."""

    name: LiteralString
    types: LiteralString
    statement: LiteralString

    def rows(self, *values: Any) -> tuple[list[str], list[tuple[Any, ...]]]:
        """Return the names of the columns, and the rows; 1 query."""
        with connection.cursor() as cursor:
            self._make_known()
            places = ", ".join(["%s"] * len(values))
            # Left to itself the server plans anew whenever a list is empty, as of a cut's nodes and
            # cables most are: it takes the plan for lists of ten for dearer. 3.2 ms, so 1.4.
            # Statements of their own: within an audited request pghistory skips to the last
            # result of several.
            server = connection.connection
            server.execute("SET plan_cache_mode = force_generic_plan")
            cursor.execute(f"EXECUTE {self.name} ({places})", values)
            names, rows = [column.name for column in cursor.description or ()], cursor.fetchall()
            server.execute("RESET plan_cache_mode")
            return names, rows

    def _make_known(self) -> None:
        # Past Django's cursor: how many queries a page asks must not depend on which came first.
        server = connection.connection
        known = _KNOWN.setdefault(server, set())
        if self.name not in known:
            server.execute(f"PREPARE {self.name} ({self.types}) AS {self.statement}")
            known.add(self.name)
