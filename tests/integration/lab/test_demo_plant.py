"""The demo city's plant, laid once for all: who hangs on what, and what a cut takes."""

from collections import defaultdict
from datetime import UTC, datetime
from io import StringIO
from itertools import combinations
from typing import ClassVar

from django.core.management import call_command
from django.db.models import F
from django.test import TestCase
from django.utils import translation

from inventory.models import (
    Cable,
    Circuit,
    CircuitHop,
    CircuitPath,
    FibreRoute,
    FibreRouteSegment,
    Joint,
    RiskGroup,
    RouteNode,
    RouteSegment,
    SlackLoop,
    Strand,
)
from inventory.queries.checks import findings
from inventory.queries.impact import Cut, Impact, affected, verdicts
from inventory.queries.trace import trace
from lab import demo_city, demo_plant
from lab.demo_plant import Outcome, Report
from lab.models import LabFault
from lab.queries import dark_circuit_ids

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
UNPLACED = ("DEMO-G-11", "DEMO-G-12", "DEMO-G-13", "DEMO-G-14")


def segments_of(role: FibreRoute.Role) -> list[RouteSegment]:
    found = RouteSegment.objects.filter(route_places__route__role=role).order_by("code").distinct()
    return list(found.defer("geom", "geom_m"))


def down_by(*segments: RouteSegment) -> set[str]:
    found = affected([Cut(segment_id=one.pk, chainage_m=1.0) for one in segments])
    down = [pk for pk, verdict in found.items() if verdict is Impact.DOWN]
    return set(Circuit.objects.filter(pk__in=down).values_list("cid", flat=True))


class Tree:
    """What hangs on what outside the ring: distribution and drops, by nodes."""

    def __init__(self) -> None:
        self.codes = dict(RouteNode.objects.values_list("pk", "code"))
        self._doors = defaultdict(set)
        for node, cid in Circuit.objects.filter(site__nodes__kind="entry").values_list(
            "site__nodes", "cid"
        ):
            self._doors[node].add(cid)
        self._onward = defaultdict(set)
        off_ring = FibreRouteSegment.objects.exclude(route__role=FibreRoute.Role.RING)
        for step in off_ring.select_related("segment"):
            begin, end = step.segment.a_node_id, step.segment.z_node_id
            if step.is_reversed:
                begin, end = end, begin
            self._onward[begin].add(end)

    def behind(self, node: int) -> set[str]:
        """Return the connections that hang on a node."""
        return self._doors[node].union(*(self.behind(other) for other in self._onward[node]))


