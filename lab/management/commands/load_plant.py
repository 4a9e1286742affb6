"""Lays the plant of the demo city unless there are cables."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from lab import demo_plant
from lab.demo_plant import Outcome


class Command(BaseCommand):
    help = "Lay the plant of the demo city: cables, joints, light. A second time changes nothing."
    requires_system_checks = []

    def handle(self, *_args: Any, **_options: Any) -> None:
        try:
            report = demo_plant.lay()
        except (LookupError, ValueError) as error:
            raise CommandError(
                _("The routes were changed: no plant can be laid on them (%(why)s).")
                % {"why": error}
            ) from error
        if report.outcome is Outcome.NO_CITY:
            raise CommandError(_("There is no demo city with a PoP to begin at: load it first."))
        if report.outcome is Outcome.LAID:
            self.stdout.write(_("The plant is laid."))
        else:
            self.stdout.write(_("There are cables already; nothing was changed."))
        self.stdout.write(_("Light paths that run: %(n)d.") % {"n": report.n_paths})
        if report.without_path:
            self.stdout.write(
                _("Without a path: %(cids)s.") % {"cids": ", ".join(report.without_path)}
            )
