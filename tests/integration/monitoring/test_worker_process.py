"""The worker as a process: real pings and tests, a database that goes away, a line that is cut."""

import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from io import StringIO
from itertools import pairwise
from pathlib import Path

import psycopg
import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from inventory.models import Circuit
from monitoring.models import (
    Outage,
    ProbeRequest,
    ProbeRound,
    State,
    StateInterval,
    Target,
    ThroughputResult,
    Vantage,
    VantageHealth,
)
from monitoring.operations.partitions import drop_partitions
from monitoring.operations.probe_requests import request_throughput
from monitoring.probes.rounds import RoundFlag
from tests import factories
from tests.factories import make_target
from tests.integration.monitoring.processes import (
    ROOT,
    Namespace,
    WorkerProcess,
    environment,
    until,
)
from tests.integration.monitoring.test_iperf import free_port

pytestmark = pytest.mark.django_db(transaction=True)

INTERVAL_S = 5
INTERVAL = timedelta(seconds=INTERVAL_S)


@pytest.fixture(autouse=True)
def _swept() -> Iterator[None]:
    """Empty what Django does not: unmanaged tables, and the months that the worker made."""
    yield
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE monitoring_proberound, monitoring_probehourly")
    drop_partitions(at=timezone.now() + timedelta(days=400))


@pytest.fixture
def vantage() -> Vantage:
    return factories.make_vantage(canaries=["127.86.255.1"])


@pytest.fixture
def targets(vantage: Vantage) -> list[Target]:  # noqa: ARG001 - watched from it
    """Three watched connections; the second has a throughput server."""
    port = free_port()
    return [
        make_target(address=f"127.86.200.{number}", interval_s=INTERVAL_S, iperf_port=port)
        for number in (1, 2, 3)
    ]


@pytest.fixture
def worker(targets: list[Target], tmp_path: Path) -> Iterator[WorkerProcess]:  # noqa: ARG001
    worker = WorkerProcess(tmp_path / "worker.log")
    yield worker
    worker.kill()


def all_work() -> bool:
    return StateInterval.objects.filter(state=State.UP, ended_at=None).count() == 3


def ping(site: str) -> tuple[int, str]:
    """Return the exit code of `manage.py ping` and what it prints."""
    out, err = StringIO(), StringIO()
    code: object = 0
    try:
        call_command("ping", site, stdout=out, stderr=err)
    except SystemExit as end:
        code = end.code
    assert isinstance(code, int)
    return code, out.getvalue() + err.getvalue()


def test_a_worker_watches_pings_tests_and_ends_in_time(
    worker: WorkerProcess, targets: list[Target], vantage: Vantage, tmp_path: Path
) -> None:
    assert until(all_work, within_s=30)
    site = targets[0].circuit.site
    assert site is not None
    code, said = ping(site.slug)
    assert code == 0
    assert site.name in said

    with subprocess.Popen(
        ["iperf3", "-s", "-1", "-B", targets[1].address, "-p", str(targets[1].iperf_port)],
        stdout=subprocess.DEVNULL,
    ) as server:
        # "-1" serves one test: the second direction finds nobody, and says so.
        time.sleep(0.3)
        first = request_throughput(target=targets[1], vantage=vantage, by=None, at=timezone.now())
        until(lambda: _status(first) not in {"waiting", "running"}, within_s=15)
        server.kill()
    half = ThroughputResult.objects.get()
    assert half.validity == ThroughputResult.Validity.FAILED
    assert half.down_bps is not None
    assert half.up_bps is None
    assert half.error

    second = WorkerProcess(tmp_path / "second.log")
    try:
        waits = second.says("another worker watches this vantage")
        took_s = second.end()
    finally:
        second.kill()
    assert waits
    assert took_s < 3
    assert worker.process.poll() is None

    began_at = VantageHealth.objects.get().started_at
    took_s = worker.end()
    assert took_s < 3
    assert worker.process.returncode == 0
    assert VantageHealth.objects.get().started_at == began_at
    overlap = RoundFlag.BW_TEST_OVERLAP.value
    marked = {one.target_id for one in ProbeRound.objects.all() if one.flags & overlap}
    # Whether a round falls into the short test depends on the grid; no other may be marked.
    assert marked <= {targets[1].pk}


def _status(request: ProbeRequest) -> str:
    request.refresh_from_db()
    return request.status


