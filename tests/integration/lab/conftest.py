"""A room of their own for the lab's tests."""

from collections.abc import Iterator

import pytest
from django.db import transaction

from tests.conftest import City
from tests.integration.lab.room import Room, way_in
from tests.lit_city import light_up


@pytest.fixture
def city(city: City) -> City:
    """Light the small city: "ring" has two ways, "near" and "far" one, over r1 and b1."""
    with transaction.atomic():
        light_up(city)
    return city


@pytest.fixture(scope="session")
def words() -> tuple[str, ...]:
    """Return the words that make a namespace; where none can be made, there is nothing to test."""
    found = way_in()
    if found is None:
        pytest.skip("this machine allows no network namespace (neither root nor user)")
    return found


@pytest.fixture(scope="module")
def room(words: tuple[str, ...]) -> Iterator[Room]:
    """Hold a namespace for the tests of a module."""
    room = Room(words)
    yield room
    assert room.close() == 0
