"""Keeping an uploaded table until it is confirmed; no longer."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from inventory.models import UploadedTable
from inventory.models.uploads import WAITS


@transaction.atomic
def keep_upload(
    *, person_id: int, kind: str, name: str, content: bytes, at: datetime
) -> UploadedTable:
    """Keep a file for a person; the one that they had before goes, and all that are too old."""
    # Two uploads at once wait for each other here, not at the constraint.
    User.objects.select_for_update().get(pk=person_id)
    UploadedTable.objects.filter(uploaded_at__lte=at - WAITS).delete()
    # Deleted and made anew, so that a preview of the file before cannot confirm this one.
    UploadedTable.objects.filter(person_id=person_id).delete()
    return UploadedTable.objects.create(
        person_id=person_id,
        kind=kind,
        name=name[-200:],
        content=content,
        uploaded_at=at,
    )


def drop_upload(*, upload_id: int) -> None:
    """Forget a file."""
    UploadedTable.objects.filter(pk=upload_id).delete()
