"""Running a scene in a network namespace of its own, as root or through a user namespace."""

import json
import os
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[4]
SCENES = "tests.integration.monitoring.probes.scenes"


@cache
def _prefix() -> tuple[str, ...]:
    """Return the command that enters a new namespace, with all rights in there."""
    as_root = ("unshare", "--net")
    as_user = ("unshare", "--user", "--map-root-user", "--net")
    for prefix in (as_root, as_user):
        try:
            made = subprocess.run([*prefix, "ip", "link"], capture_output=True, check=False)
        except FileNotFoundError as error:
            pytest.skip(f"{error.filename} is not installed")
        if made.returncode == 0:
            return prefix
    pytest.skip("neither root nor a user namespace: this system lets no network be made")


def need_tun() -> None:
    """Skip where no TUN device can be made, and say why."""
    try:
        os.close(os.open("/dev/net/tun", os.O_RDWR))
    except OSError as error:
        pytest.skip(f"no TUN device: {error}")


def need_real_root() -> None:
    """Skip where other users' rights cannot be tried."""
    if os.geteuid() != 0:
        pytest.skip("only root can try what other users may do")


def start(scene: str, *arguments: str) -> "subprocess.Popen[str]":
    """Start a scene in a namespace of its own; it prints a JSON line per result."""
    return subprocess.Popen(
        [*_prefix(), sys.executable, "-m", SCENES, scene, *arguments],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def play(scene: str, *arguments: str) -> Any:
    """Play a scene to its end and return the one result that it prints."""
    with start(scene, *arguments) as playing:
        told, _ = playing.communicate(timeout=60)
    assert playing.returncode == 0, f"the scene {scene} broke"
    return json.loads(told)
