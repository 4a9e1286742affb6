"""
What the plant costs: traces, cuts, changes, searches and checks on plants of growing size.

    .venv/bin/python benchmarks/plant.py [--sizes 100 10000] [--large] [--turns 100]

Makes scratch databases on the running PostgreSQL (PGHOST and PGUSER as for manage.py), loads each
with a seeded plant (`plant_net.py`) by COPY, measures in a process of its own, and drops them.
By the clock and in CPU seconds: those hardly change when others use the machine.
`--large` adds 100,000 cables: some 20 GB of disk and an hour. Loading switches triggers off,
which PostgreSQL allows its superuser only, as the one that ./start makes is.
"""

import argparse
import json
import os
import platform
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import astuple, dataclass
from functools import partial
from itertools import islice, pairwise
from pathlib import Path
from random import Random
from typing import Any

from plant_net import N_IN_CHAIN, N_LIT, N_STRANDS, Net, glass_of, make_net, rows_of, segments_of

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

LARGE = 100_000
N_EDGES = 80_000
#: Name of a figure to (aim in ms or None, what it is).
FIGURES: dict[str, tuple[float | None, str]] = {
    "trace": (1.0, "trace of 20 hops, whole answer"),
    "trace_walk": (None, "  of it following the light"),
    "impact": (1.0, "impact of a cut, from stored hops"),
    "rebuild": (50.0, "rebuild after 144 splices parted"),
    "join_many": (None, "join_many of 144, 24 of them relit"),
    "make_cable": (None, "make_cable of 432 fibres"),
    "dark_path": (None, "dark_path here, with reading"),
    "search": (100.0, f"cheapest path, {N_EDGES:,} edges"),
    "check": (None, "check of everything"),
}


@dataclass(frozen=True, slots=True)
class Turn:
    """What one turn took, in seconds: by the clock, and CPU of this process and of PostgreSQL's."""

    clock_s: float
    own_s: float
    #: None where the server is on another machine.
    server_s: float | None


class Meter:
    """Takes the time of work, figure by figure; the kernel tells how long PostgreSQL computed."""

    def __init__(self) -> None:
        from django.db import connection  # noqa: PLC0415 - after `prepare`

        self.turns: dict[str, list[Turn]] = {name: [] for name in FIGURES}
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            (pid,) = cursor.fetchone()
        self._schedule = Path(f"/proc/{pid}/schedstat")

    def take(self, figure: str, work: Callable[[], object]) -> None:
        """Do some work, and note what it took."""
        server, own, begun = self._server_s(), time.process_time(), time.perf_counter()
        work()
        clock_s, own_s = time.perf_counter() - begun, time.process_time() - own
        server_s = None if server is None else (self._server_s() or 0.0) - server
        self.turns[figure].append(Turn(clock_s, own_s, server_s))

    def forget(self) -> None:
        """Forget what was noted: it was to warm up."""
        for turns in self.turns.values():
            turns.clear()

    def _server_s(self) -> float | None:
        try:
            return int(self._schedule.read_text().split()[0]) / 1e9
        except OSError:
            return None


def prepare(database: str) -> None:
    """Point Django at a database, and set it up."""
    os.environ["DB_NAME"] = database
    os.environ.pop("DATABASE_URL", None)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django  # noqa: PLC0415 - after the database is named

    django.setup()


def administer(*statements: str) -> None:
    """Run statements beside all databases of ours."""
    import psycopg  # noqa: PLC0415 - needs nothing of Django, so not at its start
    from django.conf import settings  # noqa: PLC0415 - after `prepare`

    own = settings.DATABASES["default"]
    with psycopg.connect(
        dbname="postgres", host=own["HOST"], user=own["USER"], autocommit=True
    ) as connection:
        for statement in statements:
            connection.execute(statement.encode())


def load(n_cables: int) -> int:
    """Load a plant with triggers off; return how many rows."""
    from django.db import connection  # noqa: PLC0415 - after `prepare`

    net = make_net(n_cables)
    n_rows = 0
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        type_id, first_circuit = _foundation(net.n_chains * N_LIT)
        for table, columns, lines in rows_of(net, type_id=type_id, first_circuit=first_circuit):
            with cursor.copy(f"COPY inventory_{table} ({columns}) FROM STDIN") as copy:
                rows = iter(lines)
                while block := list(islice(rows, 10_000)):
                    copy.write("\n".join(block) + "\n")
                    n_rows += sum(row.count("\n") + 1 for row in block)
            _go_on_counting(cursor, table)
        cursor.execute(
            "SELECT setval('inventory_glass_id', (SELECT max(id) FROM inventory_strandsection))"
        )
        cursor.execute("SET session_replication_role = DEFAULT")
        cursor.execute("VACUUM (ANALYZE)")
    return n_rows


