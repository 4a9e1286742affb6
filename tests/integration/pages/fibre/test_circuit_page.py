"""A circuit's light path: every hop with its place, colours, joint, loss and sums."""

import pytest
from django.test import Client

from inventory.models import CircuitPath, Joint, Mate, Strand
from tests import factories, plant_factories
from tests.catalogue_factories import defer_checks
from tests.integration.pages.conftest import text_of
from tests.integration.pages.fibre.small_plant import SmallPlant

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("engineer")]


def test_light_path_hop_by_hop(client: Client, plant: SmallPlant) -> None:
    part = client.get(f"/circuits/{plant.circuit.pk}/").context["page"].parts[0]

    assert [(row.hop.label, row.hop.from_node_code, row.hop.to_node_code) for row in part.rows] == [
        ("PK-1#1", "P-POP", "P-POP"),
        ("ODF 1/1", "P-POP", "P-POP"),
        ("HK-1#1", "P-POP", "P-M"),
        ("HA-1#1", "P-M", "P-SCH"),
    ]
    assert [row.hop.joint_kind for row in part.rows] == [None, "connector", "fusion", "fusion"]
    assert part.rows[3].hop.joint_loss_db == 0.05
    assert (part.rows[2].tube.name, part.rows[2].fibre.name) == ("rot", "rot")
    assert [stop.stop.name for stop in part.strip.stops] == ["P-POP", "P-M", "P-SCH"]
    assert part.n_cables == 2


def test_loss_is_held_against_the_budget(client: Client, plant: SmallPlant) -> None:
    response = client.get(f"/circuits/{plant.circuit.pk}/")
    part = response.context["page"].parts[0]

    assert part.budget_db == pytest.approx(6.2)
    assert part.verdict.margin_db == pytest.approx(6.2 - part.loss_db)
    assert "Das Licht läuft durch, von Ende zu Ende." in text_of(response.content)
    assert f"#path={plant.circuit.pk}" in text_of(response.content)


def test_broken_path_says_how_far_the_light_comes(client: Client, plant: SmallPlant) -> None:
    defer_checks()
    path = CircuitPath.objects.get(circuit=plant.circuit)
    path.hops.all().delete()
    Strand.objects.filter(status="lit").update(status="dark")
    CircuitPath.objects.filter(pk=path.pk).update(is_running=False)
    mates = Mate.objects.filter(end__strand_section__strand__cable=plant.drop)
    Joint.objects.filter(pk__in=list(mates.values_list("joint", flat=True))).delete()

    response = client.get(f"/circuits/{plant.circuit.pk}/")
    part = response.context["page"].parts[0]

    assert part.ends_at == "HK-1#1 (P-M)"
    assert part.verdict is None
    assert "Das Licht kommt nicht an." in text_of(response.content)


def test_paths_that_can_fail_together_are_warned_of(client: Client, plant: SmallPlant) -> None:
    head = 2 * plant.panel.ports.get(number=2).pk + 1
    plant_factories.make_circuit_path(
        plant.circuit,
        leg=CircuitPath.Leg.PROTECT,
        a_end=head,
        z_end=plant_factories.end_of(plant.drop, 2, plant.nodes["school"]),
    )

    response = client.get(f"/circuits/{plant.circuit.pk}/")
    page = response.context["page"]

    assert [part.path.leg for part in page.parts] == ["working", "protect"]
    assert [segment.code for segment in page.shared.segments] == ["T-1", "T-3"]
    assert "Arbeitsweg und Ersatzweg können zusammen ausfallen." in text_of(response.content)


def test_circuit_without_a_path_says_how_it_gets_one(client: Client) -> None:
    circuit = factories.make_circuit()

    html = text_of(client.get(f"/circuits/{circuit.pk}/").content)

    assert "Für diesen Anschluss ist kein Lichtweg erfasst." in html


def test_site_page_leads_to_the_light_path(client: Client, plant: SmallPlant) -> None:
    assert plant.circuit.site is not None

    html = text_of(client.get(f"/sites/{plant.circuit.site.slug}/").content)

    assert f'href="/circuits/{plant.circuit.pk}/"' in html
    assert f'href="/plant/nodes/{plant.nodes["school"].pk}/"' in html
