"""
What every list has: which rows of how many, headings that sort, and links that keep the filter.

Values only: no table, no clock.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.functional import Promise

#: Rows on one page of a list.
PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a list; `key` is empty where one cannot sort by it."""

    key: str
    label: Promise
    css_class: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """A column's heading: `query` sorts by it, the other way round if it is sorted by already."""

    label: Promise
    css_class: str
    query: str
    aria_sort: str


def page_of(rows: Sequence[Any] | QuerySet[Any], query: QueryDict) -> Page[Any]:
    """Return the page asked for; the nearest that exists, if nonsense was asked."""
    return Paginator(rows, PER_PAGE).get_page(query.get("page"))


def kept(query: QueryDict, *, without: Sequence[str]) -> str:
    """Return the query's other parameters as "&a=b", for a link that changes those named."""
    other = query.copy()
    for name in without:
        other.pop(name, None)
    for name in [name for name, value in other.items() if not value]:
        other.pop(name)
    return f"&{other.urlencode()}" if other else ""


def headings(columns: Sequence[Column], *, sort: str, query: QueryDict) -> list[Heading]:
    """Return the headings of a list that is sorted by `sort`, "-" before it for descending."""
    rest = kept(query, without=["sort", "page"])
    sorted_by, is_descending = sort.removeprefix("-"), sort.startswith("-")
    return [
        Heading(
            label=column.label,
            css_class=column.css_class,
            query=_sort_query(column.key, again=sort == column.key, rest=rest),
            aria_sort=("descending" if is_descending else "ascending")
            if column.key and column.key == sorted_by
            else "",
        )
        for column in columns
    ]


def _sort_query(key: str, *, again: bool, rest: str) -> str:
    if not key:
        return ""
    return f"?sort={'-' if again else ''}{key}{rest}"
