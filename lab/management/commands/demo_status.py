"""Tells in figures how far the demo is up; `./start --check` waits for it."""

import json
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db.models import Exists, OuterRef, QuerySet

from inventory.models import Circuit, School, Site
from monitoring.models import ProbeRound, Target


class Command(BaseCommand):
    help = "Tell connections, schools, parks, targets and who has replied."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="one line of JSON")

    def handle(self, *_args: Any, **options: Any) -> None:
        told = figures()
        if options["json"]:
            self.stdout.write(json.dumps(told))
        else:
            for name, value in told.items():
                self.stdout.write(f"{name}: {value}")


def figures() -> dict[str, int | str]:
    """
    Return the figures; 7 queries.

    `replies` counts school connections, `silent` connections of any kind that are probed but of
    which no reply is stored yet.
    """
    parks = Site.objects.filter(kind=Site.Kind.BUSINESS_PARK)
    probed = Circuit.objects.filter(targets__is_enabled=True).distinct()
    return {
        "school_connections": Circuit.objects.school_connections().count(),
        "operating_schools": School.objects.filter(status=School.Status.OPERATING).count(),
        "parks_known": parks.count(),
        "parks_placed": parks.placed().count(),
        "targets": Target.objects.filter(is_enabled=True).count(),
        "replies": _replied(Circuit.objects.school_connections()).count(),
        "silent": probed.exclude(pk__in=_replied(probed).values("pk")).count(),
        "lab": settings.LAB_MODE,
    }


def _replied(circuits: QuerySet[Circuit]) -> QuerySet[Circuit]:
    rounds = ProbeRound.objects.filter(target__circuit=OuterRef("pk"), received__gte=1)
    return circuits.filter(Exists(rounds))
