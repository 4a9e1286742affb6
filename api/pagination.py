"""Pages of lists as NetBox's clients walk them: by offset, or by cursor from a primary key on."""

from typing import Any

from django.db.models import Model, QuerySet
from rest_framework.exceptions import ValidationError
from rest_framework.pagination import BasePagination
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import remove_query_param, replace_query_param

DEFAULT_PAGE = 50
MAX_PAGE = 1000
#: PostgreSQL's bigint; beyond it an offset is an error of the database, not an empty page.
MAX_OFFSET = 2**63 - 1


class NetBoxPagination(BasePagination):
    """
    `limit` and `offset`, or `limit` and `start` (a primary key).

    `limit=0` means as many as allowed (1000). A page by cursor has no count. 2 queries a page by
    offset, 1 by cursor.
    """

    def paginate_queryset(
        self,
        queryset: Any,
        request: Request,
        view: Any = None,  # noqa: ARG002 - DRF's contract
    ) -> list[Any]:
        """
        Return the rows of the page.

        Raises:
            ValidationError: a number that is none, or `start` together with `offset` or `ordering`.
        """
        self.url = request.build_absolute_uri()
        self.limit = min(_number(request, "limit", DEFAULT_PAGE) or MAX_PAGE, MAX_PAGE)
        self.is_cursor = "start" in request.query_params
        if self.is_cursor:
            return self._page_from(queryset, request)
        self.offset = _number(request, "offset", 0)
        self.count = queryset.count()
        if self.offset >= self.count:
            self.rows: list[Any] = []
        else:
            self.rows = list(queryset[self.offset : self.offset + self.limit])
        return self.rows

    def _page_from(self, queryset: QuerySet[Model], request: Request) -> list[Any]:
        clash = [name for name in ("offset", "ordering") if name in request.query_params]
        if clash:
            raise ValidationError({name: ["Not together with start."] for name in clash})
        start = _number(request, "start", 0)
        found = list(queryset.filter(pk__gte=start).order_by("pk")[: self.limit + 1])
        self.has_more = len(found) > self.limit
        self.rows = found[: self.limit]
        return self.rows

    def get_paginated_response(self, data: Any) -> Response:
        """Return the envelope: exactly count, next, previous, results."""
        if self.is_cursor:
            following = self._url(start=self.rows[-1].pk + 1) if self.has_more else None
            return Response({"count": None, "next": following, "previous": None, "results": data})
        after = self.offset + self.limit
        following = self._url(offset=after) if after < self.count else None
        before = max(self.offset - self.limit, 0)
        previous = self._url(offset=before) if self.offset else None
        return Response(
            {"count": self.count, "next": following, "previous": previous, "results": data}
        )

    def _url(self, **numbers: int) -> str:
        url = replace_query_param(self.url, "limit", str(self.limit))
        for name, number in numbers.items():
            if name == "offset" and number == 0:
                url = remove_query_param(url, name)
            else:
                url = replace_query_param(url, name, str(number))
        return url

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        """Return the envelope for the OpenAPI schema."""
        link = {"type": "string", "format": "uri", "nullable": True}
        return {
            "type": "object",
            "required": ["count", "next", "previous", "results"],
            "properties": {
                "count": {"type": "integer", "nullable": True},
                "next": link,
                "previous": link,
                "results": schema,
            },
        }

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:  # noqa: ARG002
        """Return the parameters for the OpenAPI schema."""
        names = ("limit", "offset", "start")
        return [
            {"name": name, "in": "query", "required": False, "schema": {"type": "integer"}}
            for name in names
        ]


def _number(request: Request, name: str, default: int) -> int:
    text = request.query_params.get(name)
    if text is None or text == "":
        return default
    if not (text.isascii() and text.isdigit()) or int(text[:20]) > MAX_OFFSET:
        raise ValidationError({name: ["A whole number from 0 on is expected."]})
    return int(text)
