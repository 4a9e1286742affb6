"""What `iperf3 -J` prints, read with suspicion."""

import json
from copy import deepcopy
from typing import Any

import pytest

from monitoring.worker.iperf_report import ServerBusyError, ThroughputError, read_report

#: iperf3 3.12 over loopback, shortened to what it says of a whole test.
REPORT: dict[str, Any] = {
    "start": {"version": "iperf 3.12"},
    "end": {
        "streams": [{"sender": {"mean_rtt": 347, "max_snd_cwnd": 5566055}}],
        "sum_sent": {"bits_per_second": 8504121442.4, "retransmits": 2},
        "sum_received": {"seconds": 1.002333, "bits_per_second": 8493573038.1},
        "cpu_utilization_percent": {"host_total": 24.05, "remote_total": 25.1},
        "sender_tcp_congestion": "cubic",
    },
}


def report(**changes: Any) -> str:
    """Return the report with parts of `end` replaced."""
    changed = deepcopy(REPORT)
    changed["end"].update(changes)
    return json.dumps(changed)


def test_what_was_received_counts_with_its_conditions() -> None:
    direction = read_report(report())

    assert direction.received_bps == 8_493_573_038
    assert (direction.retransmits, direction.mean_rtt_us) == (2, 347)
    assert (direction.congestion, direction.is_overloaded) == ("cubic", False)


def test_reverse_has_no_round_trip() -> None:
    assert read_report(report(streams=[{"sender": {"mean_rtt": 0}}])).mean_rtt_us is None


@pytest.mark.parametrize("end", ["host_total", "remote_total"])
def test_a_tester_without_cpu_left_is_overloaded(end: str) -> None:
    assert read_report(report(cpu_utilization_percent={end: 97.0})).is_overloaded


def test_an_error_counts_though_the_program_ends_well() -> None:
    busy = {"error": "the server is busy running a test. try again later"}

    with pytest.raises(ServerBusyError):
        read_report(json.dumps(REPORT | busy))


@pytest.mark.parametrize(
    "error",
    [
        "unable to connect to server: Connection refused",
        "unable to connect to server: Connection timed out",
        "unable to connect to server: No route to host",
        "something new",
    ],
)
def test_every_error_has_words(error: str) -> None:
    with pytest.raises(ThroughputError) as caught:
        read_report(json.dumps({"error": error}))

    assert str(caught.value)


@pytest.mark.parametrize(
    "rate", ["NaN", "Infinity", "-1", "1e300", "null", "true", '"fast"', "401e9", "[]"]
)
def test_an_absurd_rate_is_refused(rate: str) -> None:
    text = report().replace("8493573038.1", rate)

    with pytest.raises(ThroughputError):
        read_report(text)


@pytest.mark.parametrize(
    "text",
    ["", "iperf3: command not found", "[1, 2]", "null", '{"end": []}', "[" * 100_000, "{}"],
)
def test_what_is_no_report_is_refused(text: str) -> None:
    with pytest.raises(ThroughputError):
        read_report(text)


def test_odd_shapes_beside_the_rate_do_no_harm() -> None:
    direction = read_report(
        report(streams="none", cpu_utilization_percent=None, sum_sent={"retransmits": "many"})
    )

    assert direction.retransmits is None
    assert direction.cpu_here_percent is None
