"""What the tests of the plant's operations share: a small plant, and a picture of all of it."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.utils.translation import override

from inventory import models
from inventory.operations.cables import make_cable
from inventory.operations.catalogue import seed_catalogue
from tests import factories
from tests.plant_factories import make_way

#: All that an operation and its inverse have to leave as it was; ids and all.
PLANT: tuple[Any, ...] = (
    models.Cable,
    models.CableSection,
    models.SlackLoop,
    models.Tube,
    models.Strand,
    models.StrandSection,
    models.Reservation,
    models.OpticalEnd,
    models.Joint,
    models.Mate,
    models.CircuitPath,
    models.CircuitHop,
    models.Structure,
    models.Closure,
    models.Tray,
    models.Device,
    models.PatchPanel,
    models.Port,
    models.Splitter,
    models.SplitterLeg,
    models.Duct,
    models.DuctSection,
    models.RouteNode,
    models.RouteSegment,
)

Picture = dict[str, list[dict[str, Any]]]


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with override("en"):
        yield


@pytest.fixture
def picture() -> Callable[[], Picture]:
    """Return what reads the whole plant, row by row."""

    def read() -> Picture:
        return {one.__name__: list(one.objects.order_by("pk").values()) for one in PLANT}

    return read


@pytest.fixture
def row(db: None) -> list[models.RouteSegment]:  # noqa: ARG001 - asks for the database
    """
    Store four nodes in a row, 100 m apart.

        N0 --s0-- N1 --s1-- N2 --s2-- N3
    """
    factories.make_area()
    seed_catalogue()
    return make_way(3)


def type_id(slug: str) -> int:
    return models.CableType.objects.get(slug=slug).pk


def lay(
    *segments: models.RouteSegment, code: str, type_slug: str = "loose-tube-24"
) -> models.Cable:
    """Lay a cable from the first segment's first node on."""
    return make_cable(
        code=code,
        type_id=type_id(type_slug),
        from_node_id=segments[0].a_node_id,
        segment_ids=[segment.pk for segment in segments],
    )
