"""The availability report as a file for a spreadsheet."""

import csv
import io
from datetime import datetime

import pytest
from django.test import Client

from inventory.models import Circuit, Site
from tests.integration.reports.conftest import Spring

pytestmark = pytest.mark.usefixtures("spring")

FILE = "/reports/2026-05.csv"


def table(client: Client, language: str = "de", query: str = "") -> list[dict[str, str]]:
    text = client.get(f"{FILE}?{query}", headers={"accept-language": language}).content.decode()
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text[1:]), delimiter=";"))


def test_the_file_says_what_it_is(manager: Client) -> None:
    response = manager.get(FILE)

    assert response.headers["Content-Type"] == "text/csv; charset=utf-8; header=present"
    assert "lichtweg-verfuegbarkeit-2026-05.csv" in response.headers["Content-Disposition"]
    assert response.content.startswith(b"\xef\xbb\xbf")


def test_each_connection_has_all_its_seconds(manager: Client) -> None:
    rows = {row["Anschluss"]: row for row in table(manager)}

    row = rows["Schlechte Schule"]
    assert len(rows) == 7
    assert (row["Ausfall (s)"], row["In Betrieb (s)"]) == ("72000", "2606400")
    assert (row["Gemessene Verfügbarkeit (%)"], row["Zugesagt (%)"]) == ("97,31", "99,50")
    assert (row["Ergebnis"], row["Ausfälle"]) == ("verfehlt", "1")
    assert row["Monat"] == "2026-05"
    classes = (
        "In Betrieb (s)",
        "Ausfall (s)",
        "Nicht gemessen (s)",
        "Noch offen (s)",
        "Geplante Arbeiten (s)",
        "Nicht vereinbart (s)",
    )
    for one in rows.values():
        assert sum(int(one[name]) for name in classes) == 31 * 86_400


def test_unknown_is_a_word_and_nothing_agreed_an_empty_cell(manager: Client) -> None:
    rows = {row["Anschluss"]: row for row in table(manager)}

    assert rows["Dunkle Schule"]["Gemessene Verfügbarkeit (%)"] == "nicht gemessen"
    assert rows["Dunkle Schule"]["Mindestens (%)"] == "0,00"
    assert rows["near"]["Gemessene Verfügbarkeit (%)"] == ""
    assert rows["near"]["Zugesagt (%)"] == ""


def test_english_has_points_and_english_words(manager: Client) -> None:
    rows = {row["Connection"]: row for row in table(manager, "en")}

    assert rows["Schlechte Schule"]["Measured availability (%)"] == "97.31"
    assert rows["Schlechte Schule"]["Verdict"] == "missed"


def test_the_file_has_the_scope_and_order_of_the_page(manager: Client) -> None:
    rows = table(manager, query="kind=school&district=buer&sort=-down")

    assert [row["Anschluss"] for row in rows] == [
        "Schlechte Schule",
        "Dunkle Schule",
        "Gute Schule",
    ]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝"])
def test_no_cell_is_a_formula(manager: Client, start: str, spring: Spring) -> None:
    evil = f'{start}HYPERLINK("http://127.0.0.1/";A1)'
    circuit = spring.circuits["Gute Schule"]
    Site.objects.filter(circuits=circuit).update(name=evil)
    Circuit.objects.filter(pk=circuit.pk).update(cid=evil)

    row = next(row for row in table(manager) if "HYPERLINK" in row["Anschluss"])

    assert row["Anschluss"] == row["Anschluss-ID"] == f"'{evil}"


def test_a_name_with_separators_stays_in_its_cell(manager: Client, spring: Spring) -> None:
    odd = 'Schule "Am; Markt"\nzweite Zeile'
    Site.objects.filter(circuits=spring.circuits["Gute Schule"]).update(name=odd)

    assert odd in {row["Anschluss"] for row in table(manager)}


def test_the_file_says_when_it_was_true(manager: Client) -> None:
    row = table(manager)[0]

    assert datetime.fromisoformat(row["Stand"]).utcoffset() is not None
    assert row["Fassung"] == "nicht eingefroren"
