"""
The slow model: a period as plain cells of a quarter of an hour, each looked at on its own.

It shares nothing with the algebra but the input values, so that it cannot share a mistake.
"""

from dataclasses import dataclass, field
from fractions import Fraction
from math import floor

CELL_S = 900


@dataclass
class Scene:
    """Everything a period's figures depend on; lists hold one entry a cell of the whole time."""

    probes: list[list[str]]
    agreed: list[bool]
    windows: list[tuple[int, int, int, bool]]  # start, end, announced (cells), cancelled
    targets: list[tuple[int, Fraction]]  # first cell, share
    first: int
    end: int
    as_of: int
    notice: int = 0
    quorum: int = 1
    bridge: int = 0
    upstream: set[int] = field(default_factory=set)


def merged(scene: Scene, cell: int) -> str:
    states = [probe[cell] for probe in scene.probes]
    if "up" in states:
        return "up"
    if "degraded" in states:
        return "degraded"
    return "down" if states.count("down") >= scene.quorum else "unknown"


def is_excluded(scene: Scene, cell: int) -> bool:
    return any(
        start <= cell < end and not cancelled and announced <= start - scene.notice
        for start, end, announced, cancelled in scene.windows
    )


def class_of(scene: Scene, cell: int) -> str:
    if not scene.agreed[cell]:
        return "not_agreed"
    if is_excluded(scene, cell):
        return "excluded"
    if cell >= scene.as_of:
        return "future"
    state = merged(scene, cell)
    return "up" if state == "degraded" else state


def outages(scene: Scene) -> list[list[int]]:
    """Cells seen down, one list an outage."""
    found: list[list[int]] = []
    for cell in range(min(scene.as_of, len(scene.agreed))):
        if merged(scene, cell) != "down":
            continue
        between = range(found[-1][-1] + 1, cell) if found else range(0)
        unseen = all(merged(scene, one) == "unknown" for one in between)
        if found and unseen and len(between) <= scene.bridge:
            found[-1].append(cell)
        else:
            found.append([cell])
    return found


def verdict(counts: dict[str, int], target: Fraction) -> str:
    up, down, future = counts["up"], counts["down"], counts["future"]
    eligible = up + down + future + counts["unknown"]
    if not eligible:
        return "not_applicable"
    if Fraction(up, eligible) >= target:
        return "met"
    if Fraction(eligible - down, eligible) < target:
        return "breached"
    return "open" if future else "indeterminate"


def figures(scene: Scene) -> dict[str, object]:
    names = ("up", "down", "unknown", "future", "excluded", "not_agreed")
    cells = range(scene.first, scene.end)
    classes = {cell: class_of(scene, cell) for cell in cells}
    eligible = {cell for cell in cells if classes[cell] in names[:4]}
    past = {cell for cell in eligible if classes[cell] != "future"}
    verdicts, budget_s = [], 0
    for index, (since, target) in enumerate(scene.targets):
        until = scene.targets[index + 1][0] if index + 1 < len(scene.targets) else scene.end
        mine = [classes[cell] for cell in cells if since <= cell < until]
        counts = {name: mine.count(name) for name in names}
        verdicts.append(verdict(counts, target))
        budget_s += floor((1 - target) * CELL_S * sum(counts[name] for name in names[:4]))
    order = ["breached", "open", "indeterminate", "met"]
    runs = [run for run in outages(scene) if eligible & set(run)]
    started = [run for run in runs if scene.first <= run[0] < scene.end]
    walls = [run[-1] + 1 - run[0] for run in started if run[-1] + 1 < scene.as_of]
    seen = list(classes.values())
    return {
        **{f"{name}_s": seen.count(name) * CELL_S for name in names},
        "degraded_s": CELL_S * sum(merged(scene, cell) == "degraded" for cell in past),
        "disagree_s": CELL_S
        * sum(
            any(probe[cell] == "down" for probe in scene.probes)
            and any(probe[cell] in ("up", "degraded") for probe in scene.probes)
            for cell in past
        ),
        "verdict": next((one for one in order if one in verdicts), "not_applicable"),
        "budget_s": budget_s,
        "down_upstream_s": CELL_S
        * sum(classes[cell] == "down" and cell in scene.upstream for cell in cells),
        "started": len(started),
        "carried_in": len([run for run in runs if run[0] < scene.first]),
        "longest_s": CELL_S * max((len(eligible & set(run)) for run in runs), default=0),
        "mttr_wall_s": Fraction(sum(walls) * CELL_S, len(walls)) if walls else None,
    }
