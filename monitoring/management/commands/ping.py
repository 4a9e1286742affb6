"""Ping a site's connections now, from where the worker stands."""

import time
from argparse import ArgumentParser
from collections.abc import Iterable
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError
from django.utils import timezone
from django.utils.translation import gettext as _

from inventory.models import Site
from monitoring.models import ProbeRequest, Vantage
from monitoring.operations.probe_requests import PATIENCE, request_ping
from monitoring.queries.sought import (
    SiteNotClearError,
    SiteNotFoundError,
    sought_site,
    watched_targets,
)
from monitoring.wording import quantity

ANSWERED, SILENT, NOT_MEASURED = 0, 1, 2
_PENDING = {ProbeRequest.Status.WAITING, ProbeRequest.Status.RUNNING}


class Command(BaseCommand):
    help = (
        "Pings a site's connections from the worker. Ends with 0 if all answered, 1 if one did "
        "not, 2 if nothing was measured."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("site", help="short name, official school number, id or (part of) name")
        parser.add_argument("--vantage", metavar="SLUG", help="from where; default: all")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002 - Django's signature
        try:
            self._ping(options["site"], vantage_slug=options["vantage"])
        except OperationalError as error:
            raise CommandError(
                _("The database does not answer: is Lichtweg running (./start)?"),
                returncode=NOT_MEASURED,
            ) from error

    def _ping(self, words: str, *, vantage_slug: str | None) -> None:
        site = _site(words)
        targets = watched_targets(site)
        if not targets:
            raise CommandError(
                _("No connection of %(site)s is watched.") % {"site": site}, returncode=NOT_MEASURED
            )
        now = timezone.now()
        requests = [
            request_ping(target=target, vantage=vantage, by=None, at=now)
            for vantage in _vantages(vantage_slug)
            for target in targets
        ]
        ends = [self._say(request, site=site) for request in _awaited(requests)]
        if any(ends):
            raise SystemExit(max(ends))

    def _say(self, request: ProbeRequest, *, site: Site) -> int:
        """Say what came of a request, and return the exit code that it stands for."""
        told = {
            "site": request.target.circuit.label or site.name,
            "address": request.target.address,
            "vantage": request.vantage.name,
        }
        if request.status == ProbeRequest.Status.DONE:
            rtt_ms = (request.answer or {}).get("rtt_ms")
            if rtt_ms is not None:
                told["rtt"] = quantity(rtt_ms, unit="ms", decimals=2)
                text = _("%(site)s answers: %(rtt)s (%(address)s, from %(vantage)s).")
                self.stdout.write(text % told)
                return ANSWERED
            text = _("%(site)s does not answer (%(address)s, from %(vantage)s).")
            self.stdout.write(text % told)
            return SILENT
        told["why"] = request.error or _("No worker answered in time.")
        text = _("%(site)s was not measured (%(address)s, from %(vantage)s): %(why)s")
        self.stderr.write(text % told)
        return NOT_MEASURED


def _site(words: str) -> Site:
    try:
        return sought_site(words)
    except SiteNotFoundError as error:
        text = _("No site goes by “%(words)s”. Take its short name, school number, id or name.")
        raise CommandError(text % {"words": words}, returncode=NOT_MEASURED) from error
    except SiteNotClearError as error:
        text = _("Several sites go by “%(words)s”: %(names)s.")
        raise CommandError(
            text % {"words": words, "names": error}, returncode=NOT_MEASURED
        ) from error


def _vantages(slug: str | None) -> list[Vantage]:
    vantages = Vantage.objects.filter(is_enabled=True)
    if slug is not None:
        vantages = vantages.filter(slug=slug)
    found = list(vantages.order_by("slug"))
    if not found:
        raise CommandError(_("There is no such vantage."), returncode=NOT_MEASURED)
    return found


def _awaited(requests: Iterable[ProbeRequest]) -> Iterable[ProbeRequest]:
    """Yield each request when it is answered, or when nobody will answer any more."""
    until = time.monotonic() + PATIENCE[ProbeRequest.Kind.PING].total_seconds() + 1
    for request in requests:
        while time.monotonic() < until:
            request.refresh_from_db(fields=["status", "answer", "error"])
            if request.status not in _PENDING:
                break
            time.sleep(0.1)
        yield request
