"""
System packages: what is missing, and installing it with apt as root or through sudo.

Looks for the files a package brings, not for its name, so that what was installed in another way
counts too and a second start asks nobody.
"""

import functools
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from setup import commands, servers
from setup.console import SetupError, say, step

# Without it Debian makes and starts a cluster of its own on port 5432 when the server is installed.
CREATECLUSTER = "/etc/postgresql-common/createcluster.conf"
OLDEST_NODE = 18  # `node --test` and import maps by package.json
SYSTEM_PATH = "/usr/sbin:/usr/bin:/sbin:/bin"


@dataclass(frozen=True, slots=True)
class Need:
    """A package that set-up may install, what it is for, and how to see that it is there."""

    package: str
    purpose: str
    is_present: Callable[[], bool]


def program(name: str) -> str | None:
    """Return the path of a program, also one in `sbin`, which a user's PATH may lack."""
    return shutil.which(name) or shutil.which(name, path=SYSTEM_PATH)


def chromium() -> str | None:
    """Return the browser of the tests: `CHROMIUM`, else Debian's; None if there is none."""
    named = os.environ.get("CHROMIUM")
    if named:
        return named if os.access(named, os.X_OK) else None
    # Ubuntu's /usr/bin/chromium-browser only installs a snap, so it does not count.
    return program("chromium") or program("google-chrome")


def needs(*, with_database: bool, for_tests: bool) -> list[Need]:
    """Return what this machine needs; PostgreSQL only where we run the cluster ourselves."""
    rows = [
        Need("python3-venv", "Python packages of our own", _has_venv),
        Need("nftables", "cutting connections in the lab", _brings("nft")),
        Need("iproute2", "the lab's network", _brings("ip")),
        Need("iperf3", "bandwidth measurements", _brings("iperf3")),
        Need("gettext", "German and English pages", _brings("msgfmt")),
        Need("util-linux", "running without root", _brings("setpriv", "unshare")),
    ]
    if with_database:
        rows.append(
            Need("postgresql-N-postgis-3", "the database", lambda: bool(servers.installed()))
        )
    if for_tests:
        rows += [
            Need("chromium", "journeys in a real browser", lambda: chromium() is not None),
            Need("nodejs", "JavaScript tests", _has_node),
            Need("fping", "the benchmark's reference", _brings("fping")),
            Need("fonts-dejavu-core", "text in the browser's pictures", _has_font),
        ]
    return rows


def ensure(*, with_database: bool, for_tests: bool) -> None:
    """
    Install what is missing; says which packages and why before asking for rights.

    Raises:
        SetupError: no rights, no network, not Debian or Ubuntu, or apt failed.
    """
    missing = [
        need
        for need in needs(with_database=with_database, for_tests=for_tests)
        if not need.is_present()
    ]
    if not missing:
        step("system packages", "present")
        return
    if program("apt-get") is None:
        raise SetupError(
            "These programs are missing, and without apt-get (Debian, Ubuntu) they cannot be "
            f"installed from here: {_listed(missing)}."
        )
    _refuse_snap_browser(missing)
    say("These system packages are missing:")
    for need in missing:
        say(f"    {need.package:<26}{need.purpose}")
    _install([need.package for need in missing])
    still = [need for need in missing if not need.is_present()]
    if still:
        raise SetupError(f"Installed, but still not found: {_listed(still)}.")
    step("system packages", f"{len(missing)} installed")


def as_root(words: Sequence[str]) -> list[str]:
    """
    Return a command line that runs `words` as root.

    Raises:
        SetupError: not root and no sudo, or a password is needed and nobody can be asked.
    """
    if os.geteuid() == 0:
        return list(words)
    by_hand = f"Ask somebody who administers this machine to run:\n    {' '.join(words)}"
    sudo = program("sudo")
    if sudo is None:
        raise SetupError(f"This needs root, and there is no sudo here. {by_hand}")
    if not sys.stdin.isatty() and not commands.succeeds([sudo, "-n", "true"]):
        raise SetupError(f"This needs root, and sudo would ask for a password. {by_hand}")
    return [sudo, *words]


