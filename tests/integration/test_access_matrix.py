"""
Every URL x everybody who may ask, against the table of docs/access.md; nothing is unlisted.

The table is read, each row's example is asked as each of its columns, and every difference is
named. That file's head says how a row is added.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.conf import settings as configured
from django.db import transaction
from django.http import HttpResponseBase
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from pytest_django import Settings

from accounts.roles import Role
from tests.conftest import City
from tests.integration.access_world import ASKERS, World, make_world

pytestmark = pytest.mark.django_db

TABLE = Path(__file__).parents[2] / "docs" / "access.md"
OWN_APPS = {"accounts", "pages", "maps", "reports", "lab", "monitoring", "inventory", "config"}
#: Statuses that say: you may. What a bare example lacks is said with 400 or 422.
PASSED = {200, 201, 202, 204, 301, 302, 304, 400, 409, 415, 422, 503}


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table: a route, how it is asked, and what each asker gets."""

    route: str
    method: str
    example: str
    cells: dict[str, str]

    @property
    def is_tree(self) -> bool:
        """Whether it stands for every route below its own that has no line."""
        return self.route.endswith("**")


def rows() -> list[Row]:
    found = []
    for line in TABLE.read_text().splitlines():
        if line.startswith("| `"):
            route, method, example, *cells = [
                cell.strip().strip("`") for cell in line.strip("|").split("|")
            ]
            found.append(
                Row(
                    route.lstrip("/"),
                    method,
                    example,
                    dict(zip(ASKERS, cells, strict=True)),
                )
            )
    return found


def patterns() -> Iterator[tuple[str, URLPattern]]:
    def walk(found: list[URLPattern | URLResolver], above: str) -> Iterator[tuple[str, URLPattern]]:
        for one in found:
            route = above + str(one.pattern)
            if isinstance(one, URLPattern):
                yield route, one
            else:
                yield from walk(one.url_patterns, route)

    yield from walk(get_resolver().url_patterns, "")


def said(response: HttpResponseBase) -> str:
    """Return the word of the table for an answer."""
    place = response.headers.get("Location", "")
    if response.status_code in {301, 302} and re.match(r"/(admin/)?login/\?next=", place):
        return "login"
    if response.status_code == 404:
        return "no"
    return "yes" if response.status_code in PASSED else str(response.status_code)


@pytest.fixture
def world(city: City, settings: Settings) -> World:
    # Nobody types a password here; six slow hashes would be a third of the test.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    return make_world(city)


