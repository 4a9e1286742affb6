"""Page and file of the single points of failure."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from reports.resilience.queries import KINDS, base, points_by_rank, rows_of
from reports.resilience.spreadsheet import failure_points_csv

PER_PAGE = 50


def page(request: HttpRequest) -> HttpResponse:
    """Show what takes schools off the net all by itself, the worst first."""
    kind = _kind(request)
    points = points_by_rank(kind)
    page_obj = Paginator(points, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page_obj": page_obj,
        "rows": rows_of(list(page_obj.object_list)),
        "worst": points[0][1] if points else None,
        "base": base(),
        "kind": kind,
        "kinds": KINDS,
        "query": f"&kind={kind}" if kind else "",
    }
    return render(request, "reports/failure_points.html", context)


def table_csv(request: HttpRequest) -> HttpResponse:
    """Hand out all points for a spreadsheet."""
    text = failure_points_csv(rows_of(points_by_rank(_kind(request))))
    name = gettext("lichtweg-failure-points.csv")
    return HttpResponse(
        text,
        content_type="text/csv; charset=utf-8; header=present",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _kind(request: HttpRequest) -> str:
    """Return the kind that is asked for; "" for all."""
    kind = request.GET.get("kind", "")
    return kind if kind in KINDS else ""
