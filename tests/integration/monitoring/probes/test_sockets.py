"""What the system permits, and what is told where it does not."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.integration.monitoring.probes.namespace import ROOT, need_real_root, play

pytestmark = pytest.mark.root

OPEN = """
import sys
from monitoring.probes.sockets import IcmpNotPermittedError, open_links
try:
    links, infos = open_links()
except IcmpNotPermittedError as error:
    print(error)
else:
    print(*[f"{info.family}:{info.mode}:{info.rcvbuf_bytes > 0}" for info in infos])
    for link in links:
        link.close()
"""


@pytest.fixture
def package() -> Iterator[Path]:
    """Return a copy of the package that every user may read."""
    folder = Path(tempfile.mkdtemp(prefix="probes-"))
    folder.chmod(0o755)
    (folder / "monitoring").mkdir()
    (folder / "monitoring/__init__.py").touch()
    source = ROOT / "monitoring/probes"
    shutil.copytree(source, folder / "monitoring/probes", ignore=lambda *_: ["__pycache__"])
    yield folder
    shutil.rmtree(folder)


def opened_by_nobody(package: Path, *, group_range: str, capability: str = "") -> str:
    """Return what uid 65534 is told that opens the links in a new network namespace."""
    rights = f"--inh-caps +{capability} --ambient-caps +{capability}" if capability else ""
    command = (
        f"echo {group_range} > /proc/sys/net/ipv4/ping_group_range && exec setpriv --reuid 65534 "
        f'--regid 65534 --clear-groups {rights} {os.path.realpath(sys.executable)} -B -c "$0"'
    )
    done = subprocess.run(
        ["unshare", "--net", "sh", "-c", command, OPEN],
        cwd=package,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_without_any_right_the_operator_is_told_what_to_grant(package: Path) -> None:
    need_real_root()

    told = opened_by_nobody(package, group_range="1 0")

    assert "No ICMP socket is permitted" in told
    assert "raw socket: Operation not permitted" in told
    assert "dgram socket: Permission denied" in told
    assert "CAP_NET_RAW" in told
    assert "ping_group_range" in told


def test_an_open_group_range_gives_ping_sockets(package: Path) -> None:
    need_real_root()

    assert opened_by_nobody(package, group_range="0 65534") == "4:dgram:True 6:dgram:True"


def test_the_capability_gives_raw_sockets(package: Path) -> None:
    need_real_root()

    told = opened_by_nobody(package, group_range="1 0", capability="net_raw")

    assert told == "4:raw:True 6:raw:True"


@pytest.mark.parametrize("mode", ["raw", "dgram"])
def test_a_missing_family_or_a_bad_address_is_our_own_inability(mode: str) -> None:
    """IPv6 is switched off: its targets are unknown, IPv4's are fine."""
    four, six, other_six, nonsense, other_four = play("blind_family", mode)

    for one in (four, other_four):
        assert (one["received"], one["outcome"]) == (3, "answered")
    for one in (six, other_six, nonsense):
        assert (one["sent"], one["send_errors"], one["outcome"]) == (0, 3, "blind")


@pytest.mark.parametrize("mode", ["raw", "dgram"])
def test_packets_that_the_kernel_dropped_are_counted(mode: str) -> None:
    result = play("overflow", mode)

    # On loopback a raw socket that is full counts the requests too, before its filter.
    assert 0 < result["dropped"] <= 400
    assert result["rcvbuf"] < 10_000
