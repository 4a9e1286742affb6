"""Errors in NetBox's form: 403 in place of 401, `detail` or the field that is wrong."""

from typing import Any

from rest_framework import status
from rest_framework.response import Response
from rest_framework.views import exception_handler


def answer_error(error: Exception, context: dict[str, Any]) -> Response | None:
    """Return the answer to an exception, or None where it is not the REST face's own."""
    response = exception_handler(error, context)
    if response is not None and response.status_code == status.HTTP_401_UNAUTHORIZED:
        response.status_code = status.HTTP_403_FORBIDDEN
        response.headers.pop("WWW-Authenticate", None)
    return response
