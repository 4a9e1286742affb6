"""The administration: for administrators only, plant shown and never changed, no stack trace."""

import json
from collections.abc import Iterator

import pytest
from django.apps import apps
from django.contrib import admin
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from accounts.roles import Role
from inventory.admin.shown import Shown
from inventory.models import CableType, Region, Site
from tests import catalogue_factories, factories, plant_factories
from tests.conftest import City

pytestmark = pytest.mark.django_db

PLANT = [model for model, page in admin.site._registry.items() if isinstance(page, Shown)]


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with override("en"):
        yield


@pytest.fixture
def administrator() -> User:
    return factories.make_user(Role.ADMINISTRATOR, is_staff=True, is_superuser=True)


@pytest.fixture
def client(client: Client, administrator: User) -> Client:
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    client.force_login(administrator)
    return client


def site_answers(site: Site, **changed: str) -> dict[str, str]:
    """Return what the form of a site sends."""
    told = {
        "kind": site.kind,
        "status": site.status,
        "name": site.name,
        "slug": site.slug,
        "geom": site.geom.geojson if site.geom else "",
        "schools-TOTAL_FORMS": "0",
        "schools-INITIAL_FORMS": "0",
        "assignments-TOTAL_FORMS": "0",
        "assignments-INITIAL_FORMS": "0",
    }
    return told | changed


@pytest.mark.parametrize("role", [one for one in Role if one is not Role.ADMINISTRATOR])
def test_for_everybody_else_there_is_no_administration(role: Role) -> None:
    # is_staff and is_superuser alone open nothing: the role does.
    person = factories.make_user(role, is_staff=True, is_superuser=True)
    visitor = Client()
    visitor.force_login(person)

    assert visitor.get("/admin/").status_code == 404
    assert visitor.get("/admin/inventory/site/").status_code == 404


def test_nobody_signed_in_is_sent_to_the_log_in_page() -> None:
    for path in ("/admin/", "/admin/login/", "/admin/inventory/site/"):
        answer = Client().get(path)
        assert answer.status_code == 302
        assert answer["Location"].startswith("/login/")


def test_every_list_and_form_opens(client: Client, city: City) -> None:
    factories.make_region()
    factories.make_school(site=city.circuits["ring"].site)
    factories.make_corridor()
    plant_factories.make_one_of_each()
    own = [
        model
        for model in admin.site._registry
        if model._meta.app_label in {"inventory", "accounts"}
    ]

    assert len(own) >= 28
    for model in own:
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        assert client.get(reverse(f"{name}_changelist")).status_code == 200, model
        if row := model._base_manager.first():
            answer = client.get(reverse(f"{name}_change", args=[row.pk]))
            assert answer.status_code == 200, model


def test_plant_is_shown_and_not_changed(client: Client, city: City) -> None:
    factories.make_corridor()
    plant_factories.make_one_of_each()

    assert len(PLANT) >= 18
    for model in PLANT:
        row = model._base_manager.first()
        assert row is not None
        name = f"admin:inventory_{model._meta.model_name}"
        change = reverse(f"{name}_change", args=[row.pk])
        assert 'name="_save"' not in client.get(change).content.decode()
        assert client.get(reverse(f"{name}_add")).status_code == 403
        assert client.post(change, {"code": "X"}).status_code == 403
        assert client.post(reverse(f"{name}_delete", args=[row.pk])).status_code == 403
    assert city.area.pk


