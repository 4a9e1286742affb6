"""
The private database cluster: made once, spoken to over a Unix socket only, no port, no password.

Peer authentication with an ident map lets the product user, root and the person who starts be
the one database role. Whether it runs is found out by connecting: after kill -9 `pg_ctl status`
still said "running".
"""

import os
import shutil
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from setup import commands, processes, servers, stamps
from setup.console import SetupError
from setup.paths import SOCKET_NAME, Layout
from setup.users import Identity

ROLE = "lichtweg"
DATABASE = "lichtweg"
START_TIMEOUT = timedelta(seconds=60)
OWN_SETTINGS = "lichtweg.conf"
SETTINGS = """\
listen_addresses = ''
unix_socket_directories = '{sockets}'
unix_socket_permissions = 0700
port = 5432
max_connections = 100
shared_buffers = 192MB
jit = off
log_destination = 'stderr'
log_line_prefix = '%m [%p] '
"""
# Tests throw their data away: waiting for the disk would only make them slow. Autovacuum between
# two tests finds what was rolled back and notes full tables as empty: a query that the next test
# asks of 7,000 strands then ran for four minutes.
CARELESS = """\
fsync = off
synchronous_commit = off
full_page_writes = off
autovacuum = off
"""


@dataclass(frozen=True, slots=True)
class Cluster:
    """One private cluster: its server version, its folder, its socket, and who runs it."""

    server: servers.Server
    folder: Path
    sockets: Path
    identity: Identity
    log: Path
    is_careless: bool = False

    def argv(self) -> list[str]:
        """Return the command line of the server, to run as a child of the supervisor."""
        # SIGINT: the fast shutdown, should the supervisor be killed.
        return [
            *self.identity.as_product(death_signal="INT"),
            self.server.tool("postgres"),
            "-D",
            str(self.folder),
        ]

    def environment(self) -> dict[str, str]:
        """Return what the server and its tools need, and nothing of the caller's PG variables."""
        return commands.quiet_environment() | {
            "PGHOST": str(self.sockets),
            "PGUSER": ROLE,
            "LC_ALL": "C.UTF-8",
        }

    def answers(self) -> bool:
        """Return whether the database takes connections now."""
        return commands.succeeds(self._psql("postgres", "SELECT 1"))

    def identity_mark(self) -> str:
        """Return a mark that changes when the cluster is made anew, for stamps."""
        seen = (self.folder / "PG_VERSION").stat()
        return f"{seen.st_ino}:{seen.st_mtime_ns}"

    def sql(self, statement: str, *, database: str = DATABASE, what: str) -> str:
        """Run statements as the superuser of this cluster and return the bare answer."""
        argv = self._psql(database, statement)
        return commands.run(argv, what=what, log=self.log).strip()

    def _psql(self, database: str, statement: str) -> list[str]:
        return [
            *self.identity.as_product(),
            "env",
            *(f"{key}={self.environment()[key]}" for key in ("PGHOST", "PGUSER", "LC_ALL")),
            self.server.tool("psql"),
            "-XqAt",
            "-v",
            "ON_ERROR_STOP=1",
            "-d",
            database,
            "-c",
            statement,
        ]


def of_layout(layout: Layout, identity: Identity, *, is_careless: bool = False) -> Cluster:
    """
    Return the cluster of a state folder, with the server version that its data needs.

    Raises:
        SetupError: no usable server is installed, or not the one that made the data.
    """
    folder = layout.var / "pg"
    choices = servers.installed()
    if not choices:
        raise SetupError("No PostgreSQL 14 or later with PostGIS is installed.")
    chosen = choices[0]
    if (folder / "PG_VERSION").exists():
        major = (folder / "PG_VERSION").read_text().strip()
        fitting = [server for server in choices if str(server.major) == major]
        if not fitting:
            raise SetupError(
                f"The database in {folder} was made by PostgreSQL {major}, which is not "
                f"installed (only {chosen.major}). Install postgresql-{major}-postgis-3, or move "
                "the data with pg_upgrade (docs of PostgreSQL)."
            )
        chosen = fitting[0]
    return Cluster(
        server=chosen,
        folder=folder,
        sockets=layout.sockets,
        identity=identity,
        log=layout.log / "database-setup.log",
        is_careless=is_careless,
    )


