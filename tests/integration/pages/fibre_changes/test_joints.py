"""Work at a node: spliced by number, tube and colour, patched, parted, cut and made whole."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from inventory.models import Cable, Joint, StrandSection
from inventory.operations.joints import join_many
from inventory.operations.paths import assign_path
from inventory.operations.windows import cut_tubes
from inventory.queries.trace import trace
from tests.integration.pages.conftest import text_of
from tests.integration.pages.fibre_changes.conftest import Field

pytestmark = pytest.mark.usefixtures("engineer", "field")


def at(name: str, field: Field, node: str) -> str:
    return reverse(f"fibre:{name}", args=[field.node_id(node)])


def splice(client: Client, field: Field, node: str, **said: Any) -> Any:
    sides = {side.split(" ")[0]: value for value, side in _choices(client, field, node)}
    said = {key: sides.get(value, value) if "side" in key else value for key, value in said.items()}
    return client.post(at("splice", field, node), {"kind": "fusion", **said})


def _choices(client: Client, field: Field, node: str) -> list[tuple[str, str]]:
    form = client.get(at("splice", field, node)).context["form"]
    return [(value, label.replace(",", "")) for value, label in form.fields["a_side"].choices]


def test_fibres_are_joined_by_number(client: Client, field: Field) -> None:
    response = splice(
        client,
        field,
        "K5",
        how="range",
        a_side="KA",
        a_first="13",
        z_side="KF",
        z_first="1",
        n="12",
        loss_db="0.07",
        made_by="M. Kaya",
    )

    assert response.status_code == 302
    assert Joint.objects.filter(loss_db=0.07, made_by="M. Kaya").count() == 12
    hops = trace(field.end("KA", 13, "K1")).hops
    assert [hop.label for hop in hops] == ["KA#13", "KF#1"]


@pytest.mark.parametrize("how", ["tube", "colour"])
def test_tubes_are_joined_whole(client: Client, field: Field, how: str) -> None:
    response = splice(
        client, field, "K5", how=how, a_side="KA", a_tube="2", z_side="KF", z_tube="1"
    )

    assert response.status_code == 302
    assert Joint.objects.count() == 12


def test_cable_is_spliced_to_a_panel_on_its_trays(client: Client, field: Field) -> None:
    response = splice(
        client,
        field,
        "K1",
        how="range",
        a_side="ODF-1",
        a_first="1",
        z_side="KA",
        z_first="1",
        n="24",
    )

    assert response.status_code == 302
    assert trace(field.front("ODF-1", 24)).hops[-1].label == "KA#24"


def test_cut_cable_has_two_sides_at_its_closure(client: Client, field: Field) -> None:
    cut_tubes(cable_id=field.cables["KA"].pk, node_id=field.node_id("K4"), tube_numbers=[1])

    labels = [label for _value, label in _choices(client, field, "K4")]
    (towards_pop,) = [value for value, label in _choices(client, field, "K4") if "K1" in label]
    tray = field.closure.trays.get(number=1)
    response = splice(
        client,
        field,
        "K4",
        how="tube",
        a_side=towards_pop,
        a_tube="1",
        z_side="KN",
        z_tube="1",
        tray=str(tray.pk),
    )

    assert [label.rsplit("(")[0].strip() for label in labels] == [
        "KA towards K5",
        "KA towards K1",
        "KN towards near",
    ]
    assert response.status_code == 302
    assert tray.joints.count() == 12
    assert trace(field.end("KA", 1, "K1")).hops[-1].label == "KN#1"


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        ({"n": ""}, "n"),
        ({"n": "0"}, "n"),
        ({"n": "25"}, "a_first"),
        ({"a_first": "20", "n": "12"}, "a_first"),
        ({"a_side": "cable-999-z"}, "a_side"),
        ({"z_side": "KA"}, "z_first"),
        ({"how": "tube"}, "a_tube"),
        ({"how": "tube", "a_tube": "7", "z_tube": "1"}, "a_tube"),
        ({"loss_db": "-1"}, "loss_db"),
        ({"loss_db": "NaN"}, "loss_db"),
        ({"tray": "999"}, "tray"),
        ({"kind": "glue"}, "kind"),
        ({"made_date": "yesterday"}, "made_date"),
    ],
)
def test_wrong_splices_are_told_beside_the_field(
    client: Client, field: Field, said: dict[str, str], wrong: str
) -> None:
    page = splice(
        client,
        field,
        "K5",
        **{
            "how": "range",
            "a_side": "KA",
            "a_first": "1",
            "z_side": "KF",
            "z_first": "1",
            "n": "2",
            **said,
        },
    )

    assert page.status_code == 422
    assert wrong in page.context["form"].errors
    assert Joint.objects.count() == 0


def test_fibre_that_is_joined_is_refused(client: Client, field: Field) -> None:
    join_many([(field.end("KA", 2, "K5"), field.end("KF", 9, "K5"))])

    page = splice(
        client, field, "K5", how="range", a_side="KA", a_first="1", z_side="KF", z_first="1", n="2"
    )

    assert "KA#2 (K5) is joined already." in text_of(page.content)
    assert Joint.objects.count() == 1


def test_joints_are_parted_but_not_under_light(client: Client, field: Field) -> None:
    live, dark = join_many([(field.end("KA", n, "K5"), field.end("KF", n, "K5")) for n in (1, 2)])
    circuit = field.city.circuits["far"]
    ends = {"a_end": field.end("KA", 1, "K1"), "z_end": field.end("KF", 1, "far")}
    assign_path(circuit_id=circuit.pk, leg="working", **ends)
    address = at("joints", field, "K5")

    page = client.get(address)
    refused = client.post(address, {"joint": [live.pk, dark.pk]})
    none = client.post(address, {})
    done = client.post(address, {"joint": [dark.pk]}, follow=True)

    assert "KA#1 (K5)" in text_of(page.content)
    assert refused.status_code == 409
    assert "far" in " ".join(refused.context["refusals"])
    assert none.status_code == 409
    assert "1 joint is parted." in text_of(done.content)
    assert list(Joint.objects.all()) == [live]


def test_joints_of_another_node_are_not_parted(client: Client, field: Field) -> None:
    (joint,) = join_many([(field.end("KA", 1, "K5"), field.end("KF", 1, "K5"))])

    client.post(at("joints", field, "K1"), {"joint": [joint.pk, "x", "-1"]})

    assert Joint.objects.count() == 1


def test_ports_are_patched_and_the_cord_taken_away(client: Client, field: Field) -> None:
    ports = {"a_port": field.front("ODF-1", 1), "z_port": field.front("ODF-1", 2)}
    done = client.post(at("patch", field, "K1"), {**ports, "code": "PK-7"}, follow=True)
    again = client.post(at("patch", field, "K1"), ports)
    cord = Cable.objects.get(code="PK-7")
    gone = client.post(reverse("fibre:cable_retire", args=[cord.pk]), follow=True)

    assert "Patch cord PK-7 is plugged." in text_of(done.content)
    assert set(again.context["form"].errors) == {"a_port", "z_port"}
    assert "Patch cord PK-7 is taken away." in text_of(gone.content)
    assert not Cable.objects.filter(kind="patch_cord").exists()
    assert Joint.objects.count() == 0


def test_port_is_not_patched_to_itself(client: Client, field: Field) -> None:
    one = field.front("ODF-1", 1)

    page = client.post(at("patch", field, "K1"), {"a_port": one, "z_port": one})

    assert list(page.context["form"].errors) == ["z_port"]


def test_ports_say_what_is_behind_them(client: Client, field: Field) -> None:
    join_many([(field.front("ODF-1", 3) ^ 1, field.end("KA", 9, "K1"))])

    assert "ODF-1/3 · KA#9" in text_of(client.get(at("patch", field, "K1")).content)


def test_tubes_are_cut_and_made_whole(client: Client, field: Field) -> None:
    address = at("tubes", field, "K4")
    said = {"cable": field.cables["KA"].pk, "tubes": "1-2"}

    cut = client.post(address, {**said, "what": "cut"}, follow=True)
    n_cut = StrandSection.objects.filter(strand__cable=field.cables["KA"]).count()
    again = client.post(address, {**said, "what": "cut"})
    whole = client.post(address, {**said, "what": "revert"}, follow=True)

    assert "24 fibres are cut here." in text_of(cut.content)
    assert n_cut == 48
    assert list(again.context["form"].errors) == ["tubes"]
    assert "24 fibres are whole again." in text_of(whole.content)
    assert StrandSection.objects.filter(strand__cable=field.cables["KA"]).count() == 24


@pytest.mark.parametrize("tubes", ["", "x", "0", "3", "2-1", "1-99999"])
def test_wrong_tubes_are_told(client: Client, field: Field, tubes: str) -> None:
    said = {"cable": field.cables["KA"].pk, "tubes": tubes, "what": "cut"}

    page = client.post(at("tubes", field, "K4"), said)

    assert list(page.context["form"].errors) == ["tubes"]


def test_cut_under_light_names_the_circuit(client: Client, field: Field) -> None:
    assign_path(
        circuit_id=field.city.circuits["far"].pk,
        leg="working",
        a_end=field.end("KA", 1, "K1"),
        z_end=field.end("KA", 1, "K5"),
    )

    page = client.post(
        at("tubes", field, "K4"), {"cable": field.cables["KA"].pk, "tubes": "1", "what": "cut"}
    )

    assert page.status_code == 422
    assert "far" in str(page.context["form"].errors)


def test_rubbish_among_ticked_joints_is_told(client: Client, field: Field) -> None:
    url = reverse("fibre:joints", args=[field.node_id("K4")])

    for rubbish in ("9" * 5000, "9" * 30, "x", "\0"):
        assert client.post(url, {"joint": rubbish}).status_code == 409
