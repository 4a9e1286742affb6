"""
A browser for errands: Debian's chromium, driven by playwright, against `live_server`.

Every page is listened to: a request for a foreign host, a script's error or a refusal by the
content security policy fails the test at its end.
"""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.apps import apps
from django.conf import settings
from django.test import Client
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request
from pytest_django.live_server_helper import LiveServer

from accounts.models import User

# Playwright's sync face runs an event loop in this thread; the tests' queries are ours, not its.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Empty all tables after each journey, also those that no managed model made."""
    # Django empties with CASCADE only where the apps are named; the rounds' hours need it.
    every_app = [app.name for app in apps.get_app_configs()]
    emptied = pytest.mark.django_db(transaction=True, available_apps=every_app)
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(emptied, append=False)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Start the system's chromium, and keep it from calling home."""
    if not Path(CHROMIUM).is_file():
        pytest.fail(f"no browser at {CHROMIUM}: install chromium or set CHROMIUM to its path")
    quiet = [
        # /dev/shm is 64 MB in containers.
        "--disable-dev-shm-usage",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-default-apps",
        "--disable-sync",
        "--no-first-run",
        "--no-pings",
    ]
    if os.geteuid() == 0:
        # Chromium's sandbox refuses root.
        quiet.append("--no-sandbox")
    return {**browser_type_launch_args, "executable_path": CHROMIUM, "args": quiet}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """Read German, in the city's time zone, on a laptop."""
    return {
        **browser_context_args,
        "locale": "de-DE",
        "timezone_id": settings.TIME_ZONE,
        "viewport": {"width": 1280, "height": 800},
    }


class Ear:
    """Hears what a browser context asks for and complains of."""

    def __init__(self, context: BrowserContext) -> None:
        self.foreign: list[str] = []
        self.complaints: list[str] = []
        context.on("request", self._asked)
        context.on("console", self._said)
        context.on("weberror", lambda error: self.complaints.append(str(error.error)))

    def _asked(self, request: Request) -> None:
        url = urlsplit(request.url)
        if url.scheme in {"http", "https", "ws", "wss"} and url.hostname not in {
            "127.0.0.1",
            "localhost",
        }:
            self.foreign.append(request.url)

    def _said(self, message: ConsoleMessage) -> None:
        # A refused form or a page that is not there is the server's word, not a script's fault.
        if message.type == "error" and "Failed to load resource" not in message.text:
            self.complaints.append(message.text)


@pytest.fixture(autouse=True)
def ear(context: BrowserContext) -> Iterator[Ear]:
    """Fail a journey in which the browser asked a foreign host or a script broke."""
    listening = Ear(context)
    yield listening
    assert listening.foreign == [], "the page asked a foreign host"
    assert listening.complaints == [], "the browser complained"


@pytest.fixture
def sign_in(context: BrowserContext, live_server: LiveServer) -> Callable[[User], None]:
    """Return a function that signs a person in without the log-in page."""

    def enter(user: User) -> None:
        client = Client()
        client.force_login(user)
        context.add_cookies(
            [
                {
                    "name": settings.SESSION_COOKIE_NAME,
                    "value": client.cookies[settings.SESSION_COOKIE_NAME].value,
                    "url": live_server.url,
                }
            ]
        )

    return enter


@pytest.fixture
def axe() -> Callable[[Page], None]:
    """Return a function that fails with every barrier that axe finds on a page."""

    def check(page: Page) -> None:
        found = Axe().run(page)
        barriers = [
            f"{violation['id']} ({violation['impact']}): {node['html'][:160]}"
            for violation in found.response["violations"]
            for node in violation["nodes"]
        ]
        assert barriers == []

    return check
