"""The whole prober on a real network and a real clock: stopped, cut and mended."""

import json
import signal
import subprocess
import time
from typing import Any

import pytest

from tests.integration.monitoring.probes.namespace import start

pytestmark = pytest.mark.root

STOPPED_S = 7.0


def results(playing: "subprocess.Popen[str]", n: int) -> list[dict[str, Any]]:
    assert playing.stdout is not None
    return [json.loads(playing.stdout.readline()) for _ in range(n)]


def test_a_stopped_worker_leaves_one_gap_and_no_outage() -> None:
    """SIGSTOP in the middle of a cycle of 2 s, SIGCONT 7 s later."""
    with start("prober", "6") as playing:
        before = results(playing, 2)
        time.sleep(0.7)
        playing.send_signal(signal.SIGSTOP)
        time.sleep(STOPPED_S)
        playing.send_signal(signal.SIGCONT)
        after = results(playing, 4)

    (gap,) = [gap for result in after for gap in result["gaps"]]
    start_s, end_s, n_cycles = gap
    transitions = [one for result in (*before, *after) for one in result["transitions"]]
    assert playing.returncode == 0
    assert n_cycles in {3, 4}
    assert end_s - start_s == pytest.approx(2 * n_cycles, abs=1e-4)
    assert {state for _, state, _, _ in transitions} == {"up", "unknown"}
    unknown_at = [at for _, state, at, _ in transitions if state == "unknown"]
    assert len(unknown_at) == 4
    assert all(start_s - 2.001 <= at <= start_s + 0.001 for at in unknown_at)
    assert after[-1]["received"] == 12


def test_a_cut_is_told_and_a_mended_line_too() -> None:
    told: list[list[Any]] = []
    with start("prober", "100") as playing:
        assert playing.stdin is not None
        results(playing, 1)
        for order, state in (("cut", "down"), ("mend", "up")):
            ordered_at = time.time()
            playing.stdin.write(order + "\n")
            playing.stdin.flush()
            while not told or told[-1][1] != state:
                (result,) = results(playing, 1)
                told += [one for one in result["transitions"] if one[0] == 2]
            assert ordered_at <= told[-1][2] <= ordered_at + 2.5
            assert result["finished_at"] - ordered_at < 8
        playing.kill()

    assert [state for _, state, _, _ in told] == ["down", "up"]
