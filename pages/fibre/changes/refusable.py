"""What every form here shares: a refusal is said beside the field that it speaks of."""

from collections.abc import Callable, Mapping
from typing import ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction


class RefusableForm(forms.Form):
    """A form whose operation may refuse; `SAID_AT` gives the field that one of its words means."""

    SAID_AT: ClassVar[Mapping[str, str]] = {}

    def tell(self, error: ValidationError) -> None:
        """Say each refusal beside its field, or above the form if it speaks of none."""
        if not hasattr(error, "error_dict"):
            self.add_error(None, error)
            return
        for name, errors in error.error_dict.items():
            field = self.SAID_AT.get(name, name)
            self.add_error(field if field in self.fields else None, errors)

    def made(self, change: Callable[[], object]) -> bool:
        """Make a change, and return whether it was made; what refuses it is told."""
        try:
            change()
        except ValidationError as error:
            self.tell(error)
            return False
        return True


def refusal_of(change: Callable[[], object]) -> ValidationError | None:
    """Make a change and take it back; return what refuses it, None if nothing does."""
    with transaction.atomic():
        try:
            change()
        except ValidationError as error:
            return error
        finally:
            transaction.set_rollback(True)
    return None


def require(form: forms.Form, *names: str, words: str) -> None:
    """Say beside each of these fields that it is needed, where it is empty."""
    for name in names:
        if form.cleaned_data.get(name) in (None, "") and name not in form.errors:
            form.add_error(name, words)
