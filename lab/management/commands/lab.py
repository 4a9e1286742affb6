"""
`manage.py lab ...`: the lab process, and breaking and mending from the command line.

    serve                       keep the lab running (./start does)
    cut SEGMENT [--at METRES]   cut a segment, in its middle if no chainage is said
    cut --circuit CID           cut a connection at its own door
    loss CIRCUIT PERCENT        let a connection lose packets
    delay CIRCUIT MILLISECONDS  delay a connection's replies
    isolate                     cut the prober off from everything
    mend FAULT | mend --all     mend one fault, or everything
    list                        the faults in force
"""

import signal
import time
from argparse import RawDescriptionHelpFormatter
from collections.abc import Callable
from typing import Any

from django import forms
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext, ngettext

from inventory.models import Circuit, RouteSegment
from lab import operations, queries, wording
from lab.forms import CutForm, DelayForm, LossForm, MendForm
from lab.kernel.programs import KernelError
from lab.kernel.stage import Stage
from lab.models import LabFault
from lab.worker import LOOK_S, LabWorker
from monitoring.wording import instant

#: How long a command waits for the lab process to take a fault up.
PATIENCE_S = 3.0
#: The words that a form's field has on the command line.
ARGUMENTS = {
    "segment": "SEGMENT",
    "chainage_m": "--at",
    "circuit": "CIRCUIT",
    "loss_percent": "PERCENT",
    "delay_ms": "MILLISECONDS",
    "fault": "FAULT",
    "all": "--all",
}


