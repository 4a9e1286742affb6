"""An unmodified pynetbox does its everyday work against us (contract: netbox_api.md section 1)."""

import pynetbox
import pytest

from inventory.models import Circuit, Site
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)


def test_version_and_status_answer(netbox: pynetbox.api) -> None:
    assert netbox.version == "4.6"
    assert netbox.status()["netbox-version"] == "4.6"


def test_a_site_lives_through_create_get_save_delete(netbox: pynetbox.api) -> None:
    factories.make_area()
    region = factories.make_region(name="Horst", slug="horst")

    made = netbox.dcim.sites.create(
        name="Schule Nord",
        slug="schule-nord",
        status="planned",
        kind="school",
        region={"slug": "horst"},
        latitude=51.55,
        longitude=7.1,
        physical_address="Nordstr. 1, 45899 Gelsenkirchen",
    )

    read = netbox.dcim.sites.get(slug="schule-nord")
    assert read.id == made.id
    assert str(read) == "Schule Nord"
    assert (read.status.value, str(read.status)) == ("planned", "Planned")
    assert read.region.id == region.pk
    assert read.region.slug == "horst"
    assert (read.latitude, read.longitude) == (51.55, 7.1)
    assert read.physical_address == "Nordstr. 1, 45899 Gelsenkirchen"

    read.status = "active"
    read.description = "second entry at the yard"
    assert read.save() is True
    stored = Site.objects.get(pk=made.id)
    assert (stored.status, stored.description) == ("active", "second entry at the yard")

    assert netbox.dcim.sites.get(made.id).delete() is True
    assert netbox.dcim.sites.get(made.id) is None


def test_lists_walk_all_pages_in_one_order(netbox: pynetbox.api) -> None:
    for number in range(7):
        factories.make_site(name=f"Site {number}", slug=f"site-{number}")

    by_pages = [site.slug for site in netbox.dcim.sites.all(limit=3)]
    by_cursor = [site.slug for site in netbox.dcim.sites.filter(limit=3)]

    assert by_pages == [f"site-{number}" for number in range(7)]
    assert by_cursor == by_pages
    assert len(netbox.dcim.sites.all()) == 7
    assert netbox.dcim.sites.count(name__ic="site") == 7


def test_threads_and_cursor_give_the_same_rows(netbox: pynetbox.api) -> None:
    sites = {factories.make_site().pk for _ in range(7)}
    threaded = pynetbox.api(
        netbox.base_url.removesuffix("/api"), token=netbox.token, threading=True
    )

    assert {site.id for site in threaded.dcim.sites.all(limit=2)} == sites


def test_filters_and_text_search(netbox: pynetbox.api) -> None:
    borough = factories.make_region(kind="borough", name="Nord", slug="nord")
    district = factories.make_region(kind="district", name="Buer", slug="buer", parent=borough)
    inside = factories.make_site(name="Alpha", slug="alpha", region=district)
    factories.make_site(name="Beta", slug="beta")

    def found(**asked: object) -> list[str]:
        return [site.slug for site in netbox.dcim.sites.filter(**asked)]

    assert found(region="nord") == ["alpha"]
    assert found(region_id=district.pk) == ["alpha"]
    assert found(name__isw="be") == ["beta"]
    assert found(name=["Alpha", "Beta"]) == ["alpha", "beta"]
    assert found(region_id=None) == ["beta"]
    assert [site.slug for site in netbox.dcim.sites.filter("alp")] == ["alpha"]
    assert found(latitude__gte=51.0, id=inside.pk) == ["alpha"]
    assert found(latitude__gte=60) == []


def test_many_at_once_are_made_changed_and_deleted(netbox: pynetbox.api) -> None:
    made = netbox.dcim.sites.create([{"name": f"Bulk {n}", "slug": f"bulk-{n}"} for n in range(3)])
    assert [site.slug for site in made] == ["bulk-0", "bulk-1", "bulk-2"]

    changed = netbox.dcim.sites.update([{"id": site.id, "description": "same"} for site in made])
    assert {site.description for site in changed} == {"same"}

    assert netbox.dcim.sites.delete([site.id for site in made]) is True
    assert not Site.objects.exists()


def test_a_bad_row_in_a_list_stores_nothing_and_is_named(netbox: pynetbox.api) -> None:
    rows = [{"name": "Good", "slug": "good"}, {"name": "Bad", "slug": "not a slug"}]

    with pytest.raises(pynetbox.RequestError) as refused:
        netbox.dcim.sites.create(rows)

    assert "slug" in str(refused.value.error)
    assert not Site.objects.exists()


def test_circuits_types_providers_and_regions(netbox: pynetbox.api) -> None:
    site = factories.make_site(name="Schule", slug="schule")
    provider = netbox.circuits.providers.create(name="Stadtnetz", slug="stadtnetz")
    kind = netbox.circuits.circuit_types.create(name="Glasfaser", slug="glasfaser")
    region = netbox.dcim.regions.create(name="West", slug="west")
    part = netbox.dcim.regions.create(name="Horst", slug="horst", parent=region.id)

    circuit = netbox.circuits.circuits.create(
        cid="GE-1", provider=provider.id, type={"slug": "glasfaser"}, site=site.pk,
        contracted_down_mbps=1000, contracted_up_mbps=500,
    )  # fmt: skip

    assert part.parent.slug == "west"
    assert circuit.commit_rate == 1_000_000
    assert circuit.type.id == kind.id
    assert netbox.circuits.circuits.get(cid="GE-1").provider.slug == "stadtnetz"
    assert [row.cid for row in netbox.circuits.circuits.filter(provider="stadtnetz")] == ["GE-1"]
    assert netbox.circuits.providers.get(provider.id).circuit_count == 1
    assert Circuit.objects.get().site == site


def test_choices_come_from_options(netbox: pynetbox.api) -> None:
    choices = netbox.dcim.sites.choices()

    words = {choice["value"] for choice in choices["status"]}
    assert words == {"planned", "staging", "active", "decommissioning", "retired"}
    assert choices["status"][0].keys() == {"value", "display_name"}


def test_strict_filters_find_ours_in_the_schema(netbox: pynetbox.api) -> None:
    strict = pynetbox.api(
        netbox.base_url.removesuffix("/api"), token=netbox.token, strict_filters=True
    )

    assert list(strict.dcim.sites.filter(name__ic="x")) == []
    with pytest.raises(pynetbox.core.query.ParameterValidationError):
        list(strict.dcim.sites.filter(nonsense="x"))


def test_a_protected_row_stays_and_its_dependents_are_named(netbox: pynetbox.api) -> None:
    circuit = factories.make_circuit(cid="GE-7")

    with pytest.raises(pynetbox.RequestError) as refused:
        netbox.dcim.sites.get(circuit.site_id).delete()

    assert refused.value.req.status_code == 409
    assert "GE-7" in refused.value.error
    assert Site.objects.filter(circuits=circuit).exists()


def test_references_load_lazily(netbox: pynetbox.api) -> None:
    served = factories.make_site(kind=Site.Kind.MUNICIPAL)
    circuit = factories.make_circuit(site=served)

    site = netbox.circuits.circuits.get(circuit.pk).site

    assert site.kind.value == "municipal"  # not in the brief form: one more GET
