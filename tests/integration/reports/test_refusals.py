"""Who is not let in, and what is no month."""

import pytest
from django.test import Client

from tests.integration.reports.test_availability import MAY_PAGE, words

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "month", ["2026-13", "9999-99", "0000-00", "1999-12", "2101-01", "mai", "2026-5", "%00", "<b>"]
)
@pytest.mark.parametrize("end", ["/", ".csv"])
def test_a_month_that_is_none_is_told_in_plain_words(manager: Client, month: str, end: str) -> None:
    response = manager.get(f"/reports/{month}{end}")

    assert response.status_code == 404
    assert "Diesen Monat gibt es nicht" in words(response)
    assert "<b>" not in response.content.decode()


@pytest.mark.parametrize("address", ["/reports/", MAY_PAGE, "/reports/2026-05.csv", "/reports/x/"])
def test_nobody_is_led_to_the_log_in(client: Client, address: str) -> None:
    response = client.get(address)

    assert response.status_code == 302
    assert (
        response.headers["Location"].startswith("/accounts/login/")
        or "login" in (response.headers["Location"])
    )


def test_a_report_is_only_read(manager: Client) -> None:
    assert manager.post(MAY_PAGE).status_code == 405
