"""Pages and files of the availability report."""

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from accounts.access import person
from accounts.models import asker_has
from accounts.roles import SEES_PLANT
from monitoring.presentation import VERDICTS
from monitoring.queries.sla import current_month
from monitoring.sla.availability import Verdict
from monitoring.sla.calendar import FIRST_YEAR, LAST_YEAR, Month
from reports.forms import ScopeForm
from reports.queries import Report, Stage, availability_report
from reports.spreadsheet import availability_csv
from reports.words import STAGES, headings


@require_safe
def current(_request: HttpRequest) -> HttpResponse:
    """Lead to the month that runs now."""
    return redirect("reports:month", month=str(current_month(timezone.now())))


@require_safe
def month(request: HttpRequest, month: str) -> HttpResponse:
    """Show a month's report."""
    try:
        asked = Month.parse(month)
    except ValueError:
        return _no_such_month(request, month)
    form, report = _read(request, asked)
    context = {
        "form": form,
        "report": report,
        "stage": STAGES[report.stage],
        "verdicts": [(key, report.whole.verdicts[Verdict(key)]) for key in VERDICTS],
        "headings": headings(form.order),
        "has_next": report.stage is Stage.OVER,
        "sees_plant": asker_has(person(request), SEES_PLANT),
    }
    return render(request, "reports/availability.html", context)


@require_safe
def month_csv(request: HttpRequest, month: str) -> HttpResponse:
    """Hand out a month's report for a spreadsheet."""
    try:
        asked = Month.parse(month)
    except ValueError:
        return _no_such_month(request, month)
    _form, report = _read(request, asked)
    name = gettext("lichtweg-availability-%(month)s.csv") % {"month": asked}
    return HttpResponse(
        availability_csv(report),
        content_type="text/csv; charset=utf-8; header=present",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _read(request: HttpRequest, asked: Month) -> tuple[ScopeForm, Report]:
    asker = person(request)
    form = ScopeForm(request.GET, asker=asker)
    if not form.is_valid():
        raise BadRequest(form.errors.as_json())
    report = availability_report(
        asker, month=asked, as_of=timezone.now(), scope=form.scope, order=form.order
    )
    return form, report


def _no_such_month(request: HttpRequest, text: str) -> HttpResponse:
    context = {
        # A long text says no more than its beginning.
        "asked": text[:20],
        "first_year": str(FIRST_YEAR),
        "last_year": str(LAST_YEAR),
        "current": current_month(timezone.now()),
    }
    return render(request, "reports/no_such_month.html", context, status=404)
