"""
The Python packages: a venv of our own, filled from the locked and hashed lists.

pip's own configuration (indexes, proxies, caches) is the caller's and stays untouched.
"""

import sys
from pathlib import Path

from setup import commands, stamps
from setup.console import SetupError, say, step
from setup.paths import Layout
from setup.users import Identity

RUN_LIST = "requirements.txt"
TEST_LIST = "requirements-dev.txt"


def ensure(layout: Layout, identity: Identity, *, for_tests: bool) -> None:
    """
    Make the venv and install the locked packages; stamps skip what is done.

    Raises:
        SetupError: the venv cannot be made, or pip failed.
    """
    log = layout.log / "packages.log"
    _ensure_venv(layout, identity, log)
    lists = [RUN_LIST, TEST_LIST] if for_tests else [RUN_LIST]
    todo = [
        name for name in lists if not stamps.is_current(_stamp(layout, name), _value(layout, name))
    ]
    if not todo:
        step("Python packages", "present")
        return
    say(f"  Python packages   installing from {' and '.join(todo)}; a minute or two the first time")
    for name in todo:
        _install(layout, name, log)
        stamps.mark(_stamp(layout, name), _value(layout, name))
    step("Python packages", "installed")


def _ensure_venv(layout: Layout, identity: Identity, log: Path) -> None:
    made = layout.venv / "pyvenv.cfg"
    if made.exists() and commands.succeeds([str(layout.python), "-c", "import pip"]):
        if identity.can("x", layout.python.resolve()):
            return
        raise SetupError(
            f"{layout.venv} uses {layout.python.resolve()}, which the user "
            f"{identity.product.name} cannot reach. Remove that folder and start again."
        )
    interpreter = Path(sys.executable).resolve()
    if not identity.can("x", interpreter):
        raise SetupError(
            f"The Python {interpreter} cannot be reached by the user {identity.product.name}. "
            "Install python3 (3.11 or later) from the system's packages, then start again."
        )
    commands.run(
        [str(interpreter), "-m", "venv", "--clear", str(layout.venv)],
        what=f"Making {layout.venv}",
        env=commands.quiet_environment(),
        log=log,
    )


def _install(layout: Layout, name: str, log: Path) -> None:
    pip = [str(layout.python), "-m", "pip", "install", "--disable-pip-version-check"]
    try:
        commands.run(
            [*pip, "--quiet", "--require-hashes", "-r", str(layout.clone / name)],
            what=f"Installing the Python packages of {name}",
            env=commands.quiet_environment(),
            log=log,
        )
    except commands.CommandError as error:
        if any(
            sign in error.output for sign in ("NewConnectionError", "Name or service", "Retrying")
        ):
            raise SetupError(
                f"The package index cannot be reached, so {name} is not installed. Is there a "
                "network, or does pip need a proxy or a mirror (pip config)? Then start again; "
                f"what is installed stays.\nThe whole output is in {log}."
            ) from error
        if "DO NOT MATCH THE HASHES" in error.output:
            raise SetupError(
                f"A downloaded package is not the one that {name} names (its hash differs). "
                f"Nothing was installed. Check the index that pip uses; see {log}."
            ) from error
        raise


def _stamp(layout: Layout, name: str) -> Path:
    return layout.venv / f".lichtweg-{name}.stamp"


def _value(layout: Layout, name: str) -> str:
    return stamps.digest((layout.clone / name).read_bytes(), sys.version)
