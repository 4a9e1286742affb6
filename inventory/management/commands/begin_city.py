"""Begins a real city: its area and its first administrator."""

import os
import sys
from argparse import ArgumentParser
from getpass import getpass
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from inventory.operations.beginning import Administrator, Beginning, begin_city, read_area

PASSWORD_VARIABLE = "LICHTWEG_ADMIN_PASSWORD"  # noqa: S105 - the name of a variable


class Command(BaseCommand):
    help = (
        "Begin a real city in an empty installation. The administrator's password comes from "
        f"{PASSWORD_VARIABLE}, else it is asked."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--name", required=True, help="the city")
        parser.add_argument("--area", type=Path, required=True, help="GeoJSON in WGS84")
        parser.add_argument("--metric-srid", type=int, required=True, help="such as 25832")
        parser.add_argument("--state", required=True, help="for its holidays, such as NW")
        parser.add_argument("--country", default="DE", help="ISO 3166 code (DE)")
        parser.add_argument("--admin", required=True, help="user name")
        parser.add_argument("--admin-email", required=True)

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            area = begin_city(
                beginning=Beginning(
                    name=options["name"],
                    area=read_area(options["area"]),
                    metric_srid=options["metric_srid"],
                    state=options["state"],
                    country=options["country"],
                ),
                administrator=Administrator(
                    username=options["admin"],
                    email=options["admin_email"],
                    password=_password(),
                ),
            )
        except ValidationError as error:
            raise CommandError("\n".join(error.messages)) from error
        self.stdout.write(_("%(city)s has begun.") % {"city": area.name})


def _password() -> str:
    given = os.environ.get(PASSWORD_VARIABLE, "")
    if given:
        return given
    if not sys.stdin.isatty():
        raise CommandError(
            _("Nobody can be asked for the password here: set %(name)s.")
            % {"name": PASSWORD_VARIABLE}
        )
    password = getpass(_("Password of the administrator: "))
    if getpass(_("Once more: ")) != password:
        raise CommandError(_("The two passwords differ."))
    return password
