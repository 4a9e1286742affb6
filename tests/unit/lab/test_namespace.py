from pathlib import Path

import pytest

from lab.kernel import namespace
from lab.kernel.namespace import NotOwnNamespaceError, require_own_namespace

LOOPBACK = "1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536 qdisc noqueue state UNKNOWN\n"
CARD = "2: eth0@if7: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc pfifo state UP\n"


@pytest.fixture
def place(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Stand in a fresh namespace, with nothing to see of PID 1's."""
    own = tmp_path / "own"
    own.touch()
    monkeypatch.setattr(namespace, "OWN", own)
    monkeypatch.setattr(namespace, "FIRST", tmp_path / "unreadable")
    monkeypatch.setattr(namespace, "run", lambda _argv: LOOPBACK)
    return own


def test_a_fresh_namespace_is_accepted(place: Path) -> None:
    require_own_namespace(host_inode=None)
    require_own_namespace(host_inode=place.stat().st_ino + 1)


def test_the_network_that_was_handed_in_as_the_hosts_is_refused(place: Path) -> None:
    with pytest.raises(NotOwnNamespaceError, match="machine's own network"):
        require_own_namespace(host_inode=place.stat().st_ino)


def test_the_network_of_the_first_process_is_refused(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(namespace, "FIRST", place)

    with pytest.raises(NotOwnNamespaceError, match="machine's own network"):
        require_own_namespace(host_inode=place.stat().st_ino + 1)


@pytest.mark.usefixtures("place")
def test_without_evidence_a_network_card_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(namespace, "run", lambda _argv: LOOPBACK + CARD)

    with pytest.raises(NotOwnNamespaceError, match="the device eth0"):
        require_own_namespace(host_inode=None)