def _foundation(n_circuits: int) -> tuple[int, int]:
    """Store circuits; return the id of the cables' type and of the first circuit."""
    from inventory.models import CableType, Circuit, CircuitType, Provider  # noqa: PLC0415

    provider = Provider.objects.create(name="Netz", slug="netz")
    kind = CircuitType.objects.create(name="Anschluss", slug="anschluss")
    circuits = Circuit.objects.bulk_create(
        (
            Circuit(cid=f"C{at}", purpose="school", status="active", provider=provider, type=kind)
            for at in range(n_circuits)
        ),
        batch_size=5_000,
    )
    return CableType.objects.get(slug="loose-tube-144").pk, circuits[0].pk


def _go_on_counting(cursor: Any, table: str) -> None:
    if table == "mate":
        return
    cursor.execute("SELECT pg_get_serial_sequence(%s, 'id')", [f"inventory_{table}"])
    (sequence,) = cursor.fetchone()
    if sequence is not None:
        last = f"SELECT setval(%s, max(id)) FROM inventory_{table}"  # noqa: S608 - own names
        cursor.execute(last, [sequence])


def measure(n_cables: int, n_turns: int) -> dict[str, Any]:
    """Return the turns of each figure, with the sizes."""
    from inventory.queries.checks import findings  # noqa: PLC0415 - after `prepare`

    net, chance, meter = make_net(n_cables), Random(2), Meter()  # noqa: S311 - no secrets
    _measure_answers(net, chance, 5, meter)
    meter.forget()
    _measure_answers(net, chance, n_turns, meter)
    _measure_changes(net, chance, max(3, n_turns // 10), meter)
    _measure_searches(net, chance, meter)
    wrong: list[Any] = []
    meter.take("check", lambda: wrong.extend(findings()))
    return {
        "turns": {name: [astuple(turn) for turn in turns] for name, turns in meter.turns.items()},
        "wrong": [str(one) for one in wrong[:5]],
        "sizes_mb": _sizes_mb(),
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def _measure_answers(net: Net, chance: Random, n_turns: int, meter: Meter) -> None:
    from inventory.queries.impact import Cut, circuits_down_by  # noqa: PLC0415 - after `prepare`
    from inventory.queries.trace import _walk, trace  # noqa: PLC0415 - as above

    n_segments = len(segments_of(net.side))
    for _ in range(n_turns):
        end = 2 * glass_of(chance.randrange(net.n_chains) * N_IN_CHAIN, chance.randrange(N_LIT))
        meter.take("trace", partial(trace, end))
        meter.take("trace_walk", partial(_walk, end))
        cut = Cut(segment_id=chance.randint(1, n_segments), chainage_m=50.0)
        meter.take("impact", partial(circuits_down_by, [cut]))


def _measure_changes(net: Net, chance: Random, n_turns: int, meter: Meter) -> None:
    from inventory.models import Cable, CableType  # noqa: PLC0415 - after `prepare`
    from inventory.operations.cables import delete_cable, make_cable  # noqa: PLC0415 - as above
    from inventory.operations.joints import join_many  # noqa: PLC0415 - as above
    from inventory.operations.mating import joints_at, part  # noqa: PLC0415 - as above
    from inventory.operations.paths import rebuild_touching  # noqa: PLC0415 - as above
    from inventory.operations.refusals import one_change  # noqa: PLC0415 - as above

    segments = segments_of(net.side)
    big = CableType.objects.get(slug="loose-tube-432").pk
    for turn in range(n_turns):
        # In every second chain all 144 are spliced.
        chain = 2 * chance.randrange((net.n_chains + 1) // 2)
        cable = chain * N_IN_CHAIN + chance.randrange(1, N_IN_CHAIN - 1)
        pairs = [
            (2 * glass_of(cable, strand) + 1, 2 * glass_of(cable + 1, onward))
            for strand, onward in enumerate(net.splices[cable])
        ]
        with one_change():
            ends = part(joints_at([a_end for a_end, _ in pairs]))
            meter.take("rebuild", partial(rebuild_touching, ends))
        meter.take("join_many", partial(join_many, pairs))
        nodes, code = net.cables[cable].nodes, f"X{turn}"
        walk = [segments[min(a, z), max(a, z)] for a, z in pairwise(nodes)]
        lay = partial(make_cable, code=code, type_id=big, segment_ids=walk)
        meter.take("make_cable", partial(lay, from_node_id=nodes[0] + 1))
        delete_cable(cable_id=Cable.objects.get(code=code).pk)


def _measure_searches(net: Net, chance: Random, meter: Meter) -> None:
    from inventory.plant.search import Edge, cheapest_path  # noqa: PLC0415 - after `prepare`
    from inventory.queries.paths import dark_path  # noqa: PLC0415 - as above

    side = 201
    edges = [
        Edge(number, a, z, chance.uniform(50, 150), 24)
        for (a, z), number in islice(segments_of(side).items(), N_EDGES)
    ]
    for _ in range(10):
        a, z = chance.sample(range(side * side), 2)
        meter.take("search", partial(cheapest_path, edges, from_node=a, to_node=z, n_free=24))
    dark = [cable for cable in range(len(net.cables)) if cable // N_IN_CHAIN % 2]
    for _ in range(3):
        one, other = (net.cables[cable] for cable in chance.sample(dark, 2))
        ends = {"from_node_id": one.nodes[0] + 1, "to_node_id": other.nodes[-1] + 1}
        meter.take("dark_path", partial(dark_path, **ends, n_strands=24))


def _sizes_mb() -> dict[str, float]:
    from django.db import connection  # noqa: PLC0415 - after `prepare`

    tables = ("strand", "strandsection", "opticalend", "joint", "mate", "circuithop")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name, pg_total_relation_size('inventory_' || name) / 1048576.0"
            "  FROM unnest(%s::text[]) AS name",
            [list(tables)],
        )
        sizes = {name: float(size) for name, size in cursor.fetchall()}
        cursor.execute("SELECT pg_database_size(current_database()) / 1048576.0")
        return sizes | {"whole database": float(cursor.fetchone()[0])}


def report(results: dict[int, dict[str, Any]]) -> None:
    """Print each figure, size by size, and how it grows from the smallest to the largest."""
    print(f"{'':<36}" + "".join(f"{f'{size:,} cables':>30}" for size in results) + "   growth")
    print(f"{'ms: median (p95) | CPU own + server':<36}")
    for name, (aim_ms, words) in FIGURES.items():
        turns = [[Turn(*turn) for turn in found["turns"][name]] for found in results.values()]
        aim = f"  aim {aim_ms:g} ms" if aim_ms is not None else ""
        growth = _cpu_s(turns[-1]) / _cpu_s(turns[0])
        cells = "".join(f"{_told(one):>30}" for one in turns)
        print(f"{words:<36}{cells}   x{growth:.1f}{aim}")
    for size, found in results.items():
        check = Turn(*found["turns"]["check"][0])
        sizes = ", ".join(f"{name} {mb:.0f}" for name, mb in found["sizes_mb"].items())
        rate = size * N_STRANDS / check.clock_s
        print(f"{size:,} cables: checks {rate:,.0f} strands a second, found {found['wrong']}")
        print(f"  MB: {sizes}; peak of the process {found['peak_mb']:.0f}")
        print(f"  loaded {found['n_rows']:,} rows in {found['load_s']:.0f} s")


def _told(turns: list[Turn]) -> str:
    clock = sorted(turn.clock_s * 1000 for turn in turns)
    p95 = clock[min(len(clock) - 1, round(0.95 * len(clock)))]
    own = statistics.median(turn.own_s for turn in turns) * 1000
    server = statistics.median(turn.server_s or 0.0 for turn in turns) * 1000
    return f"{statistics.median(clock):.1f} ({p95:.1f}) | {own:.2f} + {server:.2f}"


def _cpu_s(turns: list[Turn]) -> float:
    return statistics.median(turn.own_s + (turn.server_s or 0.0) for turn in turns)


def main() -> None:
    """Load and measure each size, in processes of their own, and say under which conditions."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=[100, 10_000])
    parser.add_argument("--large", action="store_true", help=f"{LARGE:,} cables too")
    parser.add_argument("--turns", type=int, default=100)
    parser.add_argument("--inside", nargs=2, help=argparse.SUPPRESS)
    said = parser.parse_args()
    if said.inside:
        work, database = said.inside
        prepare(database)
        (size,) = said.sizes
        print(json.dumps(load(size) if work == "load" else measure(size, said.turns)))
        return
    base = f"lichtweg_bench_{os.getpid()}"
    prepare(base)
    load_before = os.getloadavg()[0]
    administer(f"CREATE DATABASE {base}")
    try:
        from django.core.management import call_command  # noqa: PLC0415 - after `prepare`
        from django.db import connection  # noqa: PLC0415 - as above

        call_command("migrate", verbosity=0)
        connection.close()
        sizes = [*said.sizes, *([LARGE] if said.large else [])]
        report({size: _one_size(base, size, said.turns) for size in sizes})
    finally:
        administer(f"DROP DATABASE IF EXISTS {base}")
    print(f"Python {platform.python_version()}, Linux {platform.release()}, ", end="")
    print(f"{os.cpu_count()} cores; load {load_before:.1f} before, {os.getloadavg()[0]:.1f} after")


def _one_size(base: str, size: int, n_turns: int) -> dict[str, Any]:
    """Load a plant into a copy of the base, and return what was measured there."""
    database = f"{base}_{size}"
    administer(f"CREATE DATABASE {database} TEMPLATE {base}")
    try:
        begun = time.perf_counter()
        n_rows = _inside("load", database, size, n_turns)
        load_s = time.perf_counter() - begun
        found: dict[str, Any] = _inside("measure", database, size, n_turns)
    finally:
        administer(f"DROP DATABASE {database}")
    return found | {"n_rows": n_rows, "load_s": load_s}


def _inside(work: str, database: str, size: int, n_turns: int) -> Any:
    command = [sys.executable, __file__, "--sizes", str(size), "--turns", str(n_turns)]
    command += ["--inside", work, database]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True)
    return json.loads(done.stdout.splitlines()[-1])


if __name__ == "__main__":
    main()
