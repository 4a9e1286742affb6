"""New cables along segments or a route, reservations, and cables that are taken out of use."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from inventory.models import Cable, CableType, Reservation, Strand
from inventory.operations.joints import join_many
from inventory.operations.paths import assign_path
from tests.integration.pages.conftest import text_of
from tests.integration.pages.fibre_changes.conftest import Field

pytestmark = pytest.mark.usefixtures("engineer", "field")
ADD = "/plant/cables/add/"


def typed(field: Field, **changes: str) -> dict[str, str]:
    return {
        "code": "K-NEU",
        "type": str(field.type.pk),
        "from_node": "K1",
        "segments": "r4\nr3",
        "status": "active",
        **changes,
    }


def test_cable_is_laid_with_all_its_glass(client: Client, field: Field) -> None:
    response = client.post(ADD, typed(field), follow=True)

    cable = Cable.objects.get(code="K-NEU")
    assert "Cable K-NEU with 24 fibres is stored." in text_of(response.content)
    assert (cable.a_node.code, cable.z_node.code) == ("K1", "K3")
    assert cable.strands.count() == 24


def test_cable_of_432_fibres_is_one_form(client: Client, field: Field) -> None:
    kind = CableType.objects.get(n_fibres=432)

    client.post(ADD, typed(field, type=str(kind.pk)))

    assert Cable.objects.get(code="K-NEU").strands.count() == 432


def test_route_fills_the_walk(client: Client, field: Field) -> None:
    route = field.city.segments["b1"].route_places.get().route

    page = client.post(ADD, typed(field, segments="", route=str(route.pk), fill="1"))

    assert page.context["form"]["segments"].value() == "b1\nb2"
    assert page.context["form"]["from_node"].value() == "K2"
    assert not Cable.objects.filter(code="K-NEU").exists()


def test_walk_goes_on_step_by_step(client: Client, field: Field) -> None:
    page = client.post(ADD, typed(field, segments="r1", step="b1"))

    walk = page.context["walk"]
    assert page.context["form"]["segments"].value() == "r1\nb1"
    assert walk.at.code == "K4"
    assert [step.segment.code for step in walk.further] == ["b2", "n1"]
    assert walk.length_m == pytest.approx(
        sum(field.city.segments[code].length_m for code in ("r1", "b1"))
    )


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"code": "KA"}, "code"),
        ({"code": ""}, "code"),
        ({"type": "999999"}, "type"),
        ({"type": "x"}, "type"),
        ({"from_node": "nowhere"}, "from_node"),
        ({"from_node": "K5"}, "segments"),
        ({"segments": ""}, "segments"),
        ({"segments": "r4\nb2"}, "segments"),
        ({"segments": "r1\nr2\nr3\nr4"}, "segments"),
        ({"segments": "zz"}, "segments"),
        ({"sheath_m": "0.5"}, "sheath_m"),
        ({"sheath_m": "NaN"}, "sheath_m"),
        ({"sheath_m": "1e400"}, "sheath_m"),
        ({"status": "retired"}, "status"),
        ({"code": "x" * 61}, "code"),
    ],
)
def test_refusals_stand_beside_their_field(
    client: Client, field: Field, changes: dict[str, str], wrong: str
) -> None:
    page = client.post(ADD, typed(field, **changes))

    assert page.status_code == 422
    assert list(page.context["form"].errors) == [wrong]
    assert Cable.objects.count() == 3


@pytest.mark.parametrize(
    "changes",
    [
        {"from_node": "K1\0", "look": "1"},
        {"segments": "r1\0", "look": "1"},
        {"route": "9" * 5000, "segments": "", "fill": "1"},
        {"segments": "r1", "step": "b1\0"},
    ],
)
def test_rubbish_in_a_walk_is_no_error(
    client: Client, field: Field, changes: dict[str, str]
) -> None:
    page = client.post(ADD, typed(field, **changes))
    asked = client.get(ADD, {key: text for key, text in changes.items() if len(text) < 100})

    assert (page.status_code, asked.status_code) == (200, 200)
    assert Cable.objects.count() == 3


def light_up(field: Field) -> None:
    """Lead the far school's light over KA and KF, fibre 1."""
    join_many([(field.end("KA", 1, "K5"), field.end("KF", 1, "K5"))])
    assign_path(
        circuit_id=field.city.circuits["far"].pk,
        leg="working",
        a_end=field.end("KA", 1, "K1"),
        z_end=field.end("KF", 1, "far"),
    )


def test_retiring_names_the_circuits_that_are_live(client: Client, field: Field) -> None:
    light_up(field)
    address = reverse("fibre:cable_retire", args=[field.cables["KA"].pk])

    page, refused = client.get(address), client.post(address)

    for response in (page, refused):
        assert "far" in " ".join(response.context["refusals"])
    assert (page.status_code, refused.status_code) == (200, 409)
    field.cables["KA"].refresh_from_db()
    assert field.cables["KA"].status == "active"


def test_dark_cable_is_retired(client: Client, field: Field) -> None:
    address = reverse("fibre:cable_retire", args=[field.cables["KN"].pk])

    page, done = client.get(address), client.post(address, follow=True)

    assert page.context["refusals"] == []
    assert "Cable KN is retired." in text_of(done.content)
    assert client.post(address).status_code == 409
    field.cables["KN"].refresh_from_db()
    assert field.cables["KN"].status == "retired"


def test_fibres_are_reserved_and_released(client: Client, field: Field) -> None:
    address = reverse("fibre:reserve", args=[field.cables["KA"].pk])
    said = {
        "first": "5",
        "last": "8",
        "reserved_for": "Stadtwerke",
        "from_date": "2026-11-01",
        "until_date": "2036-12-31",
    }

    done = client.post(address, said, follow=True)
    again = client.post(address, said)
    kept = Reservation.objects.get()
    text = text_of(client.get(address).content)
    client.post(reverse("fibre:release", args=[kept.pk]))
    twice = client.post(reverse("fibre:release", args=[kept.pk]), follow=True)

    assert "Fibres 5 to 8 are reserved for Stadtwerke." in text_of(done.content)
    assert (kept.first_number, kept.until_date) == (5, date(2036, 12, 31))
    assert again.status_code == 422
    assert "first" in again.context["form"].errors
    assert "Fibres 5 to 8" in text
    assert "released already" in text_of(twice.content)
    assert not Reservation.objects.exists()
    assert not Strand.objects.filter(status="reserved").exists()


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"last": "4"}, "last"),
        ({"first": "998", "last": "999"}, "first"),
        ({"first": "0"}, "first"),
        ({"until_date": "2026-10-01"}, "until_date"),
        ({"until_date": "soon"}, "until_date"),
        ({"reserved_for": ""}, "reserved_for"),
    ],
)
def test_wrong_reservations_are_told(
    client: Client, field: Field, changes: dict[str, str], wrong: str
) -> None:
    said = {
        "first": "5",
        "last": "8",
        "reserved_for": "Stadtwerke",
        "from_date": "2026-11-01",
        "until_date": "2026-12-31",
        **changes,
    }

    page = client.post(reverse("fibre:reserve", args=[field.cables["KA"].pk]), said)

    assert list(page.context["form"].errors) == [wrong]
