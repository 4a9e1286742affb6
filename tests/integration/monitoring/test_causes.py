"""
Which outages have one cause, in the small city of `conftest`:

    K1 === ring === K2 --b1-- K4 --b2-- K5       "ring" hangs on the ring,
                              |         |        "near" behind b1, "far" behind b1 and b2
                              n1        f1
"""

import pytest
from django.db import transaction

from inventory.models import Cable
from monitoring.models import Incident, Outage, Target
from monitoring.operations.cycles import Watch, store_cycle
from monitoring.probes.verdict import Reason, State
from tests import factories
from tests import plant_factories as plant
from tests.conftest import City
from tests.factories import make_target
from tests.integration.monitoring.found import (
    falls,
    found,
    found_round,
    rises,
    sec,
    turn,
    watch_of,
    works,
)
from tests.lit_city import light_up

Targets = dict[str, Target]


@pytest.fixture
def watch(city: City) -> Watch:
    """Light the city, and watch it."""
    light_up(city)
    return watch_of(city)


@pytest.fixture
def targets(city: City, watch: Watch) -> Targets:
    """All three circuits, seen to work."""
    targets = {name: make_target(circuit) for name, circuit in city.circuits.items()}
    works(watch, list(targets.values()), sec(0))
    return targets


def second_far(city: City) -> Target:
    """Return the target of another circuit behind b2, with a drop of its own."""
    site = factories.make_site()
    entry = factories.make_node(site=site)
    drop = factories.make_segment(city.nodes["K5"], entry)
    main, branch = (Cable.objects.get(code=code) for code in ("main", "branch"))
    own = plant.make_cable([city.segments["b2"], drop], from_node=city.nodes["K4"])
    k1, k2, k4 = (city.nodes[code] for code in ("K1", "K2", "K4"))
    circuit = factories.make_circuit(site=site)
    with transaction.atomic():
        plant.make_joint(plant.end_of(main, 3, k2), plant.end_of(branch, 3, k2))
        plant.make_joint(plant.end_of(branch, 3, k4), plant.end_of(own, 1, k4))
        plant.make_circuit_path(
            circuit, a_end=plant.end_of(main, 3, k1), z_end=plant.end_of(own, 1, entry)
        )
    return make_target(circuit)


def test_a_branch_that_falls_at_once_is_one_incident(
    city: City, targets: Targets, watch: Watch
) -> None:
    stored = falls(watch, [targets["near"], targets["far"]], sec(17), since=sec(10))

    incident = Incident.objects.get()
    assert stored.incidents == (incident,)
    assert incident.segment == city.segments["b1"]
    assert incident.started_at == sec(10)
    assert set(incident.outages.values_list("circuit__cid", flat=True)) == {"near", "far"}


def test_one_that_still_works_acquits_the_segment(targets: Targets, watch: Watch) -> None:
    falls(watch, [targets["ring"], targets["far"]], sec(17), since=sec(10))

    assert Outage.objects.count() == 2
    assert not Incident.objects.exists()


def test_who_falls_a_round_later_joins_the_incident(
    city: City, targets: Targets, watch: Watch
) -> None:
    """
    First only what is behind b2, for "near" is only under suspicion; then "near" too: it is b1.
    """
    other = second_far(city)
    works(watch, [other], sec(1))
    down = [targets["far"], other]
    rounds = [found_round(one, sec(17), received=0) for one in down]
    turns = [turn(one, State.DOWN, sec(10), reason=Reason.NO_REPLY) for one in down]

    store_cycle(
        found(sec(17), rounds, turns, suspects={targets["near"].pk}),
        watch=watch,
    )
    first = Incident.objects.get().segment
    falls(watch, [targets["near"]], sec(27), since=sec(20))

    incident = Incident.objects.get()
    assert first == city.segments["b2"]
    assert incident.segment == city.segments["b1"]
    assert incident.outages.count() == 3


def test_an_engineers_word_stands(city: City, targets: Targets, watch: Watch) -> None:
    other = second_far(city)
    works(watch, [other], sec(1))
    falls(watch, [targets["far"], other], sec(17), since=sec(10))
    Incident.objects.update(segment=city.segments["f1"], note="Bagger in der Hauptstraße")

    falls(watch, [targets["near"]], sec(27), since=sec(20))

    incident = Incident.objects.get()
    assert incident.segment == city.segments["f1"]
    assert incident.outages.count() == 3


def test_outages_of_different_moments_have_no_common_cause(targets: Targets, watch: Watch) -> None:
    falls(watch, [targets["far"]], sec(17), since=sec(10))
    works(watch, [targets["near"]], sec(600))
    falls(watch, [targets["near"]], sec(617), since=sec(610))

    assert not Incident.objects.exists()


def test_what_is_unknown_or_worked_on_neither_accuses_nor_acquits(
    city: City, targets: Targets, watch: Watch
) -> None:
    """near is not measured; far and its neighbour fall: the smallest explanation is b2."""
    other = second_far(city)
    works(watch, [other], sec(1))
    lost = turn(targets["near"], State.UNKNOWN, sec(5), reason=Reason.STALE)
    store_cycle(found(sec(5), transitions=[lost]), watch=watch)

    falls(watch, [targets["far"], other], sec(17), since=sec(10))

    assert Incident.objects.get().segment == city.segments["b2"]


def test_an_incident_is_over_with_its_last_outage(targets: Targets, watch: Watch) -> None:
    both = [targets["near"], targets["far"]]
    falls(watch, both, sec(17), since=sec(10))

    rises(watch, both[:1], sec(40), since=sec(35))
    during = Incident.objects.get().ended_at
    rises(watch, both[1:], sec(60), since=sec(55))

    assert during is None
    assert Incident.objects.get().ended_at == sec(55)


def test_a_vantage_without_a_place_names_no_cause(targets: Targets, watch: Watch) -> None:
    nowhere = Watch(watch.vantage_id, head_site_id=None, freshness=watch.freshness)

    falls(nowhere, [targets["near"], targets["far"]], sec(17), since=sec(10))

    assert Outage.objects.count() == 2
    assert not Incident.objects.exists()


def test_the_whole_head_down_is_one_incident_without_a_segment(
    targets: Targets, watch: Watch
) -> None:
    """Everything falls: no single segment does that, but the PoP where all light begins."""
    falls(watch, list(targets.values()), sec(17), since=sec(10))

    incident = Incident.objects.get()
    assert incident.segment is None
    assert incident.outages.count() == 3


def test_who_has_no_light_path_neither_accuses_nor_acquits(
    city: City, targets: Targets, watch: Watch
) -> None:
    nowhere = make_target(factories.make_circuit(site=city.circuits["near"].site))
    works(watch, [nowhere], sec(1))

    falls(watch, [targets["near"], targets["far"]], sec(17), since=sec(10))

    assert Incident.objects.get().segment == city.segments["b1"]
