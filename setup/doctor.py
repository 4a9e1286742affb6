"""
Looks at the machine and says in plain words what is missing or misconfigured, and the remedy.

Standard library only, so that it works where Django cannot even be imported:
`python3 -m setup.doctor`. `manage.py doctor` adds what only the database knows.
"""

import ctypes
import importlib.metadata
import importlib.util
import os
import re
import shutil
import stat
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path

from setup import mirror, namespace, packages, product, servers
from setup.console import SetupError, say
from setup.users import identity

CLONE = Path(__file__).resolve().parent.parent
SCARCE_BYTES = 2_000_000_000
TOO_FEW_BYTES = 200_000_000
CLOCK_UNSYNCHRONISED = 5  # adjtimex(2): TIME_ERROR
PINNED = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^]]*])?==([^ ;\\]+)[ \\]*$", re.MULTILINE)


class Level(StrEnum):
    """How much a finding matters; the value is what is printed."""

    GOOD = "good"
    NOTE = "note"
    FAULT = "FAULT"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at, what was seen, and what to do about it."""

    level: Level
    topic: str
    words: str
    remedy: str = ""


def examine() -> Iterator[Finding]:
    """Yield what there is to say about this machine, without the database."""
    yield _python()
    yield _python_packages()
    yield _geo_library()
    yield from _system_packages()
    yield from _probing()
    yield _clock()
    yield _disk(state_folder())
    yield from _state(state_folder())


def state_folder() -> Path:
    """Return the state folder that this shell means."""
    return Path(os.environ.get("LICHTWEG_VAR") or CLONE / "var").resolve()


def tell(findings: Sequence[Finding]) -> bool:
    """Print findings with their remedies; returns whether none of them is a fault."""
    for finding in findings:
        say(f"{finding.level:<6}{finding.topic:<18}{finding.words}")
        if finding.remedy:
            say(f"{'':<24}-> {finding.remedy}")
    return all(finding.level is not Level.FAULT for finding in findings)


def _python() -> Finding:
    version = ".".join(map(str, sys.version_info[:3]))
    return Finding(Level.GOOD, "Python", f"{version} ({sys.executable})")


def _python_packages() -> Finding:
    wanted = PINNED.findall((CLONE / "requirements.txt").read_text())
    wrong = [f"{name} {pin}" for name, pin in wanted if _installed_version(name) != pin]
    if not wrong:
        return Finding(Level.GOOD, "Python packages", f"{len(wanted)} as locked")
    shown = ", ".join(wrong[:5]) + (" ..." if len(wrong) > 5 else "")
    return Finding(
        Level.FAULT,
        "Python packages",
        f"{len(wrong)} of {len(wanted)} are missing or of another version: {shown}",
        "run ./start, and use .venv/bin/python",
    )


def _installed_version(name: str) -> str | None:
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return None


def _geo_library() -> Finding:
    """Load GDAL as Django would: its absence is otherwise a bare stack trace at import."""
    spec = importlib.util.find_spec("pyogrio")
    folder = Path(spec.origin).parent.parent / "pyogrio.libs" if spec and spec.origin else None
    library = next(folder.glob("libgdal-*.so*"), None) if folder else None
    remedy = "run ./start, and use .venv/bin/python; the package pyogrio brings it"
    if library is None:
        return Finding(Level.FAULT, "GDAL", "not found", remedy)
    try:
        version = ctypes.CDLL(str(library)).GDALVersionInfo
    except (OSError, AttributeError) as error:
        return Finding(Level.FAULT, "GDAL", f"{library} cannot be loaded: {error}", remedy)
    version.restype = ctypes.c_char_p
    return Finding(Level.GOOD, "GDAL", f"{version(b'RELEASE_NAME').decode()} (from pyogrio)")


def _system_packages() -> Iterator[Finding]:
    needed = packages.needs(with_database=not product.database_url(), for_tests=False)
    missing = [need for need in needed if not need.is_present()]
    for need in missing:
        words = f"{need.package} is missing ({need.purpose})"
        yield Finding(Level.FAULT, "system packages", words, "run ./start, which installs it")
    if not missing:
        yield Finding(Level.GOOD, "system packages", "present")
    for server in servers.installed()[:1]:
        yield Finding(Level.GOOD, "PostgreSQL", f"{server.major} with PostGIS is installed")


def _probing() -> Iterator[Finding]:
    """Say whether the prober may send ICMP, on the host and in the lab."""
    try:
        room = namespace.find_room(identity(may_make_user=False), may_ask=False)
    except SetupError as error:
        yield Finding(Level.FAULT, "lab", str(error))
        return
    level = Level.NOTE if room.mode is namespace.Mode.NONE else Level.GOOD
    yield Finding(level, "lab", room.sentence)
    kind = namespace.icmp_right()
    if kind:
        yield Finding(Level.GOOD, "ICMP", f"allowed on this machine's own network ({kind})")
        return
    yield Finding(
        Level.NOTE if room.mode is not namespace.Mode.NONE else Level.FAULT,
        "ICMP",
        "this user may not send ICMP on this machine's own network"
        + (" (the lab has its own)" if room.mode is not namespace.Mode.NONE else ""),
        namespace.ICMP_REMEDY,
    )


def _clock() -> Finding:
    """A clock before the code's own date is wrong; one that nobody sets may drift."""
    now = datetime.now(tz=UTC)
    newest_s = max((file.stat().st_mtime for file in mirror.code_files(CLONE / "setup")), default=0)
    newest = datetime.fromtimestamp(newest_s, tz=UTC)
    seen = f"{now:%Y-%m-%d %H:%M:%S} UTC"
    if now < newest - timedelta(days=1):
        words = f"{seen} is before the date of this code ({newest:%Y-%m-%d})"
        return Finding(Level.FAULT, "clock", words, "set the clock: timedatectl set-ntp true")
    # struct timex is 208 bytes on 64-bit Linux; modes = 0 only reads.
    buffer = ctypes.create_string_buffer(512)
    if ctypes.CDLL(None).adjtimex(buffer) == CLOCK_UNSYNCHRONISED:
        words = f"{seen}, but nothing keeps it right; availability is measured in seconds"
        return Finding(Level.NOTE, "clock", words, "timedatectl set-ntp true (a VM's host may do)")
    return Finding(Level.GOOD, "clock", f"{seen}, kept by NTP")