def _install(names: list[str]) -> None:
    if any(name.startswith("postgresql-N") for name in names):
        major = _available_major()
        if major is None:
            _update_lists()
            major = _available_major()
        if major is None:
            raise SetupError(
                "apt offers no PostgreSQL 14 or later with PostGIS 3 (postgresql-15-postgis-3 "
                "or newer). Is there a network, and is /etc/apt/sources.list in order?"
            )
        names = [name.replace("-N-", f"-{major}-") for name in names]
        _keep_debian_from_starting_a_cluster()
    if not _all_known(names):
        _update_lists()
    install = ["apt-get", "install", "-qy", "--no-install-recommends"]
    install += ["-o", "DPkg::Lock::Timeout=300", "-o", "Dpkg::Options::=--force-confold"]
    try:
        _apt([*install, *names])
    except commands.CommandError as error:
        if "404" not in error.output and "Unable to fetch" not in error.output:
            raise
        # Package lists older than the mirror name files that are gone.
        _update_lists()
        _apt([*install, *names])


def _apt(words: list[str]) -> None:
    line = as_root(["env", "DEBIAN_FRONTEND=noninteractive", "LC_ALL=C.UTF-8", *words])
    say(f"Running: {' '.join(line)}")
    # sudo asks on the terminal itself, so its question is seen although the output is kept.
    done = subprocess.run(
        line, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    if done.returncode == 0:
        return
    output = done.stdout + done.stderr
    if "Temporary failure resolving" in output or "Could not connect" in output:
        raise commands.CommandError(
            what="Fetching system packages (is there a network?)", output=output
        )
    if "enough free space" in output:
        output = commands.DISK_FULL
    raise commands.CommandError(what="Installing system packages", output=output)


def _update_lists() -> None:
    _apt(["apt-get", "update", "-q"])


def _available_major() -> int | None:
    names = commands.run(["apt-cache", "pkgnames", "postgresql-"], what="Asking apt")
    majors = [int(m) for m in re.findall(r"^postgresql-(\d+)-postgis-3$", names, re.MULTILINE)]
    return max((major for major in majors if major >= servers.OLDEST_MAJOR), default=None)


def _all_known(names: list[str]) -> bool:
    known = set(commands.run(["apt-cache", "pkgnames"], what="Asking apt").split())
    return known.issuperset(names)


def _keep_debian_from_starting_a_cluster() -> None:
    if Path(CREATECLUSTER).exists():
        return
    script = (
        f"mkdir -p {Path(CREATECLUSTER).parent} && "
        f"echo 'create_main_cluster = false' > {CREATECLUSTER}"
    )
    commands.run(as_root(["sh", "-c", script]), what=f"Writing {CREATECLUSTER}")


def _refuse_snap_browser(missing: Sequence[Need]) -> None:
    """Say plainly that Ubuntu has no chromium package: its `chromium-browser` fetches a snap."""
    if not any(need.package == "chromium" for need in missing):
        return
    if named := os.environ.get("CHROMIUM"):
        raise SetupError(f"CHROMIUM names {named}, which is not a program.")
    release = Path("/etc/os-release")
    if release.exists() and re.search(r"^ID=ubuntu$", release.read_text(), re.MULTILINE):
        raise SetupError(
            "The tests drive Chromium. Ubuntu's package only fetches a snap, which cannot be "
            "driven here. Install Google Chrome or a Chromium of your own, then name it:\n"
            "    CHROMIUM=/path/to/chrome ./test"
        )


def _has_venv() -> bool:
    # Debian's python3 without python3-venv has `venv` but lacks `ensurepip`.
    return commands.succeeds([sys.executable, "-c", "import ensurepip, venv"])


def _has_node() -> bool:
    node = program("node")
    if node is None:
        return False
    version = commands.run([node, "--version"], what="Asking node for its version")
    return int(version.lstrip("v").split(".")[0]) >= OLDEST_NODE


def _has_font() -> bool:
    return Path("/usr/share/fonts").is_dir() and any(Path("/usr/share/fonts").rglob("*.tt[fc]"))


def _brings(*names: str) -> Callable[[], bool]:
    return functools.partial(_has_programs, names)


def _has_programs(names: Sequence[str]) -> bool:
    return all(program(name) is not None for name in names)


def _listed(rows: Sequence[Need]) -> str:
    return ", ".join(f"{need.package} ({need.purpose})" for need in rows)
