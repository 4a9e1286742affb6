"""The audit speaks in words."""

from typing import Any

import pytest
from django.utils import translation

from accounts.models import User
from inventory.models import CircuitService, RouteSegment, School, Site
from monitoring.models import Maintenance, SlaPolicyVersion
from records.wording import name_of, value_of


@pytest.fixture(autouse=True)
def _english() -> Any:
    with translation.override("en"):
        yield


@pytest.mark.parametrize(
    ("model", "field", "value", "words"),
    [
        (Site, "name", None, "–"),
        (Site, "name", "", "–"),
        (Site, "name", "Schule am Park", "Schule am Park"),
        (Site, "kind", "business_park", "business park"),
        (Site, "kind", "no longer known", "no longer known"),
        (Site, "is_demo", True, "yes"),
        (User, "is_active", False, "no"),
        (School, "n_pupils", 0, "0"),
        (School, "closed_date", "2026-07-31", "July 31, 2026"),
        (CircuitService, "started_at", "2026-06-10T12:00:00+00:00", "June 10, 2026, 2 p.m."),
        (SlaPolicyVersion, "min_notice", "5 days", "5 days, 0:00:00"),
        (SlaPolicyVersion, "weekly", {"0": [["07:00", "17:00"]]}, '{"0": [["07:00", "17:00"]]}'),
        (Site, "geom", {"type": "Point", "coordinates": [7.1, 51.5]}, "51.5 north, 7.1 east"),
        (
            RouteSegment,
            "geom",
            {"type": "LineString", "coordinates": [[7.1, 51.5], [7.2, 51.5]]},
            "shape of 2 points",
        ),
    ],
)
def test_value_in_words(model: Any, field: str, value: Any, words: str) -> None:
    assert value_of(model._meta.get_field(field), value) == words


def test_a_long_text_is_cut() -> None:
    said = value_of(Maintenance._meta.get_field("description"), "x" * 1000)

    assert len(said) == 300


def test_field_name_is_the_one_of_forms() -> None:
    assert name_of(Site._meta.get_field("postcode")) == "postcode"
