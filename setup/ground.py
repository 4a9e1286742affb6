"""The ground that `./start` and `./test` share: folders, packages, texts, the database."""

import os
from pathlib import Path

from setup import (
    cluster,
    commands,
    lock,
    mirror,
    packages,
    paths,
    prepare,
    processes,
    product,
    users,
    venv,
)
from setup.console import SetupError, say, step
from setup.paths import Layout
from setup.supervise import Supervisor
from setup.users import Identity

CLONE = Path(__file__).resolve().parent.parent


def survey(*, for_tests: bool = False) -> tuple[Identity, Layout]:
    """
    Return who runs and where everything lies, with the state folders made.

    Raises:
        SetupError: a folder belongs to somebody else, or there is no user to run as.
    """
    identity = users.identity()
    with lock.held(CLONE, on_wait=say_waiting):
        layout = paths.resolve(CLONE, os.environ, identity)
        paths.make(layout, identity)
        if for_tests:
            layout = paths.for_tests(layout, identity)
            paths.make(layout, identity)
    return identity, layout


def ensure_packages(layout: Layout, identity: Identity, *, for_tests: bool) -> None:
    """Install what is missing, compile the texts, refresh the copy of the code if there is one."""
    with lock.held(CLONE, on_wait=say_waiting):
        packages.ensure(with_database=not product.database_url(), for_tests=for_tests)
        venv.ensure(layout, identity, for_tests=for_tests)
        prepare.compile_messages(CLONE)
        if layout.is_copied:
            n_written = mirror.refresh(CLONE, layout.code)
            step("copy of the code", f"{layout.code}, {n_written} files refreshed")
        if identity.drops_root and not for_tests:
            prepare.compile_code(layout)


def open_database(
    house: Supervisor, layout: Layout, identity: Identity, *, is_careless: bool = False
) -> cluster.Cluster:
    """
    Start the private cluster as the house's first process, making it and its database if needed.

    Raises:
        SetupError: it cannot be made or does not come up; carries the end of its log.
    """
    own = cluster.of_layout(layout, identity, is_careless=is_careless)
    if cluster.clear_leftovers(own):
        say("  Ended a database server that had outlived its supervisor.")
    made = cluster.initialise(own)
    cluster.configure(own)
    spec = product.database_spec(own, layout)
    house.start(spec)
    try:
        cluster.wait_until_ready(own, is_running=lambda: house.is_running(spec.name))
    except SetupError as error:
        tail = commands.last_lines(layout.log / "database.log")
        raise SetupError(f"{error}{tail}") from error
    cluster.ensure_database(own)
    step("database", f"PostgreSQL {own.server.major}, {'made and ' if made else ''}started")
    return own


def end_leftovers(layout: Layout) -> None:
    """End what an earlier start of this state folder left running, if it was killed."""
    if names := processes.end_leftovers(layout.run):
        say(f"  Ended what an earlier start had left running: {', '.join(names)}.")


def say_waiting() -> None:
    """Say once that another set-up is at work."""
    say("Another set-up is at work here; waiting for it.")
