"""A month in May 2026 with one connection of each fate."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from accounts.roles import Role
from inventory.models import Circuit, Region
from monitoring.models import State
from tests import factories
from tests.conftest import City

BERLIN = ZoneInfo("Europe/Berlin")
MAY, JUNE = (datetime(2026, month, 1, tzinfo=BERLIN) for month in (5, 6))


@dataclass(frozen=True, slots=True)
class Spring:
    """Four schools (met, missed, never measured, not promised) and a business park."""

    district: Region
    circuits: dict[str, Circuit]


@pytest.fixture
def spring(city: City) -> Spring:
    """Store the month."""
    return store_spring(city)


def store_spring(city: City) -> Spring:
    """Store the month in a city of three connections without a promise."""
    district = factories.make_region(name="Buer", slug="buer")
    policy = factories.make_sla_policy()
    circuits: dict[str, Circuit] = {}
    for name, purpose, down in (
        ("Gute Schule", Circuit.Purpose.SCHOOL, timedelta(0)),
        ("Schlechte Schule", Circuit.Purpose.SCHOOL, timedelta(hours=20)),
        ("Dunkle Schule", Circuit.Purpose.SCHOOL, None),
        ("Gewerbepark Nord", Circuit.Purpose.BUSINESS_PARK, timedelta(hours=1)),
    ):
        site = factories.make_site(name=name, region=district)
        # Above 1,000, where a number on a page is written "1.001" and an id must not be.
        pk = 10_000 + len(circuits)
        circuit = factories.make_circuit(pk=pk, cid=name, purpose=purpose, site=site)
        factories.make_sla_assignment(circuit, policy)
        target = factories.make_target(circuit)
        circuits[name] = circuit
        if down is not None:
            ends = MAY + timedelta(days=9) + down
            make = (target, city.vantage)
            if down:
                factories.make_interval(
                    *make, state=State.DOWN, started_at=MAY + timedelta(days=9), ended_at=ends
                )
            factories.make_interval(*make, started_at=MAY, ended_at=MAY + timedelta(days=9))
            factories.make_interval(*make, started_at=ends, ended_at=JUNE)
    return Spring(district, circuits)


@pytest.fixture
def manager(client: Client, db: None) -> Client:  # noqa: ARG001 - asks for the database
    """Return a client that management has signed in with."""
    client.force_login(factories.make_user(Role.MANAGEMENT))
    return client
