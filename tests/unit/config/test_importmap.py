import base64
import hashlib
import json
import re
from pathlib import Path

from django.http import HttpResponse
from django.template import engines
from django.test import RequestFactory

from config.importmap import ContentSecurityPolicy, import_map

ROOT = Path(__file__).resolve().parents[3]


def render() -> str:
    return engines["django"].from_string("{% load importmap %}{% import_map %}").render()


def test_every_own_module_has_its_name() -> None:
    named = json.loads(import_map())["imports"]

    modules = {
        f"#{file.relative_to(app / 'static')}"
        for app in ROOT.iterdir()
        if (app / "apps.py").is_file()
        for file in (app / "static").rglob("*.js")
    }
    assert set(named) == modules


def test_node_finds_a_module_under_the_same_name() -> None:
    names = json.loads((ROOT / "package.json").read_text())["imports"]

    for name in json.loads(import_map())["imports"]:
        app, rest = name.removeprefix("#").split("/", 1)
        assert (ROOT / names[f"#{app}/*"].replace("*", rest)).is_file()


def test_policy_allows_exactly_the_text_that_the_tag_writes() -> None:
    inline = re.fullmatch(r'<script type="importmap">(.*)</script>', render(), re.DOTALL)
    assert inline is not None
    digest = base64.b64encode(hashlib.sha256(inline[1].encode()).digest()).decode()
    middleware = ContentSecurityPolicy(lambda _: HttpResponse())

    response = middleware(RequestFactory().get("/"))

    assert isinstance(response, HttpResponse)
    policy = response["Content-Security-Policy"]
    assert f"'sha256-{digest}'" in policy
    assert "unsafe-inline" not in policy
    assert "nonce-" not in policy
