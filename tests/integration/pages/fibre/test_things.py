"""The pages of cable, closure, panel, duct and node: what a splicer reads there."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from inventory.models import Strand
from tests import factories, plant_factories
from tests.integration.pages.conftest import text_of
from tests.integration.pages.fibre.small_plant import SmallPlant, iec_type

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("engineer")]


def n_queries(client: Client, url: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


def test_cable_says_its_strands_piece_by_piece(client: Client, plant: SmallPlant) -> None:
    rows = client.get(f"/plant/cables/{plant.main.pk}/").context["page"].rows

    # Tube 1 is cut in the middle, so that its twelve strands have two pieces each.
    assert [(row.number, row.stretch) for row in rows[:3]] == [
        (1, "P-POP – P-M"),
        (1, "P-M – P-Z"),
        (2, "P-POP – P-M"),
    ]
    assert [row.stretch for row in rows[24:]] == [""] * 12
    assert (rows[0].tube.name, rows[0].fibre.name) == ("rot", "rot")
    assert (rows[24].tube.name, rows[24].fibre.name, rows[24].number) == ("grün", "rot", 13)


def test_cable_says_what_is_joined_to_both_ends_and_whose_light_runs(
    client: Client, plant: SmallPlant
) -> None:
    first = client.get(f"/plant/cables/{plant.main.pk}/").context["page"].rows[0]

    assert (first.a_meeting.glass.owner, first.a_meeting.glass.number) == ("ODF 1", 1)
    assert (first.z_meeting.glass.owner, first.z_meeting.glass.number) == ("HA-1", 1)
    assert (first.z_meeting.closure, first.z_meeting.tray) == ("M-1", 1)
    assert [use.cid for use in first.uses] == ["L-1"]
    assert first.status == Strand.Status.LIT


def test_cable_page_tells_length_slack_duct_and_reservation(
    client: Client, plant: SmallPlant
) -> None:
    response = client.get(f"/plant/cables/{plant.main.pk}/")
    html, page = text_of(response.content), response.context["page"]

    assert page.walk.slack_m == 20
    assert page.sheath_m == pytest.approx(page.walk.way_m + 20)
    assert page.glass_m == pytest.approx(page.sheath_m * 1.01)
    assert "LR-1.1" in html
    assert "Feuerwehr" in html
    assert "24 Fasern in 2 Bündeladern" in html


def test_reservation_that_is_over_is_not_shown(client: Client, plant: SmallPlant) -> None:
    plant.main.reservations.update(from_date=date(2020, 1, 1), until_date=date(2020, 2, 1))

    assert "Feuerwehr" not in text_of(client.get(f"/plant/cables/{plant.main.pk}/").content)


def test_patch_cord_has_a_page_too(client: Client, plant: SmallPlant) -> None:
    page = client.get(f"/plant/cables/{plant.cord.pk}/").context["page"]

    assert page.sheath_m is None
    assert page.sketch is None
    assert page.rows[0].a_meeting is None
    assert page.rows[0].z_meeting.glass.owner == "ODF 1"


def test_cable_of_432_strands_asks_no_more_than_one_of_12(
    client: Client, plant: SmallPlant
) -> None:
    few = n_queries(client, f"/plant/cables/{plant.drop.pk}/")
    way = plant_factories.make_way(3)
    big = plant_factories.make_cable(way, type=iec_type(*[24] * 18))
    node = way[0].a_node
    panel = plant_factories.make_panel(node, n_ports=432)
    ends = [plant_factories.end_of(big, number, node) for number in range(1, 433)]
    for port, end in zip(panel.ports.order_by("number"), ends, strict=True):
        plant_factories.make_joint(2 * port.pk, end)

    assert n_queries(client, f"/plant/cables/{big.pk}/") == few
    assert n_queries(client, f"/plant/panels/{panel.pk}/") <= n_queries(
        client, f"/plant/panels/{plant.panel.pk}/"
    )


def test_closure_draws_cut_tubes_to_trays_and_express_tubes_through(
    client: Client, plant: SmallPlant
) -> None:
    page = client.get(f"/plant/closures/{plant.closure.pk}/").context["page"]

    assert [(one.cable, one.marking.name, one.n_fibres) for one in page.passing] == [
        ("HK-1", "grün", 12)
    ]
    assert [(part.number, len(part.rows)) for part in page.parts] == [(1, 3), (2, 1)]
    first = page.parts[0].rows[0]
    assert (first.splice.left.owner, first.splice.right.owner) == ("HK-1", "HA-1")
    assert [use.cid for use in first.uses] == ["L-1"]
    assert page.parts[1].rows[0].splice.right.owner == "SP-1"
    # The tube comes, and beyond the cut it goes on; the drop begins here.
    words = [label.text for label in page.overview.labels]
    assert "1 rot · 4/12" in words
    assert "1 rot · 0/12" in words
    assert "1 rot · 3/12" in words


def test_closure_shows_only_cables_that_are_not_joined_in_another_one_there(
    client: Client, plant: SmallPlant
) -> None:
    other = plant_factories.make_closure(plant.nodes["middle"], code="M-2")
    far = factories.make_node(code="P-X", geom=factories.place(430, 100))
    segment = factories.make_segment(plant.nodes["middle"], far)
    two = [plant_factories.make_cable([segment], code=code) for code in ("X-1", "X-2")]
    ends = [plant_factories.end_of(one, 1, plant.nodes["middle"]) for one in two]
    plant_factories.make_joint(*ends, tray=other.trays.get())

    shown = client.get(f"/plant/closures/{plant.closure.pk}/").context["page"].cables

    assert [cable.code for cable in shown] == ["HA-1", "HK-1"]


def test_closure_asks_no_more_for_more_joints(client: Client, plant: SmallPlant) -> None:
    url = f"/plant/closures/{plant.closure.pk}/"
    few = n_queries(client, url)
    tray = plant.closure.trays.get(number=1)
    for number in range(4, 10):
        plant_factories.make_joint(
            _arriving(plant, number),
            plant_factories.end_of(plant.drop, number, plant.nodes["middle"]),
            tray=tray,
        )

    assert n_queries(client, url) == few


def _arriving(plant: SmallPlant, number: int) -> int:
    from_panel = plant.main.strands.get(number=number).sections.get(from_position=0)
    return 2 * from_panel.pk + 1


def test_panel_says_what_is_behind_and_before_a_port(client: Client, plant: SmallPlant) -> None:
    rows = client.get(f"/plant/panels/{plant.panel.pk}/").context["page"].rows

    assert [row.state for row in rows[:4]] == ["lit", "spliced", "spliced", "free"]
    assert (rows[0].behind.glass.owner, rows[0].behind.glass.number) == ("HK-1", 1)
    assert rows[0].before.glass.owner == "PK-1"
    assert rows[0].beyond is None
    assert [use.cid for use in rows[0].uses] == ["L-1"]


def test_panel_says_to_which_port_a_cord_leads(client: Client, plant: SmallPlant) -> None:
    other = plant_factories.make_panel(plant.nodes["pop"], name="ODF 2", n_ports=2)
    cord = plant_factories.make_patch_cord(plant.nodes["pop"])
    head, tail = plant_factories.ends_of_cord(cord)
    port = plant.panel.ports.get(number=2)
    plant_factories.make_joint(2 * port.pk + 1, head, kind="connector")
    plant_factories.make_joint(2 * other.ports.get(number=1).pk + 1, tail, kind="connector")

    row = client.get(f"/plant/panels/{plant.panel.pk}/").context["page"].rows[1]

    assert row.state == "patched"
    assert (row.beyond.glass.owner, row.beyond.glass.number) == ("ODF 2", 1)


def test_duct_is_cut_where_it_is_fullest_or_where_one_asks(
    client: Client, plant: SmallPlant
) -> None:
    url = f"/plant/ducts/{plant.duct.pk}/"

    def listed(query: str = "") -> list[str]:
        page = client.get(url + query).context["page"]
        return [one.content.label for one in page.drawing.listed]

    assert listed() == ["LR-1", "LR-1.1", "HK-1"]
    assert listed(f"?segment={plant.segments[1].pk}") == ["LR-1", "LR-1.1"]
    assert listed("?segment=nonsense") == ["LR-1", "LR-1.1", "HK-1"]
    assert listed("?segment=" + "9" * 30) == ["LR-1", "LR-1.1", "HK-1"]


def test_node_lists_what_stands_there_ends_and_passes(client: Client, plant: SmallPlant) -> None:
    page = client.get(f"/plant/nodes/{plant.nodes['middle'].pk}/").context["page"]

    assert page.structure.code == "KS-1"
    assert [one.code for one in page.closures] == ["M-1"]
    assert [one.code for one in page.ending] == ["HA-1"]
    assert [one.code for one in page.passing] == ["HK-1"]
    assert [leg.meeting and leg.meeting.glass.owner for leg in page.splitters[0].legs] == [
        "HK-1",
        None,
        None,
    ]
    assert [(one.cable.code, one.length_m) for one in page.slack] == [("HK-1", 20)]


@pytest.mark.parametrize("what", ["cables", "closures", "panels", "ducts", "nodes"])
def test_what_is_not_there_is_not_found(client: Client, what: str) -> None:
    assert client.get(f"/plant/{what}/999999999/").status_code == 404


def test_every_picture_has_words(client: Client, plant: SmallPlant, engineer: User) -> None:  # noqa: ARG001 - signed in
    html = text_of(client.get(f"/plant/closures/{plant.closure.pk}/").content)

    assert html.count('role="img"') == 3
    assert html.count("<title id=") == 3
    assert "1 rt" in html


def test_rubbish_for_a_segment_cuts_a_duct_where_it_holds_most(
    client: Client, plant: SmallPlant
) -> None:
    for rubbish in ("9" * 5000, "9" * 30, "x", "\0"):
        assert client.get(f"/plant/ducts/{plant.duct.pk}/", {"segment": rubbish}).status_code == 200


@pytest.mark.parametrize("is_demo", [True, False])
def test_invented_plant_is_marked_on_its_page(
    client: Client, plant: SmallPlant, *, is_demo: bool
) -> None:
    pages = {
        f"/plant/cables/{plant.main.pk}/": plant.main,
        f"/plant/closures/{plant.closure.pk}/": plant.closure,
        f"/plant/panels/{plant.panel.pk}/": plant.panel.device,
        f"/plant/ducts/{plant.duct.pk}/": plant.duct,
        f"/plant/nodes/{plant.nodes['pop'].pk}/": plant.nodes["pop"],
        f"/circuits/{plant.circuit.pk}/": plant.circuit,
    }

    for url, thing in pages.items():
        type(thing)._default_manager.filter(pk=thing.pk).update(is_demo=is_demo)

        html = client.get(url).content.decode()
        marked = '<span class="tag tag-demo">Demo</span>' in html.partition("</h1>")[0]

        assert marked is is_demo, url
