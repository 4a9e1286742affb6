"""What a cell says: numbers, dates, ranges and words in German and English, or why it does not."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from django.utils.translation import gettext as _

from inventory.imports.columns import Column, folded

_RANGE = re.compile(r"([0-9]{1,5})\s*(?:-|–|\.\.|bis|to)\s*([0-9]{1,5})")
#: The most numbers that one range may count; more fibres no cable has.
MAX_RANGE = 7000


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong with a line of a table: in which column, in plain words."""

    line: int
    column: str
    says: str


@dataclass(slots=True)
class Cells:
    """
    One line's cells by the keys of their columns; what is wrong is gathered, not raised.

    A question returns a value that may be used on only if `findings` is empty at the end.
    """

    line: int
    values: Mapping[str, str]
    columns: Mapping[str, Column]
    #: Key of a column to the heading that it has in the file.
    headings: Mapping[str, str]
    findings: list[Finding] = field(default_factory=list)

    def wrong(self, key: str, says: str) -> None:
        """Note what is wrong in a column."""
        self.findings.append(Finding(self.line, self.headings.get(key, key), says))

    def text(self, key: str, *, max_length: int = 200) -> str:
        """Return a text; "" where there is none and none is needed."""
        value = self.values.get(key, "")
        if not value and self.columns[key].is_required:
            self.wrong(key, _("This cell must not be empty."))
        if len(value) > max_length:
            self.wrong(key, _("At most %(n)d characters fit here.") % {"n": max_length})
        return value

    def number(self, key: str, *, least: int = 1, most: int = 32_767) -> int | None:
        """Return a whole number, None where there is none."""
        value = self.text(key)
        if not value:
            return None
        if not re.fullmatch(r"[0-9]{1,9}", value) or not least <= int(value) <= most:
            said = {"text": value[:40], "least": least, "most": most}
            self.wrong(
                key,
                _("A whole number from %(least)d to %(most)d is expected, not “%(text)s”.") % said,
            )
            return None
        return int(value)

    def decimal(self, key: str, *, most: float) -> float | None:
        """Return a number with a decimal point or comma, not negative; None where there is none."""
        value = self.text(key)
        if not value:
            return None
        if not re.fullmatch(r"[0-9]{1,9}([.,][0-9]{1,6})?", value):
            self.wrong(
                key, _("A number such as 0.05 is expected, not “%(text)s”.") % {"text": value[:40]}
            )
            return None
        number = float(value.replace(",", "."))
        if number > most:
            self.wrong(key, _("%(text)s is more than can be.") % {"text": value})
        return number

    def day(self, key: str) -> date | None:
        """Return a date, None where there is none."""
        value = self.text(key)
        if not value:
            return None
        for form in ("%Y-%m-%d", "%d.%m.%Y"):
            try:
                # Only the date is wanted, so no zone is lost.
                return datetime.strptime(value, form).date()  # noqa: DTZ007 - a day has no zone
            except ValueError:
                continue
        self.wrong(
            key, _("A date such as 2026-11-23 is expected, not “%(text)s”.") % {"text": value[:40]}
        )
        return None

    def choice(self, key: str, words: Mapping[str, str], *, default: str) -> str:
        """Return what a word means, in either language; the default where there is none."""
        value = self.text(key)
        if not value:
            return default
        meant = words.get(folded(value))
        if meant is None:
            self.wrong(key, _("“%(text)s” is none of the words known here.") % {"text": value[:40]})
            return default
        return meant

    def span(self, key: str, *, least: int = 1) -> tuple[int, int] | None:
        """Return first and last of a number or a range, None where there is none."""
        value = self.text(key)
        if not value:
            return None
        span = _span(value)
        if span is None or not least <= span[0] <= span[1] < span[0] + MAX_RANGE:
            self.wrong(
                key,
                _("A number or a range such as 1-12 is expected, not “%(text)s”.")
                % {"text": value[:40]},
            )
            return None
        return span

    def numbers(self, key: str) -> tuple[int, ...]:
        """Return all numbers of a list of numbers and ranges."""
        text = self.text(key)
        numbers = numbers_in(text)
        if text and not numbers:
            self.wrong(
                key,
                _("Numbers and ranges such as 1-3, 5 are expected, not “%(text)s”.")
                % {"text": text[:40]},
            )
        return numbers

    def words(self, key: str) -> tuple[str, ...]:
        """Return the words of a cell, apart by blanks, commas or plus signs."""
        return tuple(filter(None, re.split(r"[\s,;+]+", self.text(key, max_length=500))))


def numbers_in(text: str) -> tuple[int, ...]:
    """Return all numbers of a list of numbers and ranges, such as 1-3, 5; none if it is no list."""
    found: set[int] = set()
    for part in filter(None, re.split(r"[,;+]", text)):
        span = _span(part.strip())
        if span is None or not 1 <= span[0] <= span[1] < span[0] + MAX_RANGE:
            return ()
        found.update(range(span[0], span[1] + 1))
    return tuple(sorted(found))


def _span(text: str) -> tuple[int, int] | None:
    if re.fullmatch(r"[0-9]{1,5}", text):
        return int(text), int(text)
    found = _RANGE.fullmatch(text)
    return (int(found[1]), int(found[2])) if found else None
