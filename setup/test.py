"""
`./test`: every check of STYLE in its order, then all tests; pytest's summary is the last line.

    ./test               all of it
    ./test tests/unit    only pytest, with these arguments

The tests have a database cluster of their own under the state folder (careless about the disk),
unless `PGHOST` or `DATABASE_URL` names one.
"""

import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from setup import cluster, commands, endings, ground, lock, mirror, packages, product
from setup.console import say
from setup.paths import Layout
from setup.supervise import Supervisor

CLONE = ground.CLONE
N_AT_ONCE = 2
N_SHOWN_LINES = 80
# Whole files go to two processes, in the order in which tests/conftest.py puts them.
IN_TWO = ("-n", str(N_AT_ONCE), "--dist", "loadfile", "--no-loadscope-reorder")
STATIC_VARIABLE = "LICHTWEG_STATICFILES"
# The tests' live server finds files by their own names only, not by the hashed ones.
PLAIN_STORAGE = "django.contrib.staticfiles.storage.StaticFilesStorage"


@dataclass(frozen=True, slots=True)
class Check:
    """One check: its name in the table, its command, what it changes in the environment."""

    name: str
    argv: tuple[str, ...]
    env: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a check ended."""

    name: str
    is_good: bool
    seconds: float
    output: str


def main(argv: Sequence[str]) -> int:
    """Set up, check and test; returns 0 only if everything passed."""
    return endings.plainly(lambda: _test(argv))


def _test(pytest_words: Sequence[str]) -> int:
    say("Lichtweg sets itself up for the tests.")
    identity, layout = ground.survey(for_tests=True)
    with lock.held(layout.var, on_wait=ground.say_waiting):
        ground.end_leftovers(layout)
        ground.ensure_packages(layout, identity, for_tests=True)
        house = Supervisor(run_dir=layout.run, log_dir=layout.log)
        env = _environment(layout)
        try:
            if not product.database_url() and not os.environ.get("PGHOST"):
                ground.open_database(house, layout, identity, is_careless=True)
            # The web's file server warns of a missing folder, and warnings are errors.
            (layout.var / "static").mkdir(exist_ok=True)
            failed = [] if pytest_words else _check_all(layout, env)
            env |= {STATIC_VARIABLE: os.environ.get(STATIC_VARIABLE, PLAIN_STORAGE)}
            return _pytest(layout, env, pytest_words) or int(bool(failed))
        finally:
            endings.deafen()
            house.stop()


def _environment(layout: Layout) -> dict[str, str]:
    """Return the environment of checks and tests: demo mode, the tests' own database."""
    own = {
        "LICHTWEG_VAR": str(layout.var),
        "LICHTWEG_DEMO": "1",
        "LC_ALL": "C.UTF-8",
        "PATH": f"{os.environ.get('PATH', '')}:{packages.SYSTEM_PATH}",
        "CHROMIUM": packages.chromium() or "",
    }
    given = {key: text for key, text in os.environ.items() if key.startswith("PG")}
    ours = {} if "PGHOST" in given else {"PGHOST": str(layout.sockets), "PGUSER": cluster.ROLE}
    return commands.quiet_environment() | given | ours | own


def _check_all(layout: Layout, env: Mapping[str, str]) -> list[Outcome]:
    """Run all checks, two at a time, and print a table; returns what failed."""
    log = layout.log / "checks.log"
    log.unlink(missing_ok=True)
    say("Checks:")
    failed = []
    with ThreadPoolExecutor(N_AT_ONCE) as pool:
        for outcome in pool.map(lambda check: _run(check, env), _checks(layout)):
            verdict = "passed" if outcome.is_good else "FAILED"
            say(f"  {verdict}  {outcome.name:<34}{outcome.seconds:6.1f} s")
            with log.open("a") as file:
                file.write(f"== {outcome.name}\n{outcome.output}\n")
            if not outcome.is_good:
                failed.append(outcome)
    for outcome in failed:
        _show(outcome, log)
    if failed:
        say(f"FAILED checks: {', '.join(outcome.name for outcome in failed)}. Now the tests.")
    return failed


def _show(outcome: Outcome, log: Path) -> None:
    lines = outcome.output.rstrip().splitlines()
    say(f"\n{outcome.name}:")
    for line in lines[:N_SHOWN_LINES]:
        say(f"    {line}")
    if len(lines) > N_SHOWN_LINES:
        say(f"    ... {len(lines) - N_SHOWN_LINES} more lines in {log}")


def _checks(layout: Layout) -> list[Check]:
    """Return the checks of STYLE, section 12, in its order."""
    tools, python = layout.venv / "bin", str(layout.python)
    templates = [str(file.relative_to(CLONE)) for file in _files("templates", ".html")]
    scripts = [str(file.relative_to(CLONE)) for file in _files("js", ".test.mjs", ".test.js")]
    # As in production, but for what only its operator can set.
    real = {"LICHTWEG_DEMO": "0", "SECRET_KEY": "checked-" + "0123456789abcdef" * 4}
    rows: list[tuple[str, list[str], Mapping[str, str]]] = [
        ("format (ruff)", [python, "-m", "ruff", "format", "--check", "."], {}),
        ("lint (ruff)", [python, "-m", "ruff", "check", "."], {}),
    ]
    if templates:
        djade = [str(tools / "djade"), "--check", "--target-version", "5.2", *templates]
        rows += [
            ("templates (djade)", djade, {}),
            ("templates (djlint)", [python, "-m", "djlint", "--lint", "--quiet", *templates], {}),
        ]
    rows += [
        ("floors (import-linter)", [python, str(tools / "lint-imports")], {}),
        ("types (mypy)", [python, "-m", "mypy", "."], {}),
        ("settings (check)", [python, "manage.py", "check", "--fail-level=WARNING"], {}),
        (
            "settings for production (check)",
            [python, "manage.py", "check", "--deploy", "--fail-level=WARNING"],
            real,
        ),
        # As production does: a name in a style sheet that leads nowhere fails here.
        ("static files (collectstatic)", [python, "manage.py", "collectstatic", "--noinput"], {}),
        ("migrations (makemigrations)", [python, "manage.py", "makemigrations", "--check"], {}),
    ]
    if scripts:
        rows.append(
            ("JavaScript (node)", [packages.program("node") or "node", "--test", *scripts], {})
        )
    return [Check(name, tuple(argv), extra) for name, argv, extra in rows]


def _files(folder: str, *endings_: str) -> list[Path]:
    """Return the files in folders of that name, wherever they lie in the code."""
    return sorted(
        file
        for file in mirror.code_files(CLONE)
        if folder in file.relative_to(CLONE).parts[:-1] and file.name.endswith(endings_)
    )


def _run(check: Check, env: Mapping[str, str]) -> Outcome:
    began_s = time.monotonic()
    done = subprocess.run(
        check.argv,
        cwd=CLONE,
        env={**env, **check.env},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        check=False,
    )
    return Outcome(check.name, done.returncode == 0, time.monotonic() - began_s, done.stdout)


def _pytest(layout: Layout, env: Mapping[str, str], words: Sequence[str]) -> int:
    say()
    argv = [str(layout.python), "-m", "pytest", *(words or IN_TWO)]
    with subprocess.Popen(argv, cwd=CLONE, env=dict(env), stdin=subprocess.DEVNULL) as process:
        try:
            return process.wait()
        except KeyboardInterrupt:
            # The terminal told pytest, too; its summary comes first.
            return process.wait() or endings.INTERRUPTED


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