def _disk(var: Path) -> Finding:
    folder = var
    while not folder.exists():
        folder = folder.parent
    n_free = shutil.disk_usage(folder).free
    words = f"{n_free / 1e9:.1f} GB free for {var}"
    if n_free < TOO_FEW_BYTES:
        return Finding(Level.FAULT, "disk", words, "make room; the database stops on a full disk")
    if n_free < SCARCE_BYTES:
        return Finding(Level.NOTE, "disk", words, "ninety days of rounds take about 1 GB")
    return Finding(Level.GOOD, "disk", words)


def _state(var: Path) -> Iterator[Finding]:
    if not var.exists():
        yield Finding(Level.NOTE, "state", f"{var} does not exist yet", "./start makes it")
        return
    if not os.access(var, os.R_OK | os.X_OK):
        words = f"{var} cannot be read by this user"
        yield Finding(Level.NOTE, "state", words, "look as the user who starts it, or as root")
        return
    key = var / "secret_key"
    if key.exists() and stat.S_IMODE(key.stat().st_mode) & 0o077:
        words = f"{key} can be read by others"
        yield Finding(Level.FAULT, "state", words, f"chmod 600 {key}; if it was seen, replace it")
        return
    yield Finding(Level.GOOD, "state", str(var))


def main() -> int:
    """Print the findings; returns 1 if there is a fault."""
    return 0 if tell(list(examine())) else 1


if __name__ == "__main__":
    sys.exit(main())
