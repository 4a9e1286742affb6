import pytest

from monitoring.worker.iperf import congestion_control


@pytest.mark.parametrize(
    ("allowed", "expected"),
    [("reno cubic\n", "cubic"), ("reno bbr\n", "reno"), ("bbr\n", "cubic"), ("", "cubic")],
)
def test_figures_stay_comparable_with_what_the_kernel_allows(allowed: str, expected: str) -> None:
    assert congestion_control(allowed=allowed) == expected
