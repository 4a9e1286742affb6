"""Single points of failure as CSV, in the form of the availability report's file."""

import csv
import io
from collections.abc import Iterable

from django.utils.translation import gettext

from reports.resilience.queries import Row
from reports.spreadsheet import BYTE_ORDER_MARK, text_cell


def failure_points_csv(rows: Iterable[Row]) -> str:
    """Return the points as the text of a CSV file in the active language."""
    out = io.StringIO()
    out.write(BYTE_ORDER_MARK)
    writer = csv.writer(out, delimiter=";")
    writer.writerow(
        [
            gettext("Rank"),
            gettext("Kind"),
            gettext("Element"),
            gettext("Site"),
            gettext("Connections down"),
            gettext("Schools"),
            gettext("Pupils"),
            gettext("Schools without a known number of pupils"),
            gettext("Names of the schools"),
        ]
    )
    for row in rows:
        point = row.point
        writer.writerow(
            [
                row.rank,
                str(row.kind),
                text_cell(point.label),
                text_cell(row.site),
                point.n_circuits,
                point.n_schools,
                "" if point.n_pupils is None else point.n_pupils,
                row.n_unknown,
                text_cell(", ".join(school.name for school in row.schools)),
            ]
        )
    return out.getvalue()
