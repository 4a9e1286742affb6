"""A circuit along a way that was found: shown with its losses, confirmed, stored as shown."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from inventory.models import CircuitPath, Joint, TransceiverType
from inventory.operations.joints import join_many
from inventory.operations.windows import cut_tubes
from tests.integration.pages.conftest import text_of
from tests.integration.pages.fibre_changes.conftest import Field

pytestmark = pytest.mark.usefixtures("engineer", "field")


def address(field: Field, name: str = "far") -> str:
    return reverse("fibre:assign", args=[field.city.circuits[name].pk])


def test_nodes_are_guessed(client: Client, field: Field) -> None:
    form = client.get(address(field)).context["form"]

    assert form["from_node"].value() == "K1"
    assert form["to_node"].value() == "far"


def test_way_is_shown_then_assigned(client: Client, field: Field) -> None:
    optics = TransceiverType.objects.order_by("pk")[0]
    asked: dict[str, Any] = {
        "leg": "working",
        "from_node": "K1",
        "to_node": "far",
        "a_port": field.front("ODF-1", 1),
        "z_port": field.front("ODF-F", 1),
        "optics": optics.pk,
    }

    page = client.get(address(field), asked)
    n_before = Joint.objects.count()
    done = client.post(address(field), {**asked, "way": str(page.context["way"])}, follow=True)

    light = page.context["light"]
    assert [hop.label for hop in light.trace.hops] == ["ODF-1/1", "KA#1", "KF#1", "ODF-F/1"]
    assert light.verdict is not None
    assert "to spare" in text_of(page.content)
    assert n_before == 0
    assert not CircuitPath.objects.exclude(circuit=field.city.circuits["far"]).exists()
    assert "far has its path." in text_of(done.content)
    path = CircuitPath.objects.get()
    assert path.is_running
    assert path.optics == optics
    assert Joint.objects.count() == 3


def test_looking_stores_nothing(client: Client, field: Field) -> None:
    client.get(address(field), {"leg": "working", "from_node": "K1", "to_node": "far"})

    assert not CircuitPath.objects.exists()
    assert Joint.objects.count() == 0


def test_way_that_changed_meanwhile_is_shown_anew(client: Client, field: Field) -> None:
    asked = {"leg": "working", "from_node": "K1", "to_node": "far"}
    page = client.get(address(field), asked)
    join_many([(field.end("KA", 1, "K1"), field.front("ODF-1", 1) ^ 1)])

    late = client.post(address(field), {**asked, "way": str(page.context["way"])})

    assert late.status_code == 409
    assert "The plant has changed meanwhile" in text_of(late.content)
    assert not CircuitPath.objects.exists()


def test_light_that_is_there_is_followed_from_its_port(client: Client, field: Field) -> None:
    join_many(
        [
            (field.front("ODF-1", 5) ^ 1, field.end("KA", 5, "K1")),
            (field.end("KA", 5, "K5"), field.end("KF", 2, "K5")),
            (field.end("KF", 2, "far"), field.front("ODF-F", 2) ^ 1),
        ]
    )
    asked: dict[str, Any] = {
        "leg": "protect",
        "from_node": "K1",
        "to_node": "far",
        "a_port": field.front("ODF-1", 5),
    }

    page = client.get(address(field), asked)
    client.post(address(field), {**asked, "way": str(page.context["way"])})

    assert page.context["way"].joints == ()
    path = CircuitPath.objects.get()
    assert (path.leg, path.z_end_id, path.is_running) == ("protect", field.front("ODF-F", 2), True)


@pytest.mark.parametrize(
    ("asked", "wrong"),
    [
        ({"from_node": "nowhere"}, "from_node"),
        ({"from_node": "K1\0"}, "from_node"),
        ({"to_node": "K1"}, "to_node"),
        ({"to_node": "near"}, "to_node"),
        ({"to_node": "K6"}, "to_node"),
        ({"leg": "third"}, "leg"),
        ({"a_port": "999"}, "a_port"),
        ({"optics": "999"}, "optics"),
    ],
)
def test_ways_that_cannot_be_are_told(
    client: Client, field: Field, asked: dict[str, str], wrong: str
) -> None:
    """KA passes K4 uncut, so no light leads on to near."""
    page = client.get(
        address(field), {"leg": "working", "from_node": "K1", "to_node": "far", **asked}
    )

    assert page.status_code == 422
    assert list(page.context["form"].errors) == [wrong]


def test_cut_tube_opens_the_way(client: Client, field: Field) -> None:
    cut_tubes(cable_id=field.cables["KA"].pk, node_id=field.node_id("K4"), tube_numbers=[2])
    asked = {"leg": "working", "from_node": "K1", "to_node": "near"}

    page = client.get(address(field, "near"), asked)

    labels = [hop.label for hop in page.context["light"].trace.hops]
    assert labels == ["KA#13", "KN#1"]


def test_path_is_taken_away(client: Client, field: Field) -> None:
    asked = {"leg": "working", "from_node": "K1", "to_node": "far"}
    page = client.get(address(field), asked)
    client.post(address(field), {**asked, "way": str(page.context["way"])})
    shown = text_of(client.get(address(field)).content)
    circuit = field.city.circuits["far"]

    done = client.post(reverse("fibre:path_clear", args=[circuit.pk, "working"]), follow=True)

    assert "The circuit has a working path, and its light runs." in shown
    assert "The path is taken away" in text_of(done.content)
    assert not CircuitPath.objects.exists()
    assert Joint.objects.count() == 1


def test_a_path_of_no_kind_is_not_taken_away(client: Client, field: Field) -> None:
    circuit = field.city.circuits["far"]

    assert client.post(reverse("fibre:path_clear", args=[circuit.pk, "third"])).status_code == 404