class TestDemoPlant(TestCase):
    """One plant for all these tests: laying it takes some ten seconds."""

    report: ClassVar[Report]

    @classmethod
    def setUpTestData(cls) -> None:
        demo_city.load(at=NOW)
        cls.report = demo_plant.lay()

    def test_every_placed_connection_has_light_both_ways_round(self) -> None:
        paths = CircuitPath.objects.filter(is_running=True)

        assert self.report == Report(Outcome.LAID, n_paths=192, without_path=UNPLACED)
        assert paths.filter(leg="working").count() == paths.filter(leg="protect").count() == 96
        assert CircuitPath.objects.filter(optics=None).count() == 0

    def test_nothing_is_amiss(self) -> None:
        assert list(findings()) == []

    def test_stored_light_is_what_a_trace_finds(self) -> None:
        for path in CircuitPath.objects.order_by("pk")[::8]:
            found = trace(path.a_end_id)
            stored = list(path.hops.order_by("sequence").values_list("entered_end", flat=True))

            assert [hop.entered_end for hop in found.hops] == stored
            assert found.hops[-1].left_end == path.z_end_id

    def test_the_cables_are_those_of_the_routes(self) -> None:
        laid = Cable.objects.filter(kind=Cable.Kind.CABLE)
        by_role = {
            role: set(
                laid.filter(code__in=[f"K-{code}" for code in codes]).values_list(
                    "type__n_fibres", flat=True
                )
            )
            for role in FibreRoute.Role
            for codes in [FibreRoute.objects.filter(role=role).values_list("code", flat=True)]
        }

        assert laid.count() == 8 + 39 + 96
        assert by_role == {"ring": {288}, "distribution": {96, 144}, "drop": {12}}
        assert not Cable.objects.filter(is_demo=False).exists()
        assert SlackLoop.objects.filter(is_demo=True).count() == 38

    def test_lit_strands_are_those_with_light(self) -> None:
        over = CircuitHop.objects.exclude(strand_section=None).values("strand_section__strand")

        assert set(Strand.objects.filter(status="lit")) == set(Strand.objects.filter(pk__in=over))

    def test_splices_of_glass_lie_in_trays_of_their_node(self) -> None:
        in_trays = Joint.objects.exclude(tray=None)

        assert in_trays.exists()
        assert not in_trays.exclude(tray__closure__node=F("node")).exists()

    def test_bridges_entries_and_pops_are_risk_groups(self) -> None:
        kinds = set(RiskGroup.objects.values_list("kind", flat=True))

        assert kinds >= {"bridge", "pop_power"}

    def test_one_cut_of_the_ring_takes_nobody_down_and_one_of_a_branch_all_behind_it(self) -> None:
        for segment in segments_of(FibreRoute.Role.RING):
            assert down_by(segment) == set()
        tree = Tree()
        for role in (FibreRoute.Role.DISTRIBUTION, FibreRoute.Role.DROP):
            for segment in segments_of(role):
                place = segment.route_places.filter(route__role=role)[0]
                far = segment.a_node_id if place.is_reversed else segment.z_node_id

                assert down_by(segment) == tree.behind(far), segment.code

    def test_two_cuts_of_the_ring_take_down_who_leaves_it_between_them(self) -> None:
        tree = Tree()
        walk = FibreRouteSegment.objects.filter(route__code="BB-03").order_by("sequence")
        segments = [step.segment for step in walk.select_related("segment")]
        ends = [
            step.segment.a_node_id if step.is_reversed else step.segment.z_node_id for step in walk
        ]
        # On two arcs; the one before is where it is left.
        leaving = [set() if tree.codes[end] == "S006" else tree.behind(end) for end in ends]

        for first, last in combinations(range(0, len(segments), 4), 2):
            expected = set[str]().union(*leaving[first:last])

            assert down_by(segments[first], segments[last]) == expected

    def test_the_lab_silences_exactly_whom_impact_calls_down(self) -> None:
        segments = list(RouteSegment.objects.defer("geom", "geom_m").order_by("code"))
        for one, other in zip(segments, segments[7:], strict=False):
            faults = [
                LabFault(kind=LabFault.Kind.CUT, segment=cut, chainage_m=cut.length_m / 3)
                for cut in (one, other)
            ]
            for cuts in (faults[:1], faults):
                said = verdicts(
                    [Cut(segment_id=fault.segment_id, chainage_m=1.0) for fault in cuts]
                )
                down = {pk for pk, verdict in said.items() if verdict is Impact.DOWN}

                assert dark_circuit_ids(cuts) == down

    def test_a_second_time_nothing_is_changed(self) -> None:
        n_joints = Joint.objects.count()

        assert demo_plant.lay() == Report(Outcome.ALREADY_THERE, 192, UNPLACED)
        assert Joint.objects.count() == n_joints

    def test_the_command_lists_those_without_a_path(self) -> None:
        out = StringIO()

        with translation.override("en"):
            call_command("load_plant", stdout=out)

        assert "192" in out.getvalue()
        assert all(cid in out.getvalue() for cid in UNPLACED)

    def test_a_cut_of_everything_leaves_nobody(self) -> None:
        cuts = [Cut(segment_id=pk) for pk in RouteSegment.objects.values_list("pk", flat=True)]

        assert set(verdicts(cuts).values()) == {Impact.DOWN}