def test_a_long_cable_costs_no_more_queries(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    cable = plant_factories.make_cable(plant_factories.make_way(12))

    with django_assert_max_num_queries(12):
        client.get(reverse("admin:inventory_cable_change", args=[cable.pk]))


def test_no_page_has_an_inline_script_or_asks_a_foreign_host(client: Client, city: City) -> None:
    site = city.circuits["ring"].site
    assert site is not None

    answer = client.get(reverse("admin:inventory_site_change", args=[site.pk]))

    page = answer.content.decode()
    scripts = page.split("<script")[1:]
    assert all('src="' in one or 'type="application/json"' in one for one in scripts)
    assert "nonce" not in page
    assert "openstreetmap" not in page
    assert "'unsafe-inline'" not in answer["Content-Security-Policy"]
    assert "data-geometry-field" in page


def test_a_site_is_placed_on_the_map(client: Client, city: City) -> None:
    site = factories.make_site(geom=None)
    place = json.dumps({"type": "Point", "coordinates": [7.09, 51.55]})

    answer = client.post(
        reverse("admin:inventory_site_change", args=[site.pk]), site_answers(site, geom=place)
    )

    assert answer.status_code == 302
    site.refresh_from_db()
    assert site.geom is not None
    assert site.geom.coords == (7.09, 51.55)
    assert city.area.pk


@pytest.mark.parametrize(
    ("drawn", "words"),
    [
        ('{"type": "Point", "coordinates": [51.55, 7.09]}', "swapped"),
        ('{"type": "Point", "coordinates": [9.0, 51.55]}', "outside the city"),
        ('{"type": "Point", "coordinates": [NaN, 51.55]}', "NaN is no number"),
        ('{"type": "Point", "coordinates": [7.1]}', "two numbers"),
        ('{"type": "LineString", "coordinates": [[7.1, 51.5], [7.2, 51.5]]}', "not what is to be"),
        ("<gml/>", "not GeoJSON"),
    ],
    ids=["swapped", "outside", "NaN", "one number", "other kind", "other format"],
)
def test_a_place_that_cannot_be_is_told_beside_the_field(
    client: Client, city: City, drawn: str, words: str
) -> None:
    site = city.circuits["ring"].site
    assert site is not None

    answer = client.post(
        reverse("admin:inventory_site_change", args=[site.pk]), site_answers(site, geom=drawn)
    )

    assert answer.status_code == 200
    assert words in str(answer.context["adminform"].form.errors["geom"])


def test_a_drawn_polygon_becomes_an_outline(client: Client, city: City) -> None:
    region = factories.make_region()
    outline = {
        "type": "Polygon",
        "coordinates": [[[7.0, 51.5], [7.1, 51.5], [7.1, 51.6], [7.0, 51.5]]],
    }

    client.post(
        reverse("admin:inventory_region_change", args=[region.pk]),
        {
            "kind": Region.Kind.DISTRICT,
            "name": region.name,
            "slug": region.slug,
            "geom": json.dumps(outline),
        },
    )

    region.refresh_from_db()
    assert region.geom is not None
    assert region.geom.geom_type == "MultiPolygon"
    assert city.area.pk


def test_a_name_that_is_taken_is_told_not_traced(client: Client, city: City) -> None:
    site, other = city.circuits["ring"].site, city.circuits["near"].site
    assert site is not None
    assert other is not None

    answer = client.post(
        reverse("admin:inventory_site_change", args=[site.pk]),
        site_answers(site, name=other.name),
    )

    assert answer.status_code == 200


def test_groups_give_nothing_and_are_not_there() -> None:
    assert not admin.site.is_registered(apps.get_model("auth", "Group"))


def type_answers(cable_type: CableType, *tubes: int) -> dict[str, str | int]:
    """Return what the form of a cable type sends, with as many fibres in each tube."""
    fields = ("name", "slug", "construction", "fibre_kind", "n_fibres", "helix_ratio")
    rows = dict(enumerate(cable_type.tubes.order_by("number")))
    told: dict[str, str | int] = {name: getattr(cable_type, name) for name in fields}
    for place, n_fibres in enumerate(tubes):
        told |= {
            f"tubes-{place}-id": rows[place].pk,
            f"tubes-{place}-type": cable_type.pk,
            f"tubes-{place}-number": place + 1,
            f"tubes-{place}-n_fibres": n_fibres,
        }
    return told | {
        "tube_scheme": cable_type.tube_scheme_id,
        "fibre_scheme": cable_type.fibre_scheme_id,
        "tubes-TOTAL_FORMS": len(tubes),
        "tubes-INITIAL_FORMS": len(rows),
        "attenuations-TOTAL_FORMS": 0,
        "attenuations-INITIAL_FORMS": 0,
    }


def test_the_tubes_of_a_cable_type_sum_to_its_fibres(client: Client) -> None:
    cable_type = catalogue_factories.make_cable_type((12, 12))
    path = reverse("admin:inventory_cabletype_change", args=[cable_type.pk])

    refused = client.post(path, type_answers(cable_type, 12, 6))
    cable_type.n_fibres = 18
    taken = client.post(path, type_answers(cable_type, 12, 6))

    assert "The tubes hold 18 fibres, the cable 24." in refused.content.decode()
    assert taken.status_code == 302
    assert CableType.objects.get(pk=cable_type.pk).n_fibres == 18


def test_a_cable_type_that_is_built_stays(client: Client) -> None:
    cable_type = catalogue_factories.make_cable_type((12,))
    plant_factories.make_cable(plant_factories.make_way(), type=cable_type)
    path = reverse("admin:inventory_cabletype_change", args=[cable_type.pk])

    assert client.get(path).status_code == 200
    assert client.post(path, type_answers(cable_type, 12)).status_code == 403
