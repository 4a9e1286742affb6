"""What stands around every page: who sees which ways, in which language and theme."""

import re

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.utils.translation import override

from accounts.models import Asker
from accounts.roles import Role
from config.context import DAILY, SELDOM, ways_for
from tests.factories import make_area, make_user

pytestmark = pytest.mark.django_db


def frame(asker: Asker | None = None, *, template: str = "404.html", **cookies: str) -> str:
    """Return a page of ours as the asker gets it."""
    request = RequestFactory().get("/somewhere/")
    request.COOKIES.update(cookies)
    request.user = asker or AnonymousUser()
    return render_to_string(template, request=request)


def test_city_and_sources_are_those_of_the_area() -> None:
    make_area(name="Beispielstadt", attribution="Schulen: Ministerium, dl-de/by-2-0")

    page = frame()

    assert "Beispielstadt" in page
    assert "Schulen: Ministerium, dl-de/by-2-0" in page


def test_page_stands_without_a_city() -> None:
    assert "Lichtweg" in frame()


def test_chosen_theme_is_written_by_the_server() -> None:
    assert 'data-theme="dark"' in frame(theme="dark")
    assert "data-theme" not in frame()


@pytest.mark.parametrize(("language", "word"), [("de", "Zum Inhalt"), ("en", "Skip to the")])
def test_page_says_its_language(language: str, word: str) -> None:
    with override(language):
        page = frame()

    assert f'<html lang="{language}">' in page
    assert word in page


def test_no_script_is_inline_and_no_style_is() -> None:
    page = frame(make_user())

    assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=", page)


@pytest.mark.parametrize("role", Role)
def test_nobody_is_offered_a_way_of_another_role(role: Role) -> None:
    person = make_user(role)

    with override("de"):
        labels = {str(way.label) for way in ways_for(person, DAILY + SELDOM, path="/")}
        if role is Role.CONTACT:
            assert not labels & {"Übersicht", "Standorte", "Berichte", "Änderungen"}
        if role not in {Role.AUDITOR, Role.ADMINISTRATOR}:
            assert "Änderungen" not in labels


def test_every_way_leads_somewhere_for_an_administrator(client: Client) -> None:
    administrator = make_user(Role.ADMINISTRATOR)
    client.force_login(administrator)

    for way in ways_for(administrator, DAILY + SELDOM, path="/"):
        assert client.get(way.url, follow=True).status_code == 200, way.url


def test_a_stranger_is_offered_only_what_is_public() -> None:
    with override("de"):
        labels = {str(way.label) for way in ways_for(AnonymousUser(), DAILY + SELDOM, path="/")}

    assert labels <= {"Öffentlicher Stand"}


@pytest.mark.parametrize("template", ["400.html", "403.html", "403_csrf.html", "404.html"])
def test_refusals_say_what_was_kept(template: str) -> None:
    with override("en"):
        assert "Nothing was changed" in frame(template=template)


def test_failure_page_needs_nothing() -> None:
    page = render_to_string("500.html")

    assert "schiefgegangen" in page
    assert "went wrong" in page


def test_language_and_theme_are_kept_over_pages(client: Client) -> None:
    client.post("/language/", {"language": "en", "next": "/"})
    client.post("/theme/", {"theme": "dark", "next": "/"})

    page = client.get("/there-is-no-such-page/").content.decode()

    assert '<html lang="en" data-theme="dark">' in page
    assert "This page is not there" in page
