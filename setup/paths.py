"""
Where everything lies: the clone, the code that runs, the venv, the state, the sockets.

As a rule code, venv and state lie in the clone. Where the product user cannot reach it (root's
clone under a 0700 home), code, venv and state move to a home in `/var/lib` of their own, and the
clone holds links to them, so that `.venv/bin/python manage.py` works there all the same.
"""

import hashlib
import os
import stat
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from setup.console import SetupError
from setup.users import Identity, owner_name

# sun_path holds 108 bytes with its final NUL; measured: 108 is FATAL for PostgreSQL.
MAX_SOCKET_PATH_BYTES = 107
SOCKET_NAME = ".s.PGSQL.5432"
ROOT_HOME = Path("/var/lib")
ROOT_RUN = Path("/run")


@dataclass(frozen=True, slots=True)
class Layout:
    """The folders of one installation; `var` is the real one, `asked_var` what the user named."""

    clone: Path
    code: Path
    venv: Path
    asked_var: Path
    var: Path
    sockets: Path

    @property
    def python(self) -> Path:
        """The interpreter that has the product's packages."""
        return self.venv / "bin" / "python"

    @property
    def log(self) -> Path:
        """The folder of the logs."""
        return self.var / "log"

    @property
    def run(self) -> Path:
        """The folder of pid files and of what this run says about itself."""
        return self.var / "run"

    @property
    def is_copied(self) -> bool:
        """Whether the running code is a copy, because the clone cannot be reached."""
        return self.code != self.clone


def resolve(clone: Path, environ: Mapping[str, str], identity: Identity) -> Layout:
    """Return where everything lies for this user, this clone and this `LICHTWEG_VAR`."""
    asked = Path(os.path.abspath(environ.get("LICHTWEG_VAR") or clone / "var"))  # noqa: PTH100 - keeps links
    home = ROOT_HOME / f"lichtweg-{_short(clone)}"
    code, venv = clone, clone / ".venv"
    if identity.drops_root and not identity.can("r", clone / "manage.py"):
        code, venv = home / "code", home / "venv"
    var = asked.resolve()
    if identity.drops_root and not identity.can("x", _existing(var.parent)):
        var = (home if asked == clone / "var" else ROOT_HOME / f"lichtweg-{_short(asked)}") / "var"
    return Layout(
        clone=clone, code=code, venv=venv, asked_var=asked, var=var, sockets=_sockets(var, identity)
    )


def for_tests(layout: Layout, identity: Identity) -> Layout:
    """Return the layout of the test run: the clone's own code, a state folder of its own."""
    var = layout.var / "test"
    return replace(
        layout,
        code=layout.clone,
        asked_var=layout.asked_var / "test",
        var=var,
        sockets=_sockets(var, identity),
    )


def make(layout: Layout, identity: Identity) -> None:
    """
    Make the state folders for the product user, private, and the links from the clone.

    Raises:
        SetupError: a folder belongs to somebody else.
    """
    _make_home(layout, identity)
    if layout.var.is_dir() and any(layout.var.iterdir()):
        _refuse_foreign(layout.var, identity)
    layout.var.mkdir(parents=True, exist_ok=True)
    identity.give(layout.var, 0o700)
    for folder in (layout.log, layout.run):
        folder.mkdir(exist_ok=True)
        identity.give(folder)
    _make_private(layout.sockets, identity)
    if layout.var != layout.asked_var.resolve():
        _link(layout.asked_var, layout.var)


def _make_home(layout: Layout, identity: Identity) -> None:
    """Make the folder in /var/lib that holds code, venv and state away from the clone."""
    for folder in {layout.code.parent, layout.var.parent}:
        if folder.parent == ROOT_HOME and folder.name.startswith("lichtweg-"):
            folder.mkdir(exist_ok=True)
            os.chown(folder, 0, identity.product.gid)
            # The clone was private: its copy is, too, but for the product user.
            folder.chmod(0o750)
    if layout.is_copied and not layout.venv.exists():
        layout.venv.mkdir()
    if layout.venv != layout.clone / ".venv" and not (layout.clone / ".venv").exists():
        _link(layout.clone / ".venv", layout.venv)


def _refuse_foreign(var: Path, identity: Identity) -> None:
    uid = var.stat().st_uid
    if uid == identity.product.uid or (
        uid == 0 and identity.drops_root and not (var / "pg").exists()
    ):
        return
    raise SetupError(
        f"The state folder {var} belongs to {owner_name(var)}, and this start would run as "
        f"{identity.product.name}.\nStart as the same user as before, or choose another folder: "
        "LICHTWEG_VAR=/path ./start"
    )


def _link(link: Path, target: Path) -> None:
    """Let `link` point at `target`; replaces only an older link or an empty folder."""
    if link.is_symlink():
        if link.readlink() == target:
            return
        link.unlink()
    elif link.is_dir() and not any(link.iterdir()):
        link.rmdir()
    elif link.exists():
        raise SetupError(
            f"{link} cannot be reached by the product's user and is not empty. Move it away, or "
            "choose another folder: LICHTWEG_VAR=/path ./start"
        )
    link.parent.mkdir(parents=True, exist_ok=True)
    link.symlink_to(target)


def _sockets(var: Path, identity: Identity) -> Path:
    """Return the folder of the database's socket: in `var`, or a short private one."""
    inside = var / "pgsock"
    # PostgreSQL's clients split the name of a host, and so of this folder, at commas.
    if len(os.fsencode(inside / SOCKET_NAME)) <= MAX_SOCKET_PATH_BYTES and "," not in str(inside):
        return inside
    uid = identity.product.uid
    if identity.drops_root:
        return ROOT_RUN / f"lichtweg-{_short(var)}"
    own = ROOT_RUN / "user" / str(uid)
    if own.is_dir() and own.stat().st_uid == uid:
        return own / f"lichtweg-{_short(var)}"
    return Path("/tmp") / f"lichtweg-{uid}-{_short(var)}"  # noqa: S108 - checked by _make_private


def _make_private(folder: Path, identity: Identity) -> None:
    """
    Make a 0700 folder of the product user, or accept exactly such a one.

    In /tmp anybody may have been first: a link, another's folder or an open one is refused.
    """
    try:
        folder.mkdir(mode=0o700)
        identity.give(folder, 0o700)
    except FileExistsError:
        pass
    seen = folder.lstat()
    if not stat.S_ISDIR(seen.st_mode) or seen.st_uid != identity.product.uid:
        raise SetupError(
            f"{folder} exists and is not this product's own folder. Remove it, or choose a "
            "shorter state folder: LICHTWEG_VAR=/path ./start"
        )
    if stat.S_IMODE(seen.st_mode) != 0o700:
        folder.chmod(0o700)


def _existing(path: Path) -> Path:
    while not path.exists():
        path = path.parent
    return path


def _short(path: Path) -> str:
    return hashlib.sha256(os.fsencode(path)).hexdigest()[:10]