def initialise(cluster: Cluster) -> bool:
    """
    Make the cluster if it does not exist; returns whether it was made now.

    It is made in a side folder and renamed, so that an interrupted initdb never looks done.
    """
    if (cluster.folder / "PG_VERSION").exists():
        return False
    side = cluster.folder.with_name("pg.new")
    shutil.rmtree(side, ignore_errors=True)
    argv = [cluster.server.tool("initdb"), "-D", str(side), "-U", ROLE, "-A", "peer"]
    argv += ["-E", "UTF8", "--locale=C.UTF-8", "--data-checksums"]
    commands.run(
        [*cluster.identity.as_product(), *argv],
        what="Making the database",
        env=cluster.environment(),
        cwd=cluster.folder.parent,
        log=cluster.log,
    )
    with (side / "postgresql.conf").open("a") as file:
        file.write(f"include = '{OWN_SETTINGS}'\n")
    side.rename(cluster.folder)
    return True


def configure(cluster: Cluster) -> None:
    """Write the cluster's settings and who may be its role; before each start, as both may move."""
    # A quote in a path is doubled in a PostgreSQL string; a comma would split the list of folders.
    sockets = f'"{cluster.sockets}"'.replace("'", "''")
    text = SETTINGS.format(sockets=sockets) + (CARELESS if cluster.is_careless else "")
    _write(cluster, OWN_SETTINGS, text)
    _write(cluster, "pg_hba.conf", "local all all peer map=lichtweg\n")
    names = {cluster.identity.product.name, "root", cluster.identity.starter.name}
    people = "".join(f'lichtweg "{name}" {ROLE}\n' for name in sorted(names))
    _write(cluster, "pg_ident.conf", people)


def clear_leftovers(cluster: Cluster) -> bool:
    """
    End server processes of this folder that outlived their supervisor; returns whether any did.

    They are known by their working directory, which a PostgreSQL server sets to its data folder.
    A `postmaster.pid` without one is stale: its number may be another process's by now.
    """
    left = processes.working_in(cluster.folder, program="postgres")
    processes.end(left, first=signal.SIGINT, grace=timedelta(seconds=30))
    (cluster.folder / "postmaster.pid").unlink(missing_ok=True)
    socket = cluster.sockets / SOCKET_NAME
    socket.unlink(missing_ok=True)
    socket.with_name(SOCKET_NAME + ".lock").unlink(missing_ok=True)
    return bool(left)


def wait_until_ready(
    cluster: Cluster, *, is_running: Callable[[], bool], timeout: timedelta = START_TIMEOUT
) -> None:
    """
    Wait until the database takes connections; recovery after a crash takes seconds.

    Raises:
        SetupError: the server ended, or does not answer in time.
    """
    deadline = time.monotonic() + timeout.total_seconds()
    while not cluster.answers():
        if not is_running():
            raise SetupError("The database ended while starting.")
        if time.monotonic() > deadline:
            raise SetupError(f"The database did not answer within {timeout.seconds} s.")
        time.sleep(0.1)


def ensure_database(cluster: Cluster) -> None:
    """Make the product's database and its extensions, as superuser; does nothing if they exist."""
    stamp = cluster.folder.parent / "run" / "database.stamp"
    value = stamps.digest(cluster.identity_mark(), str(cluster.server.major))
    if stamps.is_current(stamp, value):
        return
    exists = cluster.sql(
        f"SELECT 1 FROM pg_database WHERE datname = '{DATABASE}'",  # noqa: S608 - our own constant
        database="postgres",
        what="Looking for the database",
    )
    if not exists:
        cluster.sql(f"CREATE DATABASE {DATABASE}", database="postgres", what="Making the database")
    for name in servers.EXTENSIONS:
        cluster.sql(f"CREATE EXTENSION IF NOT EXISTS {name}", what=f"Adding {name}")
    stamps.mark(stamp, value)


def _write(cluster: Cluster, name: str, text: str) -> None:
    path = cluster.folder / name
    side = path.with_name(name + ".new")
    with os.fdopen(os.open(side, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(text)
    cluster.identity.give(side, 0o600)
    side.replace(path)
