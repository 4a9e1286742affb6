"""`manage.py check_plant [--rebuild]`: says in plain words what is amiss in the plant."""

import sys
from argparse import ArgumentParser
from time import monotonic
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from inventory.models import Cable, CircuitPath, Joint, Strand
from inventory.operations.paths import rebuild_all
from inventory.queries.checks import findings


class Command(BaseCommand):
    """Asks every rule of all rows; exit 1 if anything is amiss."""

    help = "Checks the plant and says what is amiss, each with a code; exit 1 if anything is."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take whether to mend."""
        parser.add_argument(
            "--rebuild",
            action="store_true",
            help="first make what is derived (light paths, lit fibres) true again",
        )

    def handle(self, *_args: Any, rebuild: bool, **_options: Any) -> None:
        """Exit 0; 1 if anything is amiss."""
        began_s = monotonic()
        if rebuild:
            self.stdout.write(_("%(n)d light paths rebuilt.") % {"n": rebuild_all()})
        n_findings = 0
        for finding in findings():
            n_findings += 1
            self.stdout.write(str(finding))
        words = _(
            "%(findings)d findings in %(cables)d cables, %(strands)d fibres, %(joints)d joints "
            "and %(paths)d light paths; %(seconds).1f s."
        )
        self.stdout.write(
            words
            % {
                "findings": n_findings,
                "cables": Cable.objects.count(),
                "strands": Strand.objects.count(),
                "joints": Joint.objects.count(),
                "paths": CircuitPath.objects.count(),
                "seconds": monotonic() - began_s,
            }
        )
        if n_findings:
            sys.exit(1)
