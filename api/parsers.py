"""A JSON reader that refuses what Python's takes: NaN, doubled keys, deep nesting, huge bodies."""

import json
from collections.abc import Mapping
from typing import IO, Any, NoReturn

from rest_framework.exceptions import APIException, ParseError
from rest_framework.parsers import BaseParser

MAX_BODY_BYTES = 10 * 1024 * 1024
#: pynetbox sends two levels; a row never needs more.
MAX_DEPTH = 20


class BodyTooLargeError(APIException):
    """The body is larger than the REST face takes."""

    status_code = 413
    default_detail = f"The body is larger than {MAX_BODY_BYTES // 1024 // 1024} MiB."
    default_code = "too_large"


class StrictJSONParser(BaseParser):
    """Reads application/json in UTF-8."""

    media_type = "application/json"

    def parse(
        self,
        stream: IO[bytes],
        media_type: str | None = None,  # noqa: ARG002 - DRF's contract
        parser_context: Mapping[str, Any] | None = None,  # noqa: ARG002 - DRF's contract
    ) -> Any:
        """
        Return the value that the body holds.

        Raises:
            ParseError: not UTF-8, not JSON, NaN or Infinity, a key twice, nested too deeply.
            BodyTooLargeError: more than MAX_BODY_BYTES.
        """
        body = stream.read(MAX_BODY_BYTES + 1)
        if len(body) > MAX_BODY_BYTES:
            raise BodyTooLargeError
        try:
            value = json.loads(
                body.decode("utf-8"), parse_constant=_refuse_constant, object_pairs_hook=_once_each
            )
        except RecursionError:
            raise ParseError("The JSON is nested too deeply.") from None
        except ValueError as error:
            raise ParseError(f"JSON parse error - {error}") from None
        _refuse_depth(value)
        return value


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not a JSON number")


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    result: dict[str, Any] = {}
    for key, value in pairs:
        if key in result:
            raise ValueError(f"the key {key!r} stands twice")
        result[key] = value
    return result


def _refuse_depth(value: object) -> None:
    level = [value]
    for _ in range(MAX_DEPTH):
        level = [
            item
            for node in level
            for item in (
                node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
            )
        ]
        if not level:
            return
    raise ParseError("The JSON is nested too deeply.")
