"""What tests of pages share: a signed-in reader, a city measured just now, an empty cache."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from accounts.models import User
from accounts.roles import Role
from inventory.models import Circuit, School, Site
from monitoring.models import State, Target, Vantage
from tests import factories
from tests.conftest import City

Reader = Callable[..., User]
MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def _quick_and_fresh(settings: Settings) -> None:
    """Hash quickly, keep nothing between tests."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    cache.clear()


@pytest.fixture
def reader(client: Client) -> Reader:
    """Return a function that signs a person with a role in, answering for some sites."""

    def enter(role: Role = Role.ENGINEER, *sites: Site) -> User:
        person = factories.make_user(role)
        for site in sites:
            factories.make_site_assignment(person, site)
        client.force_login(person)
        return person

    return enter


@dataclass(frozen=True, slots=True)
class Watched:
    """The small city, each of its three connections with a target that was up for a day."""

    city: City
    at: datetime
    targets: dict[str, Target]
    schools: dict[str, School]

    @property
    def vantage(self) -> Vantage:
        return self.city.vantage

    def circuit(self, name: str) -> Circuit:
        return self.city.circuits[name]

    def site(self, name: str) -> Site:
        site = self.city.circuits[name].site
        assert site is not None
        return site

    def becomes(self, name: str, state: State, *, since: timedelta = 14 * MINUTE) -> None:
        """End what was and begin another state."""
        began_at = self.at - since
        self.targets[name].intervals.filter(ended_at=None).update(ended_at=began_at)
        factories.make_interval(
            self.targets[name],
            self.vantage,
            state=state,
            started_at=began_at,
            observed_until=self.at + 10 * MINUTE,
        )


@pytest.fixture
def watched(city: City) -> Watched:
    """Store a city that works: three schools up since yesterday, measured a minute ago."""
    at = timezone.now()
    targets, schools = {}, {}
    for name, circuit in city.circuits.items():
        schools[name] = factories.make_school(site=circuit.site, short_name=f"Schule {name}")
        circuit.school = schools[name]
        circuit.save(update_fields=["school"])
        targets[name] = factories.make_target(circuit, iperf_port=5201)
        factories.make_interval(
            targets[name],
            city.vantage,
            started_at=at - timedelta(days=1),
            observed_until=at + 10 * MINUTE,
        )
        factories.make_round(targets[name], city.vantage, scheduled_at=at - MINUTE)
    return Watched(city, at, targets, schools)


def text_of(html: bytes) -> str:
    """Return a page's text with every run of blanks as one."""
    return " ".join(html.decode().split())
