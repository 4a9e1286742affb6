"""The worker of a vantage, as a process."""

import asyncio
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from monitoring.probes.sockets import IcmpNotPermittedError
from monitoring.queries.watchlist import NoSuchVantageError
from monitoring.worker.iperf import Trial
from monitoring.worker.service import serve


class Command(BaseCommand):
    help = "Watches from a vantage: probes its targets, stores what it finds, pings and tests."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--vantage", metavar="SLUG", help="needed if there are several")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002 - Django's signature
        trial = Trial(seconds=settings.THROUGHPUT_SECONDS)
        try:
            asyncio.run(serve(options["vantage"], trial=trial))
        except NoSuchVantageError as error:
            raise CommandError(
                _("Name a vantage with --vantage. There are: %(slugs)s.")
                % {"slugs": str(error) or _("none")}
            ) from error
        except IcmpNotPermittedError as error:
            raise CommandError(str(error)) from error
