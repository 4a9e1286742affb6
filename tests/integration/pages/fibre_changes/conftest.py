"""A plant made by operations on the small city's ways, and a signed-in engineer."""

from dataclasses import dataclass

import pytest
from django.conf import settings
from django.test import Client

from accounts.models import User
from accounts.roles import Role
from inventory.models import Cable, CableType, Closure, OpticalEnd, PatchPanel
from inventory.operations.cables import make_cable
from inventory.operations.housing import make_closure, make_panel
from tests import factories
from tests.catalogue_factories import make_cable_type
from tests.conftest import City


@dataclass(frozen=True, slots=True)
class Field:
    """
    Cables of 24 fibres in two tubes along the branch, and to two schools.

        K1 [ODF-1] ==== KA ==== K4 (MF-4) ==== KA ==== K5
                                 |                      |
                                 KN                     KF
                                 |                      |
                             near [ODF-N]           far [ODF-F]
    """

    city: City
    type: CableType
    cables: dict[str, Cable]
    closure: Closure
    panels: dict[str, PatchPanel]

    def node_id(self, code: str) -> int:
        return self.city.nodes[code].pk

    def front(self, panel: str, number: int) -> int:
        """Return the end at the front of a port."""
        return 2 * self.panels[panel].ports.get(number=number).pk + 1

    def end(self, cable: str, number: int, node: str) -> int:
        """Return the only end of a fibre at a node."""
        return OpticalEnd.objects.get(
            strand_section__strand__cable__code=cable,
            strand_section__strand__number=number,
            node__code=node,
        ).pk


@pytest.fixture
def field(city: City) -> Field:
    """Store the plant."""
    kind = make_cable_type(tubes=(12, 12))
    walks = {"KA": ("K1", ["r1", "b1", "b2"]), "KN": ("K4", ["n1"]), "KF": ("K5", ["f1"])}
    cables = {
        code: make_cable(
            code=code,
            type_id=kind.pk,
            from_node_id=city.nodes[begin].pk,
            segment_ids=[city.segments[one].pk for one in codes],
        )
        for code, (begin, codes) in walks.items()
    }
    closure = make_closure(code="MF-4", node_id=city.nodes["K4"].pk, n_trays=2)
    panels = {
        name: make_panel(name=name, node_id=city.nodes[node].pk, n_ports=24)
        for name, node in (("ODF-1", "K1"), ("ODF-N", "near"), ("ODF-F", "far"))
    }
    return Field(city, kind, cables, closure, panels)


@pytest.fixture
def engineer(client: Client, db: None) -> User:  # noqa: ARG001 - asks for the database
    """Sign an engineer in, who reads English, whichever catalogues are compiled."""
    person = factories.make_user(Role.ENGINEER)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    client.force_login(person)
    return person
