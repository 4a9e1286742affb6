"""Make an API token for a person and print it once."""

from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.models import User
from accounts.tokens import MAX_DAYS, create_token


class Command(BaseCommand):
    help = "Make an API token; it is printed this once and stored as a hash."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--user", required=True, metavar="NAME", help="who it acts as")
        parser.add_argument("--read-only", action="store_true", help="it may only read")
        parser.add_argument(
            "--expires", type=int, default=90, metavar="DAYS", help=f"1 to {MAX_DAYS}, default 90"
        )
        parser.add_argument("--name", default="", help="what it is for")

    def handle(self, **options: Any) -> None:
        user = User.objects.filter(username__iexact=options["user"]).first()
        if user is None:
            raise CommandError(f"--user: there is nobody called {options['user']!r}")
        try:
            new = create_token(
                user=user,
                name=options["name"],
                read_only=options["read_only"],
                expires_in=timedelta(days=options["expires"]),
            )
        except (ValueError, OverflowError) as error:
            raise CommandError(f"--expires: {error}") from None
        reach = "read only" if new.token.read_only else "read and write"
        self.stderr.write(f"Token of {user}, {reach}, until {new.token.expiry:%Y-%m-%d %H:%M} UTC:")
        self.stdout.write(new.clear_text)
