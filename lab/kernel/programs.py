"""
Runs ip, tc and nft, and turns their refusals into words.

    KernelError                a program of the kernel's refused, or is missing
    └── NotOwnNamespaceError   (namespace.py)
"""

import os
import shutil
import subprocess
from collections.abc import Sequence

# Debian keeps them where a user's PATH does not look.
SEARCH_PATH = os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin", "/sbin", "/usr/bin"])
TIMEOUT_S = 10


class KernelError(Exception):
    """The kernel could not be given what the lab needs; the message says why."""


def program(name: str) -> str:
    """
    Return the full path of a program.

    Raises:
        KernelError: it is not installed.
    """
    path = shutil.which(name, path=SEARCH_PATH)
    if path is None:
        raise KernelError(f"The program {name} is not installed; ./start installs it.")
    return path


def run(argv: Sequence[str], *, stdin: str = "") -> str:
    """
    Run a program to its end and return what it wrote.

    Raises:
        KernelError: it is missing, took too long or refused; carries its own words.
    """
    try:
        done = subprocess.run(  # noqa: S603 - fixed programs; what varies are checked addresses
            [program(argv[0]), *argv[1:]],
            input=stdin,
            capture_output=True,
            text=True,
            errors="replace",
            check=False,
            timeout=TIMEOUT_S,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise KernelError(f"{argv[0]}: {error}") from error
    if done.returncode != 0:
        words = (done.stderr or done.stdout).strip() or f"ended with {done.returncode}"
        raise KernelError(f"{' '.join(argv)}: {words}")
    return done.stdout
