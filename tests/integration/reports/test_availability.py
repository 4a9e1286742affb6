"""The page of a month's availability report."""

import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.roles import Role
from inventory.models import Circuit
from monitoring.queries.sla import current_month
from tests import factories
from tests.integration.reports.conftest import Spring

pytestmark = pytest.mark.usefixtures("spring")

MAY_PAGE = "/reports/2026-05/"


def words(response: object) -> str:
    """The page as it reads: tags left out, spaces drawn together."""
    text = re.sub(r"<[^>]+>", " ", response.content.decode())  # type: ignore[attr-defined]  # a test client's response
    return re.sub(r"\s+", " ", text.replace("\N{NARROW NO-BREAK SPACE}", " "))


def row_of(response: object, circuit: Circuit) -> str:
    page = response.content.decode()  # type: ignore[attr-defined]  # a test client's response
    found = re.search(rf'<tr id="c{circuit.pk}">(.*?)</tr>', page, re.DOTALL)
    assert found
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", found[1])).replace(
        "\N{NARROW NO-BREAK SPACE}", " "
    )


def test_the_report_says_period_scope_and_how_final_it_is(manager: Client) -> None:
    page = words(manager.get(MAY_PAGE))

    assert "Verfügbarkeit Mai 2026" in page
    assert "1. Mai 2026 – 31. Mai 2026" in page
    assert "6 Schulanschlüsse, 1 Gewerbegebietsanschluss" in page
    assert "nicht eingefroren" in page
    assert "Stand" in page


def test_every_figure_stands_beside_its_base(manager: Client) -> None:
    """Two of the city's own three have no promise; of four promised, one is met, one park too."""
    page = words(manager.get(MAY_PAGE))

    assert "Zusage eingehalten 2 von 7 1 nicht beweisbar" in page
    for word, n in (
        ("verfehlt", 1),
        ("noch offen", 0),
        ("nicht beweisbar", 1),
        ("eingehalten", 2),
        ("entfällt", 3),
    ):
        assert f"{word} {n} von 7" in page
    # (3 x 2,678,400 - 75,600) / (3 x 2,678,400), and over four for the bounds.
    assert "99,05 % bewiesen: mindestens 74,29 %, höchstens 99,29 %; " in page


def test_a_connection_shows_its_seconds_and_verdict(manager: Client, spring: Spring) -> None:
    row = row_of(manager.get(MAY_PAGE), spring.circuits["Schlechte Schule"])

    for cell in (
        "Buer",
        "99,50 %",
        "744,0 h",
        "2.606.400",
        "72.000",
        "97,31 %",
        "verfehlt",
        "20 Std",
    ):
        assert cell in row


def test_a_connection_that_nobody_measured_has_no_percentage(
    manager: Client, spring: Spring
) -> None:
    row = row_of(manager.get(MAY_PAGE), spring.circuits["Dunkle Schule"])

    assert "nicht gemessen" in row
    assert "nicht beweisbar" in row
    assert "0,00 % – 100,00 %" in row


def test_the_worst_and_the_missed_come_first(manager: Client) -> None:
    page = words(manager.get(MAY_PAGE))

    assert "Schlechte Schule höchstens 97,31 %, zugesagt 99,50 %" in page
    worst = page.index("In der Servicezeit am längsten ausgefallen")
    assert page.index("20 Std.", worst) < page.index("Gewerbepark Nord", worst)


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("kind=school", {"Gute Schule", "Schlechte Schule", "Dunkle Schule"}),
        ("kind=business_park", {"Gewerbepark Nord"}),
        ("district=buer", {"Gute Schule", "Schlechte Schule", "Dunkle Schule", "Gewerbepark Nord"}),
        ("kind=business_park&district=buer", {"Gewerbepark Nord"}),
    ],
)
def test_the_report_is_narrowed_by_kind_and_district(
    manager: Client, query: str, shown: set[str], spring: Spring
) -> None:
    page = manager.get(f"{MAY_PAGE}?{query}").content.decode()

    assert {name for name, one in spring.circuits.items() if f'id="c{one.pk}"' in page} == shown


def test_a_district_without_connections_says_what_would_be_here(manager: Client) -> None:
    factories.make_region(name="Leer", slug="leer")

    assert "Keine Anschlüsse in dieser Auswahl." in words(manager.get(f"{MAY_PAGE}?district=leer"))


def test_rows_are_in_the_order_asked_for(manager: Client, spring: Spring) -> None:
    page = manager.get(f"{MAY_PAGE}?sort=-down").content.decode()

    rows = [int(pk) for pk in re.findall(r'<tr id="c(\d+)">', page)]
    assert rows[:2] == [
        spring.circuits["Schlechte Schule"].pk,
        spring.circuits["Gewerbepark Nord"].pk,
    ]
    assert 'aria-sort="descending"' in page
    assert 'href="?sort=down"' in page


@pytest.mark.parametrize(
    "query", ["sort=password", "kind=pop", "district=nirgends", "district=%00", "sort=--down"]
)
def test_an_unknown_choice_is_a_plain_400(manager: Client, query: str) -> None:
    response = manager.get(f"{MAY_PAGE}?{query}")

    assert response.status_code == 400
    assert "Traceback" not in response.content.decode()


