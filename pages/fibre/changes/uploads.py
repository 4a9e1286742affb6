"""Import of tables: upload, preview, confirm; and empty tables to fill in."""

import time

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from accounts.access import person
from inventory.imports.columns import COLUMNS, LABELS, Kind
from inventory.imports.templates import template_csv, template_xlsx
from inventory.imports.unreadable import UnreadableError
from inventory.models import UploadedTable
from inventory.operations.importing import NothingStoredError, State
from inventory.operations.uploads import drop_upload, keep_upload
from pages.fibre.changes.preview import IsLate, preview, store_upload
from pages.fibre.changes.upload_forms import UploadForm
from pages.listing import page_of

_TYPES = {
    "csv": ("text/csv; charset=utf-8", template_csv),
    "xlsx": (
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        template_xlsx,
    ),
}


def upload(request: HttpRequest) -> HttpResponse:
    """Take a table, and lead to its preview."""
    form = UploadForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        file = form.cleaned_data["file"]
        kept = keep_upload(
            person_id=person(request).pk,
            kind=form.cleaned_data["kind"],
            name=file.name or "",
            content=file.read(),
            at=timezone.now(),
        )
        return redirect("fibre:upload", kept.pk)
    kinds = [(kind, LABELS[kind], COLUMNS[kind]) for kind in Kind]
    context = {"form": form, "kinds": kinds}
    status = 422 if form.errors else 200
    return render(request, "pages/fibre/changes/upload.html", context, status=status)


def uploaded(request: HttpRequest, upload_id: int) -> HttpResponse:
    """Show what a table would do; on POST store all of it, or say why nothing was stored."""
    mine = UploadedTable.objects.visible_to(person(request)).waiting(at=timezone.now())
    kept = mine.filter(pk=upload_id).first()
    if kept is None:
        messages.warning(request, _("This table is no longer kept. Please upload it again."))
        return redirect("fibre:uploads")
    if request.method == "POST":
        return _confirmed(request, kept)
    return _preview_page(request, kept)


def discard(request: HttpRequest, upload_id: int) -> HttpResponse:
    """Forget a table."""
    if UploadedTable.objects.visible_to(person(request)).filter(pk=upload_id).exists():
        drop_upload(upload_id=upload_id)
        messages.success(request, _("The table is forgotten; nothing of it was stored."))
    return redirect("fibre:uploads")


def template(_request: HttpRequest, kind: str, form: str) -> HttpResponse:
    """Answer an empty table of a kind, in the reader's language."""
    if kind not in set(Kind) or form not in _TYPES:
        raise Http404
    content_type, make = _TYPES[form]
    is_german = (get_language() or "").startswith("de")
    response = HttpResponse(make(Kind(kind), is_german=is_german), content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="lichtweg-{kind}.{form}"'
    return response


def _confirmed(request: HttpRequest, kept: UploadedTable) -> HttpResponse:
    try:
        outcomes = store_upload(kept, within=_within)
    except UnreadableError as error:
        # Told as it is: a preview would take as long again, and the proxy waits no longer.
        return _preview_page(request, kept, status=409, refusal=str(error))
    except NothingStoredError:
        outcomes = None
    if outcomes is None:
        # The preview tells which rows, and why.
        messages.error(request, _("Nothing was stored. See below what is wrong."))
        return _preview_page(request, kept, status=409)
    drop_upload(upload_id=kept.pk)
    n_new = sum(outcome.state is State.NEW for outcome in outcomes)
    words = ngettext("%(n)d row is stored.", "%(n)d rows are stored.", n_new) % {"n": n_new}
    n_there = len(outcomes) - n_new
    if n_there:
        words += " " + ngettext(
            "%(n)d was there already.", "%(n)d were there already.", n_there
        ) % {"n": n_there}
    messages.success(request, words)
    return redirect("fibre:closures" if kept.kind == Kind.CLOSURES else "fibre:cables")


def _preview_page(
    request: HttpRequest, kept: UploadedTable, *, status: int = 200, refusal: str = ""
) -> HttpResponse:
    context = {"kept": kept, "label": LABELS[Kind(kept.kind)], "refusal": refusal}
    if not refusal:
        try:
            shown = preview(kept, within=_within)
        except UnreadableError as error:
            context["refusal"] = str(error)
            status = 422 if status == 200 else status
        else:
            context |= {"preview": shown, "page_obj": page_of(shown.rows, request.GET)}
    return render(request, "pages/fibre/changes/preview.html", context, status=status)


def _within(seconds: float) -> IsLate:
    """Return what says whether so many seconds have passed since now."""
    ends = time.monotonic() + seconds
    return lambda: time.monotonic() > ends
