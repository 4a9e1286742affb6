"""What all tests share: closed sockets, and a small city to stand on."""

import ipaddress
import socket
from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.db import connections, transaction
from pytest_django.plugin import blocking_manager_key

from inventory.models import Circuit, OperatorArea, RouteNode, RouteSegment, Site
from inventory.operations.catalogue import seed_catalogue
from monitoring.models import Vantage
from tests import factories

JOURNEYS = Path(__file__).parent / "journeys"
#: Modules that spend most of their time waiting for real echoes, the longest first.
WAITING = ("test_outage.py", "test_worker_process.py", "test_prober_lives.py")


class ForeignHostError(AssertionError):
    """A test reached out for a host that is not this machine."""


def _refuse_foreign(address: Any) -> None:
    if not isinstance(address, tuple):
        return  # a Unix socket's path, or netlink
    host = str(address[0]).partition("%")[0]
    if host in {"", "localhost"}:
        return
    try:
        ip = ipaddress.ip_address(host)
    except ValueError as error:
        raise ForeignHostError(f"a test must not look up {host!r}") from error
    # fd86::/64 is the lab's net, in a namespace of its own.
    if not (ip.is_loopback or ip in ipaddress.ip_network("fd86::/64")):
        raise ForeignHostError(f"a test must not talk to {host}")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let the random operations on the plant go on for longer: docs/benchmarks.md."""
    parser.addoption("--soak", type=int, default=0, help="so many random operations on the plant")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """
    Run what mostly waits first, and the browser's journeys last, whatever order others make.

    Two processes share the files in this order: what waits goes beside what works. Playwright's
    event loop stays in the thread, and `asyncio.run` refuses to start beside it.
    """
    items.sort(key=lambda item: (item.path.name not in WAITING, JOURNEYS in item.path.parents))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> Generator[None]:
    """Give back what migrations seed: the flush after a test with transactions takes it, too."""
    yield
    is_flushed = any(mark.kwargs.get("transaction") for mark in item.iter_markers("django_db"))
    # With the last test the database itself is gone.
    if is_flushed and nextitem is not None:
        with item.config.stash[blocking_manager_key].unblock(), transaction.atomic():
            seed_catalogue()


@pytest.fixture(autouse=True)
def _closed_sockets(monkeypatch: pytest.MonkeyPatch) -> None:
    """Close every way out but the loopback's addresses and Unix sockets."""
    for name in ("connect", "connect_ex", "sendto"):
        open_call = getattr(socket.socket, name)

        def guarded(self: socket.socket, *args: Any, _call: Any = open_call) -> Any:
            if self.family in {socket.AF_INET, socket.AF_INET6}:
                _refuse_foreign(args[-1])
            return _call(self, *args)

        monkeypatch.setattr(socket.socket, name, guarded)


@pytest.fixture(autouse=True)
def _nothing_kept() -> None:
    """Keep no answer from one test to the next: its rows are gone, or have other keys."""
    cache.clear()
    ContentType.objects.clear_cache()


@pytest.fixture(scope="session", autouse=True)
def _quick_passwords() -> None:
    """Hash passwords quickly: a slow hash is what protects people, not what is tested."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None,  # noqa: ARG001 - each process its own
) -> None:
    """Close connections with their thread: those of a live server would outlive the database."""
    connections["default"].settings_dict["CONN_MAX_AGE"] = 0


@dataclass(frozen=True, slots=True)
class City:
    """The small city of the fixture `city`."""

    area: OperatorArea
    head: Site
    vantage: Vantage
    nodes: dict[str, RouteNode]
    segments: dict[str, RouteSegment]
    #: "ring" hangs on the ring, "near" and "far" on the branch.
    circuits: dict[str, Circuit]


@pytest.fixture
def city(db: None) -> City:  # noqa: ARG001 - asks for the database
    """
    Store a ring with a branch, watched from a PoP.

        head K1 --r1-- K2 --b1-- K4 --b2-- K5
             |          |         |         |
             r4         r2        n1        f1
             |          |         |         |
             K6 --r3-- K3        near      far
                        |
                        d1
                        |
                       ring
    """
    area = factories.make_area()
    head = factories.make_site(kind=Site.Kind.POP, name="PoP Mitte", slug="pop-mitte")
    sites = {name: factories.make_site(name=name) for name in ("ring", "near", "far")}
    nodes = {name: factories.make_node(code=name) for name in ("K2", "K3", "K4", "K5", "K6")}
    nodes["K1"] = factories.make_node(code="K1", site=head, kind=RouteNode.Kind.POP)
    nodes |= {name: factories.make_node(code=name, site=site) for name, site in sites.items()}
    ways = {
        "r1": ("K1", "K2"),
        "r2": ("K2", "K3"),
        "r3": ("K3", "K6"),
        "r4": ("K6", "K1"),
        "b1": ("K2", "K4"),
        "b2": ("K4", "K5"),
        "d1": ("K3", "ring"),
        "n1": ("K4", "near"),
        "f1": ("K5", "far"),
    }
    segments = {
        code: factories.make_segment(nodes[a], nodes[z], code=code) for code, (a, z) in ways.items()
    }
    for codes, role in (
        (("r1", "r2", "r3", "r4"), "ring"),
        (("b1", "b2"), "distribution"),
        (("d1",), "drop"),
        (("n1",), "drop"),
        (("f1",), "drop"),
    ):
        factories.make_route([segments[code] for code in codes], role=role)
    provider, kind = factories.make_provider(), factories.make_circuit_type()
    circuits = {
        name: factories.make_circuit(cid=name, site=site, provider=provider, type=kind)
        for name, site in sites.items()
    }
    vantage = factories.make_vantage(site=head)
    return City(area, head, vantage, nodes, segments, circuits)
