import base64
import hashlib
import re

import pytest
from django.http import HttpResponse
from django.template import engines
from django.test import RequestFactory
from pytest_django import Settings

from config.policy import ContentSecurityPolicy, picture_source


def policy() -> str:
    response = ContentSecurityPolicy(lambda _: HttpResponse())(RequestFactory().get("/"))
    assert isinstance(response, HttpResponse)
    return response["Content-Security-Policy"]


def test_policy_allows_exactly_the_text_that_the_tag_writes() -> None:
    tag = engines["django"].from_string("{% load importmap %}{% import_map %}").render()

    inline = re.fullmatch(r'<script type="importmap">(.*)</script>', tag, re.DOTALL)
    assert inline is not None
    digest = base64.b64encode(hashlib.sha256(inline[1].encode()).digest()).decode()
    assert f"'sha256-{digest}'" in policy()
    assert "unsafe-inline" not in policy()
    assert "nonce-" not in policy()


def test_no_foreign_host_is_allowed_unless_the_operator_names_a_base_map() -> None:
    assert "//" not in policy()


def test_base_map_opens_its_host_for_pictures_only(settings: Settings) -> None:
    settings.BASE_MAP_URL = "https://tiles.example.org/grey/{z}/{x}/{y}.png"

    said = dict(part.split(" ", 1) for part in policy().split("; "))

    assert said["img-src"].split() == ["'self'", "data:", "https://tiles.example.org"]
    assert all("example" not in sources for part, sources in said.items() if part != "img-src")


def test_subdomains_of_a_base_map_are_allowed_together() -> None:
    assert picture_source("https://{s}.example.org/{z}/{x}/{y}") == "https://*.example.org"


@pytest.mark.parametrize("url", ["tiles/{z}", "javascript:alert(1)", "//example.org/{z}"])
def test_what_is_no_address_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match="BASE_MAP_URL"):
        picture_source(url)
