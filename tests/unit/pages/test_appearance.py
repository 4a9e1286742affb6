import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from pages.appearance import choose_theme, theme_of


def post(**form: str) -> HttpResponse:
    return choose_theme(RequestFactory().post("/theme/", form))


def test_choice_is_kept_for_a_year_and_the_reader_returns() -> None:
    response = post(theme="dark", next="/sites/?q=a")

    assert response.status_code == 302
    assert response["Location"] == "/sites/?q=a"
    cookie = response.cookies["theme"]
    assert cookie.value == "dark"
    assert cookie["max-age"] == 365 * 24 * 3600
    assert cookie["samesite"] == "Lax"
    assert cookie["httponly"]


@pytest.mark.parametrize("theme", ["auto", "pink", ""])
def test_choosing_the_device_s_own_or_nonsense_forgets_the_choice(theme: str) -> None:
    cookie = post(theme=theme).cookies["theme"]

    assert (cookie.value, cookie["max-age"]) == ("", 0)


@pytest.mark.parametrize("target", ["https://example.org/", "//example.org", "javascript:alert(1)"])
def test_nobody_is_sent_elsewhere(target: str) -> None:
    assert post(theme="dark", next=target)["Location"] == "/"


def test_only_a_post_changes_it() -> None:
    assert choose_theme(RequestFactory().get("/theme/")).status_code == 405


def test_a_forged_cookie_is_no_theme() -> None:
    request = RequestFactory().get("/")
    request.COOKIES["theme"] = '"><script>'

    assert theme_of(request) == "auto"
