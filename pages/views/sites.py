"""The list of sites."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.access import person
from pages.forms.sites import SiteFilterForm
from pages.listing import Column, headings, kept, page_of
from pages.queries.site_rows import SiteFilter, site_rows

COLUMNS = (
    Column("name", _("Name")),
    Column("kind", _("Kind"), "less"),
    Column("district", _("District"), "less"),
    Column("state", _("State")),
    Column("since", _("Since")),
    Column("rtt", _("Response time"), "number"),
)


def site_list(request: HttpRequest) -> HttpResponse:
    """List the sites that the asker sees, filtered and sorted."""
    asker, at = person(request), timezone.now()
    form = SiteFilterForm(request.GET or None, asker=asker)
    # What is wrong in the filter is said above the list and narrows nothing.
    wanted = SiteFilter(**form.cleaned_data) if form.is_valid() else SiteFilter()
    sort = request.GET.get("sort", "name")
    rows = site_rows(asker, wanted, sort=sort, at=at)
    context = {
        "form": form,
        "is_filtered": wanted != SiteFilter(),
        "headings": headings(COLUMNS, sort=sort, query=request.GET),
        "page_obj": page_of(rows, request.GET),
        "query": kept(request.GET, without=["page"]),
        "at": at,
    }
    return render(request, "pages/site_list.html", context)
