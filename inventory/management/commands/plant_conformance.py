"""`manage.py plant_conformance FILE.json [--check]`: the plant's answers to conformance cases."""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import override

from inventory.management.conformance.asking import answers, rolled_back
from inventory.management.conformance.building import prepare
from inventory.management.conformance.cases import CasesError, read_cases

FOUND_DIFFERENT, CANNOT = 1, 2


class Command(BaseCommand):
    """Builds the plant of each case, asks, prints the answers, and leaves nothing behind."""

    help = "Answers the plant conformance cases of a file as JSON (form: tests/golden/plant.md)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the file, and whether to compare."""
        parser.add_argument("file", type=Path, metavar="FILE.json")
        parser.add_argument(
            "--check",
            action="store_true",
            help="compare with what the file expects; exit 1 on any difference",
        )

    def handle(self, *_args: Any, file: Path, check: bool, **_options: Any) -> None:
        """Exit 0; 1 if an answer differs; 2 if the file cannot be used."""
        try:
            with override("en"), rolled_back():
                read = read_cases(file)
                catalogue = prepare(read.cases)
                found = {case.name: answers(case, catalogue) for case in read.cases}
        except CasesError as error:
            self.stderr.write(str(error))
            sys.exit(CANNOT)
        if not check:
            self.stdout.write(json.dumps(found, ensure_ascii=False, indent=1))
            return
        n_different = self._compare(found, read.expected)
        n_asked = sum(map(len, found.values()))
        self.stdout.write(f"{len(found)} cases, {n_asked} queries, {n_different} different")
        if n_different:
            sys.exit(FOUND_DIFFERENT)

    def _compare(self, found: dict[str, dict[str, Any]], expected: Any) -> int:
        """Print every answer that is not the one expected; return how many."""
        n_different = 0
        for case, given in found.items():
            wanted = expected.get(case, {})
            for query in sorted(given.keys() | wanted.keys()):
                if query not in wanted or query not in given or given[query] != wanted[query]:
                    n_different += 1
                    self.stdout.write(
                        f"{case} {query}: expected {json.dumps(wanted.get(query))},"
                        f" answered {json.dumps(given.get(query))}"
                    )
        return n_different
