"""
Who starts, and as whom the product runs.

PostgreSQL refuses root, and the web needs no rights: started by root, everything runs as the
system user `lichtweg`; started by a person, as that person.
"""

import os
import pwd
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from setup import commands
from setup.console import SetupError

PRODUCT_USER = "lichtweg"
CAPABILITY_BITS = {"net_admin": 12, "net_raw": 13, "sys_admin": 21}


@dataclass(frozen=True, slots=True)
class Account:
    """A user of this machine."""

    name: str
    uid: int
    gid: int


@dataclass(frozen=True, slots=True)
class Identity:
    """The user who typed the command, and the user whom the product runs as."""

    starter: Account
    product: Account

    @property
    def drops_root(self) -> bool:
        """Whether root started, so that the product must be another user."""
        return self.starter.uid == 0

    def as_product(self, *, caps: Sequence[str] = (), death_signal: str = "") -> list[str]:
        """
        Return the words before a command that let it run as the product user.

        As root it gets exactly `caps`; a person can give none. With `death_signal` the kernel
        sends that signal when the supervisor dies, even by kill -9.
        """
        words = [f"--pdeathsig={death_signal}"] if death_signal else []
        if self.drops_root:
            kept = ",".join(["-all", *(f"+{cap}" for cap in caps)])
            words += [f"--reuid={self.product.uid}", f"--regid={self.product.gid}"]
            words += ["--clear-groups", f"--inh-caps={kept}", f"--bounding-set={kept}"]
            words += [f"--ambient-caps={kept}"] if caps else []
        return ["setpriv", *words, "--"] if words else []

    def give(self, path: Path, mode: int | None = None) -> None:
        """Hand a file or folder to the product user; does nothing if a person started."""
        if mode is not None:
            path.chmod(mode)
        if self.drops_root:
            os.chown(path, self.product.uid, self.product.gid, follow_symlinks=False)

    def can(self, test: str, path: Path) -> bool:
        """Return whether the product user passes `test -<test> path` (r, w or x)."""
        return commands.succeeds([*self.as_product(), "test", f"-{test}", str(path)])


def account(name: str) -> Account | None:
    """Return the account of that name, None if there is none."""
    try:
        entry = pwd.getpwnam(name)
    except KeyError:
        return None
    return Account(name=entry.pw_name, uid=entry.pw_uid, gid=entry.pw_gid)


def identity(*, may_make_user: bool = True) -> Identity:
    """
    Return who starts and who runs; as root, make the product's system user if it is missing.

    Who only looks (`may_make_user` false) takes `nobody` in its place.

    Raises:
        SetupError: the user has no name on this machine, or the system user cannot be made.
    """
    starter = _starter()
    if starter.uid != 0:
        return Identity(starter=starter, product=starter)
    product = account(PRODUCT_USER)
    if product is None and not may_make_user:
        product = account("nobody")
    elif product is None:
        commands.run(
            [
                "useradd",
                "--system",
                "--user-group",
                "--no-create-home",
                "--home-dir=/nonexistent",
                "--shell=/usr/sbin/nologin",
                PRODUCT_USER,
            ],
            what=f"Making the system user {PRODUCT_USER}",
        )
        product = account(PRODUCT_USER)
    if product is None or product.uid == 0:
        raise SetupError(f"The system user {PRODUCT_USER} could not be made, or is root itself.")
    return Identity(starter=starter, product=product)


def owner_name(path: Path) -> str:
    """Return the name of a path's owner, its number if it has no name."""
    uid = path.stat().st_uid
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)


def has_capability(name: str) -> bool:
    """Return whether this process holds a capability (and could hand it on)."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("CapPrm:"):
            return bool(int(line.split()[1], 16) >> CAPABILITY_BITS[name] & 1)
    return False


def _starter() -> Account:
    uid = os.getuid()
    try:
        entry = pwd.getpwuid(uid)
    except KeyError:
        # A container's `--user 1234`: peer authentication and initdb need a name.
        raise SetupError(
            f"The user number {uid} has no name on this machine (see /etc/passwd). "
            "Start as root or as a user with a name."
        ) from None
    return Account(name=entry.pw_name, uid=uid, gid=entry.pw_gid)
