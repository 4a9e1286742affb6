"""Everything in bulk: what a change costs does not grow with its fibres."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from inventory.models import Joint, RouteSegment, Strand
from inventory.operations.cables import delete_cable, make_cable
from inventory.operations.housing import make_panel, make_splitter
from inventory.operations.joints import splice_range, unjoin
from inventory.operations.ways import split_at
from inventory.operations.windows import cut_tubes, revert_cut
from tests.integration.inventory.operations.conftest import lay, type_id

pytestmark = pytest.mark.django_db

Row = list[RouteSegment]


def test_a_large_cable_takes_no_more_queries_than_a_small_one(row: Row) -> None:
    counts = []
    for n_fibres in (12, 432):
        with CaptureQueriesContext(connection) as queries:
            make_cable(
                code=f"RK-{n_fibres}",
                type_id=type_id(f"loose-tube-{n_fibres}"),
                from_node_id=row[0].a_node_id,
                segment_ids=[segment.pk for segment in row],
            )
        counts.append(len(queries))

    assert Strand.objects.count() == 12 + 432
    assert counts[0] == counts[1] <= 25


def test_many_joints_and_cuts_take_no_more_queries_than_few(row: Row) -> None:
    """
    N0 ==RK-1== N1 ==RK-2, over N2== N3      144 fibres each
    """
    first = lay(row[0], code="RK-1", type_slug="loose-tube-144")
    second = lay(*row[1:], code="RK-2", type_slug="loose-tube-144")
    node_id, passed = row[0].z_node_id, row[1].z_node_id
    meeting: dict[str, Any] = {"node_id": node_id, "a_cable_id": first.pk, "z_cable_id": second.pk}
    counts: list[list[int]] = []
    for n_fibres, tubes in ((12, [1]), (132, list(range(2, 13)))):
        here = []
        begin = 1 if n_fibres == 12 else 13
        for change in (
            lambda: splice_range(**meeting, a_first=begin, z_first=begin, n=n_fibres),  # noqa: B023 - called at once
            lambda: cut_tubes(cable_id=second.pk, node_id=passed, tube_numbers=tubes),  # noqa: B023 - called at once
            lambda: revert_cut(cable_id=second.pk, node_id=passed, tube_numbers=tubes),  # noqa: B023 - called at once
            lambda: unjoin(joint_ids=list(Joint.objects.values_list("pk", flat=True))),
        ):
            with CaptureQueriesContext(connection) as queries:
                change()
            here.append(len(queries))
        counts.append(here)

    assert not Joint.objects.exists()
    for few, many in zip(*counts, strict=True):
        # Deletions go in batches of a hundred rows.
        assert many <= few + 8


def test_panels_and_splitters_are_made_at_once(row: Row) -> None:
    counts = []
    for n in (4, 64):
        with CaptureQueriesContext(connection) as queries:
            make_panel(name=f"ODF-{n}", node_id=row[0].a_node_id, n_ports=n)
            make_splitter(code=f"SP-{n}", node_id=row[0].a_node_id, n_outputs=n)
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_a_split_costs_the_same_under_a_large_cable(row: Row) -> None:
    counts = []
    for type_slug, segment in (("loose-tube-12", row[0]), ("loose-tube-432", row[1])):
        cable = lay(segment, code=type_slug, type_slug=type_slug)
        with CaptureQueriesContext(connection) as queries:
            split_at(segment_id=segment.pk, chainage_m=50)
        counts.append(len(queries))
        delete_cable(cable_id=cable.pk)

    assert counts[0] == counts[1]
