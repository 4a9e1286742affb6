"""What the lab shows follows from causes: cuts over the routes, doors, losses, delays, rates."""

from collections.abc import Callable
from typing import Any

import pytest

from inventory.models import Circuit
from inventory.operations.paths import clear_path
from lab import queries
from lab.kernel.scene import Scene
from lab.models import LabFault, LabLine
from tests import factories
from tests.conftest import City

Kind = LabFault.Kind
ADDRESSES = {"ring": "127.86.1.1", "near": "127.86.1.2", "far": "fd86::3"}


@pytest.fixture
def watched(city: City) -> City:
    """Give each circuit of the small city its address."""
    for name, circuit in city.circuits.items():
        factories.make_target(circuit, address=ADDRESSES[name], iperf_port=5201)
    return city


def scene_with(city: City, *cuts: str) -> Scene:
    for code in cuts:
        factories.make_lab_fault(segment=city.segments[code], chainage_m=1.0)
    return queries.scene_of(queries.faults_in_force())


@pytest.mark.parametrize(
    ("cuts", "dark"),
    [
        ([], set()),
        (["r2"], set()),
        (["r1"], {"near", "far"}),
        (["r2", "r3"], {"ring"}),
        (["r1", "r4"], {"ring", "near", "far"}),
        (["b2"], {"far"}),
        (["b1"], {"near", "far"}),
        (["d1"], {"ring"}),
    ],
)
def test_all_cuts_together_decide_who_is_dark(
    watched: City, cuts: list[str], dark: set[str]
) -> None:
    scene = scene_with(watched, *cuts)

    assert scene.dark == {ADDRESSES[name] for name in dark}
    assert not scene.is_isolated


def test_a_cut_at_the_door_darkens_only_that_circuit(watched: City) -> None:
    factories.make_lab_fault(circuit=watched.circuits["near"])

    assert scene_with(watched).dark == {ADDRESSES["near"]}


def test_a_mended_cut_is_over(watched: City) -> None:
    factories.make_lab_fault(
        segment=watched.segments["b1"], chainage_m=1.0, ended_at=factories.NOON
    )

    assert scene_with(watched).dark == frozenset()


def test_a_circuit_without_a_path_is_silenced_at_its_door_only(watched: City) -> None:
    clear_path(circuit_id=watched.circuits["near"].pk, leg="working")

    assert scene_with(watched, "b1", "n1").dark == {ADDRESSES["far"]}
    factories.make_lab_fault(circuit=watched.circuits["near"])
    assert scene_with(watched).dark == {ADDRESSES["near"], ADDRESSES["far"]}


def test_losses_delays_rates_and_isolation_are_shown(watched: City) -> None:
    ring, near, far = (watched.circuits[name] for name in ("ring", "near", "far"))
    plain = scene_with(watched)
    factories.make_lab_fault(kind=Kind.LOSS, circuit=ring, loss_percent=30)
    factories.make_lab_fault(kind=Kind.DELAY, circuit=near, delay_ms=250)
    factories.make_lab_fault(kind=Kind.ISOLATE)
    LabLine.objects.create(circuit=far, rate_mbps=400)

    scene = scene_with(watched)

    assert scene.loss_percent == {ADDRESSES["ring"]: 30}
    assert scene.rates_mbps == {ADDRESSES["far"]: 400}
    assert scene.is_isolated
    assert scene.delay_s[ADDRESSES["near"]] == plain.delay_s[ADDRESSES["near"]] + 0.25
    assert scene.delay_s[ADDRESSES["far"]] == plain.delay_s[ADDRESSES["far"]]


def test_farther_sites_take_longer_within_a_millisecond_and_a_half(city: City) -> None:
    city.head.geom = factories.place()
    city.head.save(update_fields=["geom"])
    for metres, name in ((0, "ring"), (5000, "near"), (60_000, "far")):
        site = city.circuits[name].site
        assert site is not None
        # The last lies outside the city, where nothing can be stored: here it is only far.
        site.geom = factories.place(0, min(metres, 9000))
        site.save(update_fields=["geom"])
        factories.make_target(city.circuits[name], address=ADDRESSES[name])

    delay_s = scene_with(city).delay_s

    assert delay_s[ADDRESSES["ring"]] == pytest.approx(0.0002, abs=1e-5)
    assert delay_s[ADDRESSES["near"]] == pytest.approx(0.0007, abs=2e-5)
    assert delay_s[ADDRESSES["near"]] < delay_s[ADDRESSES["far"]] <= queries.FARTHEST_S


def test_a_site_without_a_place_has_a_delay_all_the_same(watched: City) -> None:
    Circuit.objects.filter(pk=watched.circuits["ring"].pk).update(site=None)

    assert 0 < scene_with(watched).delay_s[ADDRESSES["ring"]] <= queries.FARTHEST_S


def test_ports_are_those_of_the_targets(watched: City) -> None:
    factories.make_target(watched.circuits["near"], address="127.86.1.9", iperf_port=5202)

    assert scene_with(watched).ports == {5201, 5202}


def test_the_last_cut_of_a_ring_bears_what_it_brings_about(watched: City) -> None:
    first = factories.make_lab_fault(segment=watched.segments["r2"], chainage_m=1.0)
    assert queries.darkened_by(first) == []

    second = factories.make_lab_fault(segment=watched.segments["r3"], chainage_m=1.0)

    assert queries.darkened_by(second) == ["ring"]


def test_a_scene_takes_as_many_queries_however_large_the_city(
    watched: City, django_assert_max_num_queries: Callable[[int], Any]
) -> None:
    factories.make_lab_fault(segment=watched.segments["b1"], chainage_m=1.0)
    for _ in range(5):
        factories.make_target(factories.make_circuit())
    faults = queries.faults_in_force()

    with django_assert_max_num_queries(5):
        queries.scene_of(faults)


def test_a_fault_has_its_place_on_the_map(watched: City) -> None:
    segment = watched.segments["b1"]
    segment.refresh_from_db()
    factories.make_lab_fault(segment=segment, chainage_m=segment.length_m / 4)
    factories.make_lab_fault(circuit=watched.circuits["near"])
    factories.make_lab_fault(kind=Kind.ISOLATE)

    on_way, at_door, nowhere = queries.faults_as_json(LabFault.objects.in_force())

    quarter = segment.geom.interpolate_normalized(0.25)
    assert on_way["place"] == pytest.approx([quarter.x, quarter.y], abs=1e-5)
    assert on_way["segment"] == {"id": segment.pk, "code": "b1"}
    site = watched.circuits["near"].site
    assert site is not None
    assert site.geom is not None
    assert at_door["place"] == pytest.approx(list(site.geom.coords), abs=1e-6)
    assert at_door["circuit"]["cid"] == "near"
    assert nowhere["place"] is None
