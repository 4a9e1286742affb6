"""An engineer at the editing pages, and a school to edit."""

import pytest
from django.test import Client

from inventory.models import Site
from tests import factories
from tests.conftest import City
from tests.lit_city import LitCity, light_up


@pytest.fixture
def engineer(client: Client) -> Client:
    client.force_login(factories.make_user())
    client.cookies["django_language"] = "en"
    return client


@pytest.fixture
def school() -> Site:
    factories.make_area()
    return factories.make_site(name="Gesamtschule Mitte", geom=factories.place(100, 100))


@pytest.fixture
def lit(city: City) -> LitCity:
    """Store cables and light in the city."""
    return light_up(city)
