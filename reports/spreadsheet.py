"""
The availability report as CSV: one header row, one row a connection, for a spreadsheet.

UTF-8 with a byte order mark, semicolon between fields. Seconds are whole numbers without grouping;
percentages have the decimal sign of the reader's language. Text cells that a spreadsheet would run
as a formula begin with an apostrophe.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from fractions import Fraction

from django.utils import timezone
from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from monitoring.presentation import VERDICTS
from monitoring.sla.display import percent
from monitoring.wording import not_measured
from reports.queries import Report
from reports.rows import Row
from reports.words import STAGES

BYTE_ORDER_MARK = "\ufeff"
# What Excel or LibreOffice take for the start of a formula, full-width forms included.
_FORMULA_STARTS = tuple("=+-@\t\r\n＝＋－＠")

_COLUMNS: tuple[tuple[Promise, Callable[[Row], str | int]], ...] = (
    (_("Connection"), lambda row: text_cell(row.name)),
    (_("Circuit id"), lambda row: text_cell(row.circuit.cid)),
    (_("Kind"), lambda row: row.circuit.get_purpose_display()),
    (_("District"), lambda row: text_cell(row.district)),
    (_("Promised (%)"), lambda row: _percent(row.figure.target, "")),
    (_("Agreed (s)"), lambda row: row.account.agreed_s),
    (_("Working (s)"), lambda row: row.account.up_s),
    (_("Of which impaired (s)"), lambda row: row.account.degraded_s),
    (_("Down (s)"), lambda row: row.account.down_s),
    (_("Not measured (s)"), lambda row: row.account.unknown_s),
    (_("Still ahead (s)"), lambda row: row.account.future_s),
    (_("Planned work (s)"), lambda row: row.account.excluded_s),
    (_("Not agreed (s)"), lambda row: row.account.not_agreed_s),
    (_("Measured availability (%)"), lambda row: _share(row, row.account.measured)),
    (_("At least (%)"), lambda row: _share(row, row.account.low)),
    (_("At most (%)"), lambda row: _share(row, row.account.high)),
    (_("Verdict"), lambda row: str(VERDICTS[row.verdict].word)),
    (_("Outages"), lambda row: row.outages.started),
    (_("Outages carried in"), lambda row: row.outages.carried_in),
    (_("Longest outage (s)"), lambda row: row.outages.longest_s),
    (_("Demo"), lambda row: gettext("yes") if row.circuit.is_demo else gettext("no")),
)


def availability_csv(report: Report) -> str:
    """Return the report as the text of a CSV file in the active language."""
    out = io.StringIO()
    out.write(BYTE_ORDER_MARK)
    writer = csv.writer(out, delimiter=";")
    about = [str(report.month), _iso(report), str(STAGES[report.stage].revision)]
    titles = [str(title) for title, _value in _COLUMNS]
    writer.writerow([*titles, gettext("Month"), gettext("As of"), gettext("Revision")])
    for row in report.rows:
        writer.writerow([*(value(row) for _title, value in _COLUMNS), *about])
    return out.getvalue()


def _iso(report: Report) -> str:
    return timezone.localtime(report.as_of).isoformat(timespec="seconds")


def text_cell(cell: str) -> str:
    """Return a text that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA_STARTS) else cell


def _share(row: Row, ratio: Fraction | None) -> str:
    # Where nothing was agreed there is nothing to measure, and the cell is empty.
    return _percent(ratio, not_measured() if row.account.eligible_s else "")


def _percent(ratio: Fraction | None, unknown: str) -> str:
    digits = percent(ratio)
    return unknown if digits is None else number_format(digits, 2)
