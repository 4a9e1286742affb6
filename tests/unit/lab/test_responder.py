import json
import os
import socket
from collections.abc import Iterator

import pytest

from lab.kernel import responder
from lab.kernel.echo import Reply
from lab.kernel.responder import Link, Responder, orders

ASKER = socket.inet_aton("127.0.0.1")


class Wire:
    """A link on which the test asks, and sees what is answered and when."""

    def __init__(self, now: list[float]) -> None:
        self.now = now
        self.asked: list[str | OSError] = []
        self.answered: list[tuple[float, str]] = []
        self.link = Link(socket=socket.socket(), read=self.read, send=self.send)

    def read(self) -> Reply | None:
        if not self.asked:
            raise BlockingIOError
        address = self.asked.pop(0)
        if isinstance(address, OSError):
            raise address
        return Reply(asked=socket.inet_aton(address), asker=ASKER, message=b"x" * 64)

    def send(self, reply: Reply) -> None:
        self.answered.append((self.now[0], socket.inet_ntoa(reply.asked)))


@pytest.fixture
def now(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    clock = [1000.0]
    monkeypatch.setattr("lab.kernel.responder.time.monotonic", lambda: clock[0])
    return clock


@pytest.fixture
def wire(now: list[float]) -> Iterator[Wire]:
    wire = Wire(now)
    yield wire
    wire.link.socket.close()


def test_replies_leave_in_the_order_they_are_due(wire: Wire, now: list[float]) -> None:
    one = Responder([wire.link])
    one._take_orders(orders({"127.86.0.1": 0.05, "127.86.0.2": 0.01}))
    wire.asked = ["127.86.0.1", "127.86.0.2", "127.86.0.3"]
    one._take_requests(wire.link)

    for step_s in (0.0, 0.001, 0.02, 0.06):
        now[0] = 1000 + step_s
        one._send_due()

    assert wire.answered == [
        (1000.001, "127.86.0.3"),
        (1000.02, "127.86.0.2"),
        (1000.06, "127.86.0.1"),
    ]


def test_it_sleeps_until_the_next_is_due(wire: Wire) -> None:
    one = Responder([wire.link])
    assert one._patience_s() is None

    one._take_orders(orders({"127.86.0.1": 0.05}))
    wire.asked = ["127.86.0.1"]
    one._take_requests(wire.link)

    assert one._patience_s() == pytest.approx(0.05, rel=responder.JITTER)


def test_orders_may_come_in_pieces_and_end() -> None:
    one = Responder([])
    line = orders({"fd86::1": 0.25})

    assert one._take_orders(line[:7])
    assert one._delay_s == {}
    assert one._take_orders(line[7:])
    assert one._delay_s == {socket.inet_pton(socket.AF_INET6, "fd86::1"): 0.25}
    assert not one._take_orders(b"")


def test_orders_are_one_line_of_json() -> None:
    line = orders({"127.86.0.2": 0.2, "127.86.0.1": 0.1})

    assert line.endswith(b"\n")
    assert line.count(b"\n") == 1
    assert json.loads(line) == {"delay_s": {"127.86.0.1": 0.1, "127.86.0.2": 0.2}}


def test_a_flood_of_slow_echoes_is_lost_not_kept(
    wire: Wire, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(responder, "MAX_WAITING_BYTES", 200)
    one = Responder([wire.link])
    wire.asked = ["127.86.0.1"] * 10

    one._take_requests(wire.link)

    assert len(one._waiting) == 3


def test_errors_of_the_socket_end_nothing(wire: Wire, now: list[float]) -> None:
    one = Responder([wire.link])
    wire.asked = ["127.86.0.1", OSError(111, "refused"), "127.86.0.2"]

    one._take_requests(wire.link)
    one._take_requests(wire.link)
    now[0] += 1
    one._send_due()

    assert {address for _, address in wire.answered} == {"127.86.0.1", "127.86.0.2"}


def test_the_end_of_its_orders_ends_it() -> None:
    reading, writing = os.pipe()
    os.close(writing)

    Responder([]).run(reading)

    os.close(reading)
