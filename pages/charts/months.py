"""
Months as bars of lost time: what was down from below, what was not measured hatched above it.

The bars start at zero, and the line is what the promise allows: a percentage between 99 and 100
would need a cut axis, and a cut axis lies.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from pages.charts.scale import ValueMark, ValueScale, round_top

HEIGHT = 160
TOP, BOTTOM = 20, 128
#: Share of a month's place that its bar fills.
_BAR_SHARE = 0.62
_LEAST_BAR = 2.0
_HOUR_S = 3600
_MINUTE_S = 60


@dataclass(frozen=True, slots=True)
class MonthLoss:
    """A month's promised seconds that were down or not measured, and how many may be down."""

    down_s: int
    unknown_s: int
    budget_s: int


@dataclass(frozen=True, slots=True)
class MonthBar:
    """A month's place; heights in pixels, "0" where there is nothing."""

    x: str
    middle: str
    width: str
    down_y: str
    down_height: str
    unknown_y: str
    unknown_height: str


@dataclass(frozen=True, slots=True)
class Months:
    """What the template `pages/charts/months.svg.html` draws; `unit_s` is that of the marks."""

    bars: tuple[MonthBar, ...]
    marks: tuple[ValueMark, ...]
    unit_s: int
    budget_y: str | None
    height: int = HEIGHT
    bottom: int = BOTTOM


def draw_months(months: Sequence[MonthLoss]) -> Months:
    """Return the chart of months, oldest first; the promise's line is that of the last month."""
    budget_s = months[-1].budget_s if months else 0
    highest_s = max([budget_s, _MINUTE_S, *(month.down_s for month in months)])
    unit_s = _HOUR_S if highest_s >= 2 * _HOUR_S else _MINUTE_S
    # A third more, so that the line and its words stand clear of the edge.
    scale = ValueScale(round_top(highest_s * 1.3 / unit_s), TOP, BOTTOM)
    return Months(
        bars=tuple(
            _bar(i, month, n=len(months), scale=scale, unit_s=unit_s)
            for i, month in enumerate(months)
        ),
        marks=scale.marks(),
        unit_s=unit_s,
        budget_y=f"{scale.y(budget_s / unit_s):.1f}" if budget_s else None,
    )


def _bar(i: int, month: MonthLoss, *, n: int, scale: ValueScale, unit_s: int) -> MonthBar:
    place = 100 / n
    down = scale.bottom_y - scale.y(month.down_s / unit_s)
    if month.down_s:
        down = max(down, _LEAST_BAR)
    both = scale.bottom_y - scale.y((month.down_s + month.unknown_s) / unit_s)
    unknown = max(both - down, 0.0)
    return MonthBar(
        x=f"{(i + (1 - _BAR_SHARE) / 2) * place:.3f}%",
        middle=f"{(i + 0.5) * place:.3f}%",
        width=f"{_BAR_SHARE * place:.3f}%",
        down_y=f"{scale.bottom_y - down:.1f}",
        down_height=f"{down:.1f}",
        unknown_y=f"{scale.bottom_y - down - unknown:.1f}",
        unknown_height=f"{unknown:.1f}",
    )
