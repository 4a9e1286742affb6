"""An engineer at the editing pages, and a school to edit."""

import pytest
from django.test import Client

from inventory.models import Site
from tests import factories


@pytest.fixture
def engineer(client: Client) -> Client:
    client.force_login(factories.make_user())
    client.cookies["django_language"] = "en"
    return client


@pytest.fixture
def school() -> Site:
    factories.make_area()
    return factories.make_site(name="Gesamtschule Mitte", geom=factories.place(100, 100))
