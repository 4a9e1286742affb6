"""Pages of the audit: a sequence that reads only the rows that are shown."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, overload

from django.utils import timezone

from records.queries import Change, ChangeFilter, changes, count_changes


class ChangeRows(Sequence[Change]):
    """Changes as a sequence for a paginator: one count, and one read of each slice."""

    def __init__(self, wanted: ChangeFilter) -> None:
        """Remember what is asked for; reads nothing yet."""
        self._wanted = wanted
        self._n: int | None = None

    def __len__(self) -> int:
        if self._n is None:
            self._n = count_changes(self._wanted)
        return self._n

    @overload
    def __getitem__(self, place: int) -> Change: ...
    @overload
    def __getitem__(self, place: slice) -> list[Change]: ...
    def __getitem__(self, place: int | slice) -> Any:
        if isinstance(place, int):
            return changes(self._wanted, offset=place, limit=1)[0]
        start, stop, _ = place.indices(len(self))
        return changes(self._wanted, offset=start, limit=max(stop - start, 0))


def local_day(day: date) -> tuple[datetime, datetime]:
    """Return the instants at which a local day begins and ends."""
    begin = timezone.make_aware(datetime.combine(day, time()))
    return begin, timezone.make_aware(datetime.combine(day + timedelta(days=1), time()))
