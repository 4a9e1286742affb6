"""
`./start`: from a fresh clone to the running product, in one command.

    ./start            the demo city, until Ctrl-C
    ./start --check    the same, waits for every reply, prints one JSON line, stops
    ./start --empty    begins a real city (asks, or takes it from flags)
"""

import argparse
import contextlib
import json
import os
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TextIO

from setup import check, city, endings, ground, lock, namespace, prepare, product
from setup.console import SetupError, say, step
from setup.namespace import Room
from setup.paths import Layout
from setup.product import Product
from setup.supervise import Supervisor
from setup.users import Identity

LOOK_S = 0.25


@dataclass(frozen=True, slots=True)
class Errand:
    """What this call is to do, and when and where to it tells its result."""

    began_s: float
    is_check: bool
    beginning: city.Beginning | None
    result: TextIO


def main(argv: Sequence[str]) -> int:
    """Do what the command line asks; returns the exit code."""
    began_s = time.monotonic()
    options = _parse(argv)
    result = sys.stdout
    # With --check standard output holds one JSON line and nothing else.
    calm = contextlib.redirect_stdout(sys.stderr) if options.check else contextlib.nullcontext()

    def work() -> int:
        beginning = city.ask(options) if options.empty else None
        return _start(Errand(began_s, options.check, beginning, result))

    with calm:
        return endings.plainly(work)


def _start(errand: Errand) -> int:
    port = product.read_port(os.environ)
    say("Lichtweg sets itself up.")
    identity, layout = ground.survey()
    note = layout.run / "serving.json"

    def refusal() -> str | None:
        url = lock.running_url(note)
        return f"This state folder ({layout.var}) is running already: {url}" if url else None

    with lock.held(layout.var, on_wait=ground.say_waiting, refuse=refusal):
        note.unlink(missing_ok=True)
        ground.end_leftovers(layout)
        wanted = _plan(layout, identity, port, errand)
        product.refuse_busy_port(port)
        ground.ensure_packages(layout, identity, for_tests=False)
        wanted = replace(wanted, room=_room(wanted))
        house = Supervisor(run_dir=layout.run, log_dir=layout.log)
        try:
            return _keep(house, wanted, errand)
        finally:
            endings.deafen()
            say("Ending: prober, lab, jobs, web, database.")
            note.unlink(missing_ok=True)
            house.stop()


def _plan(layout: Layout, identity: Identity, port: int, errand: Errand) -> Product:
    """Return what shall run; the room is found once the tools for it are installed."""
    record = city.read_record(layout.var)
    wanted_srid = errand.beginning.metric_srid if errand.beginning else None
    city.refuse_other_kind(
        record, wants_empty=errand.beginning is not None, metric_srid=wanted_srid
    )
    return Product(
        layout=layout,
        identity=identity,
        port=port,
        is_demo=_is_demo(record, errand),
        room=namespace.on_host(identity),
        metric_srid=wanted_srid or (record.metric_srid if record else None),
    )


def _keep(house: Supervisor, wanted: Product, errand: Errand) -> int:
    """Bring everything up in order, then stay (or check and leave)."""
    layout = wanted.layout
    product.write_secret(layout, wanted.identity)
    product.remember(wanted)
    mark = None
    if not product.database_url():
        mark = ground.open_database(house, layout, wanted.identity).identity_mark()
    _fill(wanted, errand, mark)
    for spec in [*product.server_specs(wanted), *product.watcher_specs(wanted)]:
        house.start(spec)
    check.wait_for_web(wanted, keep_house=house.tick)
    step("web, jobs, prober", "running")
    lock.say_running(layout.run / "serving.json", wanted.url)
    if errand.is_check:
        status = check.wait_for_replies(wanted, keep_house=house.tick)
        seconds = time.monotonic() - errand.began_s
        line = check.report(status, lab=wanted.room.mode, seconds=seconds)
        print(line, file=errand.result, flush=True)
        return 0
    _announce(wanted)
    with contextlib.suppress(KeyboardInterrupt):
        while True:
            house.tick()
            time.sleep(LOOK_S)
    return 0


def _fill(wanted: Product, errand: Errand, mark: str | None) -> None:
    """Lay out the tables and load or begin the city, noting which it is."""
    var, identity = wanted.layout.var, wanted.identity
    unfinished = city.Record(is_demo=False, is_begun=False, metric_srid=wanted.metric_srid)
    if errand.beginning:
        city.write_record(var, unfinished, identity)
    prepare.prepare(wanted, cluster_mark=mark)
    if errand.beginning:
        city.begin(wanted, errand.beginning)
    done = city.Record(is_demo=wanted.is_demo, is_begun=True, metric_srid=wanted.metric_srid)
    city.write_record(var, done, identity)


def _is_demo(record: city.Record | None, errand: Errand) -> bool:
    if errand.beginning:
        return False
    if record is not None:
        return record.is_demo
    if os.environ.get("LICHTWEG_DEMO") != "0":
        return True
    if product.database_url():
        return False
    raise SetupError("There is no city here yet. Begin one with ./start --empty")


def _room(wanted: Product) -> Room:
    if not wanted.is_demo:
        return namespace.on_host(wanted.identity)
    if product.is_reached_by_tcp(product.database_url()):
        return namespace.without_lab(
            wanted.identity, "the database is reached over the network, which a lab would cut off"
        )
    return namespace.find_room(wanted.identity)


def _announce(wanted: Product) -> None:
    say()
    say(f"Lichtweg runs at {wanted.url}")
    if wanted.is_demo:
        _say_logins(wanted)
        say(f"  Lab: {wanted.room.sentence}")
    else:
        say("  Plain HTTP is sent on to HTTPS: put a web server with TLS in front, and set")
        say("  ALLOWED_HOSTS and BEHIND_TLS_PROXY (docs/settings.md).")
    if wanted.room.mode is namespace.Mode.NONE and not namespace.icmp_right():
        say("  The prober may not send ICMP as this user, so nothing is measured. To change that,")
        say(f"  {namespace.ICMP_REMEDY}")
    say(f"  State: {wanted.layout.var}    Logs: {wanted.layout.log}")
    say("  Stop: Ctrl-C here.")


def _say_logins(wanted: Product) -> None:
    """Print the demo's logins; they exist on loopback and in demo mode only."""
    path = wanted.layout.var / "demo_logins.json"
    if not path.exists():
        return
    say("  Demo logins (this machine only):")
    for row in json.loads(path.read_text(encoding="utf-8")):
        say(f"    {row['role']:<28}{row['username']:<16}{row['password']}")


def _parse(argv: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="./start",
        description="Sets Lichtweg up and runs it until Ctrl-C.",
        epilog="Environment: PORT (8000), LICHTWEG_VAR (state folder, var), DATABASE_URL "
        "(existing PostgreSQL instead of an own one).",
    )
    kind = parser.add_mutually_exclusive_group()
    kind.add_argument("--check", action="store_true", help="wait for every reply, report, stop")
    kind.add_argument("--empty", action="store_true", help="begin a real city, without the demo")
    real = parser.add_argument_group("for --empty; what is missing is asked")
    for name, question in city.QUESTIONS.items():
        real.add_argument(f"--{name.replace('_', '-')}", default="", help=question)
    options = parser.parse_args(argv)
    if not options.empty and any(getattr(options, name) for name in city.QUESTIONS):
        parser.error("a city's particulars belong to --empty")
    return options


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