class Askers:
    """Signed-in people, each of whose requests is undone."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._sessions = {}
        for name, person in world.people.items():
            if person is not None:
                client = Client()
                client.force_login(person)
                self._sessions[name] = client.cookies[configured.SESSION_COOKIE_NAME].value
        # One for all: each new client lists every static file anew (0.3 s).
        self._client = Client(raise_request_exception=False)

    def ask(self, name: str, method: str, path: str) -> HttpResponseBase:
        self._client.cookies.clear()
        headers = {}
        if path.startswith("/api/"):
            # Machines show a token; a session opens nothing there.
            if name in self._world.tokens:
                headers["Authorization"] = f"Token {self._world.tokens[name]}"
        elif name in self._sessions:
            self._client.cookies[configured.SESSION_COOKIE_NAME] = self._sessions[name]
        with transaction.atomic():
            response = self._client.generic(method, path, headers=headers)
            transaction.set_rollback(True)
        return response


def test_every_route_is_listed_and_every_line_has_its_route() -> None:
    routes = {route for route, _ in patterns()}
    listed = {row.route for row in rows() if not row.is_tree}
    trees = tuple(row.route.removesuffix("**") for row in rows() if row.is_tree)

    assert listed - routes == set(), "no such route any more"
    assert {one for one in routes - listed if not one.startswith(trees)} == set(), "unlisted"


def test_every_own_view_says_who_may_pass() -> None:
    doorless = [
        route
        for route, pattern in patterns()
        if pattern.callback.__module__.partition(".")[0] in OWN_APPS
        and not hasattr(pattern.callback, "allowed_roles")
    ]

    assert doorless == []


def test_the_door_of_a_route_is_that_of_its_line() -> None:
    doors: dict[str, frozenset[Role] | None] = {
        route: pattern.callback.allowed_roles
        for route, pattern in patterns()
        if hasattr(pattern.callback, "allowed_roles")
    }
    wrong = []
    for row in rows():
        if row.route not in doors:
            continue
        for name, role in ASKERS.items():
            roles = doors[row.route]
            may = roles is None or (role is not None and role in roles)
            # Behind an open door a row may still be hidden (`visible_to`): yes needs the door.
            if row.cells[name] == "yes" and not may:
                wrong.append((row.route, name))

    assert wrong == [], wrong


def test_everybody_gets_what_the_table_says(world: World) -> None:
    askers = Askers(world)
    differing = []
    for row in (one for one in rows() if not one.is_tree):
        for name, expected in row.cells.items():
            path = row.example.format(**world.names)
            answer = said(askers.ask(name, row.method, path))
            if answer != expected:
                differing.append(f"{row.method} {path} as {name}: {answer}, not {expected}")

    assert differing == [], "\n".join(differing)


def test_below_a_tree_nobody_passes_who_may_not(world: World) -> None:
    askers, listed = Askers(world), {row.route for row in rows()}
    passing = []
    for tree in (row for row in rows() if row.is_tree):
        for route, _ in patterns():
            if route in listed or not route.startswith(tree.route.removesuffix("**")):
                continue
            path = "/" + example_of(route)
            for name, expected in tree.cells.items():
                answer = said(askers.ask(name, "GET", path))
                # Whoever may pass meets a page, or a 404 for the number that the example made up.
                if expected != "yes" and answer not in {expected, "405"}:
                    passing.append(f"{path} as {name}: {answer}, not {expected}")

    assert passing == [], "\n".join(passing)


def example_of(route: str) -> str:
    """Return a path that a route matches, with "1" for what it leaves open."""
    named = re.sub(r"\(\?P<\w+>([\w|]+)\)", lambda found: found[1].split("|")[0], route)
    named = re.sub(r"\(\?P<\w+>[^)]*\)", "1", named)
    return re.sub(r"<[^>]+>", "1", named).replace("^", "").replace("$", "")


def test_another_school_answers_as_if_it_did_not_exist(world: World) -> None:
    askers = Askers(world)
    pairs = [
        ("/sites/{site_b}/", "/sites/no-such-site/"),
        ("/sites/{site_b_id}/", "/sites/999999999/"),
        ("/my-school/{circuit_b}/", "/my-school/999999999/"),
        ("/sites/{pop}/", "/sites/no-such-site/"),
    ]

    for hidden, missing in pairs:
        theirs = askers.ask("contact A", "GET", hidden.format(**world.names))
        nobodys = askers.ask("contact A", "GET", missing)
        assert (theirs.status_code, nobodys.status_code) == (404, 404)
        assert without_tokens(theirs) == without_tokens(nobodys)


def without_tokens(response: HttpResponseBase) -> str:
    """Return a page's text without what differs on every page: form tokens and its own address."""
    text = response.content.decode()  # type: ignore[attr-defined]  # pages are not streamed
    return re.sub(r'name="(csrfmiddlewaretoken|next)" value="[^"]*"', "", text)


INLINE = re.compile(
    r"<script(?![^>]*\bsrc=)(?![^>]*type=\"(importmap|application/json)\")"
    r"|<style\b|\sstyle=|\son\w+\s*=\s*[\"']|javascript:",
    re.IGNORECASE,
)


def test_every_page_has_the_strict_policy_and_nothing_inline(world: World) -> None:
    askers, wrong = Askers(world), []
    for row in rows():
        if row.method != "GET" or row.route.startswith(("api/", "admin/")):
            continue
        # One who passes and one who does not: the same template for all.
        for name in {
            cell: name for name, cell in row.cells.items() if cell in {"yes", "no"}
        }.values():
            path = row.example.format(**world.names)
            response = askers.ask(name, "GET", path)
            policy = response.headers.get("Content-Security-Policy", "")
            if "default-src 'none'" not in policy or "unsafe" in policy:
                wrong.append(f"{path} as {name}: policy {policy!r}")
            if not response.headers.get("Content-Type", "").startswith("text/html"):
                continue
            inline = INLINE.search(response.content.decode())  # type: ignore[attr-defined]  # pages are not streamed
            if inline:
                wrong.append(f"{path} as {name}: {inline[0]}")

    assert wrong == [], wrong
