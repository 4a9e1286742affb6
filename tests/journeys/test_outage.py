"""
The whole errand with nothing played: the demo city, its lab in a namespace, the prober in it.

One run, because two cores and real time are shared: what does not touch is broken at once.
"""

import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from accounts.models import User
from inventory.models import Circuit, FibreRoute, RouteSegment
from inventory.queries.impact import Cut, circuits_down_by
from lab import demo_city, demo_plant
from lab.models import LabFault
from monitoring.models import Outage, ProbeRound, State
from monitoring.queries.live import circuit_states
from tests.integration.lab.room import ROOT, Room, environment, way_in

pytestmark = pytest.mark.root

#: What the house promises: known, and over, this soon after the first lost echo and the repair.
PROMISED = timedelta(seconds=45)
#: The school whose drop is cut; the demo's contact "schule" answers for it.
CUT_SCHOOL = "DEMO-S-100135"
LOSSY, LOSS_PERCENT = "DEMO-S-164185", 30
SLOW, DELAY_MS = "DEMO-G-01", 150


@dataclass(frozen=True, slots=True)
class Plan:
    """What is broken, and who must go dark by it."""

    drop: RouteSegment
    behind_drop: frozenset[int]
    ring: tuple[RouteSegment, RouteSegment]
    on_arc: frozenset[int]


@pytest.fixture(autouse=True)
def ear() -> None:
    """No browser comes along on this errand."""


@pytest.fixture
def room() -> Iterator[Room]:
    """Load city and plant of the demo; let lab and prober work in a namespace of their own."""
    words = way_in()
    if words is None:
        pytest.skip("this machine allows no network namespace (neither root nor user)")
    env = environment(connection.settings_dict)
    demo_city.load(at=timezone.now())
    demo_plant.lay()
    room = Room(words)
    manage = (sys.executable, str(ROOT / "manage.py"))
    try:
        lab = room.start(*manage, "lab", "serve", env=env)
        until(lambda: "lichtweg_lab" in room.run("nft", "list", "tables"), within_s=20)
        prober = room.start(*manage, "run_prober", env=env)
        yield room
        assert room.end(prober) == 0
        assert room.end(lab) == 0
    finally:
        room.close()
        with connection.cursor() as cursor:
            # The flush after a journey knows only tables that Django manages.
            cursor.execute("TRUNCATE monitoring_proberound")


def until(is_true: Callable[[], bool], *, within_s: float) -> None:
    """Wait until something is so."""
    deadline = time.monotonic() + within_s
    while not is_true():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.5)


def states() -> dict[int, State]:
    """Return what every page would say of each circuit now."""
    known = circuit_states(Circuit.objects.all(), at=timezone.now())
    return {pk: state.state for pk, state in known.items()}


def down() -> set[int]:
    return set(Outage.objects.filter(ended_at=None).values_list("circuit_id", flat=True))


def lab(*words: str) -> str:
    """Work the lab as a person at the command line does; returns what it said."""
    out = StringIO()
    with translation.override("en"):
        call_command("lab", *words, stdout=out, stderr=out)
    return out.getvalue()


def make_plan() -> Plan:
    """Choose a drop with few behind it, and two ring segments with a few between them."""
    drop = RouteSegment.objects.get(route_places__route__code=f"DR-{CUT_SCHOOL[-6:]}")
    behind = down_by(drop.pk)
    others = set(Circuit.objects.filter(cid__in=[LOSSY, SLOW]).values_list("pk", flat=True))
    ring, arc = _smallest_arc(spared=behind | others)
    by_id = RouteSegment.objects.in_bulk(ring)
    return Plan(drop, behind, (by_id[ring[0]], by_id[ring[1]]), arc)


def down_by(*segment_ids: int) -> frozenset[int]:
    """Return whom cuts of these segments take down together."""
    return circuits_down_by([Cut(segment_id=one) for one in segment_ids])


def _smallest_arc(*, spared: frozenset[int] | set[int]) -> tuple[tuple[int, int], frozenset[int]]:
    ring = list(
        RouteSegment.objects.filter(route_places__route__role=FibreRoute.Role.RING)
        .order_by("pk")
        .distinct()
        .values_list("pk", flat=True)
    )
    arcs = {
        (one, other): down_by(one, other)
        for number, one in enumerate(ring[::4])
        for other in ring[::4][number + 1 :]
    }
    fitting = {pair: arc for pair, arc in arcs.items() if len(arc) > 2 and not arc & spared}
    pair = min(fitting, key=lambda one: len(fitting[one]))
    return pair, fitting[pair]


