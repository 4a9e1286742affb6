"""Says in plain words what is missing or misconfigured: the machine first, then the database."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from setup import doctor
from setup.doctor import Finding, Level

OLDEST_POSTGRESQL = 14
OLDEST_POSTGIS = (3, 1)
# Two clocks further apart than this would date outages differently.
CLOCK_TOLERANCE = timedelta(seconds=2)


class Command(BaseCommand):
    help = "Say in plain words what is missing or misconfigured, and what to do about it."
    # It must also run where the checks fail: that is when it is asked.
    requires_system_checks = []

    def handle(self, *_args: Any, **_options: Any) -> None:
        if not doctor.tell([*doctor.examine(), *examine_database()]):
            raise CommandError("There are faults; see above.")


def examine_database() -> Iterator[Finding]:
    """Yield what there is to say about the database; 5 queries."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SHOW server_version_num")
            yield _server(int(cursor.fetchone()[0]) // 10_000)
            cursor.execute("SELECT extname, extversion FROM pg_extension")
            yield from _extensions(dict(cursor.fetchall()))
            cursor.execute("SELECT clock_timestamp()")
            yield _clock(abs(timezone.now() - cursor.fetchone()[0]))
        yield _migrations()
    except DatabaseError as error:
        words = " ".join(str(error).split())
        yield Finding(
            Level.FAULT, "database", words, "does ./start run? else see VAR/log/database.log"
        )


def _server(major: int) -> Finding:
    words = f"PostgreSQL {major}"
    if major < OLDEST_POSTGRESQL:
        remedy = f"PostgreSQL {OLDEST_POSTGRESQL} or later is needed"
        return Finding(Level.FAULT, "database", words, remedy)
    return Finding(Level.GOOD, "database", words)


def _extensions(versions: dict[str, str]) -> Iterator[Finding]:
    for name in ("postgis", "btree_gist"):
        if name not in versions:
            remedy = f"as the database's superuser: CREATE EXTENSION {name}"
            yield Finding(Level.FAULT, "database", f"{name} is missing", remedy)
    if "postgis" in versions:
        version = tuple(int(part) for part in versions["postgis"].split(".")[:2])
        words = f"PostGIS {versions['postgis']}"
        if version < OLDEST_POSTGIS:
            yield Finding(Level.FAULT, "database", words, "PostGIS 3.1 or later is needed")
        else:
            yield Finding(Level.GOOD, "database", words)


def _clock(apart: timedelta) -> Finding:
    words = f"{apart.total_seconds():.1f} s apart from this machine's clock"
    if apart > CLOCK_TOLERANCE:
        remedy = "let both machines keep their clocks by NTP: timedatectl set-ntp true"
        return Finding(Level.FAULT, "database clock", words, remedy)
    return Finding(Level.GOOD, "database clock", words)


def _migrations() -> Finding:
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if plan:
        words = f"{len(plan)} migrations are not applied"
        return Finding(Level.FAULT, "tables", words, "./start, or: manage.py migrate")
    return Finding(Level.GOOD, "tables", "laid out as the code wants them")
