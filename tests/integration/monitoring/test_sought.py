"""Finding the site that a person means."""

import pytest

from inventory.models import Site
from monitoring.queries.sought import (
    SiteNotClearError,
    SiteNotFoundError,
    sought_site,
    watched_targets,
)
from tests import factories
from tests.factories import make_circuit, make_site, make_target

pytestmark = pytest.mark.django_db


@pytest.fixture
def site() -> Site:
    site = make_site(name="Gesamtschule Bülse", slug="gesamtschule-buelse")
    factories.make_school(number="191371", name="Gesamtschule Buer-Mitte", site=site)
    make_site(name="Gesamtschule Ückendorf", slug="gesamtschule-ueckendorf")
    return site


@pytest.mark.parametrize(
    "words",
    [
        "gesamtschule-buelse",
        "191371",
        "Gesamtschule Bülse",
        "gesamtschule bülse",
        "bülse",
        "Buer-Mitte",
    ],
)
def test_a_site_goes_by_all_its_names(site: Site, words: str) -> None:
    assert sought_site(words) == site


def test_a_site_goes_by_its_id(site: Site) -> None:
    assert sought_site(str(site.pk)) == site


def test_an_official_number_goes_before_an_id(site: Site) -> None:
    other = make_site()
    factories.make_school(number=str(site.pk), site=other)

    assert sought_site(str(site.pk)) == other


@pytest.mark.usefixtures("site")
def test_several_that_fit_are_named() -> None:
    with pytest.raises(SiteNotClearError, match="gesamtschule-buelse, gesamtschule-ueckendorf"):
        sought_site("gesamtschule")


@pytest.mark.parametrize("words", ["Nirgendwo", "99999999999999999999", "%"])
def test_nothing_that_fits_is_an_error(words: str) -> None:
    make_site(name="Rathaus")

    with pytest.raises(SiteNotFoundError):
        sought_site(words)


def test_only_watched_targets_of_the_site_are_pinged(site: Site) -> None:
    watched = make_target(make_circuit(site=site))
    make_target(make_circuit(site=site), is_enabled=False)
    make_target()

    assert watched_targets(site) == [watched]
