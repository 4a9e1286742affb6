"""Which rows of how many, and headings that sort and keep the filter."""

import pytest
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from pages.listing import Column, headings, kept, page_of

COLUMNS = (Column("name", _("Name")), Column("", _("Kind"), "less"))


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [("", 1, 50), ("2", 51, 60), ("99", 51, 60), ("x", 1, 50), ("-1", 51, 60), ("0", 51, 60)],
)
def test_nonsense_gives_a_page_that_exists(asked: str, first: int, last: int) -> None:
    page = page_of(range(60), QueryDict(f"page={asked}"))

    assert (page.start_index(), page.end_index()) == (first, last)


def test_an_empty_list_has_one_empty_page() -> None:
    assert list(page_of([], QueryDict("page=3"))) == []


def test_links_keep_the_filter_and_drop_what_is_empty() -> None:
    query = QueryDict("q=a%26b&kind=&page=3&sort=name")

    assert kept(query, without=["page"]) == "&q=a%26b&sort=name"
    assert kept(QueryDict("page=3"), without=["page"]) == ""


def test_a_heading_sorts_and_then_turns_round() -> None:
    query = QueryDict("q=x&page=2")

    first = headings(COLUMNS, sort="kind", query=query)[0]
    again = headings(COLUMNS, sort="name", query=query)[0]
    back = headings(COLUMNS, sort="-name", query=query)[0]

    assert (first.query, first.aria_sort) == ("?sort=name&q=x", "")
    assert (again.query, again.aria_sort) == ("?sort=-name&q=x", "ascending")
    assert (back.query, back.aria_sort) == ("?sort=name&q=x", "descending")


def test_a_column_without_a_key_does_not_sort() -> None:
    heading = headings(COLUMNS, sort="", query=QueryDict())[1]

    assert (heading.query, heading.aria_sort, heading.css_class) == ("", "", "less")
