"""A house with nothing in it: each page is there, says what would be here, and breaks nowhere."""

import pytest
from django.test import Client

from accounts.roles import Role
from tests.integration.pages.conftest import Reader, text_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "path",
    ["/", "/sites/", "/outages/", "/maintenance/", "/audit/", "/health/"],
)
def test_page_of_an_empty_house(client: Client, reader: Reader, path: str) -> None:
    reader(Role.ADMINISTRATOR)

    response = client.get(path)

    assert response.status_code == 200
    assert 'class="empty"' in text_of(response.content)


@pytest.mark.parametrize("path", ["/maintenance/add/", "/people/", "/people/add/"])
def test_form_of_an_empty_house(client: Client, reader: Reader, path: str) -> None:
    reader(Role.ADMINISTRATOR)

    assert client.get(path).status_code == 200
