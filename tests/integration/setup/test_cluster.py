"""A real private cluster, in a state folder so deep that its socket must lie elsewhere."""

import os
import shutil
import signal
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from setup import cluster, ground, paths, processes
from setup.console import SetupError
from setup.supervise import Supervisor
from setup.users import Identity


@dataclass(frozen=True, slots=True)
class Place:
    """A deep state folder and the user who runs it."""

    layout: paths.Layout
    who: Identity

    def house(self) -> Supervisor:
        """Return a supervisor that has not started anything yet."""
        return Supervisor(run_dir=self.layout.run, log_dir=self.layout.log)

    def open(self, house: Supervisor) -> cluster.Cluster:
        """Start the cluster as the product does."""
        return ground.open_database(house, self.layout, self.who)


@pytest.fixture(scope="module")
def place(open_dir: Path, who: Identity) -> Iterator[Place]:
    """Return a state folder whose path is longer than a socket's may be."""
    deep = open_dir / ("deep-" * 20) / "var"
    layout = paths.resolve(ground.CLONE, {"LICHTWEG_VAR": str(deep)}, who)
    paths.make(layout, who)
    yield Place(layout, who)
    shutil.rmtree(layout.sockets)


@pytest.fixture
def house(place: Place) -> Iterator[Supervisor]:
    """Return a supervisor that is stopped in the end."""
    supervisor = place.house()
    yield supervisor
    supervisor.stop()


def test_a_deep_cluster_is_made_and_answers_whoever_may(place: Place, house: Supervisor) -> None:
    own = place.open(house)

    assert len(os.fsencode(own.sockets / paths.SOCKET_NAME)) <= paths.MAX_SOCKET_PATH_BYTES
    assert own.sql("SELECT current_user", what="asking") == cluster.ROLE
    assert own.sql("SHOW listen_addresses", what="asking") == ""
    found = own.sql("SELECT extname FROM pg_extension ORDER BY 1", what="asking").split()
    assert {"btree_gist", "postgis"} <= set(found)


def test_after_kill_9_it_recovers_with_its_data(place: Place, house: Supervisor) -> None:
    first = place.house()
    own = place.open(first)
    own.sql("CREATE TABLE kept AS SELECT 42 AS answer", what="writing")
    postmaster = int((own.folder / "postmaster.pid").read_text().split()[0])
    os.kill(postmaster, signal.SIGKILL)

    again = place.open(house)

    assert again.sql("SELECT answer FROM kept", what="reading") == "42"
    assert not first.is_running("database")
    first.stop()


def test_a_stale_note_that_names_a_living_process_does_not_stop_it(
    place: Place, house: Supervisor
) -> None:
    folder = place.layout.var / "pg"
    (folder / "postmaster.pid").write_text(f"{os.getpid()}\n{folder}\n1\n5432\n\n\n")
    place.who.give(folder / "postmaster.pid", 0o600)

    assert place.open(house).answers()


def test_a_server_that_outlived_its_supervisor_is_ended_and_only_that(
    place: Place, house: Supervisor
) -> None:
    orphaned = place.house()
    own = place.open(orphaned)

    assert cluster.clear_leftovers(own)

    assert processes.working_in(own.folder, program="postgres") == []
    assert place.open(house).answers()
    orphaned.stop()


def test_an_interrupted_initdb_does_not_look_done(open_dir: Path, who: Identity) -> None:
    layout = paths.resolve(ground.CLONE, {"LICHTWEG_VAR": str(open_dir / "torn")}, who)
    paths.make(layout, who)
    torn = layout.var / "pg.new"
    torn.mkdir()
    (torn / "PG_VERSION").write_text("15\n")

    assert cluster.initialise(cluster.of_layout(layout, who))

    assert (layout.var / "pg/global").is_dir()
    assert not torn.exists()


def test_data_of_a_version_that_is_not_installed_is_said_so(open_dir: Path, who: Identity) -> None:
    layout = paths.resolve(ground.CLONE, {"LICHTWEG_VAR": str(open_dir / "old")}, who)
    (layout.var / "pg").mkdir(parents=True)
    (layout.var / "pg/PG_VERSION").write_text("9\n")

    with pytest.raises(SetupError, match="postgresql-9-postgis-3"):
        cluster.of_layout(layout, who)
