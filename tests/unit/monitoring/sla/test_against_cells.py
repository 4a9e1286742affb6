"""The algebra of a whole period against the slow model, on random scenes."""

from fractions import Fraction
from itertools import groupby
from typing import TypeVar

from hypothesis import given, settings
from hypothesis import strategies as st

from monitoring.sla.availability import Assessment, Promise, assess, target_versions
from monitoring.sla.intervals import Span, SpanSet
from monitoring.sla.maintenance import Window, excluded_seconds
from monitoring.sla.merge import State, Timeline, merge
from tests.unit.monitoring.sla.cells import CELL_S, Scene, figures

T = TypeVar("T")

N_CELLS = 120
PERIOD = (30, 90)
TARGETS = [Fraction(1, 2), Fraction(9, 10), Fraction(99, 100), Fraction(1)]
cells = st.integers(0, N_CELLS)


def _runs(states: st.SearchStrategy[str]) -> st.SearchStrategy[list[str]]:
    """Whole timelines made of runs, so that outages and gaps have lengths worth testing."""
    run = st.tuples(states, st.integers(1, 25))
    return st.lists(run, min_size=3, max_size=12).map(
        lambda found: ([state for state, n in found for _ in range(n)] * N_CELLS)[:N_CELLS]
    )


windows = st.tuples(cells, st.integers(1, 20), cells, st.booleans()).map(
    lambda w: (w[0], w[0] + w[1], w[2], w[3])
)
scenes = st.builds(
    Scene,
    probes=st.lists(_runs(st.sampled_from(list(State))), min_size=1, max_size=3),
    agreed=_runs(st.sampled_from(["yes", "yes", ""])).map(lambda run: [bool(one) for one in run]),
    windows=st.lists(windows, max_size=3),
    targets=st.tuples(
        st.sampled_from(TARGETS), st.lists(st.tuples(cells, st.sampled_from(TARGETS)), max_size=1)
    ).map(lambda pair: [(0, pair[0]), *pair[1]]),
    first=st.just(PERIOD[0]),
    end=st.just(PERIOD[1]),
    as_of=st.one_of(st.integers(1, N_CELLS - 1), st.just(N_CELLS)),
    notice=st.integers(0, 10),
    quorum=st.integers(1, 2),
    bridge=st.integers(0, 6),
    upstream=st.sets(st.integers(0, N_CELLS - 1)),
)


def _span(start: int, end: int) -> Span:
    return Span(start * CELL_S, end * CELL_S)


def _stretches(values: list[T]) -> list[tuple[Span, T]]:
    found: list[tuple[Span, T]] = []
    at = 0
    for value, run in groupby(values):
        length = len(list(run))
        found.append((_span(at, at + length), value))
        at += length
    return found


def _assess(scene: Scene) -> Assessment:
    planned = [
        Window(_span(start, end), announced * CELL_S, cancelled)
        for start, end, announced, cancelled in scene.windows
    ]
    probes = [
        Timeline.of((span, State(state)) for span, state in _stretches(probe))
        for probe in scene.probes
    ]
    return assess(
        period=_span(scene.first, scene.end),
        as_of=scene.as_of * CELL_S,
        promise=Promise(
            agreed=SpanSet.of(span for span, value in _stretches(scene.agreed) if value),
            excluded=excluded_seconds(planned, min_notice_s=scene.notice * CELL_S),
            targets=target_versions((since * CELL_S, target) for since, target in scene.targets),
        ),
        seen=merge(probes, down_quorum=scene.quorum),
        bridge_unknown_s=scene.bridge * CELL_S,
        upstream_down=SpanSet.of(_span(cell, cell + 1) for cell in scene.upstream),
    )


@settings(max_examples=60, deadline=None)
@given(scenes)
def test_algebra_equals_the_cells(scene: Scene) -> None:
    found = _assess(scene)

    answer: dict[str, object] = {
        name: getattr(found.account, name) for name in found.account.__slots__
    }
    answer |= {name: getattr(found, name) for name in ("verdict", "budget_s", "down_upstream_s")}
    answer |= {
        name: getattr(found.outages, name)
        for name in ("started", "carried_in", "longest_s", "mttr_wall_s")
    }
    assert answer == figures(scene)


@settings(max_examples=40, deadline=None)
@given(scenes)
def test_every_second_has_one_class_and_bounds_enclose_the_measured(scene: Scene) -> None:
    account = _assess(scene).account

    assert account.period_s == (scene.end - scene.first) * CELL_S
    if account.low is not None and account.high is not None:
        assert 0 <= account.low <= account.high <= 1
        if account.measured is not None:
            assert account.low <= account.measured <= account.high


@settings(max_examples=40, deadline=None)
@given(scenes)
def test_time_that_passes_never_takes_back_a_proven_verdict(scene: Scene) -> None:
    """Met and breached are proofs: the rest of the month cannot change them."""
    early = _assess(scene)
    scene.as_of = N_CELLS

    if early.verdict in ("met", "breached"):
        assert _assess(scene).verdict == early.verdict