def test_a_database_that_goes_away_costs_no_round(
    worker: WorkerProcess, targets: list[Target]
) -> None:
    assert until(all_work, within_s=30)

    away_at = timezone.now()
    with _database_closed():
        assert worker.says("the database does not answer")
        time.sleep(INTERVAL_S + 2)
        back_at = timezone.now()
    assert worker.says("the database is back")
    last_round = ProbeRound.objects.filter(scheduled_at__gt=back_at)
    until(last_round.exists, within_s=15)
    worker.end()

    assert VantageHealth.objects.get().n_lost_rounds == 0
    assert not Outage.objects.exists()
    assert StateInterval.objects.count() == 3
    assert worker.process.returncode == 0
    for target in targets:
        grid = _grid(target)
        assert any(away_at < at < back_at for at in grid)
        assert {after - before for before, after in pairwise(grid)} == {INTERVAL}


class _database_closed:  # noqa: N801 - used as a word
    """Throws everybody else out of the test database and lets nobody in until the end."""

    def __enter__(self) -> None:
        self._allow(False)
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )

    def __exit__(self, *_: object) -> None:
        self._allow(True)

    @staticmethod
    def _allow(allowed: bool) -> None:
        parameters = connection.get_connection_params() | {"dbname": "postgres"}
        for name in ("cursor_factory", "context"):
            parameters.pop(name, None)
        with psycopg.connect(**parameters, autocommit=True) as other:
            name = connection.settings_dict["NAME"]
            other.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS {allowed}')


def _grid(target: Target) -> list[datetime]:
    rounds = ProbeRound.objects.filter(target=target).order_by("scheduled_at")
    return [one.scheduled_at for one in rounds if not one.flags & RoundFlag.FAST.value]


@pytest.mark.root
@pytest.mark.skipif(not Namespace.is_allowed(), reason="no network namespace, or no nft")
def test_a_cut_line_is_an_outage_dated_to_the_first_lost_echo(
    targets: list[Target], tmp_path: Path
) -> None:
    """In a namespace whose packet filter drops what would reach the first target."""
    namespace = Namespace(tmp_path / "namespace.log")
    site = targets[0].circuit.site
    assert site is not None
    try:
        namespace.do("nft add table ip cut")
        namespace.do("nft add chain ip cut in '{ type filter hook input priority 0; }'")
        namespace.start(f"{sys.executable} manage.py run_prober")
        assert until(all_work, within_s=30), (tmp_path / "namespace.log").read_text()
        namespace.do(f"nft add rule ip cut in ip daddr {targets[0].address} drop")
        cut_at = timezone.now()

        until(Outage.objects.exists, within_s=25)
        code, said = ping(site.slug)
        namespace.do("nft flush chain ip cut in")
        mended_at = timezone.now()
        until(lambda: not Outage.objects.filter(ended_at=None).exists(), within_s=25)
    finally:
        namespace.end()

    outage = Outage.objects.get()
    assert outage.circuit == targets[0].circuit
    assert timedelta(0) < outage.started_at - cut_at < INTERVAL + timedelta(seconds=1)
    assert outage.known_at - cut_at < timedelta(seconds=20)
    assert outage.ended_at is not None
    assert timedelta(0) < outage.ended_at - mended_at < INTERVAL + timedelta(seconds=1)
    assert (code, site.name in said) == (1, True)


def test_without_a_worker_ping_says_that_nobody_answered(
    targets: list[Target], monkeypatch: pytest.MonkeyPatch
) -> None:
    from monitoring.operations import probe_requests

    soon = dict.fromkeys(probe_requests.PATIENCE, timedelta(seconds=-1))
    monkeypatch.setattr(probe_requests, "PATIENCE", soon)
    monkeypatch.setattr("monitoring.management.commands.ping.PATIENCE", soon)
    site = targets[0].circuit.site
    assert site is not None

    code, said = ping(str(site.pk))

    assert code == 2
    assert site.name in said


def test_an_unknown_vantage_ends_with_a_sentence(targets: list[Target]) -> None:
    ended = subprocess.run(
        [sys.executable, "manage.py", "run_prober", "--vantage", "nowhere"],
        cwd=ROOT,
        env=environment(),
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )

    assert ended.returncode == 1
    assert "Traceback" not in ended.stderr
    assert Vantage.objects.get().slug in ended.stderr
    assert Circuit.objects.count() == len(targets)