class Command(BaseCommand):
    help = __doc__ or ""
    requires_system_checks = []

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        """Keep the lines of the help as they are."""
        kwargs["formatter_class"] = RawDescriptionHelpFormatter
        return super().create_parser(prog_name, subcommand, **kwargs)

    def add_arguments(self, parser: CommandParser) -> None:
        words = parser.add_subparsers(dest="errand", required=True, metavar="ERRAND")
        words.add_parser("serve", help="keep the lab running (./start does)")
        cut = words.add_parser("cut", help="cut a segment, or a connection at its door")
        cut.add_argument("segment", nargs="?", metavar="SEGMENT", help="code, as on the map")
        cut.add_argument("--at", metavar="METRES", help="from the segment's start; default: middle")
        cut.add_argument("--circuit", metavar="CIRCUIT", help="circuit id")
        loss = words.add_parser("loss", help="let a connection lose packets")
        loss.add_argument("circuit", metavar="CIRCUIT", help="circuit id")
        loss.add_argument("percent", metavar="PERCENT", help="1 to 100")
        delay = words.add_parser("delay", help="delay a connection's replies")
        delay.add_argument("circuit", metavar="CIRCUIT", help="circuit id")
        delay.add_argument("ms", metavar="MILLISECONDS", help="1 to 60000")
        words.add_parser("isolate", help="cut the prober off from everything")
        mend = words.add_parser("mend", help="mend one fault, or all")
        mend.add_argument("fault", nargs="?", metavar="FAULT", help="number, see list")
        mend.add_argument("--all", action="store_true", help="mend everything")
        words.add_parser("list", help="the faults in force")

    def handle(self, *_args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError(
                gettext("The lab exists in the demo only; a real city is not broken for play.")
            )
        errands: dict[str, Callable[[dict[str, Any]], None]] = {
            "serve": self._serve,
            "cut": self._cut,
            "loss": self._loss,
            "delay": self._delay,
            "isolate": self._isolate,
            "mend": self._mend,
            "list": self._list,
        }
        errands[options["errand"]](options)

    def _cut(self, options: dict[str, Any]) -> None:
        told = _checked(
            CutForm(
                {
                    "segment": options["segment"],
                    "chainage_m": options["at"],
                    "circuit": options["circuit"],
                },
                segments=RouteSegment.objects.all(),
                circuits=Circuit.objects.all(),
            )
        )
        now = timezone.now()
        if told["segment"] is not None:
            self._say_started(
                operations.cut_segment(
                    segment=told["segment"], chainage_m=told["chainage_m"], at=now
                )
            )
        else:
            self._say_started(operations.cut_circuit(circuit=told["circuit"], at=now))

    def _loss(self, options: dict[str, Any]) -> None:
        asked = {"circuit": options["circuit"], "loss_percent": options["percent"]}
        told = _checked(LossForm(asked, circuits=Circuit.objects.all()))
        self._say_started(
            operations.lose(
                circuit=told["circuit"], percent=told["loss_percent"], at=timezone.now()
            )
        )

    def _delay(self, options: dict[str, Any]) -> None:
        asked = {"circuit": options["circuit"], "delay_ms": options["ms"]}
        told = _checked(DelayForm(asked, circuits=Circuit.objects.all()))
        self._say_started(
            operations.delay(circuit=told["circuit"], delay_ms=told["delay_ms"], at=timezone.now())
        )

    def _isolate(self, _options: dict[str, Any]) -> None:
        self._say_started(operations.isolate(at=timezone.now()))

    def _mend(self, options: dict[str, Any]) -> None:
        told = _checked(MendForm({"fault": options["fault"], "all": options["all"]}))
        if told["all"]:
            n_mended = operations.mend_all(at=timezone.now())
        else:
            operations.mend(fault_id=told["fault"], at=timezone.now())
            n_mended = 1
        words = ngettext("%(n)d fault is mended.", "%(n)d faults are mended.", n_mended)
        self.stdout.write(words % {"n": n_mended})

    def _list(self, _options: dict[str, Any]) -> None:
        now = timezone.now()
        faults = LabFault.objects.in_force().select_related(
            "segment", "circuit__school", "circuit__site"
        )
        for fault in faults.order_by("started_at", "pk"):
            begun = instant(fault.started_at, now=now)
            self.stdout.write(f"{fault.pk}  {begun}  {wording.fault_words(fault)}")
        if not faults:
            self.stdout.write(gettext("Nothing is broken."))

    def _say_started(self, fault: LabFault) -> None:
        names = queries.darkened_by(fault) if fault.kind == LabFault.Kind.CUT else []
        self.stdout.write(f"{wording.fault_words(fault)} ({fault.pk}).")
        self.stdout.write(wording.effect_words(fault, darkened=names))
        if not _is_taken_up(fault):
            self.stderr.write(
                gettext("The lab has not taken it up yet. Does it run? ./start keeps it running.")
            )

    def _serve(self, _options: dict[str, Any]) -> None:
        over: list[int] = []
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda number, _frame: over.append(number))
        if settings.LAB_MODE == "none":
            self._tell(gettext("This computer allows no network of its own: no lab runs."))
            # Ending would only make the supervisor start us again.
            while not over:
                time.sleep(LOOK_S)
            return
        stage = Stage(host_inode=settings.LAB_HOST_NAMESPACE, tell=self._tell)
        try:
            LabWorker(stage=stage, tell=self._tell).run(is_over=lambda: bool(over))
        except KernelError as error:
            raise CommandError(str(error)) from error

    def _tell(self, words: str) -> None:
        self.stderr.write(words)


def _checked(form: forms.Form) -> dict[str, Any]:
    """Return what the form accepted; raises CommandError that names the argument."""
    if form.is_valid():
        return form.cleaned_data
    lines = [
        f"{ARGUMENTS.get(field, field)}: {word}"
        for field, words in form.errors.items()
        for word in words
    ]
    raise CommandError("\n".join(lines))


def _is_taken_up(fault: LabFault) -> bool:
    """Wait a little until the lab process has the fault in force; returns whether it has."""
    for _ in range(int(PATIENCE_S / 0.1)):
        fault.refresh_from_db(fields=["applied_at"])
        if fault.applied_at is not None:
            return True
        time.sleep(0.1)
    return False
