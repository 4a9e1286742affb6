"""A daily window of local wall clock."""

from datetime import time

import pytest

from monitoring.operations.throughput import Window


@pytest.mark.parametrize(
    ("text", "inside", "outside"),
    [
        ("22:00-05:00", ["22:00", "23:59", "00:00", "04:59"], ["05:00", "12:00", "21:59"]),
        ("01:30-02:30", ["01:30", "02:29"], ["02:30", "01:29", "00:00"]),
        ("00:00-24:00", ["00:00", "12:00", "23:59"], []),
        ("20:00-24:00", ["20:00", "23:59"], ["00:00", "19:59"]),
    ],
)
def test_a_window_holds_its_start_and_not_its_end(
    text: str, inside: list[str], outside: list[str]
) -> None:
    window = Window.parse(text)

    assert [at for at in inside if not window.contains(time.fromisoformat(at))] == []
    assert [at for at in outside if window.contains(time.fromisoformat(at))] == []


@pytest.mark.parametrize("text", ["", "22:00", "22-5-7", "25:00-26:00", "night"])
def test_another_form_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        Window.parse(text)
