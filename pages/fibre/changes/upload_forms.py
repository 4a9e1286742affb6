"""The form that takes a table."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from inventory.imports.columns import LABELS, Kind
from inventory.imports.tables import MAX_BYTES


class UploadForm(forms.Form):
    """A file, and what kind of table is in it."""

    kind = forms.ChoiceField(
        label=_("What is in the table"), choices=[(kind.value, LABELS[kind]) for kind in Kind]
    )
    file = forms.FileField(
        label=_("File"),
        max_length=200,
        allow_empty_file=True,
        help_text=_(
            "CSV (UTF-8 or Windows-1252, semicolon or comma) or XLSX, at most 5 MB and 10,000 rows."
        ),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.txt,.xlsx"}),
    )

    def clean_file(self) -> Any:
        """Refuse what is too large before it is read."""
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            raise forms.ValidationError(
                _("The file is larger than %(n)d MB. Split it.") % {"n": MAX_BYTES // 1024**2}
            )
        if not file.size:
            raise forms.ValidationError(_("The file is empty."))
        return file
