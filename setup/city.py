"""
Which city an installation holds: the demo's, or a real one begun with `./start --empty`.

A real city's questions are asked before anything is made; its metric system must be known before
the first table is.
"""

import getpass
import json
import os
import shutil
import sys
from argparse import Namespace
from dataclasses import dataclass
from pathlib import Path

from setup import commands
from setup.console import SetupError, say, step
from setup.product import Product
from setup.users import Identity

DEFAULT_METRIC_SRID = 25832
PASSWORD_VARIABLE = "LICHTWEG_ADMIN_PASSWORD"  # noqa: S105 - the name of a variable
STATES = (
    "BB",
    "BE",
    "BW",
    "BY",
    "HB",
    "HE",
    "HH",
    "MV",
    "NI",
    "NW",
    "RP",
    "SH",
    "SL",
    "SN",
    "ST",
    "TH",
)
MIN_PASSWORD_LENGTH = 12
QUESTIONS = {
    "name": "Name of the city",
    "area": "File with its area (GeoJSON, WGS 84)",
    "metric_srid": f"Metric coordinate system, EPSG number [{DEFAULT_METRIC_SRID}]",
    "state": f"State, for holidays ({' '.join(STATES)})",
    "admin": "User name of the first administrator",
    "admin_email": "E-mail address of the first administrator",
}


@dataclass(frozen=True, slots=True)
class Beginning:
    """The answers that a real city begins with."""

    name: str
    area: Path
    metric_srid: int
    state: str
    admin: str
    admin_email: str
    password: str


@dataclass(frozen=True, slots=True)
class Record:
    """What a state folder notes about its city; `is_begun` false: the beginning was interrupted."""

    is_demo: bool
    is_begun: bool
    metric_srid: int | None = None


def read_record(var: Path) -> Record | None:
    """Return what the state folder holds, None if nothing yet."""
    try:
        told = json.loads((var / "city.json").read_text())
        return Record(
            is_demo=told["is_demo"], is_begun=told["is_begun"], metric_srid=told["metric_srid"]
        )
    except FileNotFoundError:
        return None
    except (ValueError, KeyError, TypeError) as error:
        raise SetupError(f"{var / 'city.json'} cannot be read: {error}") from error


def write_record(var: Path, record: Record, identity: Identity) -> None:
    """Note which city the state folder holds."""
    path = var / "city.json"
    told = {
        "is_demo": record.is_demo,
        "is_begun": record.is_begun,
        "metric_srid": record.metric_srid,
    }
    path.write_text(json.dumps(told) + "\n")
    identity.give(path, 0o600)


def refuse_other_kind(record: Record | None, *, wants_empty: bool, metric_srid: int | None) -> None:
    """
    Make sure that the state folder holds nothing that this start would mix with.

    Raises:
        SetupError: it holds the other kind of city, or was laid out for another metric system.
    """
    other = "Choose another state folder: LICHTWEG_VAR=/path ./start"
    if record is None:
        return
    if wants_empty and record.is_demo:
        raise SetupError(f"This state folder holds the demo city. {other} --empty")
    if wants_empty and record.is_begun:
        raise SetupError("This state folder holds a city already. Start it with ./start")
    if not wants_empty and not record.is_begun and not record.is_demo:
        raise SetupError(f"A city was begun here but not finished: ./start --empty. Or: {other}")
    if wants_empty and metric_srid != record.metric_srid:
        raise SetupError(
            f"The tables here were laid out for EPSG:{record.metric_srid}; the metric system is "
            f"fixed by then. Use that, or: {other} --empty"
        )


def ask(options: Namespace) -> Beginning:
    """
    Return the answers from the flags, asking on the terminal for what is missing.

    Raises:
        SetupError: an answer is missing or wrong.
    """
    told = {name: getattr(options, name) or _question(name) for name in QUESTIONS}
    area = Path(told["area"]).expanduser().resolve()
    _check_area(area)
    srid = told["metric_srid"].removeprefix("EPSG:")
    if not srid.isdecimal():
        raise SetupError(f"The metric system is an EPSG number such as 25832, not {srid}.")
    state = told["state"].upper()
    if state not in STATES:
        raise SetupError(f"{state} is not one of the states {' '.join(STATES)}.")
    if "@" not in told["admin_email"]:
        raise SetupError(f"{told['admin_email']} is not an e-mail address.")
    return Beginning(
        name=told["name"],
        area=area,
        metric_srid=int(srid),
        state=state,
        admin=told["admin"],
        admin_email=told["admin_email"],
        password=_password(),
    )


def begin(product: Product, beginning: Beginning) -> None:
    """Make the empty city and its first administrator; the password goes by the environment."""
    area = product.layout.var / "area.geojson"
    shutil.copyfile(beginning.area, area)
    product.identity.give(area, 0o600)
    commands.run(
        product.manage(
            "begin_city",
            f"--name={beginning.name}",
            f"--area={area}",
            f"--metric-srid={beginning.metric_srid}",
            f"--state={beginning.state}",
            f"--admin={beginning.admin}",
            f"--admin-email={beginning.admin_email}",
        ),
        what="Beginning the city",
        env=product.environment() | {PASSWORD_VARIABLE: beginning.password},
        cwd=product.layout.code,
        log=product.layout.log / "manage.log",
    )
    step("city", f"{beginning.name}, empty; administrator {beginning.admin}")


def _question(name: str) -> str:
    default = str(DEFAULT_METRIC_SRID) if name == "metric_srid" else ""
    if not sys.stdin.isatty():
        if default:
            return default
        flag = "--" + name.replace("_", "-")
        raise SetupError(f"Nobody can be asked here, and {flag} is missing ({QUESTIONS[name]}).")
    while True:
        answer = input(f"{QUESTIONS[name]}: ").strip() or default
        if answer:
            return answer
        say("  An answer is needed.")


def _password() -> str:
    given = os.environ.get(PASSWORD_VARIABLE, "")
    if not given:
        if not sys.stdin.isatty():
            raise SetupError(f"The administrator's password is missing: set {PASSWORD_VARIABLE}.")
        given = getpass.getpass("Password of the administrator (12 characters or more): ")
        if getpass.getpass("The same again: ") != given:
            raise SetupError("The two passwords differ.")
    if len(given) < MIN_PASSWORD_LENGTH:
        raise SetupError(f"The password needs {MIN_PASSWORD_LENGTH} characters or more.")
    return given


def _check_area(path: Path) -> None:
    """Refuse early what is no GeoJSON at all; the command looks at the geometry itself."""
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise SetupError(f"The area cannot be read: {commands.os_words(error)}") from error
    except ValueError as error:
        raise SetupError(f"{path} is not GeoJSON: {error}") from error
    kinds = ("Polygon", "MultiPolygon", "Feature", "FeatureCollection")
    if not isinstance(told, dict) or told.get("type") not in kinds:
        raise SetupError(f"{path} holds no area: its type is none of {', '.join(kinds)}.")
