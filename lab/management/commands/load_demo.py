"""Loads the demo city unless it is there."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lab import demo_city, demo_people
from lab.demo_city import DemoRefusedError, Outcome

SENTENCES = {
    Outcome.LOADED: gettext_lazy("The demo city is loaded."),
    Outcome.ALREADY_THERE: gettext_lazy("The demo city is there already; nothing was changed."),
    Outcome.OLDER_KEPT: gettext_lazy(
        "A demo city from older tables is there; it was kept with what was edited in it. "
        "`manage.py load_demo --again` writes the new tables over it."
    ),
}


class Command(BaseCommand):
    help = "Load the demo city, with demo people and planned works. A second time changes nothing."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--again", action="store_true", help="write over what was edited")
        parser.add_argument(
            "--no-ipv6", action="store_true", help="give the parks IPv4 addresses of the lab"
        )

    def handle(self, *_args: Any, again: bool, no_ipv6: bool, **_options: Any) -> None:
        try:
            outcome = demo_city.load(at=timezone.now(), again=again)
        except DemoRefusedError as error:
            raise CommandError(str(error)) from error
        if no_ipv6 and (n_changed := demo_city.do_without_ipv6()):
            self.stdout.write(
                _("%(n)d addresses were changed from IPv6 to IPv4.") % {"n": n_changed}
            )
        demo_people.write_logins(settings.VAR_DIR / "demo_logins.json")
        self.stdout.write(str(SENTENCES[outcome]))
