"""The demo's plant is laid on a demo city only."""

import pytest
from django.core.management import CommandError, call_command

from inventory.models import Cable
from lab import demo_plant
from lab.demo_plant import Outcome
from tests import factories

pytestmark = pytest.mark.django_db


def test_without_a_demo_city_nothing_is_laid() -> None:
    factories.make_area(name="Musterstadt")

    assert demo_plant.lay().outcome is Outcome.NO_CITY
    with pytest.raises(CommandError):
        call_command("load_plant")
    assert not Cable.objects.exists()
