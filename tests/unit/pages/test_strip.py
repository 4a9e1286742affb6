"""A stretch of measurements is drawn as it was: gaps stay gaps."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from pages.charts.strip import Bucket, Stretch, Strip, draw_strip

START = datetime(2026, 6, 10, 6, tzinfo=UTC)
HOUR = timedelta(hours=1)


def bucket(hour: int, rtt_ms: float | None = 1.0, loss: float | None = 0.0) -> Bucket:
    return Bucket(START + hour * HOUR, START + (hour + 1) * HOUR, rtt_ms, rtt_ms, loss)


def draw(buckets: list[Bucket], stretches: list[Stretch] | None = None) -> Strip:
    whole = [Stretch(START, START + 10 * HOUR, "up")]
    return draw_strip(
        buckets,
        whole if stretches is None else stretches,
        start=START,
        end=START + 10 * HOUR,
        mark_step=HOUR,
        zone=ZoneInfo("UTC"),
    )


def test_one_line_while_echoes_come_back() -> None:
    strip = draw([bucket(0), bucket(1)])

    assert strip.lines == ("0.0,22.0 100.0,22.0 100.0,22.0 200.0,22.0",)


def test_a_line_never_bridges_what_brought_no_echo() -> None:
    assert len(draw([bucket(0), bucket(1, None, 1.0), bucket(2)]).lines) == 2


def test_a_line_never_bridges_a_gap_in_the_rounds() -> None:
    assert len(draw([bucket(0), bucket(2)]).lines) == 2


def test_band_reaches_from_the_mean_to_the_longest() -> None:
    one = Bucket(START, START + HOUR, 1.0, 2.0, 0.0)

    assert draw([one]).bands == ("0.0,22.0 100.0,22.0 100.0,67.0 0.0,67.0",)


def test_loss_is_a_bar_and_a_small_one_is_still_seen() -> None:
    strip = draw([bucket(0, loss=0.0), bucket(1, loss=0.5), bucket(2, loss=0.001)])

    assert [(bar.x, bar.height) for bar in strip.losses] == [
        ("10.000%", "15.0"),
        ("20.000%", "2.0"),
    ]


def test_what_no_state_covers_was_not_measured() -> None:
    stretches = [
        Stretch(START + 2 * HOUR, START + 4 * HOUR, "down"),
        Stretch(START + 4 * HOUR, START + 8 * HOUR, "up"),
    ]

    strip = draw([], stretches)

    assert [(bar.x, bar.width, bar.css_class) for bar in strip.ribbon] == [
        ("0.000%", "20.000%", "unknown"),
        ("20.000%", "20.000%", "down"),
        ("40.000%", "40.000%", "up"),
        ("80.000%", "20.000%", "unknown"),
    ]
    assert [bar.x for bar in strip.unknown] == ["0.000%", "80.000%"]


def test_stretches_are_cut_to_the_time_shown() -> None:
    strip = draw([], [Stretch(START - HOUR, START + 20 * HOUR, "up")])

    assert [(bar.x, bar.width) for bar in strip.ribbon] == [("0.000%", "100.000%")]


def test_nothing_measured_draws_an_empty_plot_with_its_axes() -> None:
    strip = draw([], [])

    assert (strip.lines, strip.losses) == ((), ())
    assert [mark.value for mark in strip.rtt_marks] == [0.5, 1.0]
    assert len(strip.time_marks) == 11
