"""The small plant, and a signed-in engineer."""

import pytest
from django.test import Client

from accounts.models import User
from accounts.roles import Role
from tests import factories
from tests.integration.pages.fibre.small_plant import SmallPlant, make_small_plant


@pytest.fixture
def plant(db: None) -> SmallPlant:  # noqa: ARG001 - asks for the database
    """Store the small plant."""
    return make_small_plant()


@pytest.fixture
def engineer(client: Client) -> User:
    """Sign an engineer in."""
    person = factories.make_user(Role.ENGINEER)
    client.force_login(person)
    return person
