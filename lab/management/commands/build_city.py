"""Builds the fixtures of the demo city from its tables; only files, no database."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from fixtures.builder import build
from fixtures.builder.tables import read_tables

CITY = settings.BASE_DIR / "fixtures" / "gelsenkirchen"


class Command(BaseCommand):
    help = (
        "Build the fixtures of the demo city from its tables. The same tables give the same bytes."
    )
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--tables", type=Path, default=CITY / "tables", metavar="FOLDER")
        parser.add_argument("--out", type=Path, default=CITY, metavar="FOLDER")

    def handle(self, *_args: Any, tables: Path, out: Path, **_options: Any) -> None:
        out.mkdir(parents=True, exist_ok=True)
        for name, text in build(read_tables(tables)).items():
            (out / name).write_text(text, encoding="utf-8", newline="\n")
            self.stdout.write(f"{out / name}: {text.count(chr(10)) - 2} rows")
