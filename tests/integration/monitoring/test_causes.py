"""
Which outages have one cause, in the small city of `conftest`:

    K1 === ring === K2 --b1-- K4 --b2-- K5       "ring" hangs on the ring,
                              |         |        "near" behind b1, "far" behind b1 and b2
                              n1        f1
"""

import pytest

from inventory.models import Circuit
from monitoring.models import Incident, Outage, Target
from monitoring.operations.cycles import Watch, store_cycle
from monitoring.probes.verdict import Reason, State
from tests import factories
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

Targets = dict[str, Target]


@pytest.fixture
def watch(city: City) -> Watch:
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
    drop = factories.make_segment(city.nodes["K5"], factories.make_node(site=site))
    factories.make_route([drop], role="drop")
    return make_target(factories.make_circuit(site=site))


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


def test_the_whole_head_down_is_explained_by_no_segment(targets: Targets, watch: Watch) -> None:
    """Everything behind a ring falls: no single segment does that, but b1 explains its two."""
    falls(watch, list(targets.values()), sec(17), since=sec(10))

    incident = Incident.objects.get()
    assert set(incident.outages.values_list("circuit__cid", flat=True)) == {"near", "far"}
    ring = Circuit.objects.get(cid="ring")
    assert ring.outages.get().incident is None