def test_what_breaks_is_known_and_what_is_mended_is_over(room: Room) -> None:
    plan = make_plan()
    everybody = frozenset(Circuit.objects.values_list("pk", flat=True))
    until(lambda: set(states().values()) == {State.UP}, within_s=45)

    begun = _break_in_four_places(plan)
    until(lambda: down() >= plan.behind_drop, within_s=50)
    _check_known_in_time(plan.behind_drop, since=begun)
    _check_everybody_hears_of_it()
    assert down() == plan.behind_drop

    drop_cut = LabFault.objects.get(segment=plan.drop)
    lab("mend", str(drop_cut.pk))
    drop_cut.refresh_from_db()
    said = lab("cut", plan.ring[1].code)
    assert f"{len(plan.on_arc)} connection" in said
    until(lambda: down() == plan.on_arc, within_s=50)
    _check_over_in_time(plan.behind_drop, mended_at=drop_cut.ended_at)
    _check_known_in_time(plan.on_arc, since=begun)
    until(lambda: _n_lost(since=begun) > 0, within_s=60)
    _check_loss_and_delay(since=begun)

    n_outages = Outage.objects.count()
    lab("mend", "--all")
    lab("isolate")
    until(lambda: set(states().values()) == {State.UNKNOWN}, within_s=50)
    assert frozenset(states()) == everybody
    assert Outage.objects.count() == n_outages
    assert room.ping("127.86.255.1") == 0


def _break_in_four_places(plan: Plan) -> datetime:
    """Cut the drop and the ring once, lose and delay elsewhere; returns when all was in force."""
    assert "dark: " in lab("cut", plan.drop.code)
    assert "Nobody goes dark" in lab("cut", plan.ring[0].code)
    lab("loss", LOSSY, str(LOSS_PERCENT))
    lab("delay", SLOW, str(DELAY_MS))
    assert not LabFault.objects.filter(applied_at=None).exists()
    return LabFault.objects.earliest("applied_at").started_at


def _check_known_in_time(circuits: frozenset[int], *, since: datetime) -> None:
    """The outage begins with the first lost echo, and is known soon after."""
    outages = Outage.objects.filter(circuit__in=circuits, ended_at=None)
    assert outages.count() == len(circuits)
    for outage in outages:
        assert outage.started_at >= since
        assert outage.known_at - outage.started_at <= PROMISED
    assert {states()[circuit] for circuit in circuits} == {State.DOWN}


def _check_over_in_time(circuits: frozenset[int], *, mended_at: datetime | None) -> None:
    assert mended_at is not None
    for outage in Outage.objects.filter(circuit__in=circuits):
        assert outage.ended_at is not None
        assert timedelta() <= outage.ended_at - mended_at <= PROMISED
    assert {states()[circuit] for circuit in circuits} == {State.UP}


def _check_everybody_hears_of_it() -> None:
    """The command line's ping, the school's page and the map's states agree that it is down."""
    site = Circuit.objects.select_related("site").get(cid=CUT_SCHOOL).site
    assert site is not None
    out = StringIO()
    with translation.override("en"), pytest.raises(SystemExit) as ended:
        call_command("ping", site.slug, stdout=out)
    assert ended.value.code == 1
    assert "does not answer" in out.getvalue()
    contact = Client(headers={"accept-language": "en"})
    contact.force_login(User.objects.get(username="schule"))
    assert "Down" in contact.get(reverse("pages:my_school")).content.decode()
    assert '"down"' in contact.get(reverse("maps:state")).content.decode()


def _rounds(cid: str, *, since: datetime) -> list[ProbeRound]:
    """Return the rounds to a circuit's target that began when its fault was surely in force."""
    settled = since + timedelta(seconds=2)
    return list(ProbeRound.objects.filter(scheduled_at__gt=settled, target__circuit__cid=cid))


def _n_lost(*, since: datetime) -> int:
    return sum(one.sent - one.received for one in _rounds(LOSSY, since=since))


def _check_loss_and_delay(*, since: datetime) -> None:
    """The lossy line lost some and is not down; the slow one is slow."""
    assert _n_lost(since=since) < sum(one.sent for one in _rounds(LOSSY, since=since))
    slow = [rtt for one in _rounds(SLOW, since=since) for rtt in one.rtts_us]
    assert slow
    assert min(slow) > DELAY_MS * 950