def test_a_month_before_any_contract_is_not_applicable(manager: Client) -> None:
    page = words(manager.get("/reports/2012-05/"))

    assert "entfällt 7 von 7" in page
    assert "keine vereinbarte Zeit in diesem Monat" in page


def test_a_month_ahead_is_open(manager: Client) -> None:
    page = words(manager.get("/reports/2100-12/"))

    assert "vorläufig" in page
    assert "noch offen 4 von 7" in page
    assert "nicht gemessen" in page


def test_the_first_and_the_last_month_lead_no_further(manager: Client) -> None:
    assert 'rel="prev"' not in manager.get("/reports/2000-01/").content.decode()
    assert 'rel="next"' not in manager.get("/reports/2100-12/").content.decode()


def test_months_lead_to_each_other_and_keep_the_scope(manager: Client) -> None:
    page = manager.get(f"{MAY_PAGE}?kind=school").content.decode()

    assert 'href="/reports/2026-04/?kind=school"' in page
    assert 'href="/reports/2026-06/?kind=school"' in page
    assert 'href="/reports/2026-05.csv?kind=school"' in page


def test_the_way_in_leads_to_the_month_that_runs(manager: Client) -> None:
    month = current_month(timezone.now())

    response = manager.get("/reports/", follow=True)

    assert response.redirect_chain == [(f"/reports/{month}/", 302)]
    page = words(response)
    assert "vorläufig" in page
    assert "Dieser Monat ist noch nicht vorbei." in page


def test_holidays_that_are_not_published_yet_are_warned_of(manager: Client) -> None:
    circuit = factories.make_circuit()
    factories.make_sla_assignment(circuit, factories.make_sla_policy(closes_school_holidays=True))

    assert "ab dem 15. August 2029 noch nicht veröffentlicht" in words(
        manager.get("/reports/2029-08/")
    )


def test_schools_are_weighed_by_their_pupils_where_known(manager: Client, spring: Spring) -> None:
    for name, n_pupils in (("Gute Schule", 300), ("Schlechte Schule", 100), ("Dunkle Schule", 50)):
        circuit = spring.circuits[name]
        circuit.school = factories.make_school(name=name, site=circuit.site, n_pupils=n_pupils)
        circuit.save()

    page = words(manager.get(MAY_PAGE))

    # (300 x 1 + 100 x 0.97311...) / 400; who was never measured has no weight.
    assert "Gewichtet nach Schülerzahl 99,32 % über 400 Schülerinnen und Schüler" in page


def test_what_is_made_up_is_marked(manager: Client, spring: Spring) -> None:
    some = manager.get(MAY_PAGE).content.decode()
    Circuit.objects.filter(pk=spring.circuits["Gute Schule"].pk).update(is_demo=True)
    one = manager.get(MAY_PAGE).content.decode()
    Circuit.objects.update(is_demo=True)
    all_of_them = manager.get(MAY_PAGE).content.decode()

    assert [page.count("tag-demo") for page in (some, one, all_of_them)] == [0, 1, 1]


def test_names_are_shown_as_text(manager: Client, spring: Spring) -> None:
    site = spring.circuits["Gute Schule"].site
    assert site is not None
    site.name = "</td><script>alert(1)</script>" + "x" * 150
    site.save()

    assert "<script>alert" not in manager.get(MAY_PAGE).content.decode()


def test_english_is_complete_in_its_own_form(manager: Client) -> None:
    page = words(manager.get(MAY_PAGE, headers={"accept-language": "en"}))

    assert "Availability May 2026" in page
    assert "99.05% proven: at least 74.29%, at most 99.29%; " in page
    assert "2,606,400" in page


def test_queries_do_not_grow_with_the_rows(
    manager: Client,
    django_assert_max_num_queries: Callable[[int], DjangoAssertNumQueries],
    spring: Spring,
) -> None:
    with django_assert_max_num_queries(20) as few:  # type: ignore[attr-defined]  # a context manager
        manager.get(MAY_PAGE)
    policy = factories.make_sla_policy()
    for _ in range(12):
        circuit = factories.make_circuit(site=factories.make_site(region=spring.district))
        factories.make_sla_assignment(circuit, policy)
    with django_assert_max_num_queries(20) as many:  # type: ignore[attr-defined]  # a context manager
        manager.get(MAY_PAGE)

    assert len(few) == len(many)


@pytest.mark.parametrize("address", ["/reports/", MAY_PAGE, "/reports/2026-05.csv"])
@pytest.mark.parametrize(
    ("role", "status"),
    [
        (Role.MANAGEMENT, {200, 302}),
        (Role.ENGINEER, {200, 302}),
        (Role.AUDITOR, {200, 302}),
        (Role.ADMINISTRATOR, {200, 302}),
        (Role.CONTACT, {404}),
    ],
)
def test_only_who_reads_reports_gets_in(
    client: Client, address: str, role: Role, status: set[int], spring: Spring
) -> None:
    user = factories.make_user(role)
    site = spring.circuits["Gute Schule"].site
    assert site is not None
    factories.make_site_assignment(user, site)
    client.force_login(user)

    assert client.get(address).status_code in status
