"""Waiting until it is really up: pages answer, and for `--check` every connection replied."""

import json
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from http import HTTPStatus
from typing import Any

from setup import commands
from setup.console import SetupError
from setup.product import Product

WEB_TIMEOUT = timedelta(seconds=60)
CHECK_TIMEOUT = timedelta(seconds=180)
KEYS = (
    "school_connections",
    "operating_schools",
    "parks_known",
    "parks_placed",
    "targets",
    "replies",
    "lab",
)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a page said: the HTTP status (None: nobody answered) and the beginning of its text."""

    status: int | None
    text: str


def ask(url: str) -> Answer:
    """Return the answer of one page; nobody there is an answer too."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), _NoRedirect())
    try:
        with opener.open(url, timeout=5) as page:
            return Answer(status=page.status, text=page.read(2000).decode(errors="replace"))
    except urllib.error.HTTPError as error:
        return Answer(status=error.code, text=error.read(2000).decode(errors="replace"))
    except OSError as error:
        return Answer(status=None, text=str(error))


def wait_for_web(product: Product, *, keep_house: Callable[[], None]) -> None:
    """
    Wait until the web answers; outside the demo a redirection to HTTPS is an answer.

    Raises:
        SetupError: it does not, with the last lines of its log.
    """
    deadline = time.monotonic() + WEB_TIMEOUT.total_seconds()
    while (
        answer := ask(f"{product.url}healthz")
    ).status is None or answer.status >= HTTPStatus.BAD_REQUEST:
        if time.monotonic() > deadline:
            raise SetupError(
                f"The web does not answer at {product.url}healthz ({_said(answer)})."
                + commands.last_lines(product.layout.log / "web.log")
            )
        keep_house()
        time.sleep(0.2)


def wait_for_replies(product: Product, *, keep_house: Callable[[], None]) -> dict[str, Any]:
    """
    Wait until `/readyz` is green and every connection has a stored reply; returns what is told.

    Raises:
        SetupError: after 180 s, with what is not ready and the last lines of the logs.
    """
    deadline = time.monotonic() + CHECK_TIMEOUT.total_seconds()
    while True:
        answer = ask(f"{product.url}readyz")
        status = _demo_status(product) if answer.status == HTTPStatus.OK else {}
        if status and status["targets"] > 0 and status["silent"] == 0:
            return status
        if time.monotonic() > deadline:
            raise SetupError(_not_ready(product, answer, status))
        for _ in range(10):
            keep_house()
            time.sleep(0.2)


def report(status: dict[str, Any], *, lab: str, seconds: float) -> str:
    """Return the one JSON line of `./start --check`."""
    told = {key: status.get(key) for key in KEYS} | {"lab": lab, "seconds": round(seconds, 1)}
    return json.dumps(told)


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """A redirection is an answer: production sends plain HTTP on to HTTPS, which others serve."""

    def redirect_request(self, *_args: Any) -> None:
        """Follow nothing; urllib then reports the redirection as an HTTPError."""


def _demo_status(product: Product) -> dict[str, Any]:
    """Return what the product says about its city, empty while it cannot say."""
    done = subprocess.run(
        product.manage("demo_status", "--json"),
        env=product.environment(),
        cwd=product.layout.code,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    try:
        told = json.loads(done.stdout)
    except ValueError:
        return {}
    return told if isinstance(told, dict) and {"targets", "silent"} <= told.keys() else {}


def _not_ready(product: Product, answer: Answer, status: dict[str, Any]) -> str:
    head = f"Not ready after {CHECK_TIMEOUT.seconds} s: "
    if answer.status != HTTPStatus.OK:
        parts = [f"{head}{product.url}readyz says {_said(answer)}."]
    elif not status:
        parts = [f"{head}`manage.py demo_status --json` gives no figures."]
    else:
        parts = [f"{head}{status['silent']} of {status['targets']} connections have not replied."]
    parts += [
        commands.last_lines(product.layout.log / f"{name}.log") for name in ("prober", "lab", "web")
    ]
    return "".join(parts)


def _said(answer: Answer) -> str:
    text = " ".join(answer.text.split())[:300]
    return f"{answer.status}: {text}" if answer.status else text
