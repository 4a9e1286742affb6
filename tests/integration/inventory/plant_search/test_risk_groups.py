"""Two ways over risk groups, against all pairs of ways tried; no database, but SciPy's time."""

from pathlib import Path
from subprocess import run
from sys import executable

import pytest

from inventory.plant import diversity
from inventory.plant.diversity import Segment, UndecidedError, diverse_pair
from inventory.plant.guess import Net
from inventory.plant.risk_disjoint import fewest_shared_groups, shortest_with
from tests.unit.inventory.plant.nets import best_pair, is_way, random_net, segment, weighed

ROOT = Path(__file__).parents[4]


def test_500_random_nets_with_risk_groups_have_the_pairs_of_trial() -> None:
    feasible = shared = grouped = 0
    for seed in range(500):
        net = random_net(seed, n_nodes=6, n_segments=12, n_groups=14)
        best = best_pair(net, 0, 5)

        found = diverse_pair(net, from_node=0, to_node=5)

        if best is None:
            assert found.ways is None, seed
            assert found.shared_m is None, seed
            continue
        assert found.ways is not None, seed
        assert all(is_way(net, way, 0, 5) for way in found.ways), seed
        assert weighed({one.segment_id: one for one in net}, found.ways) == best, seed
        assert found.feasible == (best.shared_m == best.n_groups == 0), seed
        assert found.length_m == (best.length_m if found.feasible else None), seed
        assert (found.shared_m, len(found.shared_groups)) == (best.shared_m, best.n_groups), seed
        feasible += found.feasible
        shared += bool(found.shared_segments)
        grouped += bool(found.shared_groups) and not found.shared_segments

    # All kinds of answers were compared, not one of them many times.
    assert min(feasible, shared, grouped) > 25, (feasible, shared, grouped)


def test_300_random_nets_have_the_pair_of_trial_by_the_programme_alone() -> None:
    """`diverse_pair` asks the programme only where it must; here it answers all."""
    for seed in range(300):
        net = random_net(seed, n_nodes=6, n_segments=11, n_groups=4)
        best = best_pair(net, 0, 5)
        if best is None or best.shared_m:
            continue
        whole = Net(net, from_node=0, to_node=5)

        found = shortest_with(whole, n_shared=best.n_groups)

        assert found is not None, seed
        assert weighed({one.segment_id: one for one in net}, found) == best, seed
        assert len(whole.shared_groups(fewest_shared_groups(whole))) == best.n_groups, seed


def _streets(n: int) -> list[Segment]:
    """Return a grid of n x n streets in which each risk group holds neighbours."""
    corners = [(x, y) for x in range(n) for y in range(n)]
    ends = [((x, y), (x + 1, y)) for x, y in corners] + [((x, y), (x, y + 1)) for x, y in corners]
    return [
        segment(
            number,
            (a[0] * n + a[1], z[0] * n + z[1]),
            50 + number * 37 % 100,
            a[0] // 2 * n + a[1] // 3,
        )
        for number, (a, z) in enumerate(ends)
        if max(z) < n
    ]


def test_what_was_not_proven_in_time_is_not_answered() -> None:
    with pytest.raises(UndecidedError):
        diverse_pair(_streets(20), from_node=0, to_node=399, limit_s=0.001)


def test_a_proof_stands_though_the_rest_was_not_found_in_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """
    1 ==0,1== 2 ==2,3== 3      0 and 2 on one bridge, 1 and 3 on another, 0 and 3 on a third
    """

    def give_up(*_: object, **__: object) -> None:
        raise UndecidedError

    net = [
        segment(0, (1, 2), 10, 50, 52),
        segment(1, (1, 2), 10, 51),
        segment(2, (2, 3), 10, 50),
        segment(3, (2, 3), 10, 51, 52),
        segment(4, (2, 3), 90, 50, 51),
    ]
    monkeypatch.setattr(diversity, "fewest_shared_groups", give_up)

    found = diverse_pair(net, from_node=1, to_node=3)

    assert not found.feasible
    assert found.shared_m == 0
    assert found.shared_groups
    assert not found.is_fewest_groups


def test_who_asks_nothing_of_risk_groups_does_not_pay_for_scipy() -> None:
    """SciPy's optimizers cost 75 MB in every process that loads them."""
    program = (
        "import sys; from inventory.plant.diversity import Segment, diverse_pair;"
        "diverse_pair([Segment(1, 1, 2, 5), Segment(2, 1, 2, 5)], from_node=1, to_node=2);"
        "sys.exit('scipy' in sys.modules)"
    )

    assert run([executable, "-c", program], cwd=ROOT, check=False).returncode == 0
